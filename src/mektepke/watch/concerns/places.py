"""Villages for everybody who has noticed something: where they lie, how their names stand in an address, who reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.base.names import sort_key
from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment
from mektepke.people.roles import roles_with
from mektepke.places.models import Place, School
from mektepke.places.queries import at_or_below, path_of
from mektepke.places.rules import Level
from mektepke.pupils.models import Enrolment
from mektepke.watch.concerns.rules import in_address

Groups = list[tuple[Place, list[Place]]]
"""Places, each with those below it to choose from."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads what is written about a village: social pedagogues at these schools, and whether there is a
    child-protection officer in its municipality."""

    schools: Sequence[School]
    officer: bool

    @property
    def is_anybody(self) -> bool:
        """Whether anybody reads at all. Nothing is asked of people that nobody will read."""
        return bool(self.schools) or self.officer


def districts() -> Groups:
    """The districts by oblast, as a reader of the language sorts them."""
    return _by_parent(Place.objects.filter(_still_there(), level=Level.DISTRICT))


def villages_in(district: Place) -> Groups:
    """The villages of a district by municipality."""
    return _by_parent(Place.objects.filter(_still_there(), level=Level.VILLAGE, parent__parent=district))


def district_for(key: UUID) -> Place:
    """A district that anybody may choose; 404 otherwise."""
    return _place(Place.objects.filter(_still_there(), level=Level.DISTRICT, pk=key))


def village_for(key: UUID) -> Place:
    """A village that anybody may write about, with the places above it; 404 otherwise."""
    return _place(Place.objects.filter(_still_there(), level=Level.VILLAGE, pk=key))


def villages_named(name: str) -> list[Place]:
    """The villages whose names stand like this in an address: often one, sometimes several, none after a new name."""
    names = Place.objects.filter(_still_there(), level=Level.VILLAGE).values_list("pk", "name_ky")
    found = [key for key, own in names if in_address(own) == name]
    return list(Place.objects.filter(pk__in=found).select_related("parent__parent__parent")) if found else []


def readers_of(village: Place) -> Readers:
    """Who reads what is written about this village: its own schools; where it has none, the schools that its children
    go to. A school at which nobody works on cases reads nothing."""
    staffed = School.objects.filter(_still_there(), pk__in=_schools_with_a_pedagogue())
    own = list(staffed.filter(village=village))
    schools = own or list(staffed.filter(pk__in=_schools_of_its_children(village)))
    return Readers(schools, officer=not without_officer([village]))


def villages_read_at(schools: Sequence[School]) -> list[Place]:
    """The villages about which these schools get what is written: their own, and those without a school from which
    their children come."""
    today = clock.today()
    there = Enrolment.objects.on(today).filter(school_class__school__in=schools)
    with_school = School.objects.filter(_still_there()).values("village")
    from_afar = Q(pk__in=there.values("child__household__village")) & ~Q(pk__in=with_school)
    own = Q(pk__in=[school.village_id for school in schools])
    found = Place.objects.filter(own | from_afar, _still_there()).select_related("parent__parent__parent")
    return sorted(found, key=lambda village: sort_key(village.name))


def villages_below(places: Sequence[Place]) -> list[Place]:
    """The villages in these places."""
    below = Q(pk__in=[])
    for place in places:
        below |= at_or_below(place)
    found = Place.objects.filter(below, _still_there(), level=Level.VILLAGE).select_related("parent__parent__parent")
    return sorted(found, key=lambda village: sort_key(village.name))


def without_officer(villages: Sequence[Place]) -> list[Place]:
    """Those of these villages for which there is no child-protection officer today. One query."""
    above = {village.pk: {place.pk for place in path_of(village)} for village in villages}
    roles = Assignment.objects.current(clock.today()).filter(
        role__in=roles_with(Permission.PROTECT_CHILDREN), person__is_active=True, place__in=set().union(*above.values())
    )
    served = set(roles.values_list("place", flat=True))
    return [village for village in villages if not served & above[village.pk]]


def _by_parent(found: QuerySet[Place]) -> Groups:
    places = sorted(
        found.select_related("parent"), key=lambda place: (_sorted(place.parent), str(place.parent_id), _sorted(place))
    )
    return [(parent, list(own)) for parent, own in groupby(places, key=lambda place: place.parent) if parent]


def _sorted(place: Place | None) -> str:
    return sort_key(place.name) if place else ""


def _place(found: QuerySet[Place]) -> Place:
    place = found.select_related("parent__parent__parent").first()
    if place is None:
        raise Http404
    return place


def _still_there() -> Q:
    today = clock.today()
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today)
    return begun & (Q(valid_until__isnull=True) | Q(valid_until__gte=today))


def _schools_with_a_pedagogue() -> QuerySet[Assignment, UUID | None]:
    working = Assignment.objects.current(clock.today()).filter(
        role__in=roles_with(Permission.WORK_ON_CASES), person__is_active=True, school__isnull=False
    )
    return working.values_list("school", flat=True)


def _schools_of_its_children(village: Place) -> list[UUID]:
    rolls = Enrolment.objects.on(clock.today()).filter(child__household__village=village)
    return list(rolls.order_by().values_list("school_class__school", flat=True).distinct())
