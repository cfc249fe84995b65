"""Writing staff accounts and their roles. Only the accounts for a look around have a password."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from mektepke.base.names import sort_key
from mektepke.people.models import Assignment, Person
from mektepke.pilot import facts
from mektepke.pilot.keys import Keys
from mektepke.pilot.staff import StaffPlan

# Teachers and officers are there before the first school day: they go from door to door in August.
SINCE = date(2014, 8, 15)


def sample_password(role: str, seed: int) -> str:
    """The password of a role's sample account. It is printed, so it is no secret, and says so."""
    return f"sample-{role.replace('_', '-')}-{seed}"


def write_people(staff: tuple[StaffPlan, ...], logins: frozenset[str], keys: Keys) -> None:
    """All accounts with one role each: written once."""
    Person.objects.bulk_create(_person(plan, plan.username in logins, keys) for plan in staff)
    Assignment.objects.bulk_create(_assignment(plan, keys) for plan in staff)


def _person(plan: StaffPlan, signs_in: bool, keys: Keys) -> Person:
    person = Person(
        id=keys.person(plan.username),
        username=plan.username,
        family_name=plan.name.family,
        given_name=plan.name.given,
        patronymic=plan.name.patronymic,
        phone=plan.phone,
        made_up=True,
    )
    person.sort_key = sort_key(person.full_name)
    # Django's own mark for "nobody can sign in"; the rest of it is never compared.
    person.password = (
        make_password(sample_password(plan.role, keys.seed))
        if signs_in
        else f"{UNUSABLE_PASSWORD_PREFIX}{keys.of('no password', plan.username).hex}"
    )
    return person


def _assignment(plan: StaffPlan, keys: Keys) -> Assignment:
    kind, *where = plan.at
    starts = facts.PROGRAMME_STARTS if kind == "place" else SINCE
    row = Assignment(
        id=keys.of("assignment", plan.username), person_id=keys.person(plan.username), role=plan.role, starts=starts
    )
    if kind == "place":
        row.place_id = keys.place(where[0])
    elif kind == "school":
        row.school_id = keys.school(where[0])
    else:
        row.school_class_id = keys.school_class(where[0], int(where[1]))
    return row
