"""What a mark can say, what a day adds up to, and what happens when a register arrives twice. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

MOST_LESSONS = 12
"""No school day is longer, whatever a sheet or a phone says."""


class MarkKind(StrEnum):
    """An exception to "present"."""

    ABSENT = "absent"
    LATE = "late"
    LEFT_EARLY = "left_early"


class Session(StrEnum):
    """Which part of the day the register is for. A school with one register a day uses `day`."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


# As the day goes. A class has either one register for the whole day or one for each part of it, never both.
IN_ORDER = {session.value: place for place, session in enumerate(Session)}


class Closed(StrEnum):
    """Why no register can be taken for a day."""

    FUTURE = "future"
    WEEKEND = "weekend"
    NO_TERM = "no_term"
    HOLIDAY = "holiday"
    SNOW = "snow"
    CLOSURE = "closure"


class Outcome(StrEnum):
    """What became of a register that arrived."""

    NEW = "new"
    IDENTICAL = "identical"
    UPDATED = "updated"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class MarkGiven:
    """One exception as somebody marked it. `excused` None: nobody has said yet."""

    kind: MarkKind
    reason: str = ""
    excused: bool | None = None
    lessons_missed: int | None = None


Marks = Mapping[UUID, MarkGiven]


@dataclass(frozen=True, slots=True)
class GivenReason:
    """Why a child is missing, as the register says it, where it does not say that the day is excused."""

    code: str
    refused: bool
    """Whether somebody marked the day as not excused: then the reason is known and not accepted."""


def merge(*, stored: Marks | None, version: int, arrived: Marks, based_on: int) -> Outcome:
    """What to do with a register that arrived, by what is stored, and on which version the sender built.

    The same content again is the same register, however often a phone sends it. Other content is an update only if the
    sender had seen the stored version; otherwise somebody else's marks would vanish without a word.
    """
    if stored is None:
        return Outcome.NEW
    if dict(stored) == dict(arrived):
        return Outcome.IDENTICAL
    return Outcome.UPDATED if based_on == version else Outcome.CONFLICTING


@dataclass(frozen=True, slots=True)
class Change:
    """One child whose mark differs between two states of a register. None is "present"."""

    child: UUID
    before: MarkGiven | None
    after: MarkGiven | None

    def fields(self) -> list[str]:
        """The names of what differs, for the trail."""
        parts = ("kind", "reason", "excused", "lessons_missed")
        return [part for part in parts if getattr(self.before, part, None) != getattr(self.after, part, None)]


def changes(before: Marks, after: Marks) -> list[Change]:
    """The children whose marks differ, in the order of their keys."""
    children = sorted(set(before) | set(after), key=str)
    found = [Change(child, before.get(child), after.get(child)) for child in children]
    return [change for change in found if change.before != change.after]


@dataclass(frozen=True, slots=True)
class NotThere:
    """A child who was absent on the last marked day of the class, and since which marked day in a row."""

    since: date
    last: date


def not_there(days: Iterable[tuple[date, Set[UUID]]]) -> dict[UUID, NotThere]:
    """Who was absent on the last of these days, by child. The days with the absent, the latest first."""
    found: dict[UUID, NotThere] = {}
    still: Set[UUID] | None = None
    for day, absent in days:
        still = absent if still is None else still & absent
        if not still:
            break
        found |= {child: NotThere(day, found[child].last if child in found else day) for child in still}
    return found


def clash(session: str, taken: Iterable[str]) -> bool:
    """Whether a register of this session cannot stand beside those taken: a whole day has no parts beside it."""
    others = set(taken) - {session}
    return bool(others) if session == Session.DAY else str(Session.DAY) in others


def kind_of(mark: str | None, *, excused: bool | None) -> str:
    """How one mark of a child is shown and counted: present (no mark), absent, excused, late or left_early."""
    if mark is None:
        return "present"
    if mark == MarkKind.ABSENT:
        return "excused" if excused else "absent"
    return str(mark)


def kind_of_day(sessions: Sequence[str]) -> str:
    """One kind for a day with several registers, in their order. Missing a part of the day is late or left early, not
    absent; missing all of it is excused only if every part is. ValueError for none: an unmarked day has no kind."""
    if not sessions:
        raise ValueError("A day without a register has no kind.")
    came = [kind not in {"absent", "excused"} for kind in sessions]
    if not any(came):
        return "absent" if "absent" in sessions else "excused"
    if not all(came):
        return "left_early" if came[0] else "late"
    return next((kind for kind in sessions if kind != "present"), "present")


def reason_of_day(sessions: Sequence[MarkGiven | None]) -> GivenReason | None:
    """The first reason of a day with its registers in their order (None: present), refused if any is. None unless every
    absence that is not excused has one: "morning: illness, afternoon: nothing said" is a day nobody has explained."""
    absent = [mark for mark in sessions if mark and kind_of(mark.kind, excused=mark.excused) == MarkKind.ABSENT]
    if not absent or not all(mark.reason for mark in absent):
        return None
    return GivenReason(absent[0].reason, refused=any(mark.excused is False for mark in absent))


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. Without any marked day there is no rate, which is not the same as none present."""

    numerator: int = 0
    denominator: int = 0

    def __add__(self, other: Self) -> Rate:
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)

    @property
    def percent(self) -> float | None:
        """The share in percent; None where nothing is marked."""
        return 100 * self.numerator / self.denominator if self.denominator else None


def total(rates: Iterable[Rate]) -> Rate:
    """Rates added up, counts by counts: a mean of percentages would make a class of three as large as one of thirty."""
    return sum(rates, Rate())


@dataclass(frozen=True, slots=True)
class WeekRate:
    """Attendance in one week, which begins on this Monday."""

    week: date
    rate: Rate


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date) -> list[date]:
    """The Mondays of all weeks from first to last, so that a week without a register is shown as such."""
    return [monday(first) + timedelta(days=offset) for offset in range(0, (last - monday(first)).days + 1, 7)]


def month_span(month: date) -> tuple[date, date]:
    """The first and the last day of the month in which the day lies."""
    following = (month.replace(day=1) + timedelta(days=31)).replace(day=1)
    return month.replace(day=1), following - timedelta(days=1)


def owes_registers_from(*, first_enrolled: date, entered_on: date, first_register: date | None) -> date:
    """From which day on a class without a register lacks one.

    A list typed in November says that the children have been in the class since September, and nobody could have taken
    its register before the list was there. So the days count from the one on which the first of its children was
    entered, or from its first register where that is earlier (an older house's registers were loaded with it).
    """
    recording = entered_on if first_register is None else min(entered_on, first_register)
    return max(first_enrolled, recording)
