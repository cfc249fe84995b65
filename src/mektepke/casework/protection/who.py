"""Who works at and around a school: its staff and head, and the child-protection officers of its municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role, roles_with
from mektepke.places.models import Place, School
from mektepke.places.queries import path_of
from mektepke.places.rules import Level


def municipality_of(school: School) -> Place | None:
    """The municipality in which the school stands."""
    return next((place for place in path_of(school.village) if place.level == Level.MUNICIPALITY), None)


def district_of(school: School) -> Place | None:
    """The district in which the school stands; its bodies get the letters."""
    return next((place for place in path_of(school.village) if place.level == Level.DISTRICT), None)


def officers_for(school: School) -> list[Person]:
    """The child-protection officers of the school's municipality today. One query."""
    roles = Assignment.objects.current(clock.today()).filter(
        role__in=roles_with(Permission.PROTECT_CHILDREN), place=municipality_of(school), person=OuterRef("pk")
    )
    return list(Person.objects.filter(Exists(roles), is_active=True))


def heads_of(school: School) -> list[Person]:
    """The head of the school today; for some days of a change there are two."""
    return list(Person.objects.filter(Exists(_roles_at(school).filter(role=Role.HEAD, person=OuterRef("pk")))))


def staff_of(school: School) -> list[Person]:
    """Everybody who has a role at the school or in one of its classes today, or will have one, by name."""
    return list(Person.objects.filter(Exists(_roles_at(school).filter(person=OuterRef("pk")))))


def roles_in_words(people: Iterable[Person]) -> dict[UUID, str]:
    """By person the roles of today: two of one name are told apart by them. One query."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for role in Assignment.objects.current(clock.today()).filter(person__in=list(people)).order_by("starts"):
        label = str(Role(role.role).label)
        if label not in found[role.person_id]:
            found[role.person_id].append(label)
    return {person: ", ".join(labels) for person, labels in found.items()}


def _roles_at(school: School) -> QuerySet[Assignment]:
    here = Q(school=school) | Q(school_class__school=school)
    return Assignment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=clock.today()), here)
