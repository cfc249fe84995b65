"""What stands around a register: the school days before and after, and who was missing when it was last taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import FilteredRelation, Q

from mektepke.attendance.models import Register
from mektepke.attendance.rules import MarkKind, NotThere, not_there
from mektepke.places.models import School, SchoolClass
from mektepke.places.queries import school_days

# Longer than the summer: on the first of September the day before is a day in May.
REACH = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The last school day before a day and the next one after it; None where the calendar has none, or not yet."""

    before: date | None
    after: date | None


def neighbours(school: School, day: date, *, today: date) -> Neighbours:
    """The school days around this day, none later than today. Four queries."""
    days = school_days(school, first=day - REACH, last=min(day + REACH, max(today, day)))
    return Neighbours(
        before=max((found for found in days if found < day), default=None),
        after=min((found for found in days if day < found <= today), default=None),
    )


def missing_before(school_class: SchoolClass, day: date) -> dict[UUID, NotThere]:
    """Who was absent on the last marked day before this one, by child, and since when in a row. One query.

    Of a day with two registers a child was absent if it was in both. The caller has fetched the class for a person.
    """
    absences = FilteredRelation("marks", condition=Q(marks__kind=MarkKind.ABSENT))
    rows = (
        Register.objects.filter(school_class=school_class, day__lt=day)
        .annotate(absences=absences)
        .order_by("-day", "session")
        .values_list("day", "session", "absences__child")
    )
    return not_there((marked, _in_all_sessions(list(group))) for marked, group in groupby(rows, lambda row: row[0]))


def _in_all_sessions(rows: list[tuple[date, str, UUID | None]]) -> set[UUID]:
    sessions = groupby(rows, lambda row: row[1])
    return set.intersection(*({child for _day, _name, child in group if child} for _session, group in sessions))
