"""Registers that are missing, those of today apart: at nine in the morning they are not late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from mektepke.attendance.models import Register
from mektepke.attendance.queries import MissingRegisters, SchoolDays, missing_registers, owing_since
from mektepke.places.models import School, SchoolClass
from mektepke.places.queries import school_days_of
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
    whole_week: bool
    """Whether every class was at it before the week began, so that none missing means a week of registers. In a house
    that begins today nothing is missing, and nothing was taken either."""

    def __bool__(self) -> bool:
        return bool(self.today or self.earlier)


def missing_this_week(schools: Sequence[School], *, today: date, school_days: SchoolDays | None = None) -> Missing:
    """The last school week up to today. A fixed number of queries."""
    found = missing_registers(schools, first=today - A_SCHOOL_WEEK, last=today, school_days=school_days)
    gaps = [MissingRegisters(gap.school_class, [day for day in gap.days if day < today]) for gap in found]
    rolls = _rolls(schools, today)
    return Missing(
        today=[gap for gap in found if today in gap.days],
        earlier=[gap for gap in gaps if gap.days],
        classes=bool(rolls),
        pupils=any(on_roll for on_roll, _before, _week in rolls),
        whole_week=all(before for on_roll, before, _week in rolls if on_roll) and any(week for *_, week in rolls),
    )


def counted_span(schools: Sequence[School], *, today: date) -> tuple[date, date]:
    """The first and the last of the days whose missing registers are counted, up to yesterday. Three queries."""
    return school_span(schools, first=today - A_SCHOOL_WEEK, last=today - timedelta(days=1))


def school_span(schools: Sequence[School], *, first: date, last: date) -> tuple[date, date]:
    """The first school day of any of these schools and the last one; in the holidays the days themselves. Three
    queries."""
    found = school_days_of(schools, first=first, last=last)
    days = {day for own in found.values() for day in own} or {first, last}
    return min(days), max(days)


def uncounted_schools(schools: Sequence[School], *, today: date) -> dict[UUID, date]:
    """The schools of which no register is counted before today, and the day from which they are: nobody can have taken
    one before the lists of the classes were there. Three queries."""
    before = Register.objects.filter(school_class=OuterRef("pk"), day__lt=today)
    begun = SchoolClass.objects.filter(Exists(before), school__in=schools).values("school")
    fresh = SchoolClass.objects.filter(school__in=schools, year__starts__lte=today, year__ends__gte=today)
    of_class = dict(fresh.exclude(school__in=begun).values_list("pk", "school_id").order_by())
    first: dict[UUID, date] = {}
    for key, since in owing_since(list(of_class)).items():
        first[of_class[key]] = min(since, first.get(of_class[key], since))
    return {school: since for school, since in first.items() if since >= today}


def _rolls(schools: Sequence[School], today: date) -> list[tuple[bool, bool, bool]]:
    """For each class of today whether anybody is on its list, whether it had a register when the week began or before,
    and whether it has one of the week."""
    own = Register.objects.filter(school_class=OuterRef("pk"), day__lte=today)
    on_roll = Enrolment.objects.on(today).filter(school_class=OuterRef("pk"))
    found = SchoolClass.objects.filter(school__in=schools, year__starts__lte=today, year__ends__gte=today)
    first = today - A_SCHOOL_WEEK
    return list(
        found.values_list(
            Exists(on_roll), Exists(own.filter(day__lte=first)), Exists(own.filter(day__gte=first))
        ).order_by()
    )
