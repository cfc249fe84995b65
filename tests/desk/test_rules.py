"""Adding figures up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.attendance.rules import Rate
from mektepke.desk.rules import added_up, last_full_week, shown_counts, shown_sum


def test_numerators_and_denominators_are_added_never_percentages() -> None:
    small, large = [Rate(1, 2)], [Rate(90, 100)]
    assert added_up([small, large]) == [Rate(91, 102)]


def test_no_school_no_weeks() -> None:
    assert added_up([]) == []


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (2, None), (3, 3), (40, 40)])
def test_one_or_two_children_are_not_shown_as_a_count(count: int, shown: int | None) -> None:
    assert shown_counts([count]) == [shown]
    assert shown_sum([count]) == shown


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_a_withheld_count_cannot_be_worked_out_from_the_sum(counts: list[int]) -> None:
    shown, total = shown_counts(counts), shown_sum(counts)
    hidden = [count for count, seen in zip(counts, shown, strict=True) if seen is None]
    if total is not None and hidden:
        # At least two stand for what is left of the sum, and not all of them are one or two.
        assert len(hidden) > 1
        assert max(hidden) > 2


def test_nothing_is_withheld_without_a_small_count() -> None:
    assert shown_counts([0, 3, 40]) == [0, 3, 40]
    assert shown_counts([0, 2, 7, 5]) == [0, None, 7, None]


def test_of_three_three_and_one_none_is_shown() -> None:
    """If one of the threes were, who knows the rule would know that the first of them is always left out."""
    assert shown_counts([3, 3, 1]) == [None, None, None]
    assert shown_sum([3, 3, 1]) == 7


def test_a_sum_of_small_counts_only_is_not_shown() -> None:
    assert shown_sum([2, 2]) is None
    assert shown_sum([0, 0]) == 0
    assert shown_sum([2, 5]) == 7


@pytest.mark.parametrize(("today", "sunday"), [(17, 16), (18, 16), (23, 16), (24, 23)])
def test_only_full_weeks_are_compared(today: int, sunday: int) -> None:
    assert last_full_week(date(2014, 11, today)) == date(2014, 11, sunday)
