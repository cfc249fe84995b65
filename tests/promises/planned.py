"""A case on its six steps with a plan before the head: what the head reads of it, and what nobody else does."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.casework.models import (
    Action,
    Agreement,
    Approval,
    Assessment,
    Case,
    CaseCause,
    Ending,
    Review,
    StepTaken,
)
from mektepke.pupils.models import Child
from tests.cast import Side


def planned_case(side: Side, child: Child, mark: str, *, on: date) -> Case:
    """The case with why so much is at stake, which the head reads."""
    return Case.objects.create(
        child=child, school=side.school, worker=side.pedagogue, opened_on=on, step="planned", risk="medium",
        risk_reason=f"{mark}-тобокел: үчүнчү күз катары менен калат",
    )  # fmt: skip


def understood(case: Case, mark: str, *, on: date) -> None:
    """What the worker knows besides: it goes to nobody."""
    by = case.worker
    CaseCause.objects.create(
        case=case, cause="housework", said_by="relative", recorded_by=by, evidence=f"{mark}-себеп: инилерин карайт"
    )
    Assessment.objects.create(
        case=case, changed_by=by, child_says=f"{mark}-баланын-сөзү: мектепке баргым келет",
        household_needs=f"{mark}-муктаж: көмүр", strengths=f"{mark}-күчү: эсепке жөндөмдүү",
        health=f"{mark}-соолук: көз айнек",
    )  # fmt: skip
    for whom in ("parent", "child"):
        Agreement.objects.create(
            case=case, whom=whom, who=f"{mark}-макул: чоң энеси", how="spoken", on=on, recorded_by=by
        )
    StepTaken.objects.create(case=case, step="assessed", back=True, words=f"{mark}-артка: дагы бир себеп", by=by)
    Review.objects.create(case=case, decision="kept", words=f"{mark}-карап-чыгуу: жакшы болуп калды", by=by)
    Ending.objects.create(
        case=case, closed_on=on - timedelta(days=30), outcome="at_school", reopened_on=on, reopened_by=by,
        closing_words=f"{mark}-мурунку: классташы жардам берди",
    )  # fmt: skip


def laid_before_the_head(case: Case, mark: str, *, on: date) -> None:
    """The plan, and that it waits for an answer."""
    action = Action.objects.create(
        case=case, kind="aid", party="group", due_on=on, made_by=case.worker, words=f"{mark}-план: көмүр сурайбыз",
        shown_by=f"{mark}-белги: эртең менен үйдө бош болот",
    )  # fmt: skip
    action.causes.set(case.causes.all())
    Approval.objects.create(case=case, plan_version=case.plan_version, asked_by=case.worker, asked_on=on)
