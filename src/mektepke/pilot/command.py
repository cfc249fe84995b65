"""What `mektepke demo` builds and prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext as _
from rich.box import SIMPLE
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mektepke.casework.queries import call_list
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.pilot.build import Added, AnotherHouse, build
from mektepke.pilot.models import Built
from mektepke.pilot.plan import SchoolPlan, plan_pilot
from mektepke.pilot.staff import LOGIN_ROLES, login
from mektepke.pilot.write_people import sample_password
from mektepke.rounds.command import run_morning

Echo = Callable[[object], None]
LINES = 5


@dataclass(frozen=True, slots=True)
class Pilot:
    """What a run added, and who signs in with which password, by role."""

    added: Added
    logins: dict[str, tuple[str, str]]


def build_pilot(*, today: date, seed: int, echo: Echo) -> Pilot:
    """Build what is missing until `today` with a bar, do the morning's round, print what it found and one login a role.

    The clock must stand on `today`. Ends the program with a sentence if the house holds something else.
    """
    try:
        added = _build_with_bar(today, seed)
    except AnotherHouse:
        raise SystemExit(
            _("This house already holds other schools or another sample. Choose another folder with MEKTEPKE_HOME.")
        ) from None
    plans = plan_pilot(seed)
    if Built.objects.filter(until__gt=today).exists():
        # A morning's round knows what came later, so it cannot find out again what somebody saw on that day.
        echo(_("The sample has already reached a later day. Nothing was added; today is only looked back at."))
    else:
        run_morning(today=today, echo=echo)
    return Pilot(added, show(plans, seed, today=today, echo=echo))


def show(plans: tuple[SchoolPlan, ...], seed: int, *, today: date, echo: Echo) -> dict[str, tuple[str, str]]:
    """Print the first lines of one call list, and one account a role; returns the accounts."""
    _print_call_list(plans, today, echo)
    logins = _logins(plans, seed)
    _print_logins(logins, echo)
    return logins


def _build_with_bar(today: date, seed: int) -> Added:
    words = {
        "families": _("Places, staff, families"),
        "registers": _("Registers, school by school"),
        "rounds": _("The weeks before today"),
    }
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()) as bar:
        tasks = {step: bar.add_task(text, total=None) for step, text in words.items()}
        added = build(
            today=today, seed=seed, progress=lambda step, done, of: bar.update(tasks[step], completed=done, total=of)
        )
        for task in bar.tasks:
            if task.total is None:
                bar.update(task.id, completed=1, total=1)
    return added


def _print_call_list(plans: tuple[SchoolPlan, ...], today: date, echo: Echo) -> None:
    """The first lines of the first pedagogue's list, as the page of Today shows them; where a day holds fewer, also
    who comes next."""
    person = Person.objects.get(username=login(Role.PEDAGOGUE, plans))
    found = call_list(person, today=today)
    if len(found.lines) < LINES:
        found = call_list(person, today=today, more=LINES - len(found.lines))
    school = plans[0].school.code
    echo(_("The call list of %(person)s, %(school)s:") % {"person": person.short_name, "school": school})
    for number, line in enumerate(found.lines[:LINES], start=1):
        who = ", ".join(part for part in (line.child.name, line.class_name) if part)
        reasons = " ".join(line.reasons) or _("Agreed to look again today.")
        echo(f"  {number}. {who}: {reasons}")
    if not found.lines:
        echo(_("Nobody is waiting today."))


def _logins(plans: tuple[SchoolPlan, ...], seed: int) -> dict[str, tuple[str, str]]:
    """Role → sign-in name and password; an empty password where somebody has changed it."""
    found = {}
    for role in LOGIN_ROLES:
        person = Person.objects.filter(username=login(role, plans)).first()
        if person is None:
            # A sample that an older version built has nobody of a role that came later.
            continue
        password = sample_password(role, seed)
        found[role.value] = (person.username, password if check_password(password, person.password) else "")
    return found


def _print_logins(logins: dict[str, tuple[str, str]], echo: Echo) -> None:
    table = Table(title=_("Accounts of the sample, for looking around only"), title_justify="left", box=SIMPLE)
    table.add_column(_("Role"), overflow="fold")
    # A password in two pieces is typed wrong.
    for heading in (_("Sign-in name"), _("Password")):
        table.add_column(heading, no_wrap=True, overflow="fold")
    for role, (username, password) in logins.items():
        table.add_row(str(Role(role).label), username, password or _("changed by somebody"))
    echo(table)
