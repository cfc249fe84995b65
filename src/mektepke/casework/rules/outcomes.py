"""How a case may end, and when a child counts as returned. No Django.

"Returned" is worked out from the registers and never typed: so many marked school days since the first day back on
which no new run of days away began.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mektepke.casework.rules.returns import AWAY
from mektepke.casework.rules.steps import Risk

DAYS_TO_STAY = 60
RELAPSE = 3
"""So many days away in a row and the child has not stayed: the same number as brings a child to the list."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Since when a child has been back, and for how many marked days; no day where the child is not back."""

    since: date | None = None
    days: int = 0
    needed: int = DAYS_TO_STAY

    @property
    def long_enough(self) -> bool:
        """Whether the child counts as returned."""
        return self.since is not None and self.days >= self.needed


def stay(days: Iterable[tuple[date, str]], *, since: date, needed: int = DAYS_TO_STAY) -> Stay:
    """From marked days (oldest first) as (day, kind): the stay that holds at their end, counted since the case began.

    Unmarked days are not among them and count for nothing. Excused days do not break a stay and do not lengthen it:
    an ill child has not left school, and nobody saw it there. A run of unexcused days ends the stay; it begins again
    with the next day at school.
    """
    back: date | None = None
    present = run = 0
    for day, kind in days:
        if day < since or kind == "excused":
            continue
        run = run + 1 if kind in AWAY else 0
        if run >= RELAPSE:
            back, present = None, 0
        elif kind not in AWAY:
            back, present = back or day, present + 1
    return Stay(back, present, needed)


RETURNED, AT_SCHOOL = "returned", "at_school"
# What ends a danger is not that the child sits in class; and who came back to class was in none.
OF_PROTECTION = frozenset({"safe", "with_body"})
NOT_OF_PROTECTION = frozenset({RETURNED, AT_SCHOOL, "finished"})


def offered(outcomes: Iterable[str], *, risk: Risk | None, stayed: Stay, protection: bool = False) -> list[str]:
    """Of all outcomes those that can be chosen: "returned" only where the registers bear it out, and that a child
    simply comes again only where little was at stake. In protection others end a case than elsewhere."""
    shut = NOT_OF_PROTECTION if protection else OF_PROTECTION
    return [
        one
        for one in outcomes
        if one not in shut
        and (one != RETURNED or stayed.long_enough)
        and (one != AT_SCHOOL or risk in {None, Risk.LOW})
    ]
