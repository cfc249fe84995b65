"""Who may do what where: the classes, schools and places in which a person has a permission today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.base.names import search_key
from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import LEVELS, MAY_GRANT, ROLES, Role, grantable_by, permits
from mektepke.places.models import Place, School, SchoolClass
from mektepke.places.queries import Reach, at_or_below, covers, places_in, schools_in, villages_below, year_on
from mektepke.places.rules import Level

Where = Place | School | SchoolClass

NOBODY = Q(pk__in=[])


def assignments_with(person: Person, permission: Permission) -> list[Assignment]:
    """The person's roles of today that have this permission."""
    return [found for found in person.assignments_now if permission in permits(found.role)]


def classes_where(person: Person, permission: Permission, *, path: str = "") -> Q:
    """A condition: the class that `path` leads to is one in which the person has the permission.

    `path` such as `enrolments__school_class`; empty for SchoolClass itself. A role at a school or a place reaches down.
    """
    start = f"{path}__" if path else ""
    found = NOBODY
    for assignment in assignments_with(person, permission):
        if assignment.school_class_id:
            found |= Q(**{f"{start}pk" if path == "" else path: assignment.school_class_id})
        elif assignment.school_id:
            found |= Q(**{f"{start}school": assignment.school_id})
        elif assignment.place:
            found |= villages_below(assignment.place, path=f"{start}school__village")
    return found


def schools_where(person: Person, permission: Permission, *, path: str = "") -> Q:
    """A condition: the school that `path` leads to is one in which the person has the permission as a whole."""
    start = f"{path}__" if path else ""
    found = NOBODY
    for assignment in assignments_with(person, permission):
        if assignment.school_id:
            found |= Q(**{path or "pk": assignment.school_id})
        elif assignment.place:
            found |= villages_below(assignment.place, path=f"{start}village")
    return found


def villages_where(person: Person, permission: Permission, *, path: str = "") -> Q:
    """A condition: the village that `path` leads to is one for which the person has the permission.

    A school's pedagogue has it for the village in which the school stands: children in no school live there too.
    """
    found = NOBODY
    for assignment in assignments_with(person, permission):
        if assignment.school_id and assignment.school:
            found |= Q(**{path or "pk": assignment.school.village_id})
        elif assignment.place:
            found |= villages_below(assignment.place, path=path)
    return found


def classes(person: Person, permission: Permission) -> QuerySet[SchoolClass]:
    """The classes in which the person has the permission."""
    return SchoolClass.objects.filter(classes_where(person, permission)).select_related("school")


def schools(person: Person, permission: Permission) -> QuerySet[School]:
    """The schools in which the person has the permission as a whole."""
    return School.objects.filter(schools_where(person, permission)).select_related("village")


def places(person: Person, permission: Permission) -> list[Place]:
    """The places at which a role with this permission was given."""
    return [found.place for found in assignments_with(person, permission) if found.place]


def visible_to(person: Person) -> QuerySet[Person]:
    """The staff whom this person looks after or works beside: with a role, now or once, where the person keeps the
    staff list; and the person."""
    there = Assignment.objects.filter(_where_staff(person), person=OuterRef("pk"))
    return Person.objects.filter(Q(Exists(there)) | Q(pk=person.pk))


def person_for(person: Person, key: UUID) -> Person:
    """A member of staff whom the person may see; 404 otherwise."""
    found = visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def assignment_for(person: Person, key: UUID) -> Assignment:
    """A role that was given where the person keeps the staff list; 404 otherwise."""
    found = _with_places(Assignment.objects.filter(_where_staff(person), pk=key)).select_related("person").first()
    if found is None:
        raise Http404
    return found


def staff_list(person: Person, *, school: School | None = None) -> QuerySet[Person]:
    """The staff whom this person may see, those of one school if asked, each with the roles that hold today or later.

    `shown_roles` are only the roles given where the person keeps the staff list.
    """
    roles = _with_places(Assignment.objects.filter(_where_staff(person), _not_over(clock.today())))
    people = visible_to(person).prefetch_related(Prefetch("assignments", queryset=roles, to_attr="shown_roles"))
    if school is None:
        return people
    there = Assignment.objects.filter(Q(school=school) | Q(school_class__school=school), person=OuterRef("pk"))
    return people.filter(Exists(there))


