"""Writing households, guardians, children and their enrolments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from mektepke.base import clock
from mektepke.pilot.children import ChildPlan
from mektepke.pilot.families import FamilyPlan, GuardianPlan
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan
from mektepke.pupils.models import Child, Enrolment, Guardian, Household

SEX = {"f": Child.Sex.GIRL, "m": Child.Sex.BOY}
SEVERAL = 1000  # rows in one statement


def write_families(plans: tuple[SchoolPlan, ...], keys: Keys) -> None:
    """All families and children of the schools: written once."""
    households: list[Household] = []
    guardians: list[Guardian] = []
    children: list[Child] = []
    for plan in plans:
        village, code = keys.place(plan.village.name.en), plan.school.code
        for place, family in enumerate(plan.families):
            home = keys.of("household", code, place)
            households.append(household_row(family, home, village))
            guardians += guardian_rows(family, home, keys)
        children += [
            child_row(child, plan.families[child.place_of_family], keys.child(code, place), home_of(child, code, keys))
            for place, child in enumerate(plan.children)
        ]
    Household.objects.bulk_create(households, batch_size=SEVERAL)
    Guardian.objects.bulk_create(guardians, batch_size=SEVERAL)
    Child.objects.bulk_create(children, batch_size=SEVERAL)


def write_enrolments(plans: tuple[SchoolPlan, ...], keys: Keys, *, after: date | None, until: date) -> None:
    """Those enrolled after one day and until another."""
    Enrolment.objects.bulk_create(
        (
            enrolment_row(keys.child(plan.school.code, place), plan, child, keys)
            for plan in plans
            for place, child in enumerate(plan.children)
            if (after is None or after < child.enrolled_on) and child.enrolled_on <= until
        ),
        batch_size=SEVERAL,
        ignore_conflicts=True,
    )


def home_of(child: ChildPlan, code: str, keys: Keys) -> UUID:
    """The key of the child's household."""
    return keys.of("household", code, child.place_of_family)


def household_row(family: FamilyPlan, key: UUID, village: UUID) -> Household:
    """The household of a family."""
    return Household(
        id=key,
        village_id=village,
        street=family.street,
        house=family.house,
        migrant_parent=family.migrant_parent,
        poor_register_number=family.poor_register_number,
    )


def guardian_rows(family: FamilyPlan, home: UUID, keys: Keys) -> Iterable[Guardian]:
    """The adults of a household; the first of them is called first."""
    for place, guardian in enumerate(family.guardians):
        yield _guardian_row(guardian, keys.of("guardian", str(home), place), home, call_first=place == 0)


def _guardian_row(guardian: GuardianPlan, key: UUID, home: UUID, *, call_first: bool) -> Guardian:
    name = guardian.name
    return Guardian(
        id=key,
        household_id=home,
        full_name=f"{name.family} {name.given} {name.patronymic}",
        relation=guardian.relation,
        phone=guardian.phone,
        language=guardian.language,
        call_first=call_first,
    )


def child_row(child: ChildPlan, family: FamilyPlan, key: UUID, home: UUID) -> Child:
    """A child, marked as made up."""
    row = Child(
        id=key,
        family_name=child.name.family,
        given_name=child.name.given,
        patronymic=child.name.patronymic,
        birth_date=None if child.year_only else child.born,
        birth_year=child.born.year,
        sex=SEX[child.sex],
        household_id=home,
        languages=family.people,
        disability=child.disability,
        helps_in_class=child.helps_in_class,
        documents_missing=child.documents_missing,
        made_up=True,
        added_at=clock.now(),
    )
    row.keep_keys()
    return row


def enrolment_row(key: UUID, plan: SchoolPlan, child: ChildPlan, keys: Keys) -> Enrolment:
    """The child on the roll of its class."""
    return Enrolment(
        id=keys.of("enrolment", str(key)),
        child_id=key,
        school_class_id=keys.school_class(plan.school.code, child.place_of_class),
        mode=child.mode,
        starts=child.enrolled_on,
        listed_at=listed_at(child.enrolled_on),
    )


def listed_at(day: date) -> datetime:
    """The sample's lists are kept as they should be: before the first bell."""
    return datetime.combine(day, time.min, clock.SCHOOL_TIME)
