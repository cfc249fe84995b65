"""No count of one or two children is shown or can be worked out, even by somebody who knows the rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.caseload.withheld import Numbers, is_small, left_out, median, of_own_school, publish, shows_sum

Row = tuple[int, ...]


def told(counts: Sequence[int]) -> tuple[object, ...]:
    """What a reader sees of a row of counts and its sum."""
    hidden = left_out(counts)
    shown = tuple(None if place in hidden else count for place, count in enumerate(counts))
    return (*shown, sum(counts) if shows_sum(counts) else None)


@pytest.mark.parametrize("schools", [1, 2, 3, 4])
def test_every_small_count_could_be_another_one(schools: int) -> None:
    """All rows of up to four schools with up to seven cases each, sorted by what is told of them."""
    alike: dict[object, list[Row]] = defaultdict(list)
    for counts in product(range(8), repeat=schools):
        alike[told(counts)].append(counts)
    known = [
        (counts, place)
        for rows in alike.values()
        for counts in rows
        for place, count in enumerate(counts)
        if is_small(count) and len({row[place] for row in rows}) == 1
    ]
    assert known == []


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_a_small_count_is_never_shown_and_another_row_looks_the_same(counts: list[int]) -> None:
    for place, count in enumerate(counts):
        if not is_small(count):
            continue
        assert told(counts)[place] is None
        assert any(told(other) == told(counts) for other in _others(counts, place)), counts


def _others(counts: list[int], place: int) -> list[list[int]]:
    """The row with another count at this place: one or two the other way round, or exchanged with another place."""
    flipped = [*counts]
    flipped[place] = 3 - counts[place]
    exchanged = []
    for other, count in enumerate(counts):
        if count != counts[place]:
            row = [*counts]
            row[place], row[other] = count, counts[place]
            exchanged.append(row)
    return [flipped, *exchanged]


def test_large_counts_and_nobody_at_all_are_shown() -> None:
    assert told([3, 0, 12]) == (3, 0, 12, 15)
    assert told([0, 0]) == (0, 0, 0)


def test_with_a_small_count_the_smallest_others_go_and_the_sum_stays() -> None:
    assert told([1, 5, 20]) == (None, None, 20, 26)
    assert told([2, 5, 5, 20]) == (None, None, None, 20, 32)


def test_only_small_counts_have_no_sum() -> None:
    assert told([2, 2, 0]) == (None, None, 0, None)


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


def test_no_share_can_be_worked_out_from_the_others_and_the_sum() -> None:
    """All pairs of up to three schools with up to four cases each way."""
    alike: dict[object, list[list[Numbers]]] = defaultdict(list)
    for parts in product(product(range(5), repeat=2), repeat=3):
        schools = [Numbers(ended=returned + others, returned=returned) for returned, others in parts]
        rows, total = publish(schools)
        alike[(*(row.returned for row in rows), total.returned)].append(schools)
    for group in alike.values():
        for schools in group:
            for place, one in enumerate(schools):
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
