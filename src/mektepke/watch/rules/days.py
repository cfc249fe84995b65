"""A child's marked days: what the register says, and nothing about days on which nobody took it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """What a taken register says about one child on one day. An unmarked day has no kind: it is not a day here."""

    PRESENT = "present"
    ABSENT = "absent"  # without a reason that the school accepts, or without any known reason
    EXCUSED = "excused"
    LATE = "late"
    LEFT_EARLY = "left_early"


# Late and left early came: a child who is scolded for ten minutes stays away for the day.
CAME = frozenset({DayKind.PRESENT, DayKind.LATE, DayKind.LEFT_EARLY})


@dataclass(frozen=True, slots=True)
class ChildDays:
    """One child's marked days of this school year, oldest first: `kinds[n]` is what happened on `days[n]`."""

    days: tuple[date, ...] = ()
    kinds: tuple[DayKind, ...] = ()

    def __post_init__(self) -> None:
        if len(self.days) != len(self.kinds):
            raise ValueError("Every marked day has one kind.")
        if self.days != tuple(sorted(set(self.days))):  # quick where all is well, as it nearly always is
            raise ValueError("Marked days come oldest first, each once.")

    def __len__(self) -> int:
        return len(self.days)

    def up_to(self, today: date) -> ChildDays:
        """The days up to and including today; a register taken ahead of its day is no news yet."""
        if not self.days or self.days[-1] <= today:
            return self
        return self.only(day for day in self.days if day <= today)

    def only(self, wanted: Iterable[date]) -> ChildDays:
        """These days alone."""
        keep = set(wanted)
        kept = [(day, kind) for day, kind in zip(self.days, self.kinds, strict=True) if day in keep]
        return ChildDays(tuple(day for day, _ in kept), tuple(kind for _, kind in kept))

    def without(self, closed: Collection[date]) -> ChildDays:
        """Without the days on which the school or the class was as good as closed: they say nothing about a child."""
        if not closed or not any(day in closed for day in self.days):
            return self
        return self.only(day for day in self.days if day not in closed)

    def explained(self, known: Iterable[date]) -> ChildDays:
        """With the absences of these days as if excused: somebody knows why."""
        there = set(known)
        if not there:
            return self
        kinds = [
            DayKind.EXCUSED if kind is DayKind.ABSENT and day in there else kind
            for day, kind in zip(self.days, self.kinds, strict=True)
        ]
        return ChildDays(self.days, tuple(kinds))

    def last(self, number: int) -> ChildDays:
        """The newest `number` marked days, fewer if there are no more."""
        return ChildDays(self.days[-number:], self.kinds[-number:]) if number > 0 else ChildDays()

    def before_last(self, skipped: int, number: int) -> ChildDays:
        """Up to `number` marked days before the newest `skipped`."""
        end = max(len(self.days) - skipped, 0)
        start = max(end - number, 0)
        return ChildDays(self.days[start:end], self.kinds[start:end])

    def then(self, later: ChildDays) -> ChildDays:
        """These days and later ones, as of a child who moved to another class. ValueError if they overlap."""
        return ChildDays(self.days + later.days, self.kinds + later.kinds) if later.days else self

    @property
    def absent(self) -> int:
        """Days missed without an accepted or known reason."""
        return self.kinds.count(DayKind.ABSENT)

    @property
    def excused(self) -> int:
        """Days missed with an accepted reason."""
        return self.kinds.count(DayKind.EXCUSED)

    @property
    def missed(self) -> int:
        """All days missed, for whatever reason."""
        return self.absent + self.excused

    @property
    def ever_came(self) -> bool:
        """Whether anybody has seen this child in school on a marked day."""
        return self.missed < len(self.days)


def child_days(
    marked: tuple[date, ...],
    exceptions: Mapping[date, DayKind],
    *,
    since: date | None = None,
    until: date | None = None,
) -> ChildDays:
    """A child's days from its class's marked days (oldest first) and its own exceptions, while it was enrolled.

    Marks are exceptions to present, so a marked day without one is a day the child came.
    """
    first = 0 if since is None else bisect_left(marked, since)
    end = len(marked) if until is None else bisect_right(marked, until)
    days = marked[first:end]
    if not exceptions:
        return ChildDays(days, (DayKind.PRESENT,) * len(days))
    return ChildDays(days, tuple(exceptions.get(day, DayKind.PRESENT) for day in days))
