"""A plan is laid before the head, and approved or sent back. Nobody approves their own."""

from __future__ import annotations

from django.db import transaction

from mektepke.base import clock
from mektepke.casework.actions.given import NotYet, NotYours
from mektepke.casework.actions.stepping import go_on, note_change, still_open
from mektepke.casework.models import Approval, Case, Step
from mektepke.casework.queries.state import state_of
from mektepke.casework.rules import steps
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person


@transaction.atomic
def ask_approval(*, case: Case, by: Person) -> Approval:
    """Lay the plan before the head as it stands. Raises `AlreadyClosed` or `NotYet`."""
    still_open(case)
    case.refresh_from_db()
    if not steps.may_ask_approval(state_of(case)):
        raise NotYet
    approval = Approval.objects.create(case=case, plan_version=case.plan_version, asked_by=by)
    note_change(case, "case.approval_asked", by, fields=["approvals"])
    return approval


@transaction.atomic
def decide(*, approval: Approval, decision: str, words: str, by: Person) -> None:
    """Approve a plan, or send it back with a question. An approved plan goes into action at once.

    Raises `NotYours` for whoever asked or works on the case, `DoneBefore` where somebody has decided, `AlreadyClosed`.
    """
    case = approval.case
    still_open(case)
    case.refresh_from_db()
    if by.pk in {approval.asked_by_id, case.worker_id}:
        raise NotYours
    if not Approval.objects.filter(pk=approval.pk, decision="").exists():
        raise DoneBefore
    approval.decision, approval.words = decision, words
    approval.decided_by, approval.decided_on = by, clock.today()
    approval.full_clean()
    approval.save()
    note_change(case, f"case.plan_{decision}", by, subject=approval, fields=["decision"])
    if case.step == Step.PLANNED and steps.may_go_on(state_of(case)):
        go_on(case=case, by=by)
