"""Adding figures up for the screens. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mektepke.attendance.rules import Rate

# Below this a count of children could point at one of them (DESIGN: results show none under 3).
FEWEST_SHOWN = 3


def added_up(schools: Sequence[Sequence[Rate]]) -> list[Rate]:
    """The weekly rates of several schools as one: numerators and denominators are added, never percentages."""
    return [
        Rate(sum(rate.numerator for rate in week), sum(rate.denominator for rate in week))
        for week in zip(*schools, strict=True)
    ]


def shown_count(count: int) -> int | None:
    """The count as it may be shown to those who see no child: None where it is withheld for being small."""
    return None if 0 < count < FEWEST_SHOWN else count


def last_full_week(today: date) -> date:
    """The Sunday before this week: on a Monday morning this week's one half-taken day would stand for a week."""
    return today - timedelta(days=today.weekday() + 1)
