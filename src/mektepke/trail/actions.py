"""Writing into the trail, and closing it with seals. Entries are only inserted, so no writer waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

from mektepke.base import clock
from mektepke.trail import rules
from mektepke.trail.inserting import insert
from mektepke.trail.models import Change, Look, Seal, Unsealed, Verification
from mektepke.trail.verification import Progress, verify


class HasKey(Protocol):
    """Anything with a key: a person, a child, a school."""

    @property
    def pk(self) -> Any:
        """The key, a UUID."""
        ...


Keyed = HasKey | UUID | None
Subject = models.Model | tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change for `record_many`. `fields` are names of fields, never what stands in them."""

    action: str
    subject: Subject
    child: Keyed = None
    place: Keyed = None
    fields: Iterable[str] = ()
    reason: str = ""


def record(
    *, by: Keyed, action: str, subject: Subject, child: Keyed = None, place: Keyed = None,
    fields: Iterable[str] = (), reason: str = "",
) -> Change:  # fmt: skip
    """Record one change, in the transaction that makes it. `by` None is the house itself. Codes only: ValueError."""
    change = _change(by, Entry(action, subject, child, place, fields, reason))
    # No savepoint: whoever records stands inside the transaction of the change, and both go together or not at all.
    with transaction.atomic(savepoint=False):
        insert([change])
        insert([Unsealed(entry_key=change.id, kind=rules.Kind.CHANGE)])
    return change


def record_many(*, by: Keyed, entries: Iterable[Entry]) -> int:
    """Record many changes at once, as an import makes them. Returns how many."""
    changes = (_change(by, entry) for entry in entries)
    written = 0
    with transaction.atomic():
        while batch := list(islice(changes, rules.BATCH)):
            Change.objects.bulk_create(batch)
            Unsealed.objects.bulk_create(Unsealed(entry_key=change.id, kind=rules.Kind.CHANGE) for change in batch)
            written += len(batch)
    return written


def looked(*, by: Keyed, child: HasKey | UUID, page: str, reason: str) -> Look:
    """Record that somebody looked at a page about a child, and the reason that let them in ("class teacher")."""
    look = Look(by_key=_key(by), child_key=_key_of(child), page=rules.code(page), reason=rules.code(reason))
    with transaction.atomic(savepoint=False):
        insert([look])
        insert([Unsealed(entry_key=look.id, kind=rules.Kind.LOOK)])
    return look


def seal(*, by: Keyed = None) -> int:
    """Seal everything that is committed and unsealed. Returns how many entries. Not inside another transaction.

    What commits later waits for the next call; two calls at once take turns, and no writer waits for either.
    """
    sealed = 0
    while count := _seal_batch(_key(by)):
        sealed += count
        if count < rules.BATCH:
            break
    return sealed


def check(*, by: Keyed = None, expected: rules.Head | None = None, progress: Progress | None = None) -> rules.Result:
    """Verify the whole trail and keep the result for the auditor's page."""
    result = verify(expected=expected, progress=progress)
    problem = result.problem
    Verification.objects.create(
        by_key=_key(by),
        entries=result.entries,
        seals=result.seals,
        unsealed=result.unsealed,
        head=str(result.head),
        problem=problem.kind if problem else "",
        problem_seal=problem.seal if problem else None,
        problem_position=problem.position if problem else None,
        problem_entry_kind=(problem.entry_kind or "") if problem else "",
        problem_entry_key=problem.entry_key if problem else None,
    )
    return result


def _change(by: Keyed, entry: Entry) -> Change:
    kind, key = _subject(entry.subject)
    return Change(
        by_key=_key(by),
        action=rules.code(entry.action),
        subject_kind=rules.code(kind),
        subject_key=key,
        child_key=_key(entry.child),
        place_key=_key(entry.place),
        fields=[rules.code(field) for field in entry.fields],
        reason=rules.code(entry.reason) if entry.reason else "",
    )


def _subject(subject: Subject) -> tuple[str, UUID]:
    if isinstance(subject, models.Model):
        return subject._meta.label_lower, UUID(str(subject.pk))
    return subject


def _key(keyed: Keyed) -> UUID | None:
    return None if keyed is None else _key_of(keyed)


def _key_of(keyed: HasKey | UUID) -> UUID:
    return keyed if isinstance(keyed, UUID) else UUID(str(keyed.pk))


def _seal_batch(by: UUID | None) -> int:
    with transaction.atomic(durable=True):
        _wait_for_other_sealers()
        waiting = list(Unsealed.objects.order_by("entry_key")[: rules.BATCH])
        if not waiting:
            return 0
        _add_seal(rules.pack(_members(waiting)), len(waiting), by)
        Unsealed.objects.filter(pk__in=[entry.entry_key for entry in waiting]).delete()
    return len(waiting)


def _wait_for_other_sealers() -> None:
    # On SQLite the transaction itself is the lock. On PostgreSQL this one conflicts only with itself.
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Seal._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _members(waiting: list[Unsealed]) -> Iterator[rules.Member]:
    keys = [entry.entry_key for entry in waiting]
    rows: dict[UUID, Change | Look] = {**Change.objects.in_bulk(keys), **Look.objects.in_bulk(keys)}
    for entry in waiting:
        row = rows.get(entry.entry_key)
        yield rules.Member(rules.Kind(entry.kind), entry.entry_key, row.digest() if row else rules.NOTHING)


def _add_seal(members: bytes, count: int, by: UUID | None) -> None:
    last = Seal.objects.order_by("-number").first()
    new = Seal(
        number=last.number + 1 if last else 1,
        at=clock.now(),
        by_key=by,
        count=count,
        members=members,
        previous=bytes(last.hash) if last else rules.NOTHING,
    )
    new.hash = new.expected_hash()
    new.save(force_insert=True)
