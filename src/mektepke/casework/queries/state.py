"""How a case stands: what decides about its next step."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from mektepke.base import clock
from mektepke.casework.models import Action, Agreement, Approval, Case, Report, Step
from mektepke.casework.rules import steps
from mektepke.casework.rules.steps import Approved


def state_of(case: Case) -> steps.State:
    """The state of one case, of what holds since it was opened or reopened. The caller fetched it for a person."""
    causes = set(case.causes.filter(no_longer_on__isnull=True).values_list("pk", flat=True))
    actions = actions_now(case)
    agreed = {one.whom for one in case.agreements.all() if clock.day_of(one.at) >= case.since}
    return steps.State(
        step=steps.Step(case.step),
        risk=steps.Risk(case.risk) if case.risk else None,
        risk_reason=bool(case.risk_reason) or case.risk == Case.Risk.LOW,
        track=steps.Track(case.track),
        causes=len(causes),
        causes_without_action=len(causes - _answered(actions)),
        actions_without_sign=sum(1 for action in actions if action.is_open and not action.shown_by),
        with_parent=Agreement.Whom.PARENT in agreed,
        with_child=Agreement.Whom.CHILD in agreed,
        approved=approved(case),
        reviewed=_reviewed(case),
        reported=case.in_protection and Report.objects.filter(case=case, told_at__isnull=False).exists(),
    )


def actions_now(case: Case) -> list[Action]:
    """The actions of the case's present course, those that were dropped left out; with the causes they answer."""
    found = case.actions.filter(dropped_on__isnull=True).prefetch_related("causes")
    return [action for action in found if clock.day_of(action.at) >= case.since]


def _answered(actions: Collection[Action]) -> set[UUID]:
    return {cause.pk for action in actions for cause in action.causes.all()}


def approved(case: Case) -> Approved:
    """Where the approval of the plan stands."""
    latest = Approval.objects.filter(case=case).order_by("-at").first()
    if latest is None or latest.asked_on < case.since:
        return Approved.NOT_ASKED
    if latest.decision == "":
        return Approved.ASKED
    if latest.decision == Approval.Decision.RETURNED:
        return Approved.RETURNED
    return Approved.APPROVED if latest.plan_version == case.plan_version else Approved.CHANGED


def _reviewed(case: Case) -> bool:
    """Whether there was a review since the case went into action."""
    began = case.steps_taken.filter(step=Step.ACTIVE).order_by("-at").values_list("at", flat=True).first()
    return began is not None and case.reviews.filter(at__gte=began).exists()
