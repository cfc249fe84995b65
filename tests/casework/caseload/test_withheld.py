"""No share of one or two children is shown or can be worked out, and what half of the cases took."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.base.withholding import is_small
from mektepke.casework.caseload.withheld import Numbers, median, of_own_school, publish

numbers = st.builds(
    lambda open_cases, overdue, returned, others: Numbers(open_cases, overdue, returned + others, returned),
    *[st.integers(0, 9)] * 4,
)


@given(st.lists(numbers, min_size=1, max_size=6))
def test_of_the_share_neither_part_is_shown_small(schools: list[Numbers]) -> None:
    rows, total = publish(schools)
    for one, shown in zip([*schools, sum(schools, Numbers())], [*rows, total], strict=True):
        assert not is_small(shown.open_cases or 0)
        assert not is_small(shown.overdue or 0)
        if shown.returned is not None:
            returned, ended = shown.returned
            assert (returned, ended) == (one.returned, one.ended)
            assert not is_small(returned)
            assert not is_small(ended - returned)


@pytest.mark.parametrize(("schools", "cases"), [(1, 8), (2, 6), (3, 4)])
def test_no_share_can_be_worked_out_from_the_others_and_the_sum(schools: int, cases: int) -> None:
    """All pairs of so many schools with fewer than so many cases each way."""
    alike: dict[object, list[list[Numbers]]] = defaultdict(list)
    for parts in product(product(range(cases), repeat=2), repeat=schools):
        found = [Numbers(ended=returned + others, returned=returned) for returned, others in parts]
        rows, total = publish(found)
        alike[(*(row.returned for row in rows), total.returned)].append(found)
    for group in alike.values():
        for row_of_schools in group:
            for place, one in enumerate(row_of_schools):
                if is_small(one.returned):
                    assert len({row[place].returned for row in group}) > 1
                if is_small(one.ended - one.returned):
                    assert len({row[place].ended - row[place].returned for row in group}) > 1


def test_days_of_fewer_than_three_cases_are_not_told() -> None:
    assert median(Counter({4: 2})) is None
    assert median(Counter({4: 2, 9: 1})) == 4
    assert median(Counter({1: 1, 5: 1, 30: 2})) == 5


@given(st.lists(st.integers(0, 60), min_size=3))
def test_at_least_half_of_the_cases_took_no_longer_and_not_half_took_less(days: list[int]) -> None:
    value = median(Counter(days))
    assert value is not None
    assert 2 * sum(day <= value for day in days) >= len(days)
    assert 2 * sum(day < value for day in days) < len(days)


def test_medians_of_a_municipality_are_of_its_cases_and_not_of_its_schools() -> None:
    one = Numbers(to_return=Counter({10: 5}))
    other = Numbers(to_return=Counter({40: 2}))
    rows, total = publish([one, other])
    assert [row.to_return for row in rows] == [10, None]
    assert total.to_return == 10


def test_a_head_sees_open_and_late_cases_as_they_are_and_the_rest_as_others_do() -> None:
    shown = of_own_school(Numbers(open_cases=1, overdue=2, ended=4, returned=1))
    assert (shown.open_cases, shown.overdue, shown.returned) == (1, 2, None)
