"""Which classes have no register. A question to the school, not about a child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from mektepke.attendance.models import Register
from mektepke.attendance.queries.registers import EXPECTED
from mektepke.places.models import School, SchoolClass
from mektepke.places.queries import school_days_of
from mektepke.pupils.models import Enrolment


def taken_on(day: date, classes: Iterable[UUID]) -> set[UUID]:
    """Which of these classes have a register for this day."""
    keys = Register.objects.filter(day=day, school_class__in=list(classes)).values_list("school_class_id", flat=True)
    return set(keys)


@dataclass(frozen=True, slots=True)
class MissingRegisters:
    """One class and the school days without a register, oldest first; never empty."""

    school_class: SchoolClass
    days: list[date]


def missing_registers(schools: Sequence[School], *, first: date, last: date) -> list[MissingRegisters]:
    """Classes of these schools with children on the roll and a school day without a register, first to last included.

    In the order of schools and classes; five queries, however many schools and days.
    """
    days = school_days_of(schools, first=first, last=last)
    taken = set(
        Register.objects.filter(school_class__school__in=schools, day__range=(first, last)).values_list(
            "school_class_id", "day"
        )
    )
    found = []
    for school_class in _classes(schools, first, last):
        open_days = [day for day in days[school_class.school_id] if _lives(school_class, day)]
        without = [day for day in open_days if (school_class.pk, day) not in taken]
        if without:
            found.append(MissingRegisters(school_class, without))
    return found


def _classes(schools: Sequence[School], first: date, last: date) -> Iterable[SchoolClass]:
    pupils = Enrolment.objects.on(last).filter(EXPECTED, school_class=OuterRef("pk"))
    return (
        SchoolClass.objects.filter(Exists(pupils), school__in=schools, year__starts__lte=last, year__ends__gte=first)
        .select_related("school", "year")
        .order_by("school__code", "grade", "letter")
    )


def _lives(school_class: SchoolClass, day: date) -> bool:
    starts = school_class.valid_from or school_class.year.starts
    ends = school_class.valid_until or school_class.year.ends
    return starts <= day <= ends
