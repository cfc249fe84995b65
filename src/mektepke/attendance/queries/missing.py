"""Which classes have no register. A question to the school, not about a child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Min, OuterRef

from mektepke.attendance.models import Register
from mektepke.attendance.queries.counting import SchoolDays
from mektepke.attendance.queries.registers import EXPECTED
from mektepke.attendance.rules import owes_registers_from
from mektepke.base import clock
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


def missing_registers(
    schools: Sequence[School], *, first: date, last: date, school_days: SchoolDays | None = None
) -> list[MissingRegisters]:
    """Classes of these schools with children on the roll and a school day without a register, first to last included.

    A class owes registers from the day of `rules.owes_registers_from`. In the order of schools and classes; seven
    queries, however many schools and days, and four where the caller has read the `school_days` of these schools.
    """
    days = school_days_of(schools, first=first, last=last) if school_days is None else school_days
    taken = set(
        Register.objects.filter(school_class__school__in=schools, day__range=(first, last)).values_list(
            "school_class_id", "day"
        )
    )
    lacking = []
    for school_class in _classes(schools, first, last):
        open_days = [day for day in days[school_class.school_id] if first <= day <= last and _lives(school_class, day)]
        without = [day for day in open_days if (school_class.pk, day) not in taken]
        if without:
            lacking.append(MissingRegisters(school_class, without))
    since = owing_since([found.school_class.pk for found in lacking])
    owed = [MissingRegisters(found.school_class, _from(since[found.school_class.pk], found.days)) for found in lacking]
    return [found for found in owed if found.days]


def owing_since(classes: Sequence[UUID]) -> dict[UUID, date]:
    """From which day on each of these classes owes registers; none for a class without children. Two queries."""
    registers = dict(
        Register.objects.filter(school_class__in=classes).values_list("school_class").annotate(Min("day")).order_by()
    )
    rolls = Enrolment.objects.filter(EXPECTED, school_class__in=classes).values_list("school_class").order_by()
    return {
        key: owes_registers_from(
            first_enrolled=enrolled,
            entered_on=clock.day_of(entered),
            first_register=registers.get(key),
        )
        for key, enrolled, entered in rolls.annotate(Min("starts"), Min("child__added_at"))
    }


def _from(since: date, days: list[date]) -> list[date]:
    return [day for day in days if day >= since]


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
