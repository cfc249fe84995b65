"""Pairs for the full house: one that is not agreed yet, one that somebody left, and what the others told."""

from __future__ import annotations

from collections.abc import Sequence

from mektepke.casework.models import Pair, Pairing, PairMember, PairNote
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child
from tests.cast import Side


def pair_up(side: Side, room: SchoolClass, children: Sequence[Child], *, gone: Child | None = None) -> list[Pair]:
    """The children two by two. The first pair has not agreed yet; whoever is gone was in the last one."""
    pairing, _made = Pairing.objects.get_or_create(school_class=room, ends=None, defaults={"made_by": side.teacher})
    first = pairing.pairs.count() + 1
    pairs = Pair.objects.bulk_create(
        Pair(pairing=pairing, number=first + place, children_agreed=place > 0, families_agreed=place > 0)
        for place in range(len(children) // 2)
    )
    PairMember.objects.bulk_create(
        PairMember(pair=pairs[place // 2], child=child) for place, child in enumerate(children[: 2 * len(pairs)])
    )
    if gone:
        PairMember.objects.create(pair=pairs[-1], child=gone)
    return pairs


def tell_all(side: Side, pairs: Sequence[Pair]) -> None:
    """Each pair said each of the three; nobody has gone to those that asked for a grown-up."""
    PairNote.objects.bulk_create(
        PairNote(pair=pair, kind=kind, recorded_by=side.pedagogue) for pair in pairs for kind in PairNote.Kind
    )
