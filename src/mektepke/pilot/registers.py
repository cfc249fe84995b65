"""Which registers a school took: some classes forget, a few stop for days, one reports no absence at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy
from numpy.typing import NDArray

from mektepke.pilot import facts
from mektepke.pilot.chance import stream
from mektepke.pilot.classes import ClassPlan

FORGETS, FORGETS_OFTEN, SHARE_FORGETTING_OFTEN = 0.006, 0.10, 0.07  # OURS
# OURS: in these schools one class has no register in the days around the demo's today, and the head is asked why.
WITHOUT_REGISTERS = ("BES-01", "MAR-01", "KAT-02", "ARK-01")
NO_REGISTER_FROM, NO_REGISTER_UNTIL = date(2014, 11, 12), date(2014, 11, 19)
# OURS: in the first school one class reports every child present for weeks on end.
QUIET_FROM, QUIET_UNTIL = date(2014, 10, 15), date(2014, 11, 28)


@dataclass(frozen=True, slots=True)
class Oddities:
    """Places of the classes about which the head is asked, and of the one that waits for its teacher, or None."""

    without_registers: int | None = None
    quiet: int | None = None
    waits: int | None = None
    """The class of the teacher who signs in first: its register of today is always still to be taken."""


def oddities(school: facts.School, classes: tuple[ClassPlan, ...], seed: int) -> Oddities:
    """Different classes of the school, where it is one of those meant."""
    first, second = (
        int(place) for place in stream(seed, "oddities", school.code).choice(len(classes), 2, replace=False)
    )
    waiting = (place for place, plan in enumerate(classes) if plan.grade >= 5 and place not in {first, second})
    return Oddities(
        without_registers=first if school.code in WITHOUT_REGISTERS else None,
        quiet=second if school.code == facts.FIRST_SCHOOL else None,
        waits=next(waiting) if school.code == facts.FIRST_SCHOOL else None,
    )


def taken(
    school: facts.School, classes: tuple[ClassPlan, ...], days: tuple[date, ...], odd: Oddities, seed: int
) -> NDArray[numpy.bool_]:
    """Classes × days: whether the register was taken at all."""
    chance = stream(seed, "registers", school.code)
    often = chance.random(len(classes)) < SHARE_FORGETTING_OFTEN
    forgets = numpy.where(often, FORGETS_OFTEN, FORGETS)[:, None]
    found = chance.random((len(classes), len(days))) >= forgets
    if odd.without_registers is not None:
        found[odd.without_registers] &= ~_between(days, NO_REGISTER_FROM, NO_REGISTER_UNTIL)
    if odd.quiet is not None:
        found[odd.quiet] |= _between(days, QUIET_FROM, QUIET_UNTIL)
    return found


def taken_by_morning(school: facts.School, classes: int, days: int, odd: Oddities, seed: int) -> NDArray[numpy.bool_]:
    """Classes × days: whether the register is there in the middle of the morning. About half are."""
    found = stream(seed, "morning", school.code).random((classes, days)) < 0.5
    if odd.waits is not None:
        found[odd.waits] = False
    return found


def quiet_days(days: tuple[date, ...]) -> NDArray[numpy.bool_]:
    """The days on which the quiet class reports nobody missing."""
    return _between(days, QUIET_FROM, QUIET_UNTIL)


def _between(days: tuple[date, ...], first: date, last: date) -> NDArray[numpy.bool_]:
    return numpy.array([first <= day <= last for day in days])