def named(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those whose name has all these words, or pieces of them, in either alphabet and any order; all without words.

    O and e are one letter here, as where children are looked for: Үсөнова is Усенова in Russian papers.
    """
    wanted = [_alike(word) for word in words.split()]
    if not wanted:
        return people
    names = people.values_list("pk", "family_name", "given_name", "patronymic")
    keys = ((key, _alike(" ".join(own))) for key, *own in names)
    return people.filter(pk__in=[key for key, name in keys if all(word in name for word in wanted)])


def _alike(name: str) -> str:
    return search_key(name).replace("e", "o")


def namesakes(person: Person, family_name: str, given_name: str, *, but: UUID) -> list[Person]:
    """Those of this family and given name on the staff lists that the person keeps, as `staff_list` has them; `but` is
    the key of whoever is being added, perhaps a second time."""
    wanted = search_key(f"{family_name} {given_name}")
    names = visible_to(person).exclude(pk=but).values_list("pk", "family_name", "given_name")
    found = [key for key, family, given in names if search_key(f"{family} {given}") == wanted]
    return list(staff_list(person).filter(pk__in=found)) if found else []


def unsafe_named(name: str) -> list[Person]:
    """Whoever has this sign-in name; else everybody with this family and given name, with or without patronymic.

    For who sits at the machine itself; nobody's permission is asked.
    """
    known = Person.objects.filter(username=name.strip().lower())
    if known:
        return list(known)
    wanted, parts = search_key(name), ("family_name", "given_name", "patronymic")
    names = Person.objects.values_list("pk", *parts)
    found = [key for key, *own in names if wanted in {search_key(" ".join(own)), search_key(" ".join(own[:2]))}]
    return list(Person.objects.filter(pk__in=found))


def roles_of(person: Person, seen_by: Person) -> list[Assignment]:
    """The roles of a person, past ones too, that were given where the other keeps the staff list; the latest first."""
    found = Assignment.objects.filter(_where_staff(seen_by), person=person)
    return list(_with_places(found).order_by("-starts"))


def may_grant(person: Person, role: str, where: Where) -> bool:
    """Whether one of the person's own roles of today allows giving this role there."""
    return fits(role, where) and any(
        Role(role) in MAY_GRANT.get(Role(own.role), frozenset()) and covers(own.where, where)
        for own in person.assignments_now
    )


def fits(role: str, where: Where) -> bool:
    """Whether the role is given at this kind of place at all: a teacher's at a class, a head's at a school."""
    given_at = ROLES[Role(role)].given_at
    if isinstance(where, Place):
        return where.level in LEVELS.get(given_at, frozenset())
    return given_at == ("school" if isinstance(where, School) else "class")


def grantable_roles(person: Person) -> list[Role]:
    """The roles that the person may give somewhere."""
    return grantable_by(person.roles_now())


def grantable_places(person: Person, role: str) -> list[Where]:
    """Where the person may give this role: classes of this school year and later ones, schools, or places."""
    allowed = [own for own in person.assignments_now if Role(role) in MAY_GRANT.get(Role(own.role), frozenset())]
    reach = Reach(
        places=tuple(own.place for own in allowed if own.place),
        schools=frozenset(own.school_id for own in allowed if own.school_id),
    )
    given_at = ROLES[Role(role)].given_at
    if given_at in LEVELS:
        return list(places_in(reach).filter(level__in=LEVELS[given_at]).order_by("name_ky"))
    if given_at == "school":
        return list(schools_in(reach).order_by("code"))
    return list(_classes_from_now(reach))


def house_keepers(person: Person) -> list[Person]:
    """The administrators of the whole house, of every oblast in it, if the person is one of them; else nobody."""
    oblasts = set(Place.objects.filter(level=Level.OBLAST).values_list("pk", flat=True))
    kept: dict[Person, set[UUID]] = defaultdict(set)
    found = Assignment.objects.current(clock.today()).filter(role=Role.ADMINISTRATOR, place__in=oblasts)
    for role in found.select_related("person"):
        if role.place_id:
            kept[role.person].add(role.place_id)
    keepers = [keeper for keeper, own in kept.items() if own == oblasts]
    return keepers if person in keepers else []


def beyond(person: Person, other: Person) -> list[Assignment]:
    """The roles of the other, of today or later, that the person could not have given.

    As long as there is one, the person must not get hold of the other's account: a head may not print a code for an
    administrator who also teaches a class.
    """
    held = _with_places(other.assignments.filter(_not_over(clock.today())))
    return [found for found in held if not may_grant(person, found.role, found.where)]


def schools_of(people: Sequence[Person]) -> dict[UUID, list[School]]:
    """For each person at a school, the school; several in the order in which they began there."""
    held = Assignment.objects.filter(_not_over(clock.today()), person__in=people)
    found: dict[UUID, dict[School, None]] = {}
    for one in held.select_related("school", "school_class__school").order_by("starts", "pk"):
        school = one.school or (one.school_class.school if one.school_class else None)
        if school is not None:
            found.setdefault(one.person_id, {})[school] = None
    return {person: list(schools) for person, schools in found.items()}


def _where_staff(person: Person) -> Q:
    permission = Permission.MANAGE_STAFF
    found = classes_where(person, permission, path="school_class") | schools_where(person, permission, path="school")
    for place in person.reach(permission).places:
        found |= at_or_below(place, path="place")
    return found


def _not_over(day: date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gte=day)


def _with_places(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    up = "village__parent__parent__parent"
    return found.select_related(
        "person", "place__parent__parent__parent", f"school__{up}", f"school_class__school__{up}"
    )


def _classes_from_now(reach: Reach) -> QuerySet[SchoolClass]:
    year = year_on(clock.today())
    found = SchoolClass.objects.filter(school__in=schools_in(reach)).select_related("school", "year")
    found = found.filter(year__starts__gte=year.starts) if year else found
    return found.order_by("school__code", "year__starts", "grade", "letter")
