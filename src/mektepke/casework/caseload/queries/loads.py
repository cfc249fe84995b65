"""Who at a school carries how much, and which cases are open there: names and days, no word of a case.

Cases of protection are in nothing here, for nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from mektepke.casework.caseload.queries.late import late_actions, late_approvals, late_reviews, open_actions, ordinary
from mektepke.casework.caseload.rules import Load
from mektepke.casework.models import Case
from mektepke.casework.queries.cases import capacity_table
from mektepke.casework.rules import capacity_for, monday_of
from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import roles_with
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.pupils.queries import classes_of
from mektepke.sealed.fields import SealedText

# What is taken into care on one screen asks nobody; for two weeks the head can see that it was.
LATELY = timedelta(days=14)
Key = tuple[UUID, UUID]
"""School and worker."""


@dataclass(frozen=True, slots=True)
class Carries:
    """One worker of a school: hours there, open cases, what fits, and how many steps are past their day."""

    worker: Person
    hours: int
    load: Load
    overdue: int
    works_here: bool = True
    """Whether the person still works on cases here; of who does not, nobody sees the cases any more."""


def open_ordinary(schools: Iterable[School]) -> QuerySet[Case]:
    """Open cases of the ordinary way at these schools."""
    return Case.objects.filter(ordinary(), school__in=schools, closed_on__isnull=True).order_by()


def without_words(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases with child, school and worker; what is sealed of case and child is not even fetched."""
    sealed = [*_sealed(Case, ""), *_sealed(Child, "child__")]
    return cases.select_related("child", "school", "worker").defer(*sealed)


def _sealed(model: type[Model], path: str) -> list[str]:
    return [f"{path}{field.name}" for field in model._meta.fields if isinstance(field, SealedText)]


def carried(schools: Sequence[School], *, today: date) -> dict[UUID, list[Carries]]:
    """By school who works on cases there, by name, and who still has open ones without working there any more.

    The caller fetched the schools for a person. Six queries.
    """
    hours = _hours(schools, today)
    loads = _loads(schools, monday_of(today))
    overdue = _overdue(schools, today)
    table = capacity_table()
    people = Person.objects.in_bulk({worker for _school, worker in {*hours, *loads}})
    found: dict[UUID, list[Carries]] = {school.pk: [] for school in schools}
    for school, worker in sorted({*hours, *loads}, key=lambda key: people[key[1]].sort_key):
        own = hours[school, worker]
        limit = capacity_for(own, table).open_cases if (school, worker) in hours else 0
        load = Load(*loads.get((school, worker), (0, 0)), limit)
        works_here = (school, worker) in hours
        found[school].append(Carries(people[worker], own, load, overdue[school, worker], works_here))
    return found


def workers_at(schools: Iterable[School], today: date) -> QuerySet[Assignment]:
    """The roles of today with which somebody works on cases at these schools."""
    roles = roles_with(Permission.WORK_ON_CASES)
    return Assignment.objects.current(today).filter(role__in=roles, school__in=schools).order_by()


def _hours(schools: Sequence[School], today: date) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for role in workers_at(schools, today):
        assert role.school_id is not None  # noqa: S101 - the query asks for schools
        found[role.school_id, role.person_id] += role.hours_a_week
    return found


def _loads(schools: Sequence[School], monday: date) -> dict[Key, tuple[int, int]]:
    since = Q(opened_on__gte=monday) | Q(reopened_on__gte=monday) | Q(given_on__gte=monday)
    rows = open_ordinary(schools).values_list("school", "worker")
    counted = rows.annotate(all=Count("pk"), new=Count("pk", filter=since))
    return {(school, worker): (every, new) for school, worker, every, new in counted}


def _overdue(schools: Sequence[School], today: date) -> Counter[Key]:
    """What the worker should have done; an answer to a plan is awaited from somebody else."""
    return _by_worker(late_actions(today), "case", schools) + _by_worker(late_reviews(today), "", schools)


def _by_worker(rows: QuerySet[Any], path: str, schools: Sequence[School]) -> Counter[Key]:
    start = f"{path}__" if path else ""
    own = rows.filter(ordinary(path), **{f"{start}school__in": schools})
    counted = own.values_list(f"{start}school", f"{start}worker").annotate(Count("pk"))
    return Counter({(school, worker): count for school, worker, count in counted})


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One open case as its head sees it: whose, who works on it, since when, whether something is late or agreed."""

    case: Case
    class_name: str
    """Empty for a child on no school's roll."""
    is_late: bool
    has_next_step: bool
    """Whether an action is agreed and not done yet: where none is, that nothing is late says nothing."""


def open_cases_at(schools: Sequence[School], *, today: date) -> list[OpenCase]:
    """The open cases of these schools, by worker and then by the child's name. The caller fetched the schools for a
    person. Two queries."""
    late = (
        Q(review_on__lt=today)
        | Exists(late_actions(today).filter(case=OuterRef("pk")))
        | Exists(late_approvals(today).filter(case=OuterRef("pk")))
    )
    found = without_words(open_ordinary(schools)).annotate(
        is_late=late, has_next_step=Exists(open_actions().filter(case=OuterRef("pk")))
    )
    cases = list(found.order_by("worker__sort_key", "worker", "child__sort_key"))
    classes = classes_of([case.child for case in cases], today)
    return [OpenCase(case, classes.get(case.child_id, ""), case.is_late, case.has_next_step) for case in cases]


@dataclass(frozen=True, slots=True)
class Taken:
    """A child taken into care on one screen: the head is informed, and not asked."""

    case: Case
    on: date


def taken_lately(schools: Collection[School], *, today: date) -> list[Taken]:
    """Whom somebody took into care on one screen in the last two weeks, the latest first; ended or not. The caller
    fetched the schools for a person. One query."""
    lately = Case.objects.filter(ordinary(), school__in=schools, risk=Case.Risk.LOW)
    lately = lately.filter(Q(opened_on__gt=today - LATELY) | Q(reopened_on__gt=today - LATELY))
    found = [Taken(case, case.since) for case in without_words(lately).order_by("child__sort_key")]
    return sorted(found, key=lambda taken: taken.on, reverse=True)
