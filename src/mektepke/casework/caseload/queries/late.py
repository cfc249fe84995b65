"""What of a case is past its day: an action, a review, the answer to a plan; in protection the report."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from mektepke.base import clock
from mektepke.casework.models import Action, Approval, Barred, Case, Report
from mektepke.people.models import Person

# After so many a plan goes to the deputy.
DAYS_FOR_AN_ANSWER = timedelta(days=3)
OF_OPEN_CASES = Q(case__closed_on__isnull=True)


def open_actions() -> QuerySet[Action]:
    """Agreed actions of open cases that are neither done nor dropped."""
    return Action.objects.filter(OF_OPEN_CASES, done_on__isnull=True, dropped_on__isnull=True).order_by()


def late_actions(today: date) -> QuerySet[Action]:
    """Agreed actions of open cases that are neither done nor dropped and past their day."""
    return open_actions().filter(due_on__lt=today)


def late_reviews(today: date) -> QuerySet[Case]:
    """Open cases whose review is past its day."""
    return Case.objects.filter(closed_on__isnull=True, review_on__lt=today).order_by()


def late_approvals(today: date) -> QuerySet[Approval]:
    """Plans of open cases that have waited for an answer for more than three days."""
    return Approval.objects.filter(OF_OPEN_CASES, decision="", asked_on__lt=today - DAYS_FOR_AN_ANSWER).order_by()


def late_reports() -> QuerySet[Report]:
    """Open cases of protection of which the child-protection body should have been told by now."""
    return Report.objects.filter(OF_OPEN_CASES, told_at__isnull=True, due_at__lt=clock.now()).order_by()


def ordinary(path: str = "") -> Q:
    """A condition: the case that `path` leads to (such as `case`; empty for Case itself) goes the ordinary way."""
    return Q(**{f"{path}__track" if path else "track": Case.Track.ORDINARY})


def counted_for(person: Person, path: str = "") -> Q:
    """A condition: this person may find the case that `path` leads to in a number of what is late.

    A case of protection only who looks after more than a school, and never somebody who is named in it or kin of who
    is: a head, who knows by name which cases there are, would find the one more in the number.
    """
    if any(found.school_id or found.school_class_id for found in person.assignments_now):
        return ordinary(path)
    barred = Barred.objects.filter(person=person).values("case")
    return ~Q(**{f"{path or 'pk'}__in": barred})
