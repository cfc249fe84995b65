"""Taking and correcting a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.attendance import actions, queries
from mektepke.attendance.forms import RegisterForm
from mektepke.attendance.models import Mark, Reason, Register
from mektepke.attendance.rules import Change, Closed, NotThere, Outcome, Session
from mektepke.attendance.words import CLOSED, COUNTED, mark_words
from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Enrolment
from mektepke.pupils.queries import class_for, roll
from mektepke.pupils.rules import told_apart


@needs(Permission.TAKE_REGISTER)
def register(request: HttpRequest, school_class: UUID, day: date, session: str = Session.DAY) -> HttpResponse:
    """The register of one class and day: everybody is present until marked."""
    person = person_of(request)
    page = Page(class_for(person, school_class, Permission.TAKE_REGISTER), day, session)
    if request.method == "POST":
        return _store(request, page)
    if page.closed:
        return _closed(request, page, page.closed)
    given = page.stored.given() if page.stored else {}
    return _show(request, page, RegisterForm(page.expected, marks=given))


@dataclass
class Page:
    """A class's register of one day, and what stands around it. Each part is read when the page needs it."""

    school_class: SchoolClass
    day: date
    session: str

    @cached_property
    def on_roll(self) -> list[Enrolment]:
        """Everybody on the list."""
        return roll(self.school_class, self.day)

    @cached_property
    def expected(self) -> list[Enrolment]:
        """Those who should be in the room."""
        return [enrolment for enrolment in self.on_roll if enrolment.mode != Enrolment.Mode.HOME]

    @cached_property
    def at_home(self) -> list[Enrolment]:
        """Those who learn at home."""
        return [enrolment for enrolment in self.on_roll if enrolment.mode == Enrolment.Mode.HOME]

    @cached_property
    def registers(self) -> dict[str, Register]:
        """What is taken of this day, by session."""
        return queries.registers_of_day(self.school_class, self.day)

    @cached_property
    def school_days(self) -> list[date]:
        """The days on which the class had school until today."""
        return queries.school_days_of_class(self.school_class, today=clock.today())

    @cached_property
    def missing_before(self) -> dict[UUID, NotThere]:
        """Who was not there when the class's register was last taken."""
        return queries.missing_before(self.school_class, self.day, school_days=self.school_days)

    @property
    def has_other_year(self) -> bool:
        """Whether the day lies outside the class's school year or that year is not the present one: then it is said."""
        year = self.school_class.year
        return not (year.starts <= self.day <= year.ends and year.starts <= clock.today() <= year.ends)

    @property
    def stored(self) -> Register | None:
        """The register as it is stored, if it is."""
        return self.registers.get(self.session)

    @cached_property
    def no_school(self) -> Closed | None:
        """Why the day is none of school, also where a register was stored before somebody closed it."""
        return queries.why_closed(self.school_class, self.day, today=clock.today())

    @property
    def closed(self) -> Closed | None:
        """Why there is no register to take; a stored one may be corrected also when the day was closed afterwards."""
        return self.no_school if self.no_school is Closed.FUTURE or self.stored is None else None

    @property
    def does_not_count(self) -> str:
        """Why the stored register does not count; nothing is said of one that nobody took or whose day is to come."""
        if self.stored is None or self.no_school in (None, Closed.FUTURE):
            return ""
        return str(CLOSED[self.no_school])

    @cached_property
    def parts(self) -> list[tuple[str, str]]:
        """Codes and names of the sessions to choose from: none where everybody takes one register a day."""
        here = self.session != Session.DAY or bool(set(self.registers) - {Session.DAY})
        if here or queries.sessions_used(self.school_class.school, self.day):
            return [(str(code), str(label)) for code, label in Register.SessionName.choices]
        return []


def _show(request: HttpRequest, page: Page, form: RegisterForm, *, status: int = 200, **more: object) -> HttpResponse:
    names = told_apart(enrolment.child for enrolment in page.on_roll)
    form.say_before(page.missing_before)
    stored = page.stored
    shown: dict[str, Any] = {
        "page": page,
        "form": form,
        "version": stored.version if stored else 0,
        "does_not_count": page.does_not_count,
        "history": _told(queries.history(stored), names) if stored else [],
        "kinds": Mark.Kind,
        "reasons": Reason,
        "counted": COUNTED.items(),
        "may_load": person_of(request).may(Permission.IMPORT_PUPILS),
        **_neighbours(page),
        **more,
    }
    return render(request, "attendance/register.html", shown, status=status)


def _told(entries: list[queries.Correction | queries.Kept], names: dict[UUID, str]) -> list[dict[str, Any]]:
    """The history in words; whoever may take the register may read the names on its list, and no others."""
    return [
        {
            "by": entry.by,
            "at": entry.at,
            "taken_over": isinstance(entry, queries.Correction),
            "changes": [_change(change, names) for change in entry.changes],
        }
        for entry in entries
    ]


def _change(change: Change, names: dict[UUID, str]) -> dict[str, str]:
    name = names.get(change.child) or _("A child who is no longer on this list")
    return {"name": name, "before": mark_words(change.before), "after": mark_words(change.after)}


def _closed(request: HttpRequest, page: Page, why: Closed) -> HttpResponse:
    person = person_of(request)
    shown = {
        "page": page,
        "sentence": CLOSED[why],
        "future": why is Closed.FUTURE,
        "may_change": person.may(Permission.MANAGE_CALENDAR),
        "by_school": why is not Closed.FUTURE and queries.closed_by_school(page.school_class.school, page.day),
        **_neighbours(page),
    }
    return render(request, "attendance/closed.html", shown)


def _neighbours(page: Page) -> dict[str, date | None]:
    around = queries.neighbours(page.day, school_days=page.school_days)
    return {"day_before": around.before, "day_after": around.after}


def _store(request: HttpRequest, page: Page) -> HttpResponse:
    person = person_of(request)
    form = RegisterForm(page.expected, sent=request.POST.dict())
    # A page that lost its body on the way says nothing, and least of all that everybody is there.
    if not form.is_clear or not set(request.POST) - {"csrfmiddlewaretoken"}:
        return _show(request, page, form, status=422, problem=_unclear(form))
    version = request.POST.get("version", "")
    try:
        taken = actions.take_register(
            school_class=page.school_class,
            day=page.day,
            session=page.session,
            marks=form.marks,
            by=person,
            based_on=int(version) if version.isdecimal() and len(version) < 9 else 0,
        )
    except actions.DayNotPossible as closed:
        return _show(request, page, form, status=422, problem=CLOSED[closed.why])
    except actions.SessionClash:
        return _show(request, page, form, status=422, problem=_clash(page))
    if taken.outcome is Outcome.CONFLICTING:
        form.show_beside(taken.marks)
        return _show(request, page, form, status=409, other=taken.register)
    messages.success(request, _("The register of %(class)s is stored.") % {"class": page.school_class.name})
    return redirect("today") if page.day == clock.today() else redirect(request.path)


def _unclear(form: RegisterForm) -> str:
    if form.unknown:
        return _("Nothing is stored yet: a child you marked is no longer on this list. Please look at the list again.")
    return _("Nothing is stored yet. Please put right what is marked below.")


def _clash(page: Page) -> str:
    if page.session == Session.DAY:
        return _("Nothing is stored yet: this class has a register for a part of the day. Choose the part above.")
    return _("Nothing is stored yet: this class has a register for the whole day. Correct that one.")
