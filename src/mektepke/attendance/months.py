"""What a month of registers adds up to, by child and by class. Marked days only; unmarked days are counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

from mektepke.attendance.rules import MarkGiven, MarkKind, Rate, kind_of, kind_of_day
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child


@dataclass(frozen=True, slots=True)
class Counts:
    """Days of one child, or of many added up. `lessons` are those that somebody wrote down, so at least so many."""

    marked: int = 0
    unmarked: int = 0
    excused: int = 0
    not_excused: int = 0
    not_said: int = 0
    late: int = 0
    left_early: int = 0
    lessons: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(own + more for own, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def absent(self) -> int:
        """Marked days on which the child was not there at all."""
        return self.excused + self.not_excused + self.not_said

    @property
    def present(self) -> int:
        """Marked days on which the child came; late and left early came."""
        return self.marked - self.absent

    @property
    def rate(self) -> Rate:
        """Days present of days marked."""
        return Rate(self.present, self.marked)


COLUMNS = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class ChildMonth:
    """One child's month in one class."""

    child: Child
    counts: Counts


@dataclass(frozen=True, slots=True)
class ClassMonth:
    """One class's month: `registers` of `school_days` were taken, and its children by name."""

    school_class: SchoolClass
    school_days: int
    registers: int
    children: Sequence[ChildMonth]

    @property
    def unmarked(self) -> int:
        """School days without a register."""
        return self.school_days - self.registers

    @property
    def counts(self) -> Counts:
        """The children's days added up."""
        return sum((line.counts for line in self.children), Counts())


DayMarks = Sequence[MarkGiven | None]
"""What the registers of one school day say of one child, in the order of the day; empty where none was taken."""


def count_days(days: Iterable[DayMarks]) -> Counts:
    """One child's school days added up."""
    counts: Counter[str] = Counter()
    for marks in days:
        counts["marked" if marks else "unmarked"] += 1
        if any(marks):
            counts[_column(marks)] += 1
            counts["lessons"] += sum(mark.lessons_missed or 0 for mark in marks if mark)
    return Counts(**{column: counts[column] for column in COLUMNS})


def _column(marks: DayMarks) -> str:
    kind = kind_of_day([kind_of(mark.kind if mark else None, excused=mark.excused if mark else None) for mark in marks])
    if kind != MarkKind.ABSENT:
        return kind
    return "not_excused" if any(mark and mark.excused is False for mark in marks) else "not_said"
