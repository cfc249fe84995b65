"""What counts as out of school. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Two school weeks: long enough that a cold or a wedding is not counted, short enough that a child is counted in time.
LAST_DAYS = 10
# With fewer marked days than this nobody can say anything about anybody.
AT_LEAST = 5


def is_out_of_school(kinds: Sequence[str]) -> bool:
    """Whether a pupil on the roll does not go to school: absent without excuse on each of the last ten marked days.

    `kinds` are the child's marked days, oldest first, as `attendance.queries.day_kind` names them. Where fewer than ten
    are marked, on all of them, if there are at least five. Ours: the poster counts "did not go to school" without
    saying how.
    """
    last = kinds[-LAST_DAYS:]
    return len(last) >= AT_LEAST and all(kind == "absent" for kind in last)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that carries what it was made of."""

    numerator: int
    denominator: int
    on: date

    @property
    def percent(self) -> float | None:
        """With two decimals; None of nobody."""
        return round(100 * self.numerator / self.denominator, 2) if self.denominator else None
