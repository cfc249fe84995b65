"""What pairs told: who waits for a grown-up, and how many of a class came together. No history of any child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import F, QuerySet

from mektepke.base import clock
from mektepke.casework.models import PairMember, PairNote
from mektepke.casework.rules import monday_of
from mektepke.casework.volunteers.rules import shown
from mektepke.doors.permissions import Permission
from mektepke.people.actions import A_MOMENT
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import SEALED_OF_CHILD

Kind = PairNote.Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair that asked for a grown-up and waits. Which of its children did is written nowhere."""

    pair: UUID
    number: int
    class_name: str
    first_names: str
    on: date


def asked_for_a_grown_up(person: Person) -> list[Asked]:
    """Pairs of the schools where the person works on cases that wait for a grown-up, the first first. Those too whose
    class was paired anew meanwhile, or has ended: nobody is forgotten for that. One query."""
    here = schools_where(person, Permission.WORK_ON_CASES, path="pair__pairing__school_class__school")
    members = PairMember.objects.filter(here, pair__notes__kind=Kind.GROWN_UP, pair__notes__answered_on__isnull=True)
    rows = members.select_related("child", "pair__pairing__school_class").annotate(asked_on=F("pair__notes__on"))
    ordered = rows.defer(*SEALED_OF_CHILD).order_by("asked_on", "pair__number", "pair", "child__sort_key")
    return [_asked(list(together)) for _pair, together in groupby(ordered, lambda member: member.pair_id)]


def _asked(members: list[PairMember]) -> Asked:
    pair = members[0].pair
    # Of a child whose record was erased meanwhile no name is left.
    names = ", ".join(filter(None, (member.child.given_name for member in members)))
    on: date = members[0].asked_on  # type: ignore[attr-defined]
    return Asked(pair.pk, pair.number, pair.pairing.school_class.name, names, on)


def came_together(classes: Collection[SchoolClass], *, today: date) -> dict[UUID, int | None]:
    """How many pairs of each class came to school together this week; None where it is too small to be shown.

    A pair that stayed the same when its class was paired anew has kept its number, and counts once. One query.
    """
    said = PairNote.objects.filter(
        kind=Kind.CAME_TOGETHER, on__range=(monday_of(today), today), pair__pairing__school_class__in=classes
    )
    pairs = said.order_by().values_list("pair__pairing__school_class", "pair__number").distinct()
    counts = Counter(school_class for school_class, _number in pairs)
    return {one.pk: shown(counts[one.pk]) for one in classes}


def told_just_now(person: Person, school_class: SchoolClass) -> PairNote | None:
    """What the person recorded last for a pair of the class, while it can still be taken back."""
    mine = PairNote.objects.filter(
        recorded_by=person, at__gt=clock.now() - A_MOMENT, answered_on__isnull=True,
        pair__pairing__school_class=school_class,
    )  # fmt: skip
    return mine.select_related("pair").first()


def old_notes(*, before: date) -> QuerySet[PairNote]:
    """What pairs told before this day, for whoever keeps to the schedule of what is removed when."""
    return PairNote.objects.filter(on__lt=before)
