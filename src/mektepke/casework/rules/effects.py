"""Attendance before and after an action, side by side. It shows what followed, and proves no cause. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mektepke.casework.rules.returns import AWAY

SPAN = 20
"""School days on either side: four weeks, as long as a month of lessons."""


@dataclass(frozen=True, slots=True)
class Count:
    """On how many of so many marked days the child was at school."""

    present: int
    marked: int


def around(days: Iterable[tuple[date, str]], done_on: date, *, span: int = SPAN) -> tuple[Count, Count]:
    """From marked days (oldest first) as (day, kind): the last ones before the action, and the first ones after it. The
    day itself belongs to neither: nobody knows whether the talk was before or after the register."""
    marked = list(days)
    before = [kind for day, kind in marked if day < done_on][-span:]
    after = [kind for day, kind in marked if day > done_on][:span]
    return _count(before), _count(after)


def _count(kinds: list[str]) -> Count:
    return Count(sum(1 for kind in kinds if kind not in AWAY), len(kinds))
