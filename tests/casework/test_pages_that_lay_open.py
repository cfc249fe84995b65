"""What comes from a page that lay open while somebody else went on with the case."""

from __future__ import annotations

import pytest

from mektepke.base import clock
from mektepke.casework import actions
from mektepke.casework.actions import ActionGiven, CauseGiven, RiskGiven
from mektepke.casework.models import Agreement, Case
from mektepke.casework.queries import approved
from mektepke.casework.rules.steps import Approved
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast: Cast) -> Case:
    """A case with much at stake whose plan lies before the head."""
    side = cast.here
    causes = [CauseGiven("work", "…", "seen")]
    case = actions.open_case(
        child=side.pupils[0], school=side.school, causes=causes, risk=RiskGiven("high", "…"), by=side.pedagogue
    )
    actions.add_action(case=case, given=_visit(), by=side.pedagogue)
    for whom in Agreement.Whom.values:
        actions.agree(case=case, whom=whom, who="", how="spoken", on=clock.today(), by=side.pedagogue)
    for _step in ("assessed", "planned"):
        actions.go_on(case=case, by=side.pedagogue)
    actions.ask_approval(case=case, by=side.pedagogue)
    return case


def _visit() -> ActionGiven:
    return ActionGiven("home_visit", "elder", clock.today(), shown_by="…")


def test_an_action_from_a_page_that_lay_open_changes_the_plan_that_was_approved_meanwhile(
    cast: Cast, planned: Case
) -> None:
    """The page knows an older number of the plan: one more than that is the number that the head approved."""
    side, long_open = cast.here, Case.objects.get(pk=planned.pk)
    long_open.plan_version -= 1
    actions.decide(approval=planned.approvals.get(), decision="approved", words="", by=side.head)
    actions.add_action(case=long_open, given=_visit(), by=side.pedagogue)
    assert approved(Case.objects.get(pk=planned.pk)) is Approved.CHANGED


def test_more_at_stake_from_a_page_that_lay_open_begins_the_six_steps_all_the_same(cast: Cast, planned: Case) -> None:
    side, long_open = cast.here, Case.objects.get(pk=planned.pk)
    actions.set_risk(case=planned, given=RiskGiven("low", ""), by=side.pedagogue)
    actions.add_action(case=planned, given=_visit(), by=side.pedagogue)
    assert Case.objects.get().step == "active"
    actions.set_risk(case=long_open, given=RiskGiven("medium", "…"), by=side.pedagogue)
    assert Case.objects.get().step == "registered"


def test_reopened_from_a_page_that_lay_open_it_keeps_how_it_had_ended(cast: Cast, planned: Case) -> None:
    long_open = Case.objects.get(pk=planned.pk)
    actions.close_case(case=planned, outcome="moved", words="", by=cast.here.pedagogue)
    actions.reopen_case(case=long_open, by=cast.here.pedagogue)
    assert long_open.endings.get().outcome == "moved"
