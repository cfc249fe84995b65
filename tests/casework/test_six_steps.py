"""A case by its six steps, through the actions: what holds it, who may approve, reviews, outcomes, reopening."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mektepke.base import clock
from mektepke.casework import actions
from mektepke.casework.actions import ActionGiven, CauseGiven, NotReturned, NotYet, NotYours, RiskGiven
from mektepke.casework.models import Action, Approval, Case, Step, StepTaken
from mektepke.casework.queries.approvals import plans_to_approve
from mektepke.people.actions import DoneBefore
from mektepke.trail.models import Change
from tests.casework.story import misses
from tests.cast import Cast, Side
from tests.watch.school import days_until, take

CAUSES = [CauseGiven("work", "Sorts onions", "seen"), CauseGiven("risk_not_seen", "Two weeks are nothing", "parent")]


def registered(side: Side, *, risk: str = "medium") -> Case:
    """A child with two causes, at the first step."""
    return actions.open_case(
        child=side.pupils[0], school=side.school, causes=CAUSES, risk=RiskGiven(risk, "Third autumn"), by=side.pedagogue
    )


def planned(side: Side) -> Case:
    """The same, with a plan that everybody agreed to."""
    case = registered(side)
    by = side.pedagogue
    actions.go_on(case=case, by=by)
    for cause in case.causes.all():
        given = ActionGiven("talk_parents", "pedagogue", clock.today(), shown_by="She comes", causes=[cause])
        actions.add_action(case=case, given=given, by=by)
    for whom in ("parent", "child"):
        actions.agree(case=case, whom=whom, who="", how="spoken", on=clock.today(), by=by)
    actions.go_on(case=case, by=by)
    return case


def in_action(side: Side) -> Case:
    """The same, approved by the head."""
    case = planned(side)
    approval = actions.ask_approval(case=case, by=side.pedagogue)
    actions.decide(approval=approval, decision="approved", words="", by=side.head)
    case.refresh_from_db()
    return case


def test_a_low_risk_is_in_action_at_once(cast: Cast, today: date) -> None:
    case = actions.open_case(
        child=cast.here.pupils[0], school=cast.here.school, causes=CAUSES[:1], by=cast.here.pedagogue,
        action=ActionGiven("home_visit", "pedagogue", today),
    )  # fmt: skip
    assert (case.step, case.risk, case.planned_on) == (Step.ACTIVE, "low", today)
    assert list(case.actions.get().causes.all()) == list(case.causes.all())


def test_a_step_waits_for_what_is_missing_and_says_what(cast: Cast) -> None:
    case = registered(cast.here)
    actions.go_on(case=case, by=cast.here.pedagogue)
    with pytest.raises(NotYet) as problem:
        actions.go_on(case=case, by=cast.here.pedagogue)
    assert [str(one) for one in problem.value.missing] == [
        "action_for_every_cause", "agreed_with_parent", "agreed_with_child",
    ]  # fmt: skip
    assert Case.objects.get().step == Step.ASSESSED


def test_one_action_for_one_of_two_causes_is_not_enough(cast: Cast, today: date) -> None:
    case = registered(cast.here)
    actions.go_on(case=case, by=cast.here.pedagogue)
    given = ActionGiven(
        "parent_work",
        "group",
        today,
        shown_by="Works",
        causes=[case.causes.get(sure="likely", pk=case.causes.first().pk)],
    )  # type: ignore[union-attr]
    actions.add_action(case=case, given=given, by=cast.here.pedagogue)
    with pytest.raises(NotYet) as problem:
        actions.go_on(case=case, by=cast.here.pedagogue)
    assert "action_for_every_cause" in problem.value.missing


def test_the_head_approves_and_the_case_goes_into_action(cast: Cast, today: date) -> None:
    case = in_action(cast.here)
    assert (case.step, case.review_on) == (Step.ACTIVE, today + timedelta(days=92))
    taken = list(StepTaken.objects.filter(case=case).values_list("step", flat=True))
    assert taken == [Step.REGISTERED, Step.ASSESSED, Step.PLANNED, Step.ACTIVE]


def test_nobody_approves_their_own(cast: Cast) -> None:
    case = planned(cast.here)
    approval = actions.ask_approval(case=case, by=cast.here.pedagogue)
    with pytest.raises(NotYours):
        actions.decide(approval=approval, decision="approved", words="", by=cast.here.pedagogue)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.update(decided_by=cast.here.pedagogue, decided_on=clock.today(), decision="approved")
    assert plans_to_approve(cast.here.pedagogue).count() == 0


def test_the_deputy_answers_after_three_days_and_not_before(cast: Cast, today: date) -> None:
    actions.ask_approval(case=planned(cast.here), by=cast.here.pedagogue)
    assert plans_to_approve(cast.here.head).count() == 1
    clock.set_today(today + timedelta(days=2))
    assert plans_to_approve(cast.here.deputy).count() == 0
    clock.set_today(today + timedelta(days=3))
    assert plans_to_approve(cast.here.deputy).count() == 1
    assert plans_to_approve(cast.there.head).count() == plans_to_approve(cast.there.deputy).count() == 0


def test_a_plan_that_came_back_is_asked_for_again(cast: Cast) -> None:
    case = planned(cast.here)
    first = actions.ask_approval(case=case, by=cast.here.pedagogue)
    actions.decide(approval=first, decision="returned", words="Who drives?", by=cast.here.head)
    case.refresh_from_db()
    assert case.step == Step.PLANNED
    with pytest.raises(DoneBefore):
        actions.decide(approval=first, decision="approved", words="", by=cast.here.head)
    actions.ask_approval(case=case, by=cast.here.pedagogue)
    assert Approval.objects.filter(decision="").count() == 1


def test_a_plan_changed_after_its_approval_waits_again_at_the_review(cast: Cast, today: date) -> None:
    case = in_action(cast.here)
    given = ActionGiven("parent_work", "group", today, shown_by="Works")
    actions.add_action(case=case, given=given, by=cast.here.pedagogue)
    actions.review(case=case, decision="kept", words="", next_on=today, by=cast.here.pedagogue)
    case.refresh_from_db()
    assert case.step == Step.REVIEWED, "the head has not seen the new action"
    approval = actions.ask_approval(case=case, by=cast.here.pedagogue)
    actions.decide(approval=approval, decision="approved", words="", by=cast.here.head)
    assert actions.go_on(case=case, by=cast.here.pedagogue) == Step.ACTIVE


def test_another_day_for_an_action_is_still_the_same_plan(cast: Cast, today: date) -> None:
    case = in_action(cast.here)
    version = case.plan_version
    later = today + timedelta(days=7)
    actions.postpone_action(action=case.actions.all()[0], due_on=later, by=cast.here.pedagogue)
    case.refresh_from_db()
    assert case.plan_version == version
    assert Action.objects.filter(due_on=later).count() == 1


def test_more_at_stake_begins_the_six_steps(cast: Cast, today: date) -> None:
    case = actions.open_case(
        child=cast.here.pupils[0], school=cast.here.school, causes=CAUSES[:1], by=cast.here.pedagogue,
        action=ActionGiven("home_visit", "pedagogue", today),
    )  # fmt: skip
    actions.set_risk(case=case, given=RiskGiven("high", "Wants to marry her off"), by=cast.here.pedagogue)
    case.refresh_from_db()
    assert (case.step, case.risk) == (Step.REGISTERED, "high")
    assert case.actions.count() == 1


def test_back_a_step_with_a_reason_and_never_forward(cast: Cast) -> None:
    case = in_action(cast.here)
    actions.back_to(case=case, step=Step.ASSESSED, words="A third cause", by=cast.here.pedagogue)
    assert Case.objects.get().step == Step.ASSESSED
    with pytest.raises(NotYet):
        actions.back_to(case=case, step=Step.ACTIVE, words="", by=cast.here.pedagogue)
    assert StepTaken.objects.get(back=True).words == "A third cause"


def test_returned_is_not_typed(cast: Cast) -> None:
    case = in_action(cast.here)
    for outcome in ("returned", "at_school"):
        with pytest.raises(NotReturned):
            actions.close_case(case=case, outcome=outcome, words="", by=cast.here.pedagogue)
    assert Case.objects.get().closed_on is None


def test_sixty_days_in_the_registers_close_it_as_returned_and_a_relapse_reopens_it(cast: Cast) -> None:
    case = in_action(cast.here)
    days = [day for day in days_until(cast.here.school_class, date(2015, 2, 14)) if day >= date(2014, 11, 17)]
    take(cast.here.school_class, days, cast.here.teacher)
    clock.set_today(date(2015, 2, 16))
    actions.close_case(case=case, outcome="returned", words="A job for her mother", by=cast.here.pedagogue)
    case.refresh_from_db()
    assert (case.step, case.outcome) == (Step.CLOSED, "returned")

    actions.reopen_case(case=case, by=cast.here.pedagogue)
    case.refresh_from_db()
    assert (case.step, case.outcome, case.closed_on, case.reopened_on) == ("registered", "", None, clock.today())
    ending = case.endings.get()
    assert (ending.outcome, ending.closing_words) == ("returned", "A job for her mother")
    assert case.causes.count() == len(CAUSES)
    actions.go_on(case=case, by=cast.here.pedagogue)
    with pytest.raises(NotYet) as problem:
        actions.go_on(case=case, by=cast.here.pedagogue)
    assert "action_for_every_cause" in problem.value.missing, "what was done then is not a plan for now"


def test_a_case_without_an_outcome_cannot_be_closed_even_in_the_database(cast: Cast, today: date) -> None:
    case = registered(cast.here)
    for broken in ({"closed_on": today}, {"step": "closed"}, {"outcome": "moved"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**broken)


def test_an_action_has_a_party_even_in_the_database(cast: Cast, today: date) -> None:
    case = registered(cast.here)
    with pytest.raises(ValidationError):
        actions.add_action(case=case, given=ActionGiven("home_visit", "", today), by=cast.here.pedagogue)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.create(case=case, kind="home_visit", party="", due_on=today, made_by=cast.here.pedagogue)


def test_help_in_kind_is_asked_for_and_comes(cast: Cast, today: date) -> None:
    case = in_action(cast.here)
    action = actions.add_action(case=case, given=ActionGiven("aid", "group", today), by=cast.here.pedagogue)
    actions.ask_for_aid(action=action, by=cast.here.pedagogue)
    action.refresh_from_db()
    assert (action.asked_on, action.received_on) == (today, None)
    assert action.reference is not None
    actions.receive_aid(action=action, by=cast.here.pedagogue)
    action.refresh_from_db()
    assert (action.received_on, action.done_on) == (today, today)


def test_after_a_sharp_change_the_review_is_due_at_once(cast: Cast, today: date) -> None:
    case = in_action(cast.here)
    assert actions.bring_reviews_forward(school=cast.here.school, today=today) == 0
    misses(cast.here, case.child, 3, today=today)
    assert actions.bring_reviews_forward(school=cast.there.school, today=today) == 0
    assert actions.bring_reviews_forward(school=cast.here.school, today=today) == 1
    case.refresh_from_db()
    assert case.review_on == today


def test_each_step_leaves_its_line_in_the_trail_and_no_words(cast: Cast) -> None:
    case = in_action(cast.here)
    found = Change.objects.filter(child_key=case.child_id)
    assert {"case.opened", "case.step_taken", "case.approval_asked", "case.plan_approved"} <= {
        one.action for one in found
    }
    assert not any("onions" in str(one.fields) for one in found)
