"""Going from one step of a case to the next, and back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model

from mektepke.base import clock
from mektepke.casework.actions.days import note_plan
from mektepke.casework.actions.given import AlreadyClosed, NotYet
from mektepke.casework.models import Case, Step, StepTaken
from mektepke.casework.queries.state import state_of
from mektepke.casework.rules import steps
from mektepke.casework.rules.steps import LONGEST_WITHOUT_REVIEW
from mektepke.people.models import Person
from mektepke.trail.actions import record


def still_open(case: Case) -> None:
    """Lock the case, and refuse if somebody closed it while this page lay open."""
    if not Case.objects.select_for_update().filter(pk=case.pk, closed_on__isnull=True).exists():
        raise AlreadyClosed


def note_step(case: Case, *, by: Person, back: bool = False, words: str = "") -> None:
    """That the case stands on its step since now."""
    StepTaken.objects.create(case=case, step=case.step, back=back, words=words, by=by)


def note_change(
    case: Case, action: str, by: Person, *, subject: Model | None = None, fields: Sequence[str] = ()
) -> None:
    """A change of a case in the trail; whoever reads it learns which field, and not what stands in it."""
    record(
        by=by, action=action, subject=subject or case, child=case.child_id, place=case.school_id, fields=list(fields)
    )


@transaction.atomic
def go_on(*, case: Case, by: Person) -> Step:
    """The next step, if nothing is missing before it. A case is closed by its outcome, not from here.

    Raises `AlreadyClosed`, or `NotYet` with what is missing.
    """
    still_open(case)
    case.refresh_from_db()
    state = state_of(case)
    if not steps.may_go_on(state):
        raise NotYet(steps.missing(state))
    _stand_on(case, Step(steps.following(state.step).value), by)
    return Step(case.step)


def straight_into_action(case: Case, *, by: Person) -> None:
    """A low risk with a cause and an action needs nothing more: its case goes on until it is in action."""
    while case.step in {Step.REGISTERED, Step.ASSESSED, Step.PLANNED} and steps.may_go_on(state_of(case)):
        go_on(case=case, by=by)


@transaction.atomic
def back_to(*, case: Case, step: Step, words: str, by: Person) -> None:
    """An earlier step, and why. Raises `AlreadyClosed`, or `NotYet` where the step is not an earlier one."""
    still_open(case)
    case.refresh_from_db()
    if steps.Step(step.value) not in steps.may_go_back_to(state_of(case)):
        raise NotYet
    _stand_on(case, step, by, back=True, words=words)


def _stand_on(case: Case, step: Step, by: Person, *, back: bool = False, words: str = "") -> None:
    case.step = step.value
    if step == Step.PLANNED and not back:
        note_plan(case)
    if step == Step.ACTIVE and case.review_on is None:
        case.review_on = clock.today() + LONGEST_WITHOUT_REVIEW
    case.save(update_fields=["step", "planned_on", "days_to_plan", "review_on"])
    note_step(case, by=by, back=back, words=words)
    note_change(case, "case.step_back" if back else "case.step_taken", by, fields=["step"])
