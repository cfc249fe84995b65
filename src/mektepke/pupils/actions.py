"""Writing about children, each with its line in the trail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child, Enrolment, Household
from mektepke.trail.actions import record


@transaction.atomic
def add_child(*, household: Household, by: Person, **fields: Any) -> Child:
    """A new child of a household; a household that is not yet stored is stored with it."""
    if household._state.adding:
        household.save()
    child = Child(household=household, **fields)
    child.full_clean(exclude=["search_key", "sort_key"])
    child.save()
    record(by=by, action="child.added", subject=child, child=child.pk, fields=sorted(fields))
    return child


@transaction.atomic
def enrol(*, child: Child, school_class: SchoolClass, starts: date, mode: str = "school", by: Person) -> Enrolment:
    """Put the child on the roll of a class; an enrolment elsewhere in the same school ends the day before."""
    before = Enrolment.objects.select_for_update().filter(child=child, ends__isnull=True).first()
    if before is not None:
        _end_before(before, starts=starts)
    enrolment = Enrolment.objects.create(child=child, school_class=school_class, starts=starts, mode=mode)
    child.out_of_school.filter(ended_on__isnull=True).update(ended_on=starts)
    record(by=by, action="child.enrolled", subject=enrolment, child=child.pk, place=school_class.school_id)
    return enrolment


def _end_before(enrolment: Enrolment, *, starts: date) -> None:
    """A child moved on the very day it was enrolled was never in the first class: that row was a mistake."""
    last = starts - timedelta(days=1)
    if last < enrolment.starts:
        last, reason = enrolment.starts, Enrolment.Leaving.MISTAKE
    else:
        reason = Enrolment.Leaving.MOVED_CLASS
    enrolment.ends, enrolment.reason_of_leaving = last, reason
    enrolment.save(update_fields=["ends", "reason_of_leaving"])


@transaction.atomic
def leave(*, enrolment: Enrolment, on: date, reason: str, by: Person) -> None:
    """End an enrolment with the reason. The child stays on record: leaving school is where the work begins."""
    enrolment.ends, enrolment.reason_of_leaving = on, reason
    enrolment.full_clean()
    enrolment.save(update_fields=["ends", "reason_of_leaving"])
    record(
        by=by, action="child.left", subject=enrolment, child=enrolment.child_id, place=enrolment.school_class.school_id
    )
