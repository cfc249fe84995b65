"""Finding a child by name, for a child-protection officer: they see no list of children, and are given none."""

from __future__ import annotations

from collections.abc import Sequence

from mektepke.base import clock
from mektepke.base.names import search_key
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.places.models import School
from mektepke.pupils.models import Child, Enrolment
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.places import readers_of


def schools_asked(person: Person, concern: Concern) -> list[School]:
    """The schools whose children a concern may be about: those of its village, else all of the municipality, as far as
    the person protects children there."""
    mine = list(schools(person, Permission.PROTECT_CHILDREN).order_by("code"))
    of_village = set(readers_of(concern.village).schools)
    return [school for school in mine if school in of_village] or mine


def children_called(family_name: str, given_name: str, *, schools: Sequence[School]) -> list[Enrolment]:
    """Who of these schools' children is called so, in whatever script and case it was written: both names whole, for
    whoever types a part of a name must not be given a list of children."""
    wanted = (search_key(family_name), search_key(given_name))
    here = Enrolment.objects.on(clock.today()).filter(school_class__school__in=schools)
    found = here.filter(child__search_key__startswith=wanted[0]).select_related("child", "school_class__school")
    return [one for one in found if _name_of(one.child) == wanted]


def _name_of(child: Child) -> tuple[str, str]:
    return search_key(child.family_name), search_key(child.given_name)
