"""How much one person can do in a day, what that leaves on the list, and what registers say of a return. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

# A social pedagogue here usually has half a post, about 20 hours a week. Defaults; a table changes them.
USUAL_HOURS = 20
USUAL_NEW_A_DAY = 2
USUAL_VISITS_A_WEEK = 3


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a person can take on: new children a day, home visits a week."""

    new_a_day: int = USUAL_NEW_A_DAY
    visits_a_week: int = USUAL_VISITS_A_WEEK


def capacity_for(hours: int, table: Mapping[int, Capacity]) -> Capacity:
    """The capacity for these hours a week: the row of the table with the most hours that are still not more than these.

    Without such a row, the programme's default in proportion to the hours, at least one new child a day and one visit a
    week: with less nobody could begin.
    """
    rows = [row for row in table if row <= hours]
    if rows:
        return table[max(rows)]
    return Capacity(
        new_a_day=max(1, USUAL_NEW_A_DAY * hours // USUAL_HOURS),
        visits_a_week=max(1, USUAL_VISITS_A_WEEK * hours // USUAL_HOURS),
    )


def cut(wants_visit: Iterable[bool], *, new: int, visits: int) -> list[int]:
    """Which of the waiting children fit into today, by their place in the queue (most urgent first).

    A child who needs a home visit takes one of the week's visits; when none is left, the next child who needs only a
    call moves up, because an idle hour helps nobody.
    """
    taken: list[int] = []
    for place, visit in enumerate(wants_visit):
        if len(taken) >= new:
            break
        if visit and visits <= 0:
            continue
        visits -= visit
        taken.append(place)
    return taken


def monday_of(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


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
AFTER_CARE = {"returned": 5, "not_needed": 5}
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


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call or visit of a person about a child: when, when to look again, and whether that day is the house's own.

    Where nobody was spoken with, the day that stood before it still stands. What else ends a promise (care of the child
    that began or ended, an answer, somebody else's talk with the family) is one on which nothing was agreed.
    """

    on: date
    next_on: date | None = None
    by_house: bool = False
    spoke: bool = True


def second_look(contacts: Sequence[Spoken], *, by: date) -> Spoken | None:
    """Of these contacts (oldest first) the one whose day to look again holds now, if that day has come by then."""
    for contact in reversed(contacts):
        if contact.next_on:
            return contact if contact.next_on <= by else None
        if contact.spoke:
            return None
    return None


def wrong_numbers(calls: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Of these calls (number dialled, whether it was wrong; oldest first) the numbers whose latest call found it so."""
    latest = dict(calls)
    return frozenset(number for number, wrong in latest.items() if number and wrong)
