"""Short ways to say what happens to a child in danger in these tests."""

from __future__ import annotations

from datetime import datetime

from mektepke.base import clock
from mektepke.casework.models import Case
from mektepke.casework.protection.actions import DangerGiven, Kept, open_protection, tell
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from tests.cast import Side

DANGER = DangerGiven("violence", "Bruises on both arms; “uncle beats me”", "child", "high", "It happens every week")


def in_danger(
    side: Side,
    child: Child,
    *,
    by: Person | None = None,
    named: frozenset[Person] = frozenset(),
    kin: frozenset[Person] = frozenset(),
    given: DangerGiven = DANGER,
) -> Case:
    """The pedagogue takes the child into protection; these must not see it."""
    return open_protection(child=child, school=side.school, given=given, kept=Kept(named, kin), by=by or side.pedagogue)


def told(case: Case, by: Person, at: datetime | None = None) -> None:
    """The body was told by phone."""
    tell(
        case=case,
        how="call",
        whom="District department, A. Asanova",
        words="They come",
        told_at=at or clock.now(),
        by=by,
    )
