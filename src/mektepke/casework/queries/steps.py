"""How many children were noticed, spoken with, taken into care and came back. Counts, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef

from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import Action, Case, Contact
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import School
from mektepke.places.queries import year_on
from mektepke.watch.models import Answer, Signal

Result = Contact.Result
# "A visit is needed" is what a family said, or what its words made clear.
SPOKE_WITH_THE_FAMILY = (
    Result.REACHED, Result.COMES_BACK, Result.REASON_KNOWN, Result.STILL_AWAY, Result.NEEDS_VISIT,
)  # fmt: skip
TOLD_A_TEACHER = (Answer.Result.COMES_BACK, Answer.Result.REASON_KNOWN, Answer.Result.STILL_AWAY)


@dataclass(frozen=True, slots=True)
class Steps:
    """Children of some schools since the school year began, each counted once a step."""

    noticed: int
    spoken_with: int
    in_care: int
    came_back: int


def steps_this_year(schools: Sequence[School], *, today: date) -> Steps:
    """The steps from a signal to a return; a class teacher's first call counts as any other. Five queries."""
    year = year_on(today)
    since = year.starts if year else today
    at = {"school__in": schools}
    cases = Case.objects.filter(**at, opened_on__range=(since, today))
    spoken = Contact.objects.filter(**at, on__range=(since, today), result__in=SPOKE_WITH_THE_FAMILY)
    called = Answer.objects.filter(
        signal__school__in=schools,
        kind=Answer.Kind.CALLED,
        result__in=TOLD_A_TEACHER,
        at__gte=datetime.combine(since, time.min, SCHOOL_TIME),
        at__lt=datetime.combine(today + timedelta(days=1), time.min, SCHOOL_TIME),
    )
    noticed = Signal.objects.filter(**at, raised_on__range=(since, today), child__isnull=False)
    return Steps(
        noticed=noticed.values("child").distinct().count(),
        spoken_with=spoken.order_by().values("child").union(called.order_by().values("signal__child")).count(),
        in_care=cases.values("child").distinct().count(),
        came_back=cases.filter(outcome=Case.Outcome.RETURNED).values("child").distinct().count(),
    )


def in_care_counts(person: Person) -> tuple[int, int]:
    """How many children the person has in care now, and for how many of them nothing more is agreed. One query."""
    mine = schools_where(person, Permission.WORK_ON_CASES, path="school")
    waiting = Action.objects.filter(case=OuterRef("pk"), done_on__isnull=True, dropped_on__isnull=True)
    own = Case.objects.filter(mine, worker=person, closed_on__isnull=True)
    counted = own.aggregate(all=Count("pk"), without_step=Count("pk", filter=~Exists(waiting)))
    return counted["all"], counted["without_step"]


def overdue_count(schools: Sequence[School], *, today: date) -> int:
    """How many agreed actions of these schools' open cases are past their day. A number for the head, no case."""
    late = Action.objects.filter(case__school__in=schools, case__closed_on__isnull=True, done_on__isnull=True)
    return late.filter(due_on__lt=today).count()
