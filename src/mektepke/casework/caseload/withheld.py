"""Group figures of care side by side, and what of them is not shown (base/withholding.py has the rule). No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from mektepke.base.withholding import FEWEST_SHOWN, left_out, shows_sum


def median(days: Counter[int]) -> int | None:
    """In how many days half of the cases were so far, at the latest; None of fewer than three cases."""
    total = days.total()
    if total < FEWEST_SHOWN:
        return None
    so_far = 0
    for value in sorted(days):
        so_far += days[value]
        if 2 * so_far >= total:
            return value
    raise AssertionError  # pragma: no cover - the sum reaches its half


@dataclass(frozen=True, slots=True)
class Numbers:
    """The cases of one school in numbers, with nothing left out yet."""

    open_cases: int = 0
    overdue: int = 0
    ended: int = 0
    returned: int = 0
    """Of those that ended, children who returned and stayed."""
    to_contact: Counter[int] = field(default_factory=Counter)
    to_plan: Counter[int] = field(default_factory=Counter)
    to_return: Counter[int] = field(default_factory=Counter)
    """Days → cases that took so many."""

    def __add__(self, other: Numbers) -> Numbers:
        """Both together; the days of the cases are put together, medians are never added."""
        return Numbers(
            self.open_cases + other.open_cases,
            self.overdue + other.overdue,
            self.ended + other.ended,
            self.returned + other.returned,
            self.to_contact + other.to_contact,
            self.to_plan + other.to_plan,
            self.to_return + other.to_return,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of it; None where it is not."""

    open_cases: int | None
    overdue: int | None
    returned: tuple[int, int] | None
    """How many returned and stayed, and of how many."""
    to_contact: int | None
    to_plan: int | None
    to_return: int | None


def publish(schools: Sequence[Numbers]) -> tuple[list[Shown], Shown]:
    """What is shown of the schools of one municipality, and of the municipality."""
    hidden_open = left_out([one.open_cases for one in schools])
    hidden_overdue = left_out([one.overdue for one in schools])
    hidden_share = left_out([one.returned for one in schools]) | left_out([_gone(one) for one in schools])
    rows = [
        _shown(one, place not in hidden_open, place not in hidden_overdue, place not in hidden_share)
        for place, one in enumerate(schools)
    ]
    total = _shown(
        sum(schools, Numbers()),
        shows_sum(one.open_cases for one in schools),
        shows_sum(one.overdue for one in schools),
        shows_sum(one.returned for one in schools) and shows_sum(_gone(one) for one in schools),
    )
    return rows, total


def of_own_school(numbers: Numbers) -> Shown:
    """The same for its head, who knows by name whose cases are open and late: only the rest can point at a child."""
    ended = publish([numbers])[1]
    return _shown(numbers, True, True, ended.returned is not None)


def _gone(one: Numbers) -> int:
    """Those that ended otherwise: with the other part known, their number is as telling."""
    return one.ended - one.returned


def _shown(one: Numbers, open_cases: bool, overdue: bool, share: bool) -> Shown:
    return Shown(
        open_cases=one.open_cases if open_cases else None,
        overdue=one.overdue if overdue else None,
        returned=(one.returned, one.ended) if share else None,
        to_contact=median(one.to_contact),
        to_plan=median(one.to_plan),
        to_return=median(one.to_return),
    )
