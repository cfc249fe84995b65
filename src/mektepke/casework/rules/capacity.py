"""How much one person can do in a day and a week, and what that leaves on the list. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# A social pedagogue here usually has half a post, about 20 hours a week. Defaults; a table changes them.
USUAL_HOURS = 20
USUAL_NEW_A_DAY = 2
USUAL_VISITS_A_WEEK = 3
# 17 is what the Child Welfare League of America counts as one worker's ongoing families (Standards of Excellence for
# Services to Abused or Neglected Children, 1999). However many hours somebody works, the default never passes the 25
# children for one caseworker of the Inter-agency guidelines for case management and child protection (2014).
USUAL_OPEN_CASES = 17
MOST_OPEN_CASES = 25


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a person can take on: new children a day, home visits a week, open cases at a time."""

    new_a_day: int = USUAL_NEW_A_DAY
    visits_a_week: int = USUAL_VISITS_A_WEEK
    open_cases: int = USUAL_OPEN_CASES


def capacity_for(hours: int, table: Mapping[int, Capacity]) -> Capacity:
    """The capacity for these hours a week: the row of the table with the most hours that are still not more than these.

    Without such a row, the programme's default in proportion to the hours, at least one new child a day, one visit a
    week and one open case: with less nobody could begin.
    """
    rows = [row for row in table if row <= hours]
    if rows:
        return table[max(rows)]
    return Capacity(
        new_a_day=max(1, USUAL_NEW_A_DAY * hours // USUAL_HOURS),
        visits_a_week=max(1, USUAL_VISITS_A_WEEK * hours // USUAL_HOURS),
        open_cases=min(MOST_OPEN_CASES, max(1, USUAL_OPEN_CASES * hours // USUAL_HOURS)),
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
