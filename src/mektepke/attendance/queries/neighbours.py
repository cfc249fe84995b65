"""The school days before and after a day: from one register to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mektepke.places.models import School
from mektepke.places.queries import school_days

# Longer than the summer: on the first of September the day before is a day in May.
REACH = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The last school day before a day and the next one after it; None where the calendar has none, or not yet."""

    before: date | None
    after: date | None


def neighbours(school: School, day: date, *, today: date) -> Neighbours:
    """The school days around this day, none later than today. Four queries."""
    days = school_days(school, first=day - REACH, last=min(day + REACH, max(today, day)))
    return Neighbours(
        before=max((found for found in days if found < day), default=None),
        after=min((found for found in days if day < found <= today), default=None),
    )
