"""How much a social pedagogue can carry, and when one says so; what a new cause is called. No Django.

How many open cases fit the hours stands in `casework.rules.capacity`. How many may be new among them is the other half
of the same source (Child Welfare League of America, Standards of Excellence, 1999: "no more than 1 new case assigned
for every six open cases"): a new case takes a call, a visit, an assessment and a plan within days, an older one a talk
now and then. The source counts by the month; here it is the school's week, because a head who gives a case looks at
this week's work, and because a warning that always shows is read by nobody.

It warns and never stops anybody. Cases of protection are in no load: nobody may put them off, and who is not to know of
one must not find it in a number.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum

from mektepke.people.rules import latin

FIRST_CASES = 6
OPEN_FOR_ONE_NEW = 6


def new_that_fit(older: int) -> int:
    """How many new cases fit into one week of somebody who began it with so many open ones.

    Until there are six, as many as are lacking to six: whoever begins has to begin with something. From then on one for
    every six.
    """
    return max(FIRST_CASES - older, older // OPEN_FOR_ONE_NEW)


class Warn(StrEnum):
    """Why somebody should rather not be given one more."""

    FULL = "full"
    MANY_NEW = "many_new"


@dataclass(frozen=True, slots=True)
class Load:
    """The open cases of one worker, how many of them are new this week, and how many fit the hours."""

    open_cases: int
    new_this_week: int
    limit: int

    @property
    def older(self) -> int:
        """Those that were there when the week began."""
        return self.open_cases - self.new_this_week

    @property
    def room(self) -> int:
        """How many more fit this week."""
        new = new_that_fit(self.older) - self.new_this_week
        return max(0, min(self.limit - self.open_cases, new))

    @property
    def warning(self) -> Warn | None:
        """Why one more does not fit; None while one does."""
        if self.open_cases >= self.limit:
            return Warn.FULL
        return Warn.MANY_NEW if self.room == 0 else None


LONGEST_CODE = 24
OWN = "own_"


def own_code(name: str, *, taken: Container[str]) -> str:
    """A code for a cause that the programme adds, made from its English name: "Herding" is `own_herding`."""
    letters = latin(name)[: LONGEST_CODE - len(OWN) - 2] or "cause"
    code, number = f"{OWN}{letters}", 2
    while code in taken:
        code, number = f"{OWN}{letters}{number}", number + 1
    return code
