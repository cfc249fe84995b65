"""Looking back at a plan: it goes on, is changed, or has done its work."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef

from mektepke.casework.actions.given import NotYet
from mektepke.casework.actions.stepping import go_on, note_change, still_open
from mektepke.casework.models import Case, Review, Step
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.watch.models import Signal


@transaction.atomic
def review(*, case: Case, decision: str, words: str, next_on: date | None, by: Person) -> Review:
    """One review. The case stands on its step "reviewed" until it goes on or is closed; a plan that goes on as it is
    goes on at once. `next_on`: the day of the next review.

    Raises `AlreadyClosed`, or `NotYet` where the case is not in action.
    """
    still_open(case)
    case.refresh_from_db()
    if case.step not in {Step.ACTIVE, Step.REVIEWED}:
        raise NotYet
    found = Review(case=case, decision=decision, words=words, by=by)
    found.full_clean()
    found.save()
    case.review_on = next_on
    case.save(update_fields=["review_on"])
    note_change(case, "case.reviewed", by, subject=found, fields=["decision"])
    if case.step == Step.ACTIVE:
        go_on(case=case, by=by)
    if decision == Review.Decision.KEPT:
        _goes_on(case, by)
    return found


def bring_reviews_forward(*, school: School, today: date) -> int:
    """After a sharp change a plan is reviewed at once: where something new was noticed about a child in care, the
    review is due today. Returns how many. One statement; the house itself does it each morning."""
    lately = Signal.objects.filter(state=Signal.State.OPEN, raised_on__gte=OuterRef("opened_on"))
    followed = Case.objects.filter(school=school, closed_on__isnull=True, review_on__gt=today)
    return followed.filter(Exists(lately.filter(child=OuterRef("child")))).update(review_on=today)


def _goes_on(case: Case, by: Person) -> None:
    """A plan that was changed since its approval waits for the head first."""
    try:
        go_on(case=case, by=by)
    except NotYet:
        return
