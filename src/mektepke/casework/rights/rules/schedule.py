"""How long each kind of record is kept, from when that counts, and who lets it go. No Django.

The law on personal information (Kyrgyz Republic, No. 58 of 14 April 2008) lets nothing be kept longer than its purpose
needs, and names no number of years for a school's casework. The inter-agency guidelines for case management (Global
Protection Cluster, 2014) ask for a schedule that is written down and kept. The numbers are ours; a programme sets its
own. What each row is for, in words, stands in docs/howto/retention.md.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS_A_YEAR = 12
AGAIN_AFTER = MONTHS_A_YEAR
"""Where somebody said why records are still needed, they are asked about again after so many months."""


class Kind(StrEnum):
    """The kinds of record whose time can be over."""

    CASES = "cases"
    PROTECTION = "protection"
    CONTACTS = "contacts"
    CONCERNS = "concerns"
    NOTES = "notes"
    REQUESTS = "requests"
    CHILDREN = "children"
    TRAIL = "trail"


class Counts(StrEnum):
    """From which day the time of a record counts."""

    CLOSED = "closed"
    HAPPENED = "happened"
    ANSWERED = "answered"
    YEAR_ENDED = "year_ended"
    HANDED = "handed"
    LEFT = "left"
    RECORDED = "recorded"


class LetGo(StrEnum):
    """Who lets records go whose time is over."""

    HEAD = "head"
    """The monthly run proposes, the head of the school confirms."""
    ABOVE = "above"
    """The monthly run proposes, the administrator above the municipality confirms: no school learns how many."""
    TWO = "two"
    """Child by child: the social pedagogue proposes, the head confirms."""
    NOBODY = "nobody"
    """A trail from which rows can be taken proves nothing; it holds keys and no words."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the schedule."""

    months: int
    counts: Counts
    let_go: LetGo
    least: int = 1
    """The fewest months that a programme can set: what was agreed with a family is asked about for a while."""


SCHEDULE: dict[Kind, Row] = {
    Kind.CASES: Row(36, Counts.CLOSED, LetGo.HEAD, least=6),
    Kind.PROTECTION: Row(120, Counts.CLOSED, LetGo.ABOVE, least=36),
    Kind.CONTACTS: Row(36, Counts.HAPPENED, LetGo.HEAD, least=6),
    Kind.CONCERNS: Row(12, Counts.ANSWERED, LetGo.HEAD),
    Kind.NOTES: Row(1, Counts.YEAR_ENDED, LetGo.HEAD),
    Kind.REQUESTS: Row(36, Counts.HANDED, LetGo.HEAD, least=12),
    Kind.CHILDREN: Row(60, Counts.LEFT, LetGo.TWO, least=12),
    Kind.TRAIL: Row(120, Counts.RECORDED, LetGo.NOBODY, least=60),
}
MOST = 240
PROPOSED = tuple(kind for kind, row in SCHEDULE.items() if row.let_go in {LetGo.HEAD, LetGo.ABOVE})
"""The kinds that the monthly run proposes."""
SETTABLE = tuple(kind for kind, row in SCHEDULE.items() if row.let_go is not LetGo.NOBODY)


def months_of(kind: Kind, own: Mapping[str, int]) -> int:
    """For how many months this kind is kept: as the programme has set it, else the default."""
    return own.get(kind.value, SCHEDULE[kind].months)


def months_before(day: date, months: int) -> date:
    """The same day so many months ago; the last of that month where it has no such day."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def over_before(kind: Kind, *, today: date, own: Mapping[str, int], year_ends: Collection[date] = ()) -> date | None:
    """Records from before this day have had their time; None where there are none yet.

    Volunteers' notes are kept to the end of their school year and so long after it: the day is the one after the last
    school year that ended early enough.
    """
    limit = months_before(today, months_of(kind, own))
    if SCHEDULE[kind].counts is not Counts.YEAR_ENDED:
        return limit
    ended = [end for end in year_ends if end < limit]
    return date.fromordinal(max(ended).toordinal() + 1) if ended else None


def asked_again(today: date, *, answered_on: date) -> bool:
    """Whether records that somebody kept for a reason are asked about once more."""
    return answered_on <= months_before(today, AGAIN_AFTER)


def is_first_morning(days: Collection[date], *, today: date, done: Collection[date]) -> bool:
    """Whether the monthly run is due with this morning: there has been a school day this month, of these, and no
    morning was done on it or since. A machine that was off on the first one does it on the next."""
    first = min((day for day in days if (day.year, day.month) == (today.year, today.month)), default=None)
    return first is not None and first <= today and not any(first <= day < today for day in done)
