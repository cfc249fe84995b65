"""How bad a finding is, in plain steps: to rank a list, and to know when an answered one has got worse."""

from __future__ import annotations

from collections.abc import Sequence

from mektepke.watch.rules.evidence import URGENT, Evidence, Rule

# A finding's level is the number of steps it has climbed. Days: three days, a school week, two, a month, two months.
STREAK = (3, 6, 10, 20, 40)
# Per cent of days: chronic from 10; severe is 20 in the United States; half is a child who is hardly in school.
SHARE = (10, 15, 20, 30, 50)
DROP = (3, 5, 8)
WEEKDAY = (6, 8, 10)
# School days that a transfer is overdue, and calendar days in no school.
OVERDUE = (1, 10, 20)
NO_SCHOOL = (0, 30, 90, 180)
REGISTERS = (3, 6, 12)
QUIET = (15, 30, 60)
CLOSED = (1, 3, 6)

# First what somebody took the trouble to say; then whoever is out of school now and nobody knows why; then whoever is
# in no school's hands; then who is slipping; last what a teacher settles with one call. Questions about a school stand
# apart and come in their own order.
PLACES: Sequence[Rule] = (
    Rule.CONCERN,
    Rule.DAYS_IN_A_ROW,
    Rule.NEVER_CAME,
    Rule.NO_SCHOOL,
    Rule.TRANSFER_OVERDUE,
    Rule.SHARP_DROP,
    Rule.SHARE_OF_DAYS,
    Rule.SAME_WEEKDAY,
    Rule.SEPTEMBER,
    Rule.ABSENT_TODAY,
    Rule.SCHOOL_CLOSED,
    Rule.CLASS_MISSING,
    Rule.NO_REGISTER,
    Rule.NO_ABSENCE,
)
_PLACE = {rule: place for place, rule in enumerate(PLACES)}


def step(value: int, steps: Sequence[int]) -> int:
    """How many of the steps a value has reached, at least one: whoever asks has already found something."""
    return max(sum(1 for reached in steps if value >= reached), 1)


def how_bad(rule: Rule, evidence: Evidence) -> tuple[int, int, int, int]:
    """A key that sorts the worst first: what kind it is, how many steps it has climbed, how many days, since when.

    Of two children with the same days the one who has been away longer comes first. A child in danger comes before all.
    """
    place = -1 if rule is Rule.CONCERN and evidence.reason == URGENT else _PLACE[rule]
    return place, -evidence.level, -evidence.count, evidence.since.toordinal()


def worse(before: int, now: int) -> bool:
    """Whether a signal answered at level `before` may come back at level `now`: only a whole step up is worse.

    One more missed day after a home visit is no reason to knock again the next morning; a school week is.
    """
    return now > before
