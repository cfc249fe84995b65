"""Figures of schools and municipalities side by side: how many pupils, how the weeks went, what waits. No child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Count, F

from mektepke.attendance.queries import missing_registers, weekly_rates
from mektepke.attendance.rules import Rate
from mektepke.desk.queries.missing import A_SCHOOL_WEEK, uncounted_schools
from mektepke.desk.queries.waiting import waiting_by_school
from mektepke.desk.rules import added_up, last_full_week, shown_counts, shown_sum
from mektepke.places.models import Place, School
from mektepke.pupils.models import Enrolment

TEN_WEEKS = timedelta(weeks=10)


class WeekByWeek:
    """What is shown with its attendance by week."""

    __slots__ = ()
    weeks: list[Rate]

    @property
    def percentages(self) -> list[float | None]:
        """Attendance by week, None for a week without a register."""
        return [rate.percent for rate in self.weeks]

    @property
    def latest(self) -> Rate | None:
        """The last week with a register."""
        return next((rate for rate in reversed(self.weeks) if rate.denominator), None)


@dataclass(frozen=True, slots=True)
class Row(WeekByWeek):
    """One municipality or school."""

    place: Place | School
    pupils: int
    schools: int
    weeks: list[Rate]
    missing: int
    """Registers of the last school week that nobody took."""
    counted_from: date | None
    """From when on registers are counted, where that is no day before today: then there is no count."""
    overdue: int | None
    """Children about whom nobody answered by their day; None where it is withheld for being small."""


def rows_by_school(schools: Sequence[School], *, today: date) -> list[Row]:
    """A row a school. A fixed number of queries."""
    counts = _counts(schools, today)
    overdue = shown_counts([counts.overdue[school.pk] for school in schools])
    return [
        _row(school, [school], counts, overdue=shown) for school, shown in zip(schools, overdue, strict=True)
    ]  # fmt: skip


def rows_by_municipality(schools: Sequence[School], *, today: date) -> list[Row]:
    """A row a municipality, of schools that come in the order of municipalities. A fixed number of queries."""
    counts = _counts(schools, today)
    groups = [(place, list(group)) for place, group in groupby(schools, _municipality)]
    return [
        _row(place, group, counts, overdue=shown_sum([counts.overdue[school.pk] for school in group]))
        for place, group in groups
    ]


@dataclass(frozen=True, slots=True)
class _Counts:
    pupils: Counter[UUID]
    missing: Counter[UUID]
    uncounted: dict[UUID, date]
    overdue: Counter[UUID]
    weeks: dict[UUID, list[Rate]]


def _counts(schools: Sequence[School], today: date) -> _Counts:
    keys = [school.pk for school in schools]
    missing: Counter[UUID] = Counter()
    # Today's registers are still being taken; what is missing is counted up to yesterday, by the classes of today, as
    # on a school's own page: the sum of its classes is its number here.
    for found in missing_registers(schools, first=today - A_SCHOOL_WEEK, last=today):
        missing[found.school_class.school_id] += sum(1 for day in found.days if day < today)
    weekly = weekly_rates(first=today - TEN_WEEKS, last=last_full_week(today), schools=keys)
    return _Counts(
        pupils=_by_school(
            Enrolment.objects.on(today).filter(school_class__school__in=keys).values(key=F("school_class__school"))
            .annotate(number=Count("pk")).values_list("key", "number")
        ),
        missing=missing,
        uncounted=uncounted_schools(schools, today=today),
        overdue=waiting_by_school(schools, today=today),
        weeks={key: [week.rate for week in weeks] for key, weeks in weekly.items()},
    )  # fmt: skip


def _by_school(rows: Iterable[tuple[UUID, int]]) -> Counter[UUID]:
    return Counter(dict(rows))


def _row(place: Place | School, group: Sequence[School], counts: _Counts, *, overdue: int | None) -> Row:
    keys = [school.pk for school in group]
    return Row(
        place=place,
        pupils=sum(counts.pupils[key] for key in keys),
        schools=len(keys),
        weeks=added_up([counts.weeks[key] for key in keys]),
        missing=sum(counts.missing[key] for key in keys),
        counted_from=_counted_from(keys, counts),
        overdue=overdue,
    )


def _counted_from(keys: Sequence[UUID], counts: _Counts) -> date | None:
    """None as soon as one school with pupils is counted."""
    with_pupils = [key for key in keys if counts.pupils[key]]
    if not with_pupils or any(key not in counts.uncounted for key in with_pupils):
        return None
    return min(counts.uncounted[key] for key in with_pupils)


def _municipality(school: School) -> Place:
    assert school.village.parent is not None  # noqa: S101 - the database holds this for a village
    return school.village.parent
