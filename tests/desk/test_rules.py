"""Adding figures up."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.attendance.rules import Rate
from mektepke.desk.rules import added_up, last_full_week, shown_count


def test_numerators_and_denominators_are_added_never_percentages() -> None:
    small, large = [Rate(1, 2)], [Rate(90, 100)]
    assert added_up([small, large]) == [Rate(91, 102)]


def test_no_school_no_weeks() -> None:
    assert added_up([]) == []


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (2, None), (3, 3), (40, 40)])
def test_one_or_two_children_are_not_shown_as_a_count(count: int, shown: int | None) -> None:
    assert shown_count(count) == shown


@pytest.mark.parametrize(("today", "sunday"), [(17, 16), (18, 16), (23, 16), (24, 23)])
def test_only_full_weeks_are_compared(today: int, sunday: int) -> None:
    assert last_full_week(date(2014, 11, today)) == date(2014, 11, sunday)
