"""The last marked days of several children at once, for the strips on their cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from mektepke.attendance.queries import SchoolDays, ShownDay, days_of_children
from mektepke.pupils.models import Child

SHOWN = 24
# Twenty-four school days lie within this span, holidays between two terms included.
SPAN = timedelta(days=50)


def strips(
    children: Sequence[Child], *, today: date, school_days: SchoolDays | None = None
) -> dict[UUID, list[ShownDay]]:
    """The last marked days of each child, oldest first. As many queries as `days_of_children`, none for no children."""
    found = days_of_children([child.pk for child in children], first=today - SPAN, last=today, school_days=school_days)
    return {child: days[-SHOWN:] for child, days in found.items()}
