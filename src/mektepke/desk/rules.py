"""Adding figures up for the screens, and what is withheld there. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mektepke.attendance.rules import Rate
from mektepke.base.withholding import left_out, shows_sum


def added_up(schools: Sequence[Sequence[Rate]]) -> list[Rate]:
    """The weekly rates of several schools as one: numerators and denominators are added, never percentages."""
    return [
        Rate(sum(rate.numerator for rate in week), sum(rate.denominator for rate in week))
        for week in zip(*schools, strict=True)
    ]


def shown_counts(counts: Sequence[int]) -> list[int | None]:
    """Counts of children side by side, for those who see no child: None where one is withheld."""
    hidden = left_out(counts)
    return [None if place in hidden else count for place, count in enumerate(counts)]


def shown_sum(counts: Sequence[int]) -> int | None:
    """The sum of such a row; None where all its parts are small: 4 in two schools is 2 and 2."""
    return sum(counts) if shows_sum(counts) else None


def last_full_week(today: date) -> date:
    """The Sunday before this week: on a Monday morning this week's one half-taken day would stand for a week."""
    return today - timedelta(days=today.weekday() + 1)
