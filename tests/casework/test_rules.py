"""How much one person can do."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.rules import (
    Capacity,
    Since,
    Spoken,
    came_back,
    capacity_for,
    counted_day,
    cut,
    last_days,
    monday_of,
    school_days_after_care,
    school_days_until_look,
    second_look,
    since,
    wrong_numbers,
)

MONDAY = date(2014, 11, 17)


def test_half_a_post_gets_the_programmes_default() -> None:
    assert capacity_for(20, {}) == Capacity(new_a_day=2, visits_a_week=3, open_cases=17)


def test_other_hours_get_it_in_proportion_and_never_nothing() -> None:
    assert capacity_for(40, {}) == Capacity(new_a_day=4, visits_a_week=6, open_cases=25)
    assert capacity_for(5, {}) == Capacity(new_a_day=1, visits_a_week=1, open_cases=4)


def test_a_row_of_the_table_holds_from_its_hours_on() -> None:
    table = {10: Capacity(1, 2), 30: Capacity(3, 4)}
    assert capacity_for(29, table) == Capacity(1, 2)
    assert capacity_for(30, table) == Capacity(3, 4)
    assert capacity_for(9, table) == Capacity(1, 1, 7)


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


def test_the_days_away_are_those_since_the_child_last_came() -> None:
    kinds = ["absent", "present", "absent", "excused", "absent"]
    found = last_days([(date(2014, 11, 10 + place), kind) for place, kind in enumerate(kinds)])
    assert found.marked == 5
    assert found.away == (date(2014, 11, 12), date(2014, 11, 13), date(2014, 11, 14))
    assert found.speak_against_return


def test_a_child_who_came_late_on_the_last_day_came() -> None:
    found = last_days([(date(2014, 11, 14), "absent"), (date(2014, 11, 15), "late")])
    assert found.away == ()
    assert not found.speak_against_return


def test_without_a_marked_day_nothing_shows_a_return() -> None:
    assert last_days([]).speak_against_return


def _day(contacts: list[Spoken], *, by: date = MONDAY) -> date | None:
    found = second_look(contacts, by=by)
    return found.next_on if found else None


def test_only_the_latest_contact_says_when_to_look_again() -> None:
    agreed = Spoken(date(2014, 11, 10), next_on=date(2014, 11, 14))
    assert _day([agreed]) == date(2014, 11, 14)
    assert _day([agreed, Spoken(date(2014, 11, 12))]) is None
    assert _day([agreed], by=date(2014, 11, 13)) is None
    assert _day([]) is None


def test_whoever_was_not_reached_is_looked_at_on_the_day_that_stood_before() -> None:
    agreed = Spoken(date(2014, 11, 10), next_on=date(2014, 11, 14))
    tried = Spoken(date(2014, 11, 14), spoke=False)
    assert _day([agreed, tried]) == date(2014, 11, 14)
    assert _day([tried]) is None


def test_the_latest_call_says_whether_a_number_is_wrong() -> None:
    assert wrong_numbers([("1", True), ("2", False), ("", True)]) == {"1"}
    assert wrong_numbers([("1", True), ("1", False)]) == frozenset()


def test_every_answer_has_a_number_of_school_days_until_the_next_look() -> None:
    assert [school_days_until_look(result) for result in ("comes_back", "still_away", "reached")] == [1, 3, 5]
    assert school_days_until_look("not_reached") is None
    assert [school_days_after_care(outcome) for outcome in ("at_school", "not_needed", "moved")] == [5, 5, None]


def test_the_day_is_counted_in_school_days_and_never_missing() -> None:
    coming = [date(2014, 11, 18), date(2014, 11, 19), date(2014, 11, 21)]
    assert counted_day(coming, 1, after=MONDAY) == date(2014, 11, 18)
    assert counted_day(coming, 5, after=MONDAY) == date(2014, 11, 21)
    assert counted_day([], 5, after=MONDAY) == date(2014, 11, 22)


def test_days_since_are_those_after_the_day() -> None:
    days = [(date(2014, 11, 10), "absent"), (date(2014, 11, 11), "late"), (date(2014, 11, 12), "excused")]
    assert since(days, date(2014, 11, 10)) == Since(marked=2, present=1)


def test_a_child_came_back_when_its_last_five_marked_days_have_no_gap() -> None:
    kinds = ["absent", "present", "late", "present", "present", "left_early"]
    days = [(date(2014, 11, 10 + place), kind) for place, kind in enumerate(kinds)]
    assert came_back(days, date(2014, 11, 9))
    assert not came_back(days[:5], date(2014, 11, 9))
    assert not came_back(days, date(2014, 11, 15))
