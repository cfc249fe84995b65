"""Children whom several causes keep away: the six steps of their cases, through the same actions as a person's work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mektepke.base import clock
from mektepke.casework.actions import (
    ActionGiven,
    CauseGiven,
    RiskGiven,
    add_action,
    agree,
    ask_approval,
    decide,
    go_on,
    keep_assessment,
    open_case,
)
from mektepke.casework.causes import Cause
from mektepke.casework.models import Approval, Case
from mektepke.people.models import Person
from mektepke.pilot import casebook
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal


def take_the_steps(
    child: Child, school: School, causes: Sequence[CauseGiven], *, due: date, by: Person, signal: Signal
) -> None:
    """From the signal to a plan that lies before the head."""
    risk = RiskGiven(Case.Risk.MEDIUM.value, casebook.AT_STAKE)
    case = open_case(child=child, school=school, causes=causes, risk=risk, by=by, signal=signal)
    keep_assessment(case=case, parts={"child_says": casebook.CHILD_SAYS, "strengths": casebook.STRENGTHS}, by=by)
    go_on(case=case, by=by)
    for cause in case.causes.all():
        found = casebook.FINDINGS[Cause(cause.cause)]
        given = ActionGiven(found.action, found.party, due, shown_by=casebook.SHOWN_BY, causes=[cause])
        add_action(case=case, given=given, by=by)
    for whom, who in (("parent", casebook.MOTHER), ("child", "")):
        agree(case=case, whom=whom, who=who, how="spoken", on=clock.today(), by=by)
    go_on(case=case, by=by)
    ask_approval(case=case, by=by)


def answer_plans(school: School, *, older_than: date, by: Person) -> None:
    """The head approves what has lain there for a while."""
    waiting = Approval.objects.filter(case__school=school, decision="", asked_on__lte=older_than)
    for approval in waiting.select_related("case").order_by("asked_on", "case__child__sort_key", "case__child_id"):
        decide(approval=approval, decision="approved", words=casebook.HEAD_APPROVES, by=by)
