"""The way of protection: by when the body is told, who works on a case, how long somebody may read it. No Django."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

TIME_TO_TELL = timedelta(hours=24)
# After a month whoever still has a reason is given the case once more, and the reason is asked for again.
LONGEST_READING = timedelta(days=30)

CAUSE_OF: dict[str, str] = {
    "violence": "violence",
    "early_marriage": "early_marriage",
    "danger": "violence",
    "guardian": "family_trouble",
    "school_worker": "violence",
}
"""What threatens a child, as a cause of its case: "Violence or danger" where the list has no nearer word."""


class Keeper(StrEnum):
    """Who works on a case."""

    SCHOOL = "school"
    """The social pedagogue who opened it."""
    MUNICIPALITY = "municipality"
    """The child-protection officer of the municipality; nobody at the school opens it any more."""


def keeper(*, pedagogue: bool, head: bool, officer: bool) -> Keeper:
    """Who works on it where the pedagogue, or the head, is named or is kin; `officer`: whether there is one.

    A head keeps the staff's accounts, so a case that names the head does not stay at the school. Without an officer it
    does: a case that nobody can open protects nobody, and no head sees the pedagogue's cases of protection. Only the
    pedagogue's own part in it always shuts them out.
    """
    return Keeper.MUNICIPALITY if pedagogue or (head and officer) else Keeper.SCHOOL


def is_late(due_at: datetime, told_at: datetime | None, *, now: datetime) -> bool:
    """Whether the body should have been told by now, and was not."""
    return told_at is None and due_at < now
