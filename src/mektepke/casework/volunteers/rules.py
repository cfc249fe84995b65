"""Who goes to school with whom: neighbours, then the order of the list. No Django.

Nothing here knows who misses school or who is in somebody's care, and nothing may: a pair would mark its children.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

# Below this a count of pairs could point at one of them.
FEWEST_SHOWN = 3
PAIR, GROUP_OF_THREE = 2, 3

Together = tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A child of the class's list, and the street; empty where nobody wrote it down."""

    key: UUID
    street: str = ""


class Fault(StrEnum):
    """What is wrong with a number that stands beside a child."""

    ALONE = "alone"
    TOO_MANY = "too_many"


def propose(children: Sequence[Neighbour], before: Mapping[int, Collection[UUID]] | None = None) -> dict[UUID, int]:
    """A number for every child of the list; children with the same number go together. Empty for a class of one.

    Who went together `before`, and still can, stays so under the same number. The others are paired by street, then as
    the list goes; in an odd class the last one makes a pair a group of three.
    """
    groups = _still_together(children, before or {})
    new, left_over = _neighbours(_not_in(children, groups.values()))
    number = max(before or {}, default=0)
    if left_over is not None:
        new = _with_others(left_over, children, groups, new)
    for place, together in enumerate(_as_listed(children, new), start=number + 1):
        groups[place] = together
    return {key: place for place, together in groups.items() for key in together}


def faults(numbers: Mapping[UUID, int]) -> dict[UUID, Fault]:
    """What is wrong beside which child: two have a number, and in an odd class one number is of three."""
    together = Counter(numbers.values())
    threes = sum(count == GROUP_OF_THREE for count in together.values())
    most = GROUP_OF_THREE if threes <= len(numbers) % 2 else PAIR
    found = {number: _fault(count, most) for number, count in together.items()}
    return {key: fault for key, number in numbers.items() if (fault := found[number])}


def in_no_pair(listed: Iterable[UUID], pairs: Iterable[Collection[UUID]]) -> list[UUID]:
    """Children of the list who go with nobody: who came later, and whose partner is no longer on the list."""
    present = list(listed)
    paired = {key for pair in pairs if len(here := set(present) & set(pair)) >= PAIR for key in here}
    return [key for key in present if key not in paired]


def shown(count: int) -> int | None:
    """A count of pairs, or None where it is too small to be shown."""
    return count if count >= FEWEST_SHOWN else None


def _fault(count: int, most: int) -> Fault | None:
    if count < PAIR:
        return Fault.ALONE
    return Fault.TOO_MANY if count > most else None


def _still_together(children: Sequence[Neighbour], before: Mapping[int, Collection[UUID]]) -> dict[int, Together]:
    listed = {number: tuple(child.key for child in children if child.key in keys) for number, keys in before.items()}
    return {number: keys for number, keys in listed.items() if len(keys) >= PAIR}


def _not_in(children: Sequence[Neighbour], groups: Iterable[Together]) -> list[Neighbour]:
    grouped = {key for together in groups for key in together}
    return [child for child in children if child.key not in grouped]


def _neighbours(children: Sequence[Neighbour]) -> tuple[list[Together], UUID | None]:
    """Pairs within each street, then pairs of whoever is left over; and the last one, if the children are odd."""
    streets: dict[str, list[UUID]] = {}
    for child in children:
        streets.setdefault(child.street, []).append(child.key)
    unknown = streets.pop("", [])
    pairs = [pair for keys in streets.values() for pair in _in_twos(keys)]
    last_of_streets = {keys[-1] for keys in streets.values() if len(keys) % PAIR}
    others = [child.key for child in children if child.key in last_of_streets or child.key in unknown]
    return pairs + list(_in_twos(others)), others[-1] if len(others) % PAIR else None


def _in_twos(keys: Sequence[UUID]) -> Iterator[Together]:
    return zip(keys[::2], keys[1::2], strict=False)


def _with_others(
    child: UUID, children: Sequence[Neighbour], groups: dict[int, Together], new: list[Together]
) -> list[Together]:
    """The new pairs once the last child has joined: whom a group of three can spare, else a pair of the same street."""
    for number, together in groups.items():
        if len(together) > PAIR:
            groups[number] = together[:PAIR]
            return [*new, (together[PAIR], child)]
    street = {one.key: one.street for one in children}
    near = [pair for pair in new if street[child] and street[child] in {street[key] for key in pair}]
    if new:
        host = (near or new)[-1]
        return [(*pair, child) if pair == host else pair for pair in new]
    _join(child, street, groups)
    return new


def _join(child: UUID, street: Mapping[UUID, str], groups: dict[int, Together]) -> None:
    """One child came later, and everybody else has somebody: a pair of its street takes it in, else the last one."""
    near = [number for number, keys in groups.items() if street[child] in {street[key] for key in keys}]
    number = max(near if near and street[child] else groups, default=None)
    if number is not None:
        groups[number] = (*groups[number], child)


def _as_listed(children: Sequence[Neighbour], pairs: Iterable[Together]) -> list[Together]:
    """The pairs in the order in which their first child stands on the list."""
    place = {child.key: number for number, child in enumerate(children)}
    return sorted(pairs, key=lambda pair: min(place[key] for key in pair))
