"""Which fields go, where a consent stands, and what has waited too long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.models import Referral
from mektepke.casework.referrals.rules import (
    DEFAULTS,
    Field,
    Standing,
    cause_code,
    going,
    is_told_alone,
    may_receive,
    preselected,
    standing,
    waiting_before,
)

BODIES = st.sampled_from(Referral.Body.values)
CODES = st.lists(st.sampled_from([*Field, cause_code("a"), cause_code("b"), "case", "child_says", ""]))
MONDAY = date(2014, 11, 17)


def test_every_body_has_its_fields() -> None:
    assert set(DEFAULTS) == set(Referral.Body.values)


@given(body=BODIES, protection=st.booleans())
def test_health_and_causes_are_ticked_for_nobody(body: str, protection: bool) -> None:
    assert not [code for code in preselected(body, protection=protection) if is_told_alone(code)]


@given(body=BODIES)
def test_in_protection_nothing_of_the_guardians_is_ticked_and_never_more_than_elsewhere(body: str) -> None:
    ticked = preselected(body, protection=True)
    assert not ticked & {Field.GUARDIAN, Field.PHONE}
    assert ticked <= preselected(body, protection=False)


def test_who_gives_help_in_kind_learns_no_name() -> None:
    assert preselected("aid", protection=False) == set()


def test_the_commission_can_find_the_child_and_its_family() -> None:
    assert {Field.NAME, Field.GUARDIAN, Field.ADDRESS} <= preselected("commission", protection=False)


def test_a_body_that_nobody_knows_gets_nothing() -> None:
    assert preselected("newspaper", protection=False) == set()


@given(ticked=CODES, known=CODES)
def test_only_what_was_ticked_and_is_known_goes_each_once_and_in_order(ticked: list[str], known: list[str]) -> None:
    gone = going(ticked, known)
    assert set(gone) == set(ticked) & set(known)
    assert len(gone) == len(set(gone))
    assert gone == sorted(gone, key=known.index)


def test_each_cause_is_a_field_of_its_own() -> None:
    assert is_told_alone(cause_code("a"))
    assert cause_code("a") != cause_code("b")
    assert going([cause_code("a")], ["name", cause_code("a"), cause_code("b")]) == [cause_code("a")]


@pytest.mark.parametrize(
    ("body", "protection", "of_municipality", "may"),
    [
        ("commission", False, False, True),
        ("commission", True, True, True),
        ("village", False, False, True),
        ("village", True, False, False),
        ("aid", True, False, False),
        ("school", True, False, True),
        ("school", True, True, False),
    ],
)
def test_to_whom_a_case_may_be_referred(body: str, protection: bool, of_municipality: bool, may: bool) -> None:
    assert may_receive(body, protection=protection, of_municipality=of_municipality) is may


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([], Standing.NOT_ASKED),
        ([(True, False)], Standing.AGREED),
        ([(False, False)], Standing.REFUSED),
        ([(True, True)], Standing.WITHDRAWN),
        ([(True, False), (False, False)], Standing.REFUSED),
        ([(False, False), (True, False)], Standing.AGREED),
        ([(True, True), (True, False)], Standing.AGREED),
    ],
)
def test_the_last_word_of_a_family_counts(said: list[tuple[bool, bool]], stands: Standing) -> None:
    assert standing(said) is stands


@given(st.lists(st.booleans(), max_size=6), st.booleans())
def test_agreed_means_that_somebody_said_so_and_did_not_take_it_back(before: list[bool], agreed: bool) -> None:
    assert (standing([(one, False) for one in [*before, agreed]]) is Standing.AGREED) == agreed
    assert standing([*[(one, False) for one in before], (True, True)]) is not Standing.AGREED


@given(st.sets(st.dates(MONDAY - timedelta(days=40), MONDAY + timedelta(days=5))), st.integers(1, 12))
def test_exactly_so_many_school_days_have_passed_since_the_last_letter_that_waits_too_long(
    school_days: set[date], days: int
) -> None:
    before = waiting_before(school_days, today=MONDAY, days=days)
    passed = [day for day in school_days if day <= MONDAY]
    if before is None:
        assert len(passed) < days
        return
    assert len([day for day in passed if day > before - timedelta(days=1)]) == days
    assert len([day for day in passed if day > before]) == days - 1


@pytest.mark.parametrize("body", DEFAULTS)
def test_a_case_on_one_screen_goes_to_a_school_and_to_no_other_body(body: str) -> None:
    fits = may_receive(body, protection=False, of_municipality=False, on_one_screen=True)
    assert fits is (body == "school")
