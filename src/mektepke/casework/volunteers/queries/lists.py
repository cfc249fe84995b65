"""How a class is paired now, and what a proposal may know of its children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from mektepke.base.names import search_key
from mektepke.casework.models import Pairing, PairMember
from mektepke.casework.volunteers.rules import Neighbour
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child, Household
from mektepke.pupils.queries import roll


def pairing_of(school_class: SchoolClass, *, today: date) -> Pairing | None:
    """How the class is paired today, if it is. The caller fetched the class for a person."""
    return pairings_on(today).filter(school_class=school_class).first()


def pairings_on(today: date) -> QuerySet[Pairing]:
    """Those that hold. A pairing ends with its class and with the school year, without anybody having to say so."""
    found = Pairing.objects.filter(ends__isnull=True, school_class__year__ends__gte=today)
    return found.exclude(school_class__valid_until__lt=today)


def in_class(school_class: SchoolClass, *, today: date) -> list[Child]:
    """Who is on the list of the class today, in its order. The caller fetched the class for a person. One query."""
    return [row.child for row in roll(school_class, today)]


def neighbours(children: Sequence[Child]) -> list[Neighbour]:
    """The same children with their streets, which is all that a proposal knows of them. One query."""
    prefetch_related_objects(children, "household")
    return [Neighbour(child.pk, _street(child.household)) for child in children]


def _street(home: Household) -> str:
    return f"{home.village_id} {search_key(home.street)}" if home.street.strip() else ""


def numbers_before(pairing: Pairing | None) -> dict[int, list[UUID]]:
    """Who goes together until now, by number; those who left the class too. At most one query."""
    found: dict[int, list[UUID]] = defaultdict(list)
    if pairing is not None:
        for member in PairMember.objects.filter(pair__pairing=pairing).select_related("pair"):
            found[member.pair.number].append(member.child_id)
    return found
