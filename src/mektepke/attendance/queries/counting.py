"""Which registers count: those of school days. One of a day closed afterwards is kept, and nobody is absent by it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from mektepke.places.models import School
from mektepke.places.queries import school_days_of

SchoolDays = Mapping[Any, Collection[date]]
"""school → the days on which its registers count"""


def days_that_count(schools: Collection[UUID], *, first: date, last: date) -> SchoolDays:
    """The school days of these schools as the calendar has them now. Three queries, none for no schools."""
    if not schools:
        return {}
    found = school_days_of([School(pk=key) for key in schools], first=first, last=last)
    return {key: set(found[key]) for key in schools}
