"""Short ways to say how a class goes to school in these tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from mektepke.base import clock
from mektepke.casework.models import Pair, Pairing
from mektepke.casework.volunteers.actions import agree, pair_class
from mektepke.pupils.models import Child, Enrolment
from mektepke.pupils.queries import roll
from tests.cast import Side

BOTH = {"children_agreed": True, "families_agreed": True}


def paired(side: Side, numbers: Sequence[int] = (1, 1, 2, 2, 3, 3), *, agreed: Sequence[int] = (1, 2, 3)) -> list[Pair]:
    """The class paired by its teacher, with a number for each child in the order of the list; the pairs by number."""
    children = [row.child_id for row in roll(side.school_class, clock.today())]
    made = pair_class(
        school_class=side.school_class, numbers=dict(zip(children, numbers, strict=True)), by=side.teacher
    )
    pairs = list(made.pairs.order_by("number"))
    for pair in pairs:
        if pair.number in agreed:
            agree(pair=pair, changed=BOTH, by=side.teacher)
    return pairs


def by_number(pairing: Pairing) -> dict[int, set[Child]]:
    """Who goes together, as the database has it."""
    return {pair.number: {member.child for member in pair.members.all()} for pair in pairing.pairs.all()}


def leaves(child: Child) -> None:
    """Since yesterday the child is no longer on any list."""
    yesterday = clock.today() - timedelta(days=1)
    Enrolment.objects.filter(child=child).update(ends=yesterday, reason_of_leaving="moved_away")
