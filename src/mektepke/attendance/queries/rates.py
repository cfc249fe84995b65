"""Attendance by week, for sparklines and for those who compare schools. Counts without names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mektepke.attendance.models import Mark, Register
from mektepke.attendance.queries.counting import SchoolDays, days_that_count
from mektepke.attendance.queries.registers import EXPECTED
from mektepke.attendance.rules import MarkKind, Rate, WeekRate, monday, weeks
from mektepke.pupils.models import Enrolment

SCHOOL = "school_class__school"
Weekly = dict[UUID, list[WeekRate]]
Spans = dict[UUID, list[tuple[date, date, datetime, int]]]
"""class → (first day, last day, since when on the list, how many children)"""
Counts = Counter[tuple[UUID, date]]
"""(class or school, Monday) → children's days"""


def weekly_rates(
    *,
    first: date,
    last: date,
    classes: Collection[UUID] | None = None,
    schools: Collection[UUID] | None = None,
) -> Weekly:
    """Of the children expected on marked days, how many came, week by week, by class or (with `schools`) by school.

    Every week of the span is there; one without a register has the rate 0 of 0, whose percent is None. A day with two
    sessions counts twice, above and below the line. Six queries, however many children and weeks.
    """
    unit, keys = ("school_class", classes) if classes is not None else (SCHOOL, schools or ())
    wanted = {f"{unit}__in": list(keys)}
    registers = Register.objects.filter(day__range=(first, last), **wanted).order_by()
    spans = _spans(Enrolment.objects.filter(EXPECTED, starts__lte=last, **wanted).exclude(ends__lt=first))
    rows = list(registers.values_list("school_class", SCHOOL, "day", "taken_at"))
    days = days_that_count({school for _school_class, school, *_rest in rows}, first=first, last=last)
    marked: Counts = Counter()
    for school_class, school, day, stored in rows:
        if day in days[school]:
            key = school if unit == SCHOOL else school_class
            marked[key, monday(day)] += _named(spans[school_class], day, stored)
    missed = _missed(unit, wanted, days, first, last)
    return {key: [_week(marked[key, week], missed[key, week], week) for week in weeks(first, last)] for key in keys}


def _named(spans: Sequence[tuple[date, date, datetime, int]], day: date, stored: datetime) -> int:
    """How many children a register could name: on the roll that day, and on the list by the time it was stored."""
    return sum(count for starts, ends, listed_at, count in spans if starts <= day <= ends and listed_at <= stored)


def _spans(rolls: QuerySet[Enrolment]) -> Spans:
    """Most children of a class came and go together, so a roll is a few numbers instead of thirty rows a day."""
    found: Spans = defaultdict(list)
    for school_class, starts, ends, listed_at, count in (
        rolls.values_list("school_class", "starts", "ends", "listed_at").annotate(Count("pk")).order_by()
    ):
        found[school_class].append((starts, ends or date.max, listed_at, count))
    return found


def _missed(unit: str, wanted: dict[str, Any], days: SchoolDays, first: date, last: date) -> Counts:
    """Absences of children who were on the roll that day: one who was taken off it later is in neither count."""
    on_roll = Enrolment.objects.filter(
        EXPECTED,
        Q(ends__isnull=True) | Q(ends__gte=OuterRef("register__day")),
        child=OuterRef("child"),
        school_class=OuterRef("register__school_class"),
        starts__lte=OuterRef("register__day"),
        listed_at__lte=OuterRef("register__taken_at"),
    )
    span = {"register__day__range": (first, last), **{f"register__{field}": value for field, value in wanted.items()}}
    absent = Mark.objects.filter(Exists(on_roll), kind=MarkKind.ABSENT, **span)
    counts: Counts = Counter()
    # By school the unit and the school are one column.
    fields = [f"register__{field}" for field in dict.fromkeys((unit, SCHOOL, "day"))]
    for *unit_and_school, day, count in absent.values_list(*fields).annotate(Count("pk")).order_by():
        # A school's first register may have been stored since the registers were read.
        if day in days.get(unit_and_school[-1], ()):
            counts[unit_and_school[0], monday(day)] += count
    return counts


def _week(marked: int, missed: int, week: date) -> WeekRate:
    return WeekRate(week, Rate(marked - missed, marked))
