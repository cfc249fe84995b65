"""What a mark can say, and what happens when a register arrives twice. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


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


def merge(
    *, stored: Mapping[UUID, MarkGiven] | None, version: int, arrived: Mapping[UUID, MarkGiven], based_on: int
) -> Outcome:
    """What to do with a register that arrived, by what is stored, and on which version the sender built.

    The same content again is the same register, however often a phone sends it. Other content is an update only if the
    sender had seen the stored version; otherwise somebody else's marks would vanish without a word.
    """
    if stored is None:
        return Outcome.NEW
    if dict(stored) == dict(arrived):
        return Outcome.IDENTICAL
    return Outcome.UPDATED if based_on == version else Outcome.CONFLICTING
