"""The six steps: what is missing before each, and which way a case may go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.rules import steps
from mektepke.casework.rules.steps import Approved, Missing, Risk, State, Step, Track

WHOLE = State(
    risk=Risk.MEDIUM, risk_reason=True, causes=2, with_parent=True, with_child=True, approved=Approved.APPROVED,
    reviewed=True, reported=True,
)  # fmt: skip
STATES = st.builds(
    State,
    step=st.sampled_from(Step),
    risk=st.one_of(st.none(), st.sampled_from(Risk)),
    risk_reason=st.booleans(),
    track=st.sampled_from(Track),
    causes=st.integers(0, 3),
    causes_without_action=st.integers(0, 3),
    actions_without_sign=st.integers(0, 3),
    with_parent=st.booleans(),
    with_child=st.booleans(),
    approved=st.sampled_from(Approved),
    reviewed=st.booleans(),
    reported=st.booleans(),
)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"risk": None}, Missing.RISK),
        ({"risk_reason": False}, Missing.RISK_REASON),
        ({"causes": 0}, Missing.CAUSE),
        ({"step": Step.ASSESSED, "causes_without_action": 1}, Missing.ACTION_FOR_EVERY_CAUSE),
        ({"step": Step.ASSESSED, "actions_without_sign": 1}, Missing.WHAT_SHOWS_IT),
        ({"step": Step.ASSESSED, "with_parent": False}, Missing.AGREED_WITH_PARENT),
        ({"step": Step.ASSESSED, "with_child": False}, Missing.AGREED_WITH_CHILD),
        ({"step": Step.PLANNED, "approved": Approved.NOT_ASKED}, Missing.APPROVAL),
        ({"step": Step.PLANNED, "approved": Approved.ASKED}, Missing.APPROVAL),
        ({"step": Step.PLANNED, "approved": Approved.RETURNED}, Missing.APPROVAL),
        ({"step": Step.PLANNED, "approved": Approved.CHANGED}, Missing.APPROVAL),
        ({"step": Step.ACTIVE, "reviewed": False}, Missing.REVIEW),
        ({"step": Step.REVIEWED, "approved": Approved.CHANGED}, Missing.APPROVAL),
    ],
)
def test_one_thing_that_is_missing_holds_the_case(changed: dict[str, object], missing: Missing) -> None:
    state = replace(WHOLE, **changed)  # type: ignore[arg-type]
    assert steps.missing(state) == (missing,)
    assert not steps.may_go_on(state)


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.CLOSED])
def test_with_everything_there_it_goes_on(step: Step) -> None:
    assert steps.may_go_on(replace(WHOLE, step=step))


def test_the_order_of_the_steps_and_the_way_round() -> None:
    assert [steps.following(step) for step in Step] == [
        Step.ASSESSED, Step.PLANNED, Step.ACTIVE, Step.REVIEWED, Step.ACTIVE, Step.CLOSED,
    ]  # fmt: skip


@given(STATES)
def test_protection_asks_no_parent_and_no_head(state: State) -> None:
    found = set(steps.missing(replace(state, track=Track.PROTECTION)))
    assert not found & {Missing.AGREED_WITH_PARENT, Missing.AGREED_WITH_CHILD, Missing.APPROVAL}
    assert not steps.may_ask_approval(replace(state, track=Track.PROTECTION))


@given(STATES)
def test_a_low_risk_needs_nobodys_approval(state: State) -> None:
    low = replace(state, risk=Risk.LOW, track=Track.ORDINARY)
    assert Missing.APPROVAL not in steps.missing(low)
    assert not steps.may_ask_approval(low)


@given(STATES)
def test_nothing_goes_back_from_the_end_and_never_forward(state: State) -> None:
    earlier = steps.may_go_back_to(state)
    assert all(steps.ORDER.index(step) < steps.ORDER.index(state.step) for step in earlier)
    assert state.step is not Step.CLOSED or (earlier == () and not steps.may_go_on(state))


@given(STATES)
def test_a_case_of_protection_is_closed_only_once_the_body_was_told(state: State) -> None:
    wanted = state.track is Track.PROTECTION and not state.reported
    assert bool(steps.before_closing(state)) == wanted


@pytest.mark.parametrize(
    ("risk", "track", "step"),
    [
        (Risk.LOW, Track.ORDINARY, Step.ACTIVE),
        (Risk.LOW, Track.PROTECTION, Step.REGISTERED),
        (Risk.MEDIUM, Track.ORDINARY, Step.REGISTERED),
        (Risk.HIGH, Track.PROTECTION, Step.REGISTERED),
        (None, Track.ORDINARY, Step.REGISTERED),
    ],
)
def test_where_a_case_begins(risk: Risk | None, track: Track, step: Step) -> None:
    assert steps.begins_at(risk, track) is step
