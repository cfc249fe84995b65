"""Keeping an uploaded staff list until it is confirmed, and writing it: all of it or none."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mektepke.base import clock
from mektepke.people import actions
from mektepke.people.importing.planning import Plan, Step, plan
from mektepke.people.importing.reading import Reading, read
from mektepke.people.models import Person, StaffSheet
from mektepke.places.models import School
from mektepke.sheets.choosing import Chosen
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.opening import open_book
from mektepke.trail import queries as trail
from mektepke.trail.actions import record

MOST_BYTES = 2_000_000
KEPT_FOR = timedelta(days=1)


class ChangedMeanwhile(Exception):
    """The school's staff is not as it was when the preview was shown; somebody has to look again."""


@transaction.atomic
def keep_sheet(*, name: str, content: bytes, school: School, by: Person) -> StaffSheet:
    """Keep an upload until it is confirmed. Raises `Unreadable` for what is no list. What nobody confirmed goes."""
    forget_old_sheets()
    if len(content) > MOST_BYTES:
        raise Unreadable("too_big", megabytes=-(-len(content) // 1_000_000), most=MOST_BYTES // 1_000_000)
    open_book(content, name=name)
    return StaffSheet.objects.create(name=name, content=content, school=school, uploaded_by=by)


def forget_old_sheets() -> int:
    """Throw away the uploads that nobody confirmed within a day; returns how many those were."""
    old = StaffSheet.objects.filter(uploaded_at__lt=clock.now() - KEPT_FOR)
    return old.delete()[0]


@transaction.atomic
def choose_columns(*, sheet: StaffSheet, chosen: Chosen, by: Person) -> None:
    """Keep what the person who uploaded the list says its columns are. PermissionDenied for anybody else."""
    if sheet.uploaded_by_id != by.pk:
        raise PermissionDenied
    sheet.chosen = {str(number): {str(index): code for index, code in own.items()} for number, own in chosen.items()}
    sheet.save(update_fields=["chosen"])


def reading_of(sheet: StaffSheet) -> Reading:
    """The rows of a kept upload."""
    return read(open_book(bytes(sheet.content), name=sheet.name), sheet.columns)


@transaction.atomic
def load_sheet(*, sheet: StaffSheet, digest: str, by: Person) -> list[tuple[Person, str]]:
    """Write what the preview showed and return each new person with a one-time code. Raises `ChangedMeanwhile`."""
    planned = plan(reading_of(sheet), sheet.school, by)
    if planned.digest != digest:
        raise ChangedMeanwhile
    added = [_carry_out(step, by) for step in planned.steps if step.kind != "same"]
    record(by=by, action="staff.loaded", subject=sheet, place=sheet.school)
    sheet.delete()
    return [(person, actions.new_code(person=person, by=by)) for person, is_new in added if is_new]


def was_loaded(sheet: UUID, *, by: Person) -> bool:
    """Whether `by` confirmed this upload before. It is gone since; the trail knows."""
    if StaffSheet.objects.filter(pk=sheet).exists():
        return False
    known = trail.changes_of((StaffSheet._meta.label_lower, sheet))
    return known.filter(action="staff.loaded", by_key=by.pk).exists()


def plan_of(sheet: StaffSheet, by: Person) -> Plan:
    """What a kept upload would do today."""
    return plan(reading_of(sheet), sheet.school, by)


def _carry_out(step: Step, by: Person) -> tuple[Person, bool]:
    """The person, and whether new. A new one gets the first role with the account, the others after it."""
    if step.known is None:
        person, more = _add(step, by), step.roles[1:]
    else:
        person, more = step.known, step.roles
        for name, value in step.changes.items():
            setattr(person, name, value)
        if step.changes:
            actions.correct_person(person=person, fields=step.changes, by=by)
    for said in more:
        actions.grant(person=person, role=said.role, where=said.where, starts=clock.today(), ends=said.ends, by=by)
    return person, step.known is None


def _add(step: Step, by: Person) -> Person:
    first = step.roles[0]
    return actions.add_person(
        family_name=step.name.family,
        given_name=step.name.given,
        patronymic=step.changes.get("patronymic", ""),
        phone=step.changes.get("phone", ""),
        # Nobody said otherwise: the language in which their school writes its lists and reads its pages.
        language=step.changes.get("language", by.language),
        role=first.role,
        where=first.where,
        starts=clock.today(),
        ends=first.ends,
        by=by,
    )
