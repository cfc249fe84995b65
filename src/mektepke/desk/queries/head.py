"""A head's Today: questions about the school, registers that are missing, and how the weeks go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mektepke.attendance.queries import weekly_rates
from mektepke.attendance.rules import WeekRate
from mektepke.casework.queries import overdue_count
from mektepke.desk.queries.figures import TEN_WEEKS
from mektepke.desk.queries.missing import Missing, missing_this_week, school_span
from mektepke.desk.queries.waiting import waiting_by_school
from mektepke.desk.rules import last_full_week
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.places.models import School
from mektepke.watch.models import Signal
from mektepke.watch.queries import about_schools
from mektepke.watch.sentences import sentence, span


@dataclass(frozen=True, slots=True)
class Question:
    """Something about the school that wants an answer."""

    signal: Signal
    words: str


@dataclass(frozen=True, slots=True)
class HeadToday:
    """What a head answers for."""

    schools: list[School]
    questions: list[Question]
    missing: Missing
    weeks: list[WeekRate]
    days: str
    """The school days of the last week with a register, in words; empty where there is none."""
    overdue: int
    """Agreed steps of care past their day."""
    waiting: int
    """Children about whom nobody answered by their day."""

    @property
    def percentages(self) -> list[float | None]:
        """Attendance by week, None for a week without a register."""
        return [week.rate.percent for week in self.weeks]

    @property
    def latest(self) -> WeekRate | None:
        """The last full week with a register."""
        return last_marked(self.weeks)


def head_today(person: Person, *, today: date) -> HeadToday:
    """Everything on the page, in a fixed number of queries."""
    own = list(schools(person, Permission.MANAGE_CALENDAR))
    weekly = weekly_rates(first=today - TEN_WEEKS, last=last_full_week(today), schools=[school.pk for school in own])
    weeks = next(iter(weekly.values()), [])
    return HeadToday(
        schools=own,
        questions=[Question(signal, sentence(signal)) for signal in about_schools(person, today=today)],
        missing=missing_this_week(own, today=today),
        weeks=weeks,
        days=_days_of(last_marked(weeks), own),
        overdue=overdue_count(own, today=today),
        waiting=waiting_by_school(own[:1], today=today).total(),
    )


def last_marked(weeks: Sequence[WeekRate]) -> WeekRate | None:
    """The last of these weeks with a register."""
    return next((week for week in reversed(weeks) if week.rate.denominator), None)


def _days_of(week: WeekRate | None, schools: Sequence[School]) -> str:
    if week is None:
        return ""
    return span(*school_span(schools[:1], first=week.week, last=week.week + timedelta(days=6)))
