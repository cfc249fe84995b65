"""Walking the chain from its first seal to its last, a few in memory at a time, until the first thing that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Exists, OuterRef, Sum

from mektepke.trail.models import Change, Look, Seal, Unsealed
from mektepke.trail.rules import NOTHING, Head, Kind, Member, Problem, ProblemKind, Result, unpack

Progress = Callable[[int, int], None]
"""Called with the number of entries checked and the number of all."""
_ROWS: dict[Kind, type[Change] | type[Look]] = {Kind.CHANGE: Change, Kind.LOOK: Look}
_SEALS_AT_ONCE = 20
_KEYS_AT_ONCE = 100_000


def verify(*, expected: Head | None = None, using: str = DEFAULT_DB_ALIAS, progress: Progress | None = None) -> Result:
    """Check every seal and every sealed row; with an expected head, also that nothing up to it is gone."""
    every = Seal.objects.using(using).aggregate(every=Sum("count"))["every"] or 0
    entries, last, problem = 0, Seal(number=0, hash=NOTHING), None
    for seal in _seals(using):
        problem = _seal_problem(seal, last, using) or _head_problem(seal, expected) or _row_problem(seal, using)
        if problem:
            break
        entries, last = entries + seal.count, seal
        if progress:
            progress(entries, max(entries, every))
    if problem is None and expected and expected.number > last.number:
        problem = Problem(ProblemKind.CUT_TAIL, seal=last.number + 1)
    return Result(
        entries=entries,
        seals=last.number,
        unsealed=Unsealed.objects.using(using).count(),
        head=last.head,
        problem=problem or _waiting_problem(using) or _never_sealed(using),
    )


def _seals(using: str) -> Iterator[Seal]:
    after = 0
    while found := list(Seal.objects.using(using).filter(number__gt=after).order_by("number")[:_SEALS_AT_ONCE]):
        yield from found
        after = found[-1].number


def _seal_problem(seal: Seal, last: Seal, using: str) -> Problem | None:
    if seal.number != last.number + 1:
        return Problem(ProblemKind.MISSING_SEAL, seal=last.number + 1)
    if bytes(seal.previous) != bytes(last.hash):
        elsewhere = Seal.objects.using(using).filter(hash=bytes(seal.previous)).exists()
        return Problem(ProblemKind.REORDERED if elsewhere else ProblemKind.BROKEN_CHAIN, seal=seal.number)
    if bytes(seal.hash) != seal.expected_hash() or not _is_whole(seal):
        return Problem(ProblemKind.ALTERED_SEAL, seal=seal.number)
    return None


def _is_whole(seal: Seal) -> bool:
    try:
        return sum(1 for _member in unpack(bytes(seal.members))) == seal.count
    except ValueError:
        return False


def _head_problem(seal: Seal, expected: Head | None) -> Problem | None:
    if expected and expected.number == seal.number and expected != seal.head:
        return Problem(ProblemKind.REWRITTEN, seal=seal.number)
    return None


def _row_problem(seal: Seal, using: str) -> Problem | None:
    members = list(unpack(bytes(seal.members)))
    digests = {kind: _digests(kind, members, using) for kind in Kind}
    for position, member in enumerate(members, start=1):
        found = digests[member.kind].get(member.key)
        if found != member.digest:
            kind = ProblemKind.MISSING_ROW if found is None else ProblemKind.ALTERED_ROW
            return Problem(kind, seal.number, position, member.kind, member.key)
    return None


def _digests(kind: Kind, members: list[Member], using: str) -> dict[UUID, bytes]:
    keys = [member.key for member in members if member.kind == kind]
    return {row.pk: row.digest() for row in _ROWS[kind].objects.using(using).filter(pk__in=keys)}


def _waiting_problem(using: str) -> Problem | None:
    """An entry that waits for its seal and is not there."""
    for kind, model in _ROWS.items():
        row = model.objects.filter(pk=OuterRef("entry_key"))
        lost = Unsealed.objects.using(using).filter(~Exists(row), kind=kind).order_by("entry_key").first()
        if lost:
            return Problem(ProblemKind.MISSING_ROW, entry_kind=kind, entry_key=lost.entry_key)
    return None


def _never_sealed(using: str) -> Problem | None:
    """An entry that no seal holds and that does not wait for one: somebody took away its seal or its place."""
    if _counts_agree(using):
        return None
    for kind, model in _ROWS.items():
        keys = model.objects.using(using).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=10_000)
        while some := set(islice(keys, _KEYS_AT_ONCE)):
            loose = _loose(kind, some, using)
            if loose:
                return Problem(ProblemKind.NEVER_SEALED, entry_kind=kind, entry_key=min(loose))
    return None


def _loose(kind: Kind, keys: set[UUID], using: str) -> set[UUID]:
    # The queue first: what leaves it meanwhile is in a seal by then.
    waiting = Unsealed.objects.using(using).filter(kind=kind, entry_key__gte=min(keys), entry_key__lte=max(keys))
    left = keys.difference(waiting.values_list("entry_key", flat=True).iterator(chunk_size=10_000))
    for seal in _seals(using):
        left.difference_update(member.key for member in unpack(bytes(seal.members)) if member.kind == kind)
    return left


def _counts_agree(using: str) -> bool:
    # One statement, because a statement sees one moment while people go on working.
    changes, looks, unsealed, seals = (model._meta.db_table for model in (Change, Look, Unsealed, Seal))
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {changes}) + (SELECT count(*) FROM {looks}),"  # noqa: S608 - our own tables
            f" (SELECT count(*) FROM {unsealed}) + (SELECT coalesce(sum(count), 0) FROM {seals})"
        )
        entries, known = cursor.fetchone()
    return bool(entries == known)
