"""One class on one day: its roll, its registers, and whether there is school at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q
from django.http import Http404

from mektepke.attendance.models import Register
from mektepke.attendance.rules import Closed, Session
from mektepke.attendance.statements import calendar_of
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import classes_where
from mektepke.places.models import DayChange, School, SchoolClass
from mektepke.places.rules import is_week_day
from mektepke.pupils.models import Enrolment
from mektepke.pupils.queries import roll

# A child who learns at home is on the roll and never in the room: marking it present would be untrue. And a row that
# was a mistake never held.
EXPECTED = ~Q(mode=Enrolment.Mode.HOME) & ~Q(reason_of_leaving=Enrolment.Leaving.MISTAKE)

OPEN_FOR_SECONDS = 30

# Parts of the day that were used this long ago are still how the school works.
SESSIONS_SEEN = timedelta(days=60)


def expected_roll(school_class: SchoolClass, day: date) -> list[Enrolment]:
    """Who should be in the room on this day, in the order of the list. One query. The caller fetched the class for a
    person."""
    return [enrolment for enrolment in roll(school_class, day) if enrolment.mode != Enrolment.Mode.HOME]


def is_expected(spans: Iterable[Enrolment], day: date, *, stored: datetime | None = None) -> bool:
    """The same as `EXPECTED` on one day, for enrolments that are read already. With `stored`, the moment of a register,
    whether the child was on the list by then."""
    return any(
        span.starts <= day
        and (stored is None or span.listed_at <= stored)
        and (span.ends is None or day <= span.ends)
        and span.mode != Enrolment.Mode.HOME
        and span.reason_of_leaving != Enrolment.Leaving.MISTAKE
        for span in spans
    )


def class_to_mark(person: Person, key: UUID) -> SchoolClass:
    """The class, if the person takes registers there; 404 otherwise.

    As `pupils.queries.class_for`, but without the rows of school and year: a phone that sends a register needs no more.
    """
    found = SchoolClass.objects.filter(classes_where(person, Permission.TAKE_REGISTER), pk=key).order_by()[:1]
    if not found:
        raise Http404
    return found[0]


def register_of(school_class: SchoolClass, day: date, session: str = Session.DAY) -> Register | None:
    """The register of this class, day and session with its marks, or None: unmarked. Two queries."""
    key = Register.key_of(school_class.pk, day, session)
    return Register.objects.filter(pk=key).select_related("taken_by").prefetch_related("marks").first()


def registers_of_day(school_class: SchoolClass, day: date) -> dict[str, Register]:
    """All registers of this class and day by session, with their marks and who took them. Two queries."""
    found = Register.objects.filter(school_class=school_class, day=day)
    return {register.session: register for register in found.select_related("taken_by").prefetch_related("marks")}


def sessions_used(school: School, day: date) -> bool:
    """Whether this school takes registers of parts of a day, by what it did in the weeks before."""
    return (
        Register.objects.filter(school_class__school=school, day__range=(day - SESSIONS_SEEN, day))
        .exclude(session=Session.DAY)
        .exists()
    )


def why_closed(school_class: SchoolClass, day: date, *, today: date) -> Closed | None:
    """Why no register can be taken for this class and day, or None: there is school. At most one query.

    The same answer as `places.queries.is_school_day`, for the class's own school year. It is asked each time a register
    is stored, so an open day is remembered for half a minute; a closed one is not, because the head may just have
    entered it as an extra school day while the teacher waits.
    """
    if day > today:
        return Closed.FUTURE
    remembered = f"open/{school_class.school_id}/{school_class.year_id}/{day}"
    if cache.get(remembered):
        return None
    why = _closed_by_calendar(school_class, day)
    if why is None:
        cache.set(remembered, True, OPEN_FOR_SECONDS)
    return why


def closed_by_school(school: School, day: date) -> bool:
    """Whether the school itself entered the day as one without school, which it can take back. One query."""
    return DayChange.objects.filter(school=school, day=day).exclude(kind=DayChange.Kind.EXTRA).exists()


def _closed_by_calendar(school_class: SchoolClass, day: date) -> Closed | None:
    own, everywhere, days_a_week, in_term = calendar_of(school_class.school_id, school_class.year_id, day)
    return _closed_by(day, change=own or everywhere, days_a_week=days_a_week or 6, in_term=in_term)


def _closed_by(day: date, *, change: str | None, days_a_week: int, in_term: bool) -> Closed | None:
    if change is not None:
        return None if change == DayChange.Kind.EXTRA else Closed(change)
    if not is_week_day(day, days_a_week=days_a_week):
        return Closed.WEEKEND
    return None if in_term else Closed.NO_TERM
