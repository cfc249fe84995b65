"""Taking and correcting a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from mektepke.attendance.models import Mark, Register, RegisterVersion, as_stored
from mektepke.attendance.rules import MarkGiven, Outcome, Session, merge
from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass, Sequence
from mektepke.pupils.models import Enrolment
from mektepke.trail.actions import record


class NotOnTheRoll(Exception):
    """A mark names a child who was not in this class on this day. Carries the children's keys."""

    def __init__(self, children: set[UUID]) -> None:
        super().__init__("not on the roll")
        self.children = children


class DayNotPossible(Exception):
    """A register for a day that has not come yet."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a register, its row, and its version now."""

    outcome: Outcome
    register: Register


@transaction.atomic
def take_register(
    *,
    school_class: SchoolClass,
    day: date,
    marks: Mapping[UUID, MarkGiven],
    by: Person,
    session: str = Session.DAY,
    based_on: int = 0,
    device_time: datetime | None = None,
) -> Taken:
    """Store a register with its exceptions: all of it or nothing, once, however often it is sent.

    `based_on` is the version the sender had seen, 0 for none. The order of changes comes from the school's counter.
    """
    _refuse_impossible(school_class, day, marks)
    number = _next_number(school_class)
    key = Register.key_of(school_class.pk, day, session)
    stored = Register.objects.filter(pk=key).first()
    before = None if stored is None else {mark.child_id: mark.given() for mark in stored.marks.all()}
    outcome = merge(stored=before, version=stored.version if stored else 0, arrived=marks, based_on=based_on)
    if outcome is Outcome.NEW:
        stored = _write_new(key, school_class, day, session, number, by, device_time)
    assert stored is not None  # noqa: S101 - merge says NEW for None
    if outcome in {Outcome.UPDATED, Outcome.CONFLICTING}:
        _keep_version(stored, outcome, before if outcome is Outcome.UPDATED else marks, by)
    if outcome is Outcome.UPDATED:
        _move_on(stored, number, by)
    if outcome in {Outcome.NEW, Outcome.UPDATED}:
        _write_marks(stored, marks)
    if outcome is not Outcome.IDENTICAL:
        record(by=by, action=f"register.{outcome}", subject=stored, place=school_class.school_id)
    return Taken(outcome, stored)


def _refuse_impossible(school_class: SchoolClass, day: date, marks: Mapping[UUID, MarkGiven]) -> None:
    if day > clock.today():
        raise DayNotPossible
    if not marks:
        return
    known = Enrolment.objects.on(day).filter(school_class=school_class, child__in=list(marks))
    strangers = set(marks) - set(known.values_list("child_id", flat=True))
    if strangers:
        raise NotOnTheRoll(strangers)


def _next_number(school_class: SchoolClass) -> int:
    """The school's next change number; the row stays locked until the register is committed."""
    if not Sequence.objects.filter(school=school_class.school_id).update(last=F("last") + 1):
        Sequence.objects.get_or_create(school_id=school_class.school_id)
        Sequence.objects.filter(school=school_class.school_id).update(last=F("last") + 1)
    return Sequence.objects.values_list("last", flat=True).get(school=school_class.school_id)


def _write_new(
    key: UUID, school_class: SchoolClass, day: date, session: str, number: int, by: Person, device_time: datetime | None
) -> Register:
    return Register.objects.create(
        id=key,
        school_class=school_class,
        day=day,
        session=session,
        change_number=number,
        taken_by=by,
        device_time=device_time,
    )


def _keep_version(register: Register, outcome: Outcome, marks: Mapping[UUID, MarkGiven] | None, by: Person) -> None:
    RegisterVersion.objects.create(
        register=register, version=register.version, outcome=outcome, marks=as_stored(dict(marks or {})), by=by
    )


def _move_on(register: Register, number: int, by: Person) -> None:
    register.version += 1
    register.change_number = number
    register.taken_by = by
    register.taken_at = clock.now()
    register.save(update_fields=["version", "change_number", "taken_by", "taken_at"])


def _write_marks(register: Register, marks: Mapping[UUID, MarkGiven]) -> None:
    if register.version > 1:
        register.marks.all().delete()
    Mark.objects.bulk_create(
        Mark(
            id=Mark.key_of(register.pk, child),
            register=register,
            child_id=child,
            kind=given.kind.value,
            reason=given.reason,
            excused=given.excused,
            lessons_missed=given.lessons_missed,
        )
        for child, given in marks.items()
    )
