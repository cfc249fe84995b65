"""Writing down children, their homes and the adults around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.actions.enrolment import enrol
from mektepke.pupils.models import Child, Enrolment, Guardian, Household
from mektepke.trail.actions import record

KEYS = ["search_key", "sort_key"]


@transaction.atomic
def add_child(*, household: Household, by: Person, **fields: Any) -> Child:
    """A new child of a household; a household that is not yet stored is stored with it."""
    return _add(Child(household=household, **fields), fields=fields, by=by)


@transaction.atomic
def add_pupil(
    *,
    child: Child,
    guardians: Sequence[Guardian] = (),
    school_class: SchoolClass,
    starts: date,
    mode: str = Enrolment.Mode.SCHOOL,
    by: Person,
) -> Enrolment:
    """A new child with its home, its adults and its place in a class: all of it or nothing."""
    add_with_adults(child=child, guardians=guardians, by=by)
    return enrol(child=child, school_class=school_class, starts=starts, mode=mode, by=by)


@transaction.atomic
def add_with_adults(*, child: Child, guardians: Sequence[Guardian], by: Person) -> Child:
    """A new child with its home and its adults, on no roll yet. The first adult is the one to call first."""
    _add(child, fields=_filled(child), by=by)
    for guardian in guardians:
        add_guardian(guardian=guardian, child=child, by=by)
    return child


@transaction.atomic
def correct_child(*, child: Child, fields: Iterable[str], by: Person) -> Child:
    """What is known of the child and its home put right; `fields` are the names of those that changed."""
    changed = sorted(set(fields))
    if not changed:
        return child
    child.household.full_clean()
    child.household.save(force_update=True)
    child.keep_keys()
    child.full_clean(exclude=KEYS)
    child.save(force_update=True)
    record(by=by, action="child.corrected", subject=child, child=child.pk, fields=changed)
    return child


@transaction.atomic
def add_guardian(*, guardian: Guardian, child: Child, by: Person) -> Guardian:
    """One more adult whom the school can call. The first one is called first."""
    guardian.household = child.household
    if not guardian.household.guardians.exists():
        guardian.call_first = True
    guardian.full_clean()
    guardian.save(force_insert=True)
    _only_one_is_first(guardian)
    record(by=by, action="guardian.added", subject=guardian, child=child.pk)
    return guardian


@transaction.atomic
def correct_guardian(*, guardian: Guardian, child: Child, fields: Iterable[str], by: Person) -> Guardian:
    """An adult's name, phone or language put right."""
    guardian.full_clean()
    guardian.save(force_update=True)
    _only_one_is_first(guardian)
    record(by=by, action="guardian.corrected", subject=guardian, child=child.pk, fields=sorted(fields))
    return guardian


@transaction.atomic
def remove_guardian(*, guardian: Guardian, child: Child, by: Person) -> None:
    """An adult who is no more to be called about the children of the household."""
    record(by=by, action="guardian.removed", subject=guardian, child=child.pk)
    guardian.delete()
    first = Guardian.objects.filter(household=child.household_id).first()
    if first is not None and not first.call_first:
        first.call_first = True
        first.save(update_fields=["call_first"])


def _add(child: Child, *, fields: Iterable[str], by: Person) -> Child:
    if child.household._state.adding:
        child.household.full_clean()
        child.household.save(force_insert=True)
    child.household_id = child.household.pk
    child.keep_keys()
    child.full_clean(exclude=KEYS)
    child.save(force_insert=True)
    record(by=by, action="child.added", subject=child, child=child.pk, fields=sorted(set(fields) - {"id"}))
    return child


def _filled(child: Child) -> list[str]:
    known = (
        "family_name",
        "given_name",
        "patronymic",
        "birth_date",
        "birth_year",
        "sex",
        "languages",
        "helps_in_class",
    )
    return [name for name in known if getattr(child, name)]


def _only_one_is_first(guardian: Guardian) -> None:
    if guardian.call_first:
        Guardian.objects.filter(household=guardian.household_id, call_first=True).exclude(pk=guardian.pk).update(
            call_first=False
        )
