"""Registers that are missing, those of today apart: at nine in the morning they are not late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from mektepke.attendance.queries import MissingRegisters, missing_registers
from mektepke.places.models import School, SchoolClass
from mektepke.pupils.models import Enrolment

A_SCHOOL_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Missing:
    """Classes without a register of today, and classes with gaps on the days before."""

    today: list[MissingRegisters]
    earlier: list[MissingRegisters]
    classes: bool
    """Whether there are classes at all this school year."""
    pupils: bool
    """Whether anybody is on their lists: a class without pupils misses no register."""

    def __bool__(self) -> bool:
        return bool(self.today or self.earlier)


def missing_this_week(schools: Sequence[School], *, today: date) -> Missing:
    """The last school week up to today. A fixed number of queries."""
    found = missing_registers(schools, first=today - A_SCHOOL_WEEK, last=today)
    gaps = [MissingRegisters(gap.school_class, [day for day in gap.days if day < today]) for gap in found]
    with_pupils = _with_pupils(schools, today)
    return Missing(
        today=[gap for gap in found if today in gap.days],
        earlier=[gap for gap in gaps if gap.days],
        classes=bool(with_pupils),
        pupils=any(with_pupils),
    )


def _with_pupils(schools: Sequence[School], today: date) -> list[bool]:
    """For each class of today whether anybody is on its list."""
    on_roll = Enrolment.objects.on(today).filter(school_class=OuterRef("pk"))
    found = SchoolClass.objects.filter(school__in=schools, year__starts__lte=today, year__ends__gte=today)
    return list(found.values_list(Exists(on_roll), flat=True).order_by())
