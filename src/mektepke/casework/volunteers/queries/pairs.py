"""Pairs, who of them is still on the class's list, and which of them go together now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404

from mektepke.casework.models import Pair, Pairing, PairMember
from mektepke.casework.volunteers.queries.lists import pairings_on
from mektepke.casework.volunteers.queries.told import came_together
from mektepke.casework.volunteers.rules import PAIR
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child, Enrolment


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair, who of it is on the class's list today, and who no longer is."""

    pair: Pair
    here: list[Child]
    gone: list[Child]

    @property
    def can_walk(self) -> bool:
        """Whether there are still two to go together."""
        return len(self.here) >= PAIR

    @property
    def is_active(self) -> bool:
        """Whether they go together now: they can, and they and their families have agreed."""
        return self.can_walk and self.pair.children_agreed and self.pair.families_agreed

    @property
    def first_names(self) -> str:
        """As on the slip: friends do not call each other by their family names."""
        return ", ".join(child.given_name for child in self.here)


@dataclass(frozen=True, slots=True)
class ClassWithPairs:
    """A paired class: how many of its pairs go together now, and how many came together this week."""

    school_class: SchoolClass
    pairs: int
    came_together: int | None
    """None where it is too small to be shown."""


def pairs_of(pairing: Pairing, *, today: date) -> list[ShownPair]:
    """All pairs of a class, by number. The caller fetched the class for a person. Two queries."""
    return _shown(Pair.objects.filter(pairing=pairing), today)


def active_pairs(school_class: SchoolClass, *, today: date) -> list[ShownPair]:
    """The pairs of a class that go together now, by number. The caller fetched the class for a person. Two queries."""
    return _shown(_active(today).filter(pairing__school_class=school_class), today)


def not_active(school_class: SchoolClass, *, today: date) -> int:
    """How many pairs of the class do not go together yet: not agreed, or one child alone. One query."""
    there = Pair.objects.filter(pairing__in=pairings_on(today), pairing__school_class=school_class)
    return there.exclude(pk__in=_active(today)).count()


def classes_with_pairs(person: Person, *, today: date) -> list[ClassWithPairs]:
    """The paired classes of the schools where the person works on cases. Three queries."""
    here = schools_where(person, Permission.WORK_ON_CASES, path="school")
    paired = Exists(pairings_on(today).filter(school_class=OuterRef("pk")))
    classes = list(SchoolClass.objects.filter(here, paired).order_by("school__code", "grade", "letter"))
    rows = _active(today).filter(pairing__school_class__in=classes).order_by()
    active = Counter(rows.values_list("pairing__school_class", flat=True))
    together = came_together(classes, today=today)
    return [ClassWithPairs(one, active[one.pk], together[one.pk]) for one in classes]


def pair_to_hear(person: Person, key: UUID, *, today: date) -> ShownPair:
    """A pair that goes together now, of a school where the person works on cases; 404 otherwise."""
    found = _shown(_active(today).filter(_where_works(person), pk=key), today)
    if not found:
        raise Http404
    return found[0]


def pair_at_school(person: Person, key: UUID) -> Pair:
    """A pair, an ended one too, of a school where the person works on cases; 404 otherwise."""
    found = Pair.objects.filter(_where_works(person), pk=key).select_related("pairing__school_class").first()
    if found is None:
        raise Http404
    return found


def _where_works(person: Person) -> Q:
    return schools_where(person, Permission.WORK_ON_CASES, path="pairing__school_class__school")


def _active(today: date) -> QuerySet[Pair]:
    """Agreed by the children and by the families, and at least two of them on the class's list."""
    here = PairMember.objects.filter(_on_list(today), pair=OuterRef("pk")).order_by().values("pair")
    counted = Subquery(here.annotate(number=Count("pk")).values("number"))
    agreed = Pair.objects.filter(children_agreed=True, families_agreed=True, pairing__in=pairings_on(today))
    return agreed.alias(here=counted).filter(here__gte=PAIR)


def _on_list(today: date) -> Exists:
    same_class = OuterRef("pair__pairing__school_class")
    return Exists(Enrolment.objects.on(today).filter(child=OuterRef("child"), school_class=same_class))


def _shown(pairs: QuerySet[Pair], today: date) -> list[ShownPair]:
    members = PairMember.objects.select_related("child").annotate(here=_on_list(today)).order_by("child__sort_key")
    found = pairs.select_related("pairing__school_class").prefetch_related(Prefetch("members", members))
    return [
        ShownPair(pair, _children(pair, here=True), _children(pair, here=False)) for pair in found.order_by("number")
    ]


def _children(pair: Pair, *, here: bool) -> list[Child]:
    return [member.child for member in pair.members.all() if member.here is here]  # type: ignore[attr-defined]
