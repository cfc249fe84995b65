"""How many children were noticed, spoken with, taken into care and came back. Counts, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from mektepke.casework.models import Action, Case, Contact
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import School
from mektepke.places.queries import year_on
from mektepke.watch.models import Signal

Result = Contact.Result
# "A visit is needed" is what a family said, or what its words made clear.
SPOKE_WITH_THE_FAMILY = (Result.REACHED, Result.COMES_BACK, Result.NEEDS_VISIT)


@dataclass(frozen=True, slots=True)
class Steps:
    """Children of some schools since the school year began, each counted once a step."""

    noticed: int
    spoken_with: int
    in_care: int
    came_back: int


def steps_this_year(schools: Sequence[School], *, today: date) -> Steps:
    """The steps from a signal to a return. Five queries."""
    year = year_on(today)
    since = year.starts if year else today
    at = {"school__in": schools}
    cases = Case.objects.filter(**at, opened_on__range=(since, today))
    spoken = Contact.objects.filter(**at, on__range=(since, today), result__in=SPOKE_WITH_THE_FAMILY)
    noticed = Signal.objects.filter(**at, raised_on__range=(since, today), child__isnull=False)
    return Steps(
        noticed=noticed.values("child").distinct().count(),
        spoken_with=spoken.values("child").distinct().count(),
        in_care=cases.values("child").distinct().count(),
        came_back=cases.filter(outcome=Case.Outcome.RETURNED).values("child").distinct().count(),
    )


def open_case_count(person: Person) -> int:
    """How many children the person has in care now."""
    mine = schools_where(person, Permission.WORK_ON_CASES, path="school")
    return Case.objects.filter(mine, worker=person, closed_on__isnull=True).count()


def without_step_count(person: Person) -> int:
    """How many children the person has in care for whom nothing more is agreed."""
    mine = schools_where(person, Permission.WORK_ON_CASES, path="school")
    waiting = Action.objects.filter(case=OuterRef("pk"), done_on__isnull=True, dropped_on__isnull=True)
    return Case.objects.filter(mine, ~Exists(waiting), worker=person, closed_on__isnull=True).count()


def overdue_count(schools: Sequence[School], *, today: date) -> int:
    """How many agreed actions of these schools' open cases are past their day. A number for the head, no case."""
    late = Action.objects.filter(case__school__in=schools, case__closed_on__isnull=True, done_on__isnull=True)
    return late.filter(due_on__lt=today).count()
