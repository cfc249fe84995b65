"""How much a social pedagogue can carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.caseload.rules import FIRST_CASES, Load, Warn, new_that_fit, own_code
from mektepke.casework.rules import Capacity, capacity_for
from mektepke.casework.rules.capacity import MOST_OPEN_CASES

FIT = 17


@pytest.mark.parametrize(("hours", "cases"), [(20, 17), (10, 8), (4, 3), (1, 1), (0, 1), (30, 25), (40, 25)])
def test_open_cases_fit_the_hours_and_never_more_than_one_caseworker_should_have(hours: int, cases: int) -> None:
    assert capacity_for(hours, {}).open_cases == cases <= MOST_OPEN_CASES


def test_what_the_programme_sets_holds_instead() -> None:
    assert capacity_for(25, {20: Capacity(2, 3, 40)}).open_cases == 40


@pytest.mark.parametrize(("older", "new"), [(0, 6), (1, 5), (5, 1), (6, 1), (11, 1), (12, 2), (17, 2), (18, 3)])
def test_until_there_are_six_then_one_for_every_six(older: int, new: int) -> None:
    assert new_that_fit(older) == new


def test_a_full_load_is_told_before_too_many_new_ones() -> None:
    assert Load(16, 0, FIT).warning is None
    assert Load(17, 0, FIT).warning is Warn.FULL
    assert Load(30, 9, FIT).warning is Warn.FULL
    assert Load(8, 2, FIT).warning is Warn.MANY_NEW
    assert Load(6, 6, FIT).warning is Warn.MANY_NEW


loads = st.builds(
    lambda older, new, limit: Load(older + new, new, limit), st.integers(0, 40), st.integers(0, 20), st.integers(1, 30)
)


@given(loads)
def test_whoever_takes_what_fits_is_never_overloaded_and_is_warned_then(load: Load) -> None:
    after = Load(load.open_cases + load.room, load.new_this_week + load.room, load.limit)
    assert after.warning is not None
    assert after.open_cases <= max(load.limit, load.open_cases)
    assert (load.room == 0) == (load.warning is not None)


@given(st.integers(0, 100))
def test_no_week_is_without_a_new_case_and_more_older_ones_never_ask_for_fewer_after_six(older: int) -> None:
    assert new_that_fit(older) >= 1
    if older >= FIRST_CASES:
        assert new_that_fit(older + 1) >= new_that_fit(older)


def test_a_new_cause_gets_a_code_of_its_own() -> None:
    assert own_code("Herding", taken=set()) == "own_herding"
    assert own_code("Herding", taken={"own_herding"}) == "own_herding2"
    assert len(own_code("A very long name of a cause indeed", taken=set())) <= 24
    assert own_code("…", taken=set()) == "own_cause"
