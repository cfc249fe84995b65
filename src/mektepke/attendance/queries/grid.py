"""A class as a grid: its children down, its school days across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mektepke.attendance.queries.days import ClassDays, ShownDay, class_days
from mektepke.attendance.queries.registers import EXPECTED, is_expected
from mektepke.places.models import SchoolClass
from mektepke.places.queries import school_days
from mektepke.pupils.models import SEALED_OF_CHILD, Child, Enrolment


@dataclass(frozen=True, slots=True)
class GridRow:
    """One child of the grid: its school days while on the roll, unmarked ones as such."""

    child: Child
    days: Sequence[ShownDay]


def class_grid(school_class: SchoolClass, *, first: date, last: date) -> list[GridRow]:
    """The school days of a class's children from first to last, both included. Six queries.

    The caller fetched the class for a person. A day without school is not a column, whoever took a register on it.
    """
    open_days = school_days(school_class.school, first=first, last=last)
    found = class_days([school_class.pk], first=first, last=last, school_days={school_class.school_id: set(open_days)})
    marked = found.marked.get(school_class.pk, {})
    rolls: dict[Child, list[Enrolment]] = {}
    spans = Enrolment.objects.filter(EXPECTED, school_class=school_class, starts__lte=last).exclude(ends__lt=first)
    for enrolment in spans.select_related("child").defer(*SEALED_OF_CHILD).order_by("child__sort_key", "starts"):
        rolls.setdefault(enrolment.child, []).append(enrolment)
    return [
        GridRow(
            child,
            [ShownDay(day, _kind(found, own, day, marked.get(day))) for day in open_days if is_expected(own, day)],
        )
        for child, own in rolls.items()
    ]


def _kind(found: ClassDays, own: Sequence[Enrolment], day: date, stored: datetime | None) -> str:
    if stored is None or not is_expected(own, day, stored=stored):
        return "unmarked"
    return found.exceptions.get(own[0].child_id, {}).get(day, "present")
