"""How bad a finding is, what to do next, and by when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.watch.rules import order, steps
from mektepke.watch.rules.evidence import SCHOOL_RULES, Evidence, Rule
from mektepke.watch.rules.limits import DEFAULTS, Limits
from mektepke.watch.rules.steps import Actor, Step
from tests.watch.rules.days import OPENING, week_days

DAYS = week_days(20)


def evidence(count: int = 3, *, level: int = 1, since: date = OPENING) -> Evidence:
    return Evidence(since=since, until=since, count=count, level=level)


def test_every_rule_has_its_place_and_its_next_step() -> None:
    assert set(order.PLACES) == set(Rule)
    actors = {rule: steps.next_step(rule, evidence(), DEFAULTS).actor for rule in Rule}
    assert all((actors[rule] is Actor.HEAD) == (rule in SCHOOL_RULES) for rule in Rule)


def test_out_of_school_now_comes_before_a_bad_share() -> None:
    ranked = sorted(
        [(Rule.SHARE_OF_DAYS, evidence(30, level=5)), (Rule.DAYS_IN_A_ROW, evidence(3))],
        key=lambda pair: order.how_bad(*pair),
    )
    assert ranked[0][0] is Rule.DAYS_IN_A_ROW


def test_more_steps_then_more_days_then_longer_away() -> None:
    later = date(2014, 10, 1)
    worst_first = [
        evidence(6, level=2), evidence(5), evidence(4), evidence(4, since=later),
    ]  # fmt: skip
    reversed_order = worst_first[::-1]
    assert sorted(reversed_order, key=lambda one: order.how_bad(Rule.DAYS_IN_A_ROW, one)) == worst_first


def test_only_a_whole_step_is_worse() -> None:
    assert order.worse(1, 2)
    assert not order.worse(2, 2)
    assert not order.worse(2, 1)


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_is_never_a_lower_step(one: int, other: int) -> None:
    low, high = sorted([one, other])
    assert 1 <= order.step(low, order.STREAK) <= order.step(high, order.STREAK) <= len(order.STREAK)


def test_the_third_day_wants_a_visit_within_two_school_days() -> None:
    step = steps.next_step(Rule.DAYS_IN_A_ROW, evidence(), DEFAULTS)
    assert (step.actor, step.step, step.within) == (Actor.PEDAGOGUE, Step.HOME_VISIT, 2)
    friday = date(2014, 9, 5)
    assert steps.due_on(friday, within=step.within, school_days=DAYS) == date(2014, 9, 9)
    assert steps.next_step(Rule.DAYS_IN_A_ROW, evidence(), Limits(streak_visit_within=1)).within == 1


def test_september_is_watched_by_the_teacher_and_acted_on_by_the_pedagogue() -> None:
    watch = steps.next_step(Rule.SEPTEMBER, evidence(2), DEFAULTS)
    act = steps.next_step(Rule.SEPTEMBER, evidence(5, level=2), DEFAULTS)
    assert (watch.actor, watch.step) == (Actor.TEACHER, Step.WATCH)
    assert (act.actor, act.step) == (Actor.PEDAGOGUE, Step.TALK)


def test_a_call_is_due_the_same_day() -> None:
    assert steps.due_on(DAYS[3], within=0, school_days=DAYS) == DAYS[3]
    saturday = date(2014, 9, 6)
    assert steps.due_on(saturday, within=0, school_days=DAYS) == date(2014, 9, 8)


@pytest.mark.parametrize(("within", "due"), [(0, date(2014, 9, 26)), (1, date(2014, 9, 27)), (2, date(2014, 9, 29))])
def test_where_the_calendar_ends_every_day_but_sunday_counts(within: int, due: date) -> None:
    assert steps.due_on(date(2014, 9, 26), within=within, school_days=[]) == due


def test_a_calendar_that_ends_in_between_is_followed_as_far_as_it_goes() -> None:
    last = DAYS[-1]  # Friday, 26 September
    assert steps.due_on(DAYS[-2], within=2, school_days=DAYS) == date(2014, 9, 27)
    assert steps.due_on(last, within=0, school_days=DAYS) == last


@given(st.dates(date(2014, 8, 1), date(2015, 1, 1)), st.integers(0, 12))
def test_nothing_is_due_before_it_is_raised(raised: date, within: int) -> None:
    assert steps.due_on(raised, within=within, school_days=DAYS) >= raised
