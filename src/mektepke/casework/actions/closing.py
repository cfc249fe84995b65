"""Closing a case with its outcome."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from mektepke.base import clock
from mektepke.casework.actions.days import day_after
from mektepke.casework.actions.given import NotReturned, NotYet
from mektepke.casework.actions.stepping import note_change, note_step, still_open
from mektepke.casework.models import Action, Case, Step
from mektepke.casework.queries.state import state_of
from mektepke.casework.queries.stays import stay_of
from mektepke.casework.rules import school_days_after_care, steps
from mektepke.casework.rules.outcomes import offered
from mektepke.people.models import Person


@transaction.atomic
def close_case(*, case: Case, outcome: str, words: str, by: Person, despite_registers: str = "") -> None:
    """End a case with its outcome and what helped. Actions that are not done end with it, as no longer needed.

    `despite_registers` says why a child counts as coming again, or as in no need of care, whom the registers do not
    show at school. A child that is said to be at school is looked at again: the case keeps the day; in protection there
    is none, because that list leads to a call.

    Raises `AlreadyClosed`, `NotYet` where something must come first, `NotReturned` where the registers do not bear the
    outcome out.
    """
    still_open(case)
    case.refresh_from_db()
    _may_end(case, outcome)
    case.outcome, case.closing_words, case.closed_on = outcome, words, clock.today()
    case.step, case.despite_registers, case.review_on = Step.CLOSED.value, despite_registers, None
    case.look_again_on = None if case.in_protection else _looked_at_again(case)
    case.full_clean()
    case.save()
    for action in case.actions.filter(done_on__isnull=True, dropped_on__isnull=True):
        _drop(action, case, by)
    case.approvals.filter(decision="").delete()
    note_step(case, by=by)
    fields = ["outcome", *(["despite_registers"] if despite_registers else [])]
    note_change(case, "case.closed", by, fields=fields)


def _looked_at_again(case: Case) -> date | None:
    return day_after(school_days_after_care(case.outcome), case.school, after=clock.today())


def _may_end(case: Case, outcome: str) -> None:
    missing = steps.before_closing(state_of(case))
    if missing:
        raise NotYet(missing)
    risk = steps.Risk(case.risk) if case.risk else None
    stayed = stay_of(case, today=clock.today())
    if outcome not in offered([outcome], risk=risk, stayed=stayed, protection=case.in_protection):
        raise NotReturned


def _drop(action: Action, case: Case, by: Person) -> None:
    action.dropped_on = case.closed_on
    action.save(update_fields=["dropped_on"])
    note_change(case, "case.action_dropped", by, subject=action, fields=["dropped_on"])
