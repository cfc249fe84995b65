"""When a child has returned and stayed: worked out from marked days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.rules.outcomes import RELAPSE, Stay, offered, stay
from mektepke.casework.rules.steps import Risk

FIRST = date(2014, 9, 1)
KINDS = {".": "present", "a": "absent", "e": "excused", "l": "late"}


def days(letters: str) -> list[tuple[date, str]]:
    """A letter a day from 1 September."""
    return [(FIRST + timedelta(days=place), KINDS[letter]) for place, letter in enumerate(letters)]


def stayed(letters: str, *, needed: int = 60) -> Stay:
    """The stay at the end of these days."""
    return stay(days(letters), since=FIRST, needed=needed)


def test_sixty_days_at_school_after_the_last_absence() -> None:
    assert stayed("aaa" + "." * 60) == Stay(FIRST + timedelta(days=3), 60)
    assert stayed("aaa" + "." * 60).long_enough
    assert not stayed("aaa" + "." * 59).long_enough


def test_one_or_two_days_away_do_not_end_a_stay_and_do_not_count() -> None:
    assert stayed("aaa" + "." * 30 + "aa" + "." * 29).days == 59
    assert stayed("aaa" + "." * 30 + "aa" + "." * 30).long_enough


def test_a_run_of_three_days_ends_it_and_the_next_day_begins_anew() -> None:
    assert stayed("." * 59 + "aaa") == Stay(None, 0)
    assert stayed("." * 59 + "aaa" + "..").days == 2


def test_an_ill_child_has_not_left_school_and_nobody_saw_it_there() -> None:
    assert stayed("..." + "eeeee" + "...") == Stay(FIRST, 6)


def test_late_is_at_school() -> None:
    assert stayed("lll").days == 3


def test_days_before_the_case_are_not_counted() -> None:
    found = stay(days("....."), since=FIRST + timedelta(days=3))
    assert found == Stay(FIRST + timedelta(days=3), 2)


@given(st.text(".ael", max_size=120))
def test_never_more_days_than_the_child_was_there(letters: str) -> None:
    found = stayed(letters)
    assert found.days <= sum(letter in ".l" for letter in letters)
    assert (found.since is None) == (found.days == 0)


@given(st.text(".ael", max_size=80))
def test_who_is_away_at_the_end_has_not_returned(letters: str) -> None:
    assert not stayed(letters + "a" * RELAPSE, needed=1).long_enough


def test_what_can_be_chosen() -> None:
    outcomes = ["returned", "at_school", "moved"]
    back, away = Stay(FIRST, 60), Stay(FIRST, 59)
    assert offered(outcomes, risk=Risk.MEDIUM, stayed=back) == ["returned", "moved"]
    assert offered(outcomes, risk=Risk.MEDIUM, stayed=away) == ["moved"]
    assert offered(outcomes, risk=Risk.LOW, stayed=away) == ["at_school", "moved"]
