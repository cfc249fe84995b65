"""A child's marked days."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.watch.rules.days import ChildDays, DayKind, child_days
from tests.watch.rules.days import OPENING, child, week_days

P, A, L = DayKind.PRESENT, DayKind.ABSENT, DayKind.LATE


def test_days_come_in_order_and_once() -> None:
    with pytest.raises(ValueError, match="oldest first"):
        ChildDays((OPENING, OPENING), (P, P))
    with pytest.raises(ValueError, match="one kind"):
        ChildDays((OPENING,), ())


def test_counts_tell_excused_apart_and_late_came() -> None:
    days = child("..aelga")
    assert (days.absent, days.excused, days.missed, len(days)) == (2, 1, 3, 7)
    assert days.ever_came
    assert child("l").ever_came
    assert not child("ae").ever_came


def test_marks_are_exceptions_to_present_within_the_enrolment() -> None:
    marked = week_days(10)
    days = child_days(tuple(marked), {marked[1]: A, marked[5]: A}, since=marked[3], until=marked[8])
    assert days.days == tuple(marked[3:9])
    assert days.kinds == (P, P, A, P, P, P)
    assert child_days(tuple(marked), {}).missed == 0


def test_days_ahead_of_today_are_no_news() -> None:
    days = child("..aaa")
    assert len(days.up_to(date(2014, 9, 3))) == 3
    assert days.up_to(date(2015, 1, 1)) is days


def test_shielded_days_are_dropped() -> None:
    days = child(".a.a.")
    assert days.without({days.days[1]}).absent == 1
    assert days.without(frozenset()) is days
    assert days.without({date(2020, 1, 1)}) is days


def test_windows_at_the_end() -> None:
    days = child("aaaa......ll")
    assert days.last(3).kinds == (P, L, L)
    assert days.last(0) == ChildDays()
    assert days.before_last(8, 3).kinds == (A, A, A)
    assert days.before_last(8, 30).kinds == (A, A, A, A)
    assert days.before_last(20, 5) == ChildDays()


def test_a_child_who_moved_has_the_days_of_both_classes() -> None:
    first, later = child(".a"), child("aa", first=date(2014, 9, 3))
    assert first.then(later).absent == 3
    assert first.then(ChildDays()) is first
    with pytest.raises(ValueError, match="oldest first"):
        later.then(first)
