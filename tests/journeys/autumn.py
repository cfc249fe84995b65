"""An autumn of registers of the class here, up to the Friday before the story begins; then the morning's round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mektepke.pupils.models import Child
from mektepke.rounds.morning import morning
from tests.cast import Cast
from tests.conftest import MONDAY
from tests.journeys.begun import more_pupils
from tests.watch.school import days_until, take

# Saturday: the schools of the cast have six days.
LAST_DAY = date(2014, 11, 15)


def autumn(cast: Cast, marks: Mapping[Child, str], *, more: int = 14, since: date | None = None) -> None:
    """Every register since `since` (1 September), everybody there but `marks`: a letter a day, up to the last one."""
    if more:
        more_pupils(cast.here.school_class, more, cast.here.head)
    days = [day for day in days_until(cast.here.school_class, LAST_DAY) if since is None or day >= since]
    take(cast.here.school_class, days, cast.here.teacher, marks)
    morning(today=MONDAY)
