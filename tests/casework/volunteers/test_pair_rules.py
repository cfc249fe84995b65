"""Who goes with whom: everybody exactly once, neighbours first, and who goes together already stays so."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.casework.volunteers.rules import Fault, Neighbour, faults, in_no_pair, propose, shown

STREETS = st.sampled_from(["", "", "Мектеп", "Арык", "Тоо"])


def key(number: int) -> UUID:
    """The child with this place on the list."""
    return UUID(int=number)


def children(*streets: str) -> list[Neighbour]:
    """A class's list with these streets."""
    return [Neighbour(key(number), street) for number, street in enumerate(streets)]


def together(numbers: dict[UUID, int]) -> set[frozenset[int]]:
    """Who goes with whom, by the place on the list."""
    return {frozenset(child.int for child in numbers if numbers[child] == number) for number in numbers.values()}


@st.composite
def classes(draw: st.DrawFn) -> list[Neighbour]:
    """A class of two children or more."""
    return children(*draw(st.lists(STREETS, min_size=2, max_size=40)))


@given(classes())
def test_everybody_is_in_exactly_one_pair_and_an_odd_class_has_one_three(listed: list[Neighbour]) -> None:
    numbers = propose(listed)
    assert set(numbers) == {child.key for child in listed}
    sizes = Counter(Counter(numbers.values()).values())
    assert sizes == Counter({2: len(listed) // 2 - len(listed) % 2, 3: len(listed) % 2}) + Counter()
    assert faults(numbers) == {}


@given(classes(), st.data())
def test_the_same_holds_after_some_have_left_and_others_come(listed: list[Neighbour], data: st.DataObject) -> None:
    first = propose(listed)
    before: dict[int, list[UUID]] = {}
    for child, number in first.items():
        before.setdefault(number, []).append(child)
    left = data.draw(st.sets(st.sampled_from([child.key for child in listed])))
    came = [Neighbour(key(100 + place), data.draw(STREETS)) for place in range(data.draw(st.integers(0, 5)))]
    now = [child for child in listed if child.key not in left] + came
    numbers = propose(now, before)
    assert set(numbers) == ({child.key for child in now} if len(now) > 1 else set())
    assert faults(numbers) == {}
    broken = [
        pair for pair in before.values() if len(pair) == 2 and not set(pair) & left and pair_of(numbers, pair) is None
    ]
    # One child too many joins one pair; nobody else is parted.
    assert len(broken) <= 1


@given(classes())
def test_a_class_that_is_paired_is_proposed_as_it_stands(listed: list[Neighbour]) -> None:
    first = propose(listed)
    before = {number: [child for child in first if first[child] == number] for number in first.values()}
    assert propose(listed, before) == first


@given(st.lists(st.integers(1, 6), max_size=12))
def test_faults_are_found_exactly_where_somebody_is_alone_or_too_many(typed: list[int]) -> None:
    numbers = {key(place): number for place, number in enumerate(typed)}
    sizes = sorted(Counter(typed).values(), reverse=True)
    good = all(size == 2 for size in sizes) or (sizes[0] == 3 and all(size == 2 for size in sizes[1:]))
    assert (faults(numbers) == {}) == good


def pair_of(numbers: dict[UUID, int], pair: list[UUID]) -> int | None:
    """The number under which exactly these two go together."""
    number = numbers[pair[0]]
    return number if {child for child in numbers if numbers[child] == number} == set(pair) else None


def test_neighbours_come_before_the_order_of_the_list() -> None:
    assert together(propose(children("Арык", "Тоо", "Тоо", "Арык"))) == {frozenset({0, 3}), frozenset({1, 2})}


def test_without_streets_the_list_decides() -> None:
    assert together(propose(children("", "", "", ""))) == {frozenset({0, 1}), frozenset({2, 3})}


def test_who_is_left_over_in_a_street_goes_with_who_is_left_over_elsewhere() -> None:
    listed = children("Арык", "Арык", "Арык", "", "Тоо", "Тоо")
    assert together(propose(listed)) == {frozenset({0, 1}), frozenset({4, 5}), frozenset({2, 3})}


def test_the_third_is_a_neighbour() -> None:
    assert together(propose(children("Арык", "Арык", "Арык", "Тоо", "Тоо"))) == {
        frozenset({0, 1, 2}),
        frozenset({3, 4}),
    }


def test_pairs_are_numbered_as_the_list_goes() -> None:
    numbers = propose(children("Тоо", "Арык", "Арык", "Тоо"))
    assert [numbers[key(place)] for place in range(4)] == [1, 2, 2, 1]


def test_two_who_come_later_are_a_pair_of_their_own_with_a_new_number() -> None:
    listed = children("", "", "", "")
    numbers = propose(listed, {1: [key(0), key(1)]})
    assert together(numbers) == {frozenset({0, 1}), frozenset({2, 3})}
    assert (numbers[key(0)], numbers[key(2)]) == (1, 2)


def test_one_who_comes_later_makes_the_pair_next_door_a_three() -> None:
    listed = children("Арык", "Арык", "Тоо", "Тоо", "Арык")
    numbers = propose(listed, {1: [key(0), key(1)], 2: [key(2), key(3)]})
    assert together(numbers) == {frozenset({0, 1, 4}), frozenset({2, 3})}


def test_one_who_comes_into_a_class_with_a_three_goes_with_one_of_them() -> None:
    numbers = propose(children("", "", "", ""), {1: [key(0), key(1), key(2)]})
    assert together(numbers) == {frozenset({0, 1}), frozenset({2, 3})}


def test_the_number_of_a_pair_that_broke_up_is_not_given_to_others() -> None:
    numbers = propose(children("", "", "", ""), {1: [key(0), key(1)], 2: [key(2), key(9)]})
    assert (numbers[key(0)], numbers[key(2)], numbers[key(3)]) == (1, 3, 3)


@pytest.mark.parametrize("listed", [[], children("")])
def test_nobody_goes_alone_in_a_pair(listed: list[Neighbour]) -> None:
    assert propose(listed) == {}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ([1, 1, 2], [None, None, Fault.ALONE]),
        ([1, 1, 1, 2], [Fault.TOO_MANY, Fault.TOO_MANY, Fault.TOO_MANY, Fault.ALONE]),
        ([1, 1, 1, 1], [Fault.TOO_MANY] * 4),
        ([1, 1, 1, 2, 2], [None] * 5),
        ([1, 1, 1, 2, 2, 2, 3, 3, 3], [Fault.TOO_MANY] * 9),
    ],
)
def test_what_is_wrong_stands_beside_the_child(typed: list[int], found: list[Fault | None]) -> None:
    told = faults({key(place): number for place, number in enumerate(typed)})
    assert [told.get(key(place)) for place in range(len(typed))] == found


def test_who_came_later_and_whose_partner_left_is_in_no_pair() -> None:
    here = [key(number) for number in (0, 1, 2, 4)]
    assert in_no_pair(here, [[key(0), key(1)], [key(2), key(3)]]) == [key(2), key(4)]


@pytest.mark.parametrize(("count", "told"), [(0, None), (2, None), (3, 3), (12, 12)])
def test_a_small_count_is_not_shown(count: int, told: int | None) -> None:
    assert shown(count) == told
