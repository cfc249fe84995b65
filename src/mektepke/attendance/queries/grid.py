"""A class as a grid: its children down, its school days across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mektepke.attendance.queries.days import ShownDay, class_days
from mektepke.attendance.queries.registers import EXPECTED, is_expected
from mektepke.places.models import SchoolClass
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child, Enrolment


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
    for enrolment in spans.select_related("child").order_by("child__sort_key", "starts"):
        rolls.setdefault(enrolment.child, []).append(enrolment)
    return [
        GridRow(
            child,
            [
                ShownDay(day, found.exceptions.get(child.pk, {}).get(day, "present") if day in marked else "unmarked")
                for day in open_days
                if is_expected(own, day)
            ],
        )
        for child, own in rolls.items()
    ]
