"""No count of one or two children is shown or can be worked out, even by somebody who knows the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.base.withholding import is_small, left_out, shows_sum

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
