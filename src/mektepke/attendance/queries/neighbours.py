"""What stands around a register: the school days before and after, and who was missing when it was last taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import FilteredRelation, Q

from mektepke.attendance.models import Register
from mektepke.attendance.rules import MarkKind, NotThere, not_there
from mektepke.places.models import SchoolClass
from mektepke.places.queries import school_days

# School days. Few children are missing for longer, so the registers before these are seldom read.
RECENT = 10


def school_days_of_class(school_class: SchoolClass, *, today: date) -> list[date]:
    """The school days of the class's own year, none later than today. Three queries."""
    year = school_class.year
    return school_days(school_class.school, first=year.starts, last=min(year.ends, today))


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The last school day before a day and the next one after it; None where there is none, or not yet."""

    before: date | None
    after: date | None


def neighbours(day: date, *, school_days: Sequence[date]) -> Neighbours:
    """Those of these school days that are next to this day, which need not be one of them."""
    return Neighbours(
        before=max((found for found in school_days if found < day), default=None),
        after=min((found for found in school_days if day < found), default=None),
    )


def missing_before(school_class: SchoolClass, day: date, *, school_days: Sequence[date]) -> dict[UUID, NotThere]:
    """Who was absent on the last marked one of these school days before this day, by child, and since when in a row.

    The school days come in order. Of a day with two registers a child was absent if it was in both. One query, two
    where somebody has been missing for longer than ten school days. The caller has fetched the class for a person.
    """
    before = [found for found in school_days if found < day]
    # The second part is asked for only where the first leaves somebody missing from its beginning on.
    parts = (part for part in (before[-RECENT:], before[:-RECENT]) if part)
    return not_there(found for part in parts for found in _absent_by_day(school_class, part))


def _absent_by_day(school_class: SchoolClass, days: Sequence[date]) -> Iterator[tuple[date, set[UUID]]]:
    absences = FilteredRelation("marks", condition=Q(marks__kind=MarkKind.ABSENT))
    rows = (
        Register.objects.filter(school_class=school_class, day__in=days)
        .annotate(absences=absences)
        .order_by("-day", "session")
        .values_list("day", "session", "absences__child")
    )
    for day, group in groupby(rows, lambda row: row[0]):
        yield day, _in_all_sessions(list(group))


def _in_all_sessions(rows: list[tuple[date, str, UUID | None]]) -> set[UUID]:
    sessions = groupby(rows, lambda row: row[1])
    return set.intersection(*({child for _day, _name, child in group if child} for _session, group in sessions))
