"""Pairing a class, what was agreed, and what pairs tell. The trail names the pair and the class, never a child."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.casework.models import Pair, Pairing, PairMember, PairNote
from mektepke.casework.volunteers import queries, rules
from mektepke.people.actions import A_MOMENT, DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.trail.actions import record

Kind = PairNote.Kind
Agreed = dict[frozenset[UUID], Pair]


class NotWhole(Exception):
    """Not every child of the class's list of today stands in exactly one pair, or in the one group of three."""


class TooLate(Exception):
    """It was recorded too long ago to have been a slip of the finger, or somebody has acted on it."""


@transaction.atomic
def pair_class(*, school_class: SchoolClass, numbers: Mapping[UUID, int], by: Person) -> Pairing:
    """The whole class in pairs, from today on: children with the same number go together. The pairing before ends; a
    pair that stays the same keeps what was agreed. What stands already is not written again. Raises `NotWhole`."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)  # two who pair it at once take turns
    _refuse_a_part(school_class, numbers)
    before = queries.pairing_of(school_class, today=clock.today())
    agreed = _pairs(before)
    if before and {children: pair.number for children, pair in agreed.items()} == _together(numbers):
        return before
    Pairing.objects.filter(school_class=school_class, ends__isnull=True).update(ends=clock.today())
    made = Pairing.objects.create(school_class=school_class, made_by=by)
    _write(made, _together(numbers), agreed)
    record(by=by, action="pairing.made", subject=made, place=school_class.school_id)
    return made


@transaction.atomic
def agree(*, pair: Pair, changed: Mapping[str, bool], by: Person) -> None:
    """What was ticked, or no longer is, of "the children agreed" and "the families agreed"; the rest stays."""
    for name, agreed in changed.items():
        setattr(pair, name, agreed)
    pair.save(update_fields=list(changed))
    _record("pair.agreed", pair, by, fields=changed)


@transaction.atomic
def tell(*, pair: Pair, kind: str, by: Person) -> PairNote:
    """What a pair told today. Raises `DoneBefore` if that is recorded for today, or a call for a grown-up waits."""
    said = PairNote.objects.filter(pair=pair, kind=kind)
    waits = said.filter(answered_on__isnull=True)
    times = said.filter(on=clock.today()).count()
    if waits.exists() if kind == Kind.GROWN_UP else times:
        raise DoneBefore
    key = derived_key("pair note", pair.pk, kind, clock.today(), str(times))
    note = PairNote(id=key, pair=pair, kind=kind, recorded_by=by)
    note.full_clean(validate_unique=False)
    _insert(note)
    _record("pair.told", pair, by)
    return note


@transaction.atomic
def take_back(*, pair: Pair, note: UUID, by: Person) -> bool:
    """A slip of the finger, gone as if it had never been; the trail knows. False if it is gone already. Raises
    `TooLate`."""
    found = PairNote.objects.select_for_update().filter(pk=note, pair=pair, recorded_by=by).first()
    if found is None:
        return False
    if found.at <= clock.now() - A_MOMENT or found.answered_on is not None:
        raise TooLate
    found.delete()
    _record("pair.taken_back", pair, by)
    return True


@transaction.atomic
def go_to(*, pair: Pair, by: Person) -> None:
    """Somebody went to the pair that asked for a grown-up; saying so twice keeps the first day."""
    waiting = PairNote.objects.filter(pair=pair, kind=Kind.GROWN_UP, answered_on__isnull=True)
    if waiting.update(answered_on=clock.today(), answered_by=by):
        _record("pair.answered", pair, by)


def _refuse_a_part(school_class: SchoolClass, numbers: Mapping[UUID, int]) -> None:
    children = {child.pk for child in queries.in_class(school_class, today=clock.today())}
    if children != set(numbers) or not numbers or rules.faults(numbers) or school_class.year.ends < clock.today():
        raise NotWhole


def _together(numbers: Mapping[UUID, int]) -> dict[frozenset[UUID], int]:
    return {frozenset(key for key in numbers if numbers[key] == number): number for number in set(numbers.values())}


def _pairs(pairing: Pairing | None) -> Agreed:
    found = Pair.objects.filter(pairing=pairing).prefetch_related("members") if pairing else ()
    return {frozenset(member.child_id for member in pair.members.all()): pair for pair in found}


def _write(pairing: Pairing, together: Mapping[frozenset[UUID], int], agreed: Agreed) -> None:
    members = []
    for children, number in together.items():
        before = agreed.get(children, Pair())
        pair = Pair(
            pairing=pairing, number=number, children_agreed=before.children_agreed,
            families_agreed=before.families_agreed,
        )  # fmt: skip
        members += [PairMember(pair=pair, child_id=child) for child in children]
    Pair.objects.bulk_create({member.pair.pk: member.pair for member in members}.values())
    PairMember.objects.bulk_create(members)


def _insert(note: PairNote) -> None:
    """As a new row. Of two touches at the same moment, on PostgreSQL, the second is told here that it came too late."""
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError as already:
        raise DoneBefore from already


def _record(action: str, pair: Pair, by: Person, fields: Collection[str] = ()) -> None:
    record(by=by, action=action, subject=pair, place=pair.pairing.school_class.school_id, fields=fields)
