"""How cases go by school and municipality: group figures, and nobody's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from mektepke.base.names import sort_key
from mektepke.casework.caseload.queries.late import (
    counted_for,
    late_actions,
    late_approvals,
    late_reports,
    late_reviews,
    ordinary,
)
from mektepke.casework.caseload.withheld import Numbers, Shown, of_own_school, publish
from mektepke.casework.models import Case
from mektepke.casework.rules.outcomes import DAYS_TO_STAY
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.places.models import Place, School
from mektepke.places.queries import place_for, places_in, year_on
from mektepke.places.rules import Level

STAYED = Q(outcome=Case.Outcome.RETURNED) | Q(days_back__gte=DAYS_TO_STAY)
DAYS = ("days_to_contact", "days_to_plan", "days_to_return")


@dataclass(frozen=True, slots=True)
class Row:
    """One school, or one municipality with its number of schools."""

    place: Place | School
    shown: Shown
    schools: int = 1

    @property
    def is_municipality(self) -> bool:
        """Whether the row has schools below it."""
        return isinstance(self.place, Place)


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality's row, and its schools by name."""

    row: Row
    schools: list[Row]


@dataclass(frozen=True, slots=True)
class Late:
    """What of a school's open cases is past its day: agreed actions, reviews, answers to plans."""

    actions: int
    reviews: int
    plans: int


@dataclass(frozen=True, slots=True)
class OwnSchool:
    """A head's own school in numbers."""

    school: School
    shown: Shown
    late: Late


def year_begins(today: date) -> date:
    """Since when figures of this school year count."""
    year = year_on(today)
    return year.starts if year else today


def municipalities_of(person: Person) -> list[Place]:
    """The municipalities with schools whose figures the person sees, by name."""
    found = places_in(person.reach(Permission.SEE_CASELOAD)).filter(level=Level.MUNICIPALITY)
    with_schools = found.filter(pk__in=School.objects.values("village__parent")).select_related("parent")
    return sorted(with_schools, key=lambda place: (sort_key(place.name), sort_key(str(place.parent))))


def municipality_for(person: Person, key: UUID) -> Place:
    """The municipality, if the person sees its figures; 404 otherwise."""
    found = place_for(person.reach(Permission.SEE_CASELOAD), key)
    if found.level != Level.MUNICIPALITY:
        raise Http404
    return found


def rows_of(person: Person, municipalities: Sequence[Place], *, since: date, today: date) -> list[Municipality]:
    """These municipalities with their schools, in numbers. `since`: the day on which the school year began. The
    caller fetched them for the person. Seven queries, however many schools."""
    here: dict[UUID, list[School]] = defaultdict(list)
    for school in _schools(municipalities, since):
        assert school.village.parent_id is not None  # noqa: S101 - the database holds this for a village
        here[school.village.parent_id].append(school)
    keys = [school.pk for own in here.values() for school in own]
    numbers = _numbers(keys, _late_by_school(keys, person, today), since)
    return [_municipality(place, here[place.pk], numbers) for place in municipalities]


def own_schools(person: Person, *, since: date, today: date) -> list[OwnSchool]:
    """The schools whose head the person is: open cases and what is late as they are, the rest as it is shown of any
    school. Cases of protection are in no number of it."""
    keys = list(person.reach(Permission.SEE_CASELOAD).schools)
    if not keys:
        return []
    late = _late_by_school(keys, person, today)
    numbers = _numbers(keys, late, since)
    schools = sorted(School.objects.filter(pk__in=keys), key=lambda school: sort_key(school.name))
    return [_own(school, numbers[school.pk], [counts[school.pk] for counts in late]) for school in schools]


def _own(school: School, numbers: Numbers, late: Sequence[int]) -> OwnSchool:
    actions, reviews, plans, *_reports = late
    return OwnSchool(school, of_own_school(numbers), Late(actions, reviews, plans))


def _schools(municipalities: Sequence[Place], since: date) -> list[School]:
    """Their schools by name; one that had ended before this school year has no figures of it."""
    still = Q(valid_until__isnull=True) | Q(valid_until__gte=since)
    found = School.objects.filter(still, village__parent__in=municipalities).select_related("village").order_by()
    return sorted(found, key=lambda school: (sort_key(school.name), school.code))


def _municipality(place: Place, schools: Sequence[School], numbers: dict[UUID, Numbers]) -> Municipality:
    rows, total = publish([numbers[school.pk] for school in schools])
    return Municipality(
        Row(place, total, len(schools)),
        [Row(school, shown) for school, shown in zip(schools, rows, strict=True)],
    )


def _numbers(schools: Sequence[UUID], late: Sequence[Counter[UUID]], since: date) -> dict[UUID, Numbers]:
    counts = _counts(schools, since)
    overdue = sum(late, Counter[UUID]())
    days = _days(schools, since)
    return {
        school: Numbers(open_, overdue[school], ended, returned, *days[school])
        for school in schools
        for open_, ended, returned in [counts.get(school, (0, 0, 0))]
    }


def _counts(schools: Sequence[UUID], since: date) -> dict[UUID, tuple[int, int, int]]:
    """Open cases; those that ended since; of these, children who returned and stayed. Where care was not needed nobody
    had been away."""
    ended = Q(closed_on__gte=since) & ~Q(outcome=Case.Outcome.NOT_NEEDED)
    rows = Case.objects.filter(ordinary(), school__in=schools).order_by().values_list("school")
    counted = rows.annotate(
        open=Count("pk", filter=Q(closed_on__isnull=True)),
        ended=Count("pk", filter=ended),
        returned=Count("pk", filter=ended & STAYED),
    )
    return {school: counts for school, *counts in counted}  # type: ignore[misc]


def _late_by_school(schools: Sequence[UUID], person: Person, today: date) -> list[Counter[UUID]]:
    """What is past its day: actions, reviews, answers to plans, reports of protection."""
    late: list[tuple[QuerySet[Any], str]] = [
        (late_actions(today), "case"),
        (late_reviews(today), ""),
        (late_approvals(today), "case"),
        (late_reports(), "case"),
    ]
    return [_by_school(rows, path, schools, person) for rows, path in late]


def _by_school(rows: QuerySet[Any], path: str, schools: Sequence[UUID], person: Person) -> Counter[UUID]:
    key = f"{path}__school" if path else "school"
    counted = rows.filter(counted_for(person, path), **{f"{key}__in": schools}).values_list(key).annotate(Count("pk"))
    return Counter(dict(counted))


def _days(schools: Sequence[UUID], since: date) -> dict[UUID, list[Counter[int]]]:
    """Of the cases opened since: how many took how many days to a first word, to a plan, to a return."""
    found: dict[UUID, list[Counter[int]]] = {school: [Counter() for _field in DAYS] for school in schools}
    opened = Case.objects.filter(ordinary(), school__in=schools, opened_on__gte=since).order_by()
    for school, *took in opened.values_list("school", *DAYS):
        for counted, days in zip(found[school], took, strict=True):
            if days is not None:
                counted[days] += 1
    return found
