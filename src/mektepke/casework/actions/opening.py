"""Taking a child into care, and reopening a case after a relapse."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from mektepke.base import clock
from mektepke.casework.actions.assessing import add_cause
from mektepke.casework.actions.days import note_first_contact, note_plan
from mektepke.casework.actions.given import LOW, ActionGiven, AlreadyOpen, CauseGiven, RiskGiven
from mektepke.casework.actions.planning import add_action
from mektepke.casework.actions.stepping import note_step
from mektepke.casework.models import Case, Ending, Step
from mektepke.casework.rules import steps
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.trail.actions import record
from mektepke.watch.actions import answer_signals_of
from mektepke.watch.models import Answer, Signal


@transaction.atomic
def open_case(
    *,
    child: Child,
    school: School,
    causes: Sequence[CauseGiven],
    by: Person,
    action: ActionGiven | None = None,
    risk: RiskGiven = LOW,
    signal: Signal | None = None,
) -> Case:
    """Take a child into care of a case, and answer the child's open signals.

    A low risk has a cause, a first action with a party and a date, and is in action at once; a medium or high one
    begins with the first of the six steps. Raises `AlreadyOpen`.
    """
    already = Case.objects.select_for_update().filter(child=child, track=Case.Track.ORDINARY, closed_on__isnull=True)
    if found := already.first():
        raise AlreadyOpen(found)
    case = Case.objects.create(
        child=child, school=school, worker=by, signal=signal, opened_on=clock.today(), risk=risk.risk,
        risk_reason=risk.reason, step=steps.begins_at(steps.Risk(risk.risk), steps.Track.ORDINARY).value,
    )  # fmt: skip
    _first_entries(case, causes, action, by)
    answer_signals_of(child=child, kind=Answer.Kind.CASE_OPENED, by=by)
    record(by=by, action="case.opened", subject=case, child=child.pk, place=school.pk)
    return case


def _first_entries(case: Case, causes: Sequence[CauseGiven], action: ActionGiven | None, by: Person) -> None:
    note_step(case, by=by)
    for given in causes:
        add_cause(case=case, given=given, by=by)
    if action is not None:
        add_action(case=case, given=action, by=by)
    note_first_contact(case)
    if case.step == Step.ACTIVE:
        note_plan(case)
        case.review_on = clock.today() + steps.LONGEST_WITHOUT_REVIEW
    case.save(update_fields=["days_to_contact", "planned_on", "days_to_plan", "review_on"])


@transaction.atomic
def reopen_case(*, case: Case, by: Person) -> Case:
    """A child who came back and is missing again: the case goes on, with all that was known, from its first step.

    Who reopens it works on it. The earlier outcome is kept. Raises `AlreadyOpen` where the child is in care already; of
    protection nobody learns whether there is another case.
    """
    found = Case.objects.select_for_update().filter(child=case.child_id, track=case.track, closed_on__isnull=True)
    if already := (found.filter(pk=case.pk) if case.in_protection else found).first():
        raise AlreadyOpen(already)
    case.refresh_from_db()
    Ending.objects.create(
        case=case, closed_on=case.closed_on or clock.today(), outcome=case.outcome, closing_words=case.closing_words,
        reopened_on=clock.today(), reopened_by=by,
    )  # fmt: skip
    case.closed_on, case.outcome, case.closing_words, case.despite_registers = None, "", "", ""
    case.look_again_on = case.back_since = case.review_on = None
    case.days_back, case.reopened_on, case.worker, case.step = 0, clock.today(), by, Step.REGISTERED.value
    case.plan_version += 1
    case.full_clean()
    case.save()
    note_step(case, by=by)
    if not case.in_protection:
        answer_signals_of(child=case.child, kind=Answer.Kind.CASE_OPENED, by=by)
    record(by=by, action="case.reopened", subject=case, child=case.child_id, place=case.school_id)
    return case
