"""How many children were noticed, spoken with, taken into care and came back. Counts, no names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import Action, Approval, Case, Contact
from mektepke.casework.queries.cases import workable_by
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.places.queries import year_on
from mektepke.watch.models import Answer, Signal

Result = Contact.Result
# "A visit is needed" is what a family said, or what its words made clear.
SPOKE_WITH_THE_FAMILY = (
    Result.REACHED, Result.COMES_BACK, Result.REASON_KNOWN, Result.STILL_AWAY, Result.NEEDS_VISIT,
)  # fmt: skip
TOLD_A_TEACHER = (Answer.Result.COMES_BACK, Answer.Result.REASON_KNOWN, Answer.Result.STILL_AWAY)


AT_SCHOOL = [Case.Outcome.RETURNED, Case.Outcome.AT_SCHOOL]


@dataclass(frozen=True, slots=True)
class Steps:
    """Children of some schools since the school year began, each counted once a step."""

    noticed: int
    spoken_with: int
    in_care: int
    came_back: int


def steps_this_year(schools: Sequence[School], *, today: date) -> Steps:
    """The steps from a signal to a return; a class teacher's first call counts as any other. Cases of protection are in
    no figure of a school: there a number that grows by one tells of a child. Four queries."""
    year = year_on(today)
    since = year.starts if year else today
    at = {"school__in": schools}
    cases = Case.objects.filter(**at, track=Case.Track.ORDINARY, opened_on__range=(since, today))
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
        **cases.aggregate(
            in_care=Count("child", distinct=True),
            came_back=Count("child", distinct=True, filter=Q(outcome__in=AT_SCHOOL)),
        ),
    )


@dataclass(frozen=True, slots=True)
class InCareCounts:
    """How many children a person has in care now, and what waits there."""

    all: int
    without_step: int
    """Children for whom nothing more is agreed."""
    reviews_due: int
    """Plans whose day of review has come."""
    sent_back: int
    """Plans that the head has sent back with a question."""


def in_care_counts(person: Person, *, today: date) -> InCareCounts:
    """The counts of the person's own open cases. One query."""
    waiting = Action.objects.filter(case=OuterRef("pk"), done_on__isnull=True, dropped_on__isnull=True)
    latest = Approval.objects.filter(case=OuterRef("pk")).order_by("-at").values("decision")[:1]
    own = workable_by(person).filter(closed_on__isnull=True, track=Case.Track.ORDINARY)
    own = own.annotate(latest=Subquery(latest), no_step=~Exists(waiting))
    counted = own.aggregate(
        all=Count("pk"),
        without_step=Count("pk", filter=Q(no_step=True)),
        reviews_due=Count("pk", filter=Q(review_on__lte=today)),
        sent_back=Count("pk", filter=Q(latest=Approval.Decision.RETURNED)),
    )
    return InCareCounts(**counted)


def overdue_count(schools: Sequence[School], *, today: date) -> int:
    """How many agreed actions of these schools' open cases are past their day. A number for the head, no case."""
    of_open_cases = {"case__track": Case.Track.ORDINARY, "case__closed_on__isnull": True}
    waiting = Action.objects.filter(case__school__in=schools, done_on__isnull=True, dropped_on__isnull=True)
    return waiting.filter(due_on__lt=today, **of_open_cases).count()
