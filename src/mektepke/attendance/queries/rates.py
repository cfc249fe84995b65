"""Attendance by week, for sparklines and for those who compare schools. Counts without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from mektepke.attendance.models import Mark, Register
from mektepke.attendance.queries.registers import EXPECTED
from mektepke.attendance.rules import MarkKind, Rate, WeekRate, monday, weeks
from mektepke.pupils.models import Enrolment

Weekly = dict[UUID, list[WeekRate]]
_ROLL = "school_class__enrolments__"
_ON_ROLL = (
    Q(**{f"{_ROLL}starts__lte": F("day")})
    & (Q(**{f"{_ROLL}ends__isnull": True}) | Q(**{f"{_ROLL}ends__gte": F("day")}))
    & ~Q(**{f"{_ROLL}mode": Enrolment.Mode.HOME})
)


def weekly_rates(
    *,
    first: date,
    last: date,
    classes: Collection[UUID] | None = None,
    schools: Collection[UUID] | None = None,
) -> Weekly:
    """Of the children expected on marked days, how many came, week by week, by class or (with `schools`) by school.

    Every week of the span is there; one without a register has the rate 0 of 0, whose percent is None. A day with two
    sessions counts twice, above and below the line. Two queries, however long the span.
    """
    unit, keys = ("school_class", classes) if classes is not None else ("school_class__school", schools or ())
    wanted = {"day__range": (first, last), f"{unit}__in": list(keys)}
    expected = Register.objects.filter(_ON_ROLL, **wanted).values_list(unit, "day").annotate(Count("pk")).order_by()
    marks = _absences().filter(**{f"register__{field}": value for field, value in wanted.items()})
    absent = marks.values_list(f"register__{unit}", "register__day").annotate(Count("pk")).order_by()
    marked, missed = _summed(expected), _summed(absent)
    mondays = weeks(first, last)
    return {key: [_week(marked[key, week], missed[key, week], week) for week in mondays] for key in keys}


def _absences() -> QuerySet[Mark]:
    """Absences of children who were on the roll that day: one who was taken off it later is in neither count."""
    on_roll = Enrolment.objects.held().filter(
        EXPECTED,
        Q(ends__isnull=True) | Q(ends__gte=OuterRef("register__day")),
        child=OuterRef("child"),
        school_class=OuterRef("register__school_class"),
        starts__lte=OuterRef("register__day"),
    )
    return Mark.objects.filter(Exists(on_roll), kind=MarkKind.ABSENT)


def _summed(rows: Iterable[tuple[UUID, date, int]]) -> Counter[tuple[UUID, date]]:
    counts: Counter[tuple[UUID, date]] = Counter()
    for key, day, count in rows:
        counts[key, monday(day)] += count
    return counts


def _week(marked: int, missed: int, week: date) -> WeekRate:
    return WeekRate(week, Rate(marked - missed, marked))
