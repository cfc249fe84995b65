"""Counts of children side by side, and which of them are not shown. No Django.

A count of one or two could point at a child, so it is not shown; and it must not be worked out from the others and
their sum either, not even by somebody who knows this rule. So together with the small ones everything is left out that
is as small as the smallest other count: of the counts left out then at least two differ, and which place has which
cannot be told, because any exchange among them would be shown the same. Where there are only small ones there is
nobody to hide behind, and the sum is left out as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# DESIGN: figures show no count of children under 3.
FEWEST_SHOWN = 3


def is_small(count: int) -> bool:
    """One or two; nobody at all points at nobody."""
    return 0 < count < FEWEST_SHOWN


def left_out(counts: Sequence[int]) -> frozenset[int]:
    """The places in the row of counts that are not shown."""
    small = {place for place, count in enumerate(counts) if is_small(count)}
    others = [count for count in counts if count >= FEWEST_SHOWN]
    if not small or not others:
        return frozenset(small)
    return frozenset(place for place, count in enumerate(counts) if 0 < count <= min(others))


def shows_sum(counts: Iterable[int]) -> bool:
    """Whether the sum of the row may be shown: where nothing is small, or something large stands beside it."""
    known = [count for count in counts if count]
    return not known or max(known) >= FEWEST_SHOWN
