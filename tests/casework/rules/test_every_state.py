"""No step is taken while something is missing for it, none leads to closed, and what can be chosen at the end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.models import Case
from mektepke.casework.rules import steps
from mektepke.casework.rules.outcomes import DAYS_TO_STAY, RELAPSE, Stay, offered, stay
from mektepke.casework.rules.steps import Approved, Missing, Risk, State, Track

FIRST = date(2014, 9, 1)

STATES = st.builds(
    State,
    step=st.sampled_from(list(steps.Step)),
    risk=st.none() | st.sampled_from(list(Risk)),
    risk_reason=st.booleans(),
    track=st.sampled_from(list(Track)),
    causes=st.integers(0, 3),
    causes_without_action=st.integers(0, 3),
    actions_without_sign=st.integers(0, 2),
    with_parent=st.booleans(),
    with_child=st.booleans(),
    approved=st.sampled_from(list(Approved)),
    reviewed=st.booleans(),
    reported=st.booleans(),
)


@given(STATES)
def test_no_step_is_taken_while_something_is_missing_and_none_leads_to_closed(state: State) -> None:
    if steps.may_go_on(state):
        assert not steps.missing(state)
        assert steps.following(state.step) is not steps.Step.CLOSED
    else:
        assert steps.missing(state) or state.step is steps.Step.CLOSED


@given(STATES)
def test_only_an_approved_plan_goes_into_action_where_more_than_a_little_is_at_stake(state: State) -> None:
    goes = state.step is steps.Step.PLANNED and steps.may_go_on(state)
    if goes and not (state.in_protection or state.on_one_screen):
        assert state.approved is Approved.APPROVED


@given(STATES)
def test_in_protection_neither_the_family_nor_the_head_is_asked(state: State) -> None:
    if state.in_protection:
        asked = {Missing.AGREED_WITH_PARENT, Missing.AGREED_WITH_CHILD, Missing.APPROVAL}
        assert not asked & set(steps.missing(state))
        assert not steps.may_ask_approval(state)
        assert (Missing.REPORT in steps.before_closing(state)) is not state.reported


@given(STATES)
def test_back_is_always_an_earlier_step(state: State) -> None:
    earlier = steps.may_go_back_to(state)
    assert all(steps.ORDER.index(one) < steps.ORDER.index(state.step) for one in earlier)
    assert bool(earlier) is (state.step not in {steps.Step.REGISTERED, steps.Step.CLOSED})


@given(
    risk=st.none() | st.sampled_from(list(Risk)),
    days=st.integers(0, 2 * DAYS_TO_STAY),
    back=st.none() | st.just(FIRST),
)
def test_what_can_be_chosen_at_the_end(risk: Risk | None, days: int, back: date | None) -> None:
    found = offered(Case.Outcome.values, risk=risk, stayed=Stay(back, days))
    assert ("returned" in found) is (back is not None and days >= DAYS_TO_STAY)
    assert ("at_school" in found) is (risk in {None, Risk.LOW})
    assert {*found, "returned", "at_school", "safe", "with_body"} == set(Case.Outcome.values)


@given(days=st.integers(0, 2 * DAYS_TO_STAY))
def test_a_danger_ends_with_other_words_than_that_the_child_sits_in_class(days: int) -> None:
    found = offered(Case.Outcome.values, risk=Risk.HIGH, stayed=Stay(FIRST, days), protection=True)
    assert {"safe", "with_body", "commission"} <= set(found)
    assert not {"returned", "at_school", "finished"} & set(found)


KINDS = st.lists(st.sampled_from(["present", "absent", "excused", "late"]), max_size=90)


@given(KINDS)
def test_a_stay_counts_days_at_school_and_no_others(kinds: list[str]) -> None:
    days = [(FIRST + timedelta(days=number), kind) for number, kind in enumerate(kinds)]
    found = stay(days, since=FIRST)
    assert found.days <= sum(kind in {"present", "late"} for kind in kinds)
    assert (found.since is None) is (found.days == 0)
    without = stay([day for day in days if day[1] != "excused"], since=FIRST)
    assert (found.since, found.days) == (without.since, without.days), (
        "an ill child has not left, and nobody saw it there"
    )
    gone = [(FIRST + timedelta(days=len(kinds) + number), "absent") for number in range(RELAPSE)]
    assert not stay([*days, *gone], since=FIRST).long_enough
