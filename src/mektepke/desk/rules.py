"""Adding figures up for the screens, and what is withheld there. No Django."""

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


def withheld(counts: Sequence[int]) -> frozenset[int]:
    """The places in the row of counts that are not shown: one or two children, and then the smallest other count too.

    Without that other one, who knows the sum of the row would work the small one out.
    """
    small = {place for place, count in enumerate(counts) if _is_small(count)}
    others = [place for place, count in enumerate(counts) if count >= FEWEST_SHOWN]
    if not small or not others:
        return frozenset(small)
    return frozenset({*small, min(others, key=lambda place: counts[place])})


def shown_counts(counts: Sequence[int]) -> list[int | None]:
    """Counts of children side by side, for those who see no child: None where one is withheld."""
    hidden = withheld(counts)
    return [None if place in hidden else count for place, count in enumerate(counts)]


def shown_sum(counts: Sequence[int]) -> int | None:
    """The sum of such a row. None where it is small, or where all its parts are: 4 in two schools is 2 and 2."""
    total = sum(counts)
    return None if _is_small(total) or (total and all(count < FEWEST_SHOWN for count in counts)) else total


def last_full_week(today: date) -> date:
    """The Sunday before this week: on a Monday morning this week's one half-taken day would stand for a week."""
    return today - timedelta(days=today.weekday() + 1)


def _is_small(count: int) -> bool:
    return 0 < count < FEWEST_SHOWN
