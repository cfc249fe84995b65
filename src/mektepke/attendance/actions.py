"""Taking and correcting a register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from mektepke.attendance import queries
from mektepke.attendance.models import Mark, Register, RegisterVersion, as_stored, from_stored
from mektepke.attendance.rules import Closed, Marks, Outcome, Session, changes, clash, merge
from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass, Sequence
from mektepke.trail.actions import Entry, record, record_many


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
    # Asked before the lock: other classes of the school need not wait for it.
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
    return _store(fresh, marks, based_on=based_on)


@transaction.atomic
def _store(fresh: Register, marks: Marks, *, based_on: int) -> Taken:
    """Bring what arrived together with what is stored, while the school's counter keeps other writers waiting."""
    fresh.change_number = _next_number(fresh.school_class.school_id)
    stored = _stored(fresh)
    before = None if stored is None else stored.given()
    outcome = merge(stored=before, version=stored.version if stored else 0, arrived=marks, based_on=based_on)
    if stored is None or before is None:
        return _write_new(fresh, marks)
    if outcome is Outcome.UPDATED:
        return _correct(stored, before, fresh, marks)
    if outcome is Outcome.CONFLICTING:
        _keep_beside(stored, fresh, marks)
    return Taken(outcome, stored, before)


def _refuse_impossible(school_class: SchoolClass, day: date, marks: Marks, session: str) -> None:
    why = queries.why_closed(school_class, day, today=clock.today())
    # A day may have been closed after a register was taken, and that register may still be corrected.
    if why is Closed.FUTURE or (why and not _is_taken(school_class, day, session)):
        raise DayNotPossible(why)
    unknown = queries.strangers(school_class, day, marks)
    if unknown:
        raise NotOnTheRoll(unknown)


def _is_taken(school_class: SchoolClass, day: date, session: str) -> bool:
    return Register.objects.filter(pk=Register.key_of(school_class.pk, day, session)).exists()


def _next_number(school: UUID) -> int:
    """The school's next change number; the row stays locked until the register is committed.

    One statement that both databases know, where the ORM needs two: it is what all classes of a school wait for.
    """
    table, key = Sequence._meta.db_table, Sequence._meta.pk.get_db_prep_value(school, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET last = last + 1 WHERE school_id = %s RETURNING last", [key])  # noqa: S608
        counted = cursor.fetchall()
    if counted:
        return int(counted[0][0])
    Sequence.objects.get_or_create(school_id=school)
    return _next_number(school)


def _stored(fresh: Register) -> Register | None:
    others = list(Register.objects.filter(school_class=fresh.school_class, day=fresh.day).order_by())
    if clash(fresh.session, [other.session for other in others]):
        raise SessionClash
    return next((other for other in others if other.session == fresh.session), None)


def _write_new(register: Register, marks: Marks) -> Taken:
    register.save(force_insert=True)
    _write_marks(register, marks)
    record(by=register.taken_by, action="register.new", subject=register, place=register.school_class.school_id)
    return Taken(Outcome.NEW, register, marks)


def _correct(register: Register, before: Marks, fresh: Register, marks: Marks) -> Taken:
    RegisterVersion.objects.create(
        register=register,
        version=register.version,
        outcome=Outcome.UPDATED,
        marks=as_stored(before),
        by=register.taken_by,
        at=register.taken_at,
    )
    register.version += 1
    for field in ("change_number", "taken_by", "taken_at", "device_time"):
        setattr(register, field, getattr(fresh, field))
    register.save(update_fields=["version", "change_number", "taken_by", "taken_at", "device_time"])
    register.marks.all().delete()
    _write_marks(register, marks)
    _record_correction(register, before, marks, school=fresh.school_class.school_id)
    return Taken(Outcome.UPDATED, register, marks)


def _record_correction(register: Register, before: Marks, after: Marks, *, school: UUID) -> None:
    """The trail of the register, and of each child whose mark is another one now."""
    entries = [Entry("register.updated", register, place=school, fields=["marks"])]
    entries += [
        Entry("mark.changed", register, child=change.child, place=school, fields=change.fields())
        for change in changes(before, after)
    ]
    record_many(by=register.taken_by, entries=entries)


def _keep_beside(register: Register, fresh: Register, marks: Marks) -> None:
    """Keep what was not taken over, once: a phone without an answer sends the same again and again."""
    if any(from_stored(kept.marks) == dict(marks) for kept in register.versions.all()):
        return
    RegisterVersion.objects.create(
        register=register,
        version=register.version,
        outcome=Outcome.CONFLICTING,
        marks=as_stored(marks),
        by=fresh.taken_by,
        at=fresh.taken_at,
    )
    record(by=fresh.taken_by, action="register.conflicting", subject=register, place=fresh.school_class.school_id)


def _write_marks(register: Register, marks: Marks) -> None:
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
