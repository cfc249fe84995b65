"""Taking and correcting a register."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from mektepke.attendance import queries
from mektepke.attendance.models import Mark, Reason, Register, RegisterVersion, as_stored, from_stored
from mektepke.attendance.rules import Closed, MarkKind, Marks, Outcome, Session, changes, clash, merge
from mektepke.attendance.statements import expected_among, next_number, sessions_taken
from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child
from mektepke.trail.actions import Entry, record, record_many
from mektepke.trail.inserting import insert


class NotOnTheRoll(Exception):
    """A mark names a child whom nobody expects in this class on this day. Carries the children's keys."""

    def __init__(self, children: set[UUID]) -> None:
        super().__init__("not on the roll")
        self.children = children


class DayNotPossible(Exception):
    """No register can be taken for this day; `why` says whether it has not come yet or there is no school."""

    def __init__(self, why: Closed) -> None:
        super().__init__(why)
        self.why = why


class SessionClash(Exception):
    """The class has a register for the whole day, so there can be none for a part of it, or the other way round."""


class TakenMeanwhile(Exception):
    """Somebody stored the same register while this one was being written. It is rolled back and meets the other."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a register, its row as it stands now, and its marks as they stand now."""

    outcome: Outcome
    register: Register
    marks: Marks


def take_register(
    *,
    school_class: SchoolClass,
    day: date,
    marks: Marks,
    by: Person,
    session: str = Session.DAY,
    based_on: int = 0,
    device_time: datetime | None = None,
) -> Taken:
    """Store a register with its exceptions: all of it or nothing, once, however often it is sent.

    `based_on` is the version the sender had seen, 0 for none. The order of changes comes from the school's counter.
    Raises DayNotPossible, NotOnTheRoll, SessionClash.
    """
    _refuse_impossible(school_class, day, marks, session)
    fresh = Register(
        id=Register.key_of(school_class.pk, day, session),
        school_class=school_class,
        day=day,
        session=session,
        taken_by=by,
        taken_at=clock.now(),
        device_time=device_time,
    )
    if not (based_on and _stands(fresh)):
        try:
            return _write_new(fresh, marks)
        except (IntegrityError, TakenMeanwhile):
            if not _stands(fresh):
                raise
    return _meet(fresh, marks, based_on=based_on)


def _refuse_impossible(school_class: SchoolClass, day: date, marks: Marks, session: str) -> None:
    why = queries.why_closed(school_class, day, today=clock.today())
    # A day may have been closed after a register was taken, and that register may still be corrected.
    if why is Closed.FUTURE or (why and session not in sessions_taken(school_class.pk, day)):
        raise DayNotPossible(why)
    unknown = set(marks) - expected_among(school_class.pk, day, marks)
    if unknown:
        raise NotOnTheRoll(unknown)


@transaction.atomic
def give_reason(*, child: Child, day: date, reason: str, by: Person) -> None:
    """Write why a child was absent into what is taken of this day, as a correction with its history. What is said about
    being excused stays as it is; where no register says absent nothing is written. ValueError for an unknown reason."""
    if reason not in Reason.values:
        raise ValueError(f"{reason} is no reason.")
    # All are locked before any is read or corrected: whoever corrects the other part of the day at this moment holds
    # that one and waits for the school's counter, so the counter must not be held while waiting for a register.
    held = Register.objects.select_for_update(of=("self",)).filter(day=day, marks__child=child)
    for stored in list(held.select_related("school_class").order_by("pk")):
        before = stored.given()
        mark = before.get(child.pk)
        if mark and mark.kind is MarkKind.ABSENT and mark.reason != reason:
            fresh = Register(
                pk=stored.pk, school_class=stored.school_class, day=day, session=stored.session, taken_by=by,
                taken_at=clock.now(),
            )  # fmt: skip
            _correct(stored, before, fresh, before | {child.pk: replace(mark, reason=reason)})


def _stands(fresh: Register) -> bool:
    """Whether this register is stored already."""
    taken = sessions_taken(fresh.school_class_id, fresh.day)
    if clash(fresh.session, taken):
        raise SessionClash
    return fresh.session in taken


@transaction.atomic
def _write_new(register: Register, marks: Marks) -> Taken:
    """Store a register that is not there yet, all of it or nothing.

    The school's counter comes last: all its other classes wait for whoever holds it, until that one is on the disk.
    """
    school = register.school_class.school_id
    _write_marks(register, marks)
    record(by=register.taken_by, action="register.new", subject=register, place=school)
    register.change_number = next_number(school)
    if _stands(register):
        raise TakenMeanwhile
    insert([register])
    return Taken(Outcome.NEW, register, marks)


@transaction.atomic
def _meet(fresh: Register, marks: Marks, *, based_on: int) -> Taken:
    """Bring what arrived together with what is stored."""
    stored = Register.objects.select_for_update().get(pk=fresh.pk)
    before = stored.given()
    outcome = merge(stored=before, version=stored.version, arrived=marks, based_on=based_on)
    if outcome is Outcome.UPDATED:
        return _correct(stored, before, fresh, marks)
    if outcome is Outcome.CONFLICTING:
        _keep_beside(stored, fresh, marks, seen=min(based_on, stored.version))
    return Taken(outcome, stored, before)


def _correct(register: Register, before: Marks, fresh: Register, marks: Marks) -> Taken:
    school = fresh.school_class.school_id
    RegisterVersion.objects.create(
        register=register,
        version=register.version,
        outcome=Outcome.UPDATED,
        marks=as_stored(before),
        by=register.taken_by,
        at=register.taken_at,
    )
    register.marks.all().delete()
    _write_marks(register, marks)
    _record_correction(register, before, marks, by=fresh.taken_by, school=school)
    register.version += 1
    register.taken_by, register.taken_at, register.device_time = fresh.taken_by, fresh.taken_at, fresh.device_time
    register.change_number = next_number(school)
    register.save(update_fields=["version", "change_number", "taken_by", "taken_at", "device_time"])
    return Taken(Outcome.UPDATED, register, marks)


def _record_correction(register: Register, before: Marks, after: Marks, *, by: Person, school: UUID) -> None:
    """The trail of the register, and of each child whose mark is another one now."""
    entries = [Entry("register.updated", register, place=school, fields=["marks"])]
    entries += [
        Entry("mark.changed", register, child=change.child, place=school, fields=change.fields())
        for change in changes(before, after)
    ]
    record_many(by=by, entries=entries)


def _keep_beside(register: Register, fresh: Register, marks: Marks, *, seen: int) -> None:
    """Keep what was not taken over, once: a phone without an answer sends the same again and again.

    `seen` is the version that the sender had open: only against that one can be told what the sender changed.
    """
    if any(from_stored(kept.marks) == dict(marks) for kept in register.versions.all()):
        return
    RegisterVersion.objects.create(
        register=register,
        version=seen,
        outcome=Outcome.CONFLICTING,
        marks=as_stored(marks),
        by=fresh.taken_by,
        at=fresh.taken_at,
    )
    record(by=fresh.taken_by, action="register.conflicting", subject=register, place=fresh.school_class.school_id)


def _write_marks(register: Register, marks: Marks) -> None:
    written = [
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
    ]
    insert(written)
