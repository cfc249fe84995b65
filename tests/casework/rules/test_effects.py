"""Attendance before and after an action."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.casework.rules.effects import Count, around

FIRST = date(2014, 11, 3)


def test_the_day_itself_belongs_to_neither() -> None:
    days = [(FIRST + timedelta(days=place), kind) for place, kind in enumerate(["absent", "present", "excused"])]
    assert around(days, FIRST + timedelta(days=1)) == (Count(0, 1), Count(0, 1))


def test_at_most_so_many_days_on_either_side() -> None:
    days = [(FIRST + timedelta(days=place), "present" if place > 9 else "absent") for place in range(20)]
    before, after = around(days, FIRST + timedelta(days=10), span=5)
    assert (before, after) == (Count(0, 5), Count(5, 5))
