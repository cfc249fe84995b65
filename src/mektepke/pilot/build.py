"""Building the pilot into a house: what is missing, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from mektepke.pilot.history import live_through
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.plan import SchoolPlan, plan_pilot
from mektepke.pilot.staff import LOGIN_ROLES, login, staff_of
from mektepke.pilot.write_beside import write_children_in_no_school, write_transfers
from mektepke.pilot.write_children import write_enrolments, write_families
from mektepke.pilot.write_people import write_people
from mektepke.pilot.write_places import write_day_changes, write_places
from mektepke.pilot.write_registers import write_registers
from mektepke.places.models import School

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and of how much."""


class AnotherHouse(Exception):
    """The house holds something that this pilot did not put there: another seed's pilot, or a school's own lists."""


@dataclass(frozen=True, slots=True)
class Added:
    """What this run added."""

    registers: int
    rounds: int
    is_new: bool


def build(*, today: date, seed: int, progress: Progress | None = None) -> Added:
    """Bring the pilot to `today`, with the weeks before it. What people entered stays; an earlier day adds nothing."""
    tell = progress or (lambda _step, _done, _of: None)
    plans, keys = plan_pilot(seed), Keys(seed)
    is_new = not Built.objects.filter(seed=seed).exists()
    registers = fill(plans, keys, today=today, tell=tell)
    rounds = live_through(plans, keys, today=today, progress=lambda done, of: tell("rounds", done, of))
    return Added(registers, rounds, is_new)


@transaction.atomic
def fill(plans: tuple[SchoolPlan, ...], keys: Keys, *, today: date, tell: Progress) -> int:
    """Write what is missing of these schools until `today`, all or nothing; returns how many registers that were."""
    is_new = _refuse_another(keys.seed)
    if is_new:
        _write_once(plans, keys, tell)
    built, _made = Built.objects.get_or_create(seed=keys.seed, defaults={"until": today})
    _write_what_came(plans, keys, after=None if is_new else built.until, until=today)
    registers = write_registers(plans, keys, today=today, progress=lambda done, of: tell("registers", done, of))
    built.until = max(built.until, today)
    built.save(update_fields=["until"])
    _count_rows()
    return registers


def _count_rows() -> None:
    """Tell PostgreSQL how full its tables are. Until its own round comes by it plans for empty ones, and the next
    question about the children took minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _refuse_another(seed: int) -> bool:
    """Whether the pilot is still to be written. AnotherHouse if something else is there."""
    if Built.objects.filter(seed=seed).exists():
        return False
    if Built.objects.exists() or School.objects.exists():
        raise AnotherHouse
    return True


def _write_once(plans: tuple[SchoolPlan, ...], keys: Keys, tell: Progress) -> None:
    logins = frozenset(login(role, plans) for role in LOGIN_ROLES)
    steps: list[Callable[[], None]] = [
        lambda: write_places(plans, keys),
        lambda: write_people(staff_of(plans, keys.seed), logins, keys),
        lambda: write_families(plans, keys),
    ]
    for done, step in enumerate(steps, start=1):
        step()
        tell("families", done, len(steps))


def _write_what_came(plans: tuple[SchoolPlan, ...], keys: Keys, *, after: date | None, until: date) -> None:
    """What happened after one day and until another, but for registers."""
    write_day_changes(plans, keys, until=until)
    write_enrolments(plans, keys, after=after, until=until)
    write_children_in_no_school(keys, after=after, until=until)
    write_transfers(plans, keys, after=after, until=until)
