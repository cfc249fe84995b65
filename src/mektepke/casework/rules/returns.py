"""What the registers say of a child who is cared for, and when one looks again. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

# How an absent child's day is called by attendance; both are days on which the child was not at school.
AWAY = frozenset({"absent", "excused"})


@dataclass(frozen=True, slots=True)
class LastDays:
    """What the registers say of a child lately: how many days are marked, and the run of days away at their end."""

    marked: int
    away: tuple[date, ...]

    @property
    def speak_against_return(self) -> bool:
        """Whether "comes to school again" contradicts them: away to the last, or nothing that shows the child there."""
        return self.marked == 0 or bool(self.away)


def last_days(days: Iterable[tuple[date, str]]) -> LastDays:
    """From marked days, oldest first, as (day, kind) with attendance's names of kinds."""
    marked = list(days)
    away = list(takewhile(lambda one: one[1] in AWAY, reversed(marked)))
    return LastDays(len(marked), tuple(day for day, _kind in reversed(away)))


# A child of whom the family says "comes back tomorrow" is looked at tomorrow; one that does not come for now in three
# days, as one whom nobody has called yet would be noticed; any other in a week of lessons.
SCHOOL_DAYS_UNTIL_LOOK = {"comes_back": 1, "still_away": 3, "reached": 5, "reason_known": 5, "child_seen": 5}
# These two ends say that the child is at school: whether it is so shows after a week of lessons.
AFTER_CARE = {"at_school": 5, "not_needed": 5}
# So many marked days in a row without a gap, and a child needs no second look that nobody asked for.
CAME_BACK = 5


def school_days_until_look(result: str) -> int | None:
    """After how many school days a child is looked at again whose family was met; None where nobody was spoken with."""
    return SCHOOL_DAYS_UNTIL_LOOK.get(result)


def school_days_after_care(outcome: str) -> int | None:
    """After how many school days a child is looked at again whose case ended so; None where nothing is to be seen."""
    return AFTER_CARE.get(outcome)


def counted_day(coming: Sequence[date], number: int, *, after: date) -> date:
    """The day with this number among the coming school days. Where the calendar ends before, its last one or, where it
    knows of none, a day of the plain calendar: a child without any day would be forgotten."""
    if not coming:
        return after + timedelta(days=number)
    return coming[min(number, len(coming)) - 1]


@dataclass(frozen=True, slots=True)
class Since:
    """The marked days of a child since a day: how many there are, and on how many the child was at school."""

    marked: int
    present: int


def since(days: Iterable[tuple[date, str]], start: date) -> Since:
    """Counted from marked days as (day, kind), those after the start."""
    kinds = [kind for day, kind in days if day > start]
    return Since(len(kinds), sum(1 for kind in kinds if kind not in AWAY))


def came_back(days: Iterable[tuple[date, str]], start: date) -> bool:
    """Whether the registers since this day show the child at school, on the last marked days without a gap."""
    kinds = [kind for day, kind in days if day > start][-CAME_BACK:]
    return bool(kinds) and not any(kind in AWAY for kind in kinds)
