"""The Today of those who see figures of many schools and no child."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F

from mektepke.attendance.queries import missing_registers, weekly_rates
from mektepke.attendance.rules import Rate
from mektepke.desk.rules import added_up, last_full_week, shown_count
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import places, schools_where
from mektepke.places.models import Place, School
from mektepke.pupils.models import Enrolment
from mektepke.watch.models import Signal
from mektepke.watch.queries import in_no_school

TEN_WEEKS = timedelta(weeks=10)
A_SCHOOL_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality, village or school: how many pupils, how the weeks went, what waits."""

    place: Place | School
    pupils: int
    schools: int
    weeks: list[Rate]
    missing: int
    """Registers of the last school week that nobody took."""
    overdue: int
    """Signals about children that nobody answered by their day."""

    @property
    def percentages(self) -> list[float | None]:
        """Attendance by week, None for a week without a register."""
        return [rate.percent for rate in self.weeks]

    @property
    def overdue_shown(self) -> int | None:
        """The children waiting too long as it may be shown here: None where it is withheld for being small."""
        return shown_count(self.overdue)

    @property
    def latest(self) -> Rate | None:
        """The last week with a register."""
        return next((rate for rate in reversed(self.weeks) if rate.denominator), None)


@dataclass(frozen=True, slots=True)
class OfficerToday:
    """The officer's places, compared."""

    places: list[Place]
    rows: list[Row]
    by_school: bool
    in_no_school: int | None
    """Children of school age in no school whom this officer looks after; None for who has no part in that."""

    @property
    def missing(self) -> int:
        """Registers of the last school week that nobody took, in all."""
        return sum(row.missing for row in self.rows)


def officer_today(person: Person, *, today: date) -> OfficerToday:
    """A district sees its municipalities, a municipality its schools. A fixed number of queries."""
    own = places(person, Permission.SEE_FIGURES)
    schools = list(
        School.objects.filter(schools_where(person, Permission.SEE_FIGURES))
        .select_related("village__parent")
        .order_by("village__parent__soate", "code")
    )
    by_school = all(place.level in {"municipality", "village"} for place in own)
    groups: dict[UUID, list[School]] = defaultdict(list)
    for school in schools:
        groups[school.pk if by_school else _municipality(school).pk].append(school)
    counts = _counts(schools, today)
    rows = [_row(group, counts, by_school=by_school) for group in groups.values()]
    return OfficerToday(own, rows, by_school, _in_no_school(person, today))


def _in_no_school(person: Person, today: date) -> int | None:
    if not person.may(Permission.REGISTER_OUT_OF_SCHOOL):
        return None
    return len(in_no_school(person, today=today))


@dataclass(frozen=True, slots=True)
class _Counts:
    pupils: Counter[UUID]
    missing: Counter[UUID]
    overdue: Counter[UUID]
    weeks: dict[UUID, list[Rate]]


def _counts(schools: list[School], today: date) -> _Counts:
    keys = [school.pk for school in schools]
    missing: Counter[UUID] = Counter()
    # Today's registers are still being taken; what is missing is counted up to yesterday.
    for found in missing_registers(schools, first=today - A_SCHOOL_WEEK, last=today - timedelta(days=1)):
        missing[found.school_class.school_id] += len(found.days)
    weekly = weekly_rates(first=today - TEN_WEEKS, last=last_full_week(today), schools=keys)
    late = Signal.objects.filter(school__in=keys, child__isnull=False, state=Signal.State.OPEN, due_on__lt=today)
    return _Counts(
        pupils=_by_school(
            Enrolment.objects.on(today).filter(school_class__school__in=keys).values(key=F("school_class__school"))
            .annotate(number=Count("pk")).values_list("key", "number")
        ),
        missing=missing,
        overdue=_by_school(
            late.values(key=F("school")).annotate(number=Count("child", distinct=True)).values_list("key", "number")
        ),
        weeks={key: [week.rate for week in weeks] for key, weeks in weekly.items()},
    )  # fmt: skip


def _by_school(rows: Iterable[tuple[UUID, int]]) -> Counter[UUID]:
    return Counter(dict(rows))


def _row(group: list[School], counts: _Counts, *, by_school: bool) -> Row:
    keys = [school.pk for school in group]
    return Row(
        place=group[0] if by_school else _municipality(group[0]),
        pupils=sum(counts.pupils[key] for key in keys),
        schools=len(keys),
        weeks=added_up([counts.weeks[key] for key in keys]),
        missing=sum(counts.missing[key] for key in keys),
        overdue=sum(counts.overdue[key] for key in keys),
    )


def _municipality(school: School) -> Place:
    assert school.village.parent is not None  # noqa: S101 - the database holds this for a village
    return school.village.parent
