"""How much one person can do."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.rules import Capacity, capacity_for, cut, monday_of


def test_half_a_post_gets_the_programmes_default() -> None:
    assert capacity_for(20, {}) == Capacity(new_a_day=2, visits_a_week=3)


def test_other_hours_get_it_in_proportion_and_never_nothing() -> None:
    assert capacity_for(40, {}) == Capacity(new_a_day=4, visits_a_week=6)
    assert capacity_for(5, {}) == Capacity(new_a_day=1, visits_a_week=1)


def test_a_row_of_the_table_holds_from_its_hours_on() -> None:
    table = {10: Capacity(1, 2), 30: Capacity(3, 4)}
    assert capacity_for(29, table) == Capacity(1, 2)
    assert capacity_for(30, table) == Capacity(3, 4)
    assert capacity_for(9, table) == Capacity(1, 1)


def test_the_queue_is_cut_to_the_day() -> None:
    assert cut([False, False, False], new=2, visits=3) == [0, 1]


def test_without_a_visit_left_the_next_child_who_needs_a_call_moves_up() -> None:
    assert cut([True, True, False], new=2, visits=1) == [0, 2]


@given(st.lists(st.booleans(), max_size=40), st.integers(0, 10), st.integers(-3, 10))
def test_never_more_children_than_the_day_nor_visits_than_the_week(wants: list[bool], new: int, visits: int) -> None:
    taken = cut(wants, new=new, visits=visits)
    assert len(taken) <= new
    assert sum(wants[place] for place in taken) <= max(visits, 0)
    assert taken == sorted(set(taken))


def test_a_week_begins_on_monday() -> None:
    assert monday_of(date(2014, 11, 20)) == date(2014, 11, 17)
    assert monday_of(date(2014, 11, 17)) == date(2014, 11, 17)
