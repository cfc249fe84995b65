"""How much may come from one address and about one village; how a village's name stands in an address."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.watch.concerns.rules import (
    ADDRESS_HOUR,
    PROTECTED,
    URGENT_DAY,
    URGENT_HOUR,
    VILLAGE_DAY,
    VILLAGE_HOUR,
    Limited,
    Noticed,
    Reader,
    Sent,
    in_address,
    is_urgent,
    letter_of,
    limited,
    told_by,
)

counts = st.integers(0, 200)
sent = st.builds(Sent, counts, counts, counts, counts)


def test_the_first_one_is_taken() -> None:
    assert limited(Sent(), urgent=False) is None


def test_each_limit_refuses_the_next_one() -> None:
    assert limited(Sent(address_hour=ADDRESS_HOUR), urgent=False) is Limited.ADDRESS
    assert limited(Sent(village_hour=VILLAGE_HOUR), urgent=False) is Limited.VILLAGE
    assert limited(Sent(village_day=VILLAGE_DAY), urgent=False) is Limited.VILLAGE
    assert limited(Sent(address_hour=ADDRESS_HOUR - 1, village_hour=VILLAGE_HOUR - 1), urgent=False) is None


@given(sent)
def test_the_villages_limit_never_refuses_what_is_urgent(so_far: Sent) -> None:
    assert limited(so_far, urgent=True) is not Limited.VILLAGE
    assert limited(so_far, urgent=True) == limited(replace(so_far, village_hour=0, village_day=0), urgent=True)


@given(sent)
def test_what_is_taken_though_nobody_is_in_danger_is_taken_when_somebody_is(so_far: Sent) -> None:
    if limited(so_far, urgent=False) is None:
        assert limited(so_far, urgent=True) is None


@given(sent, st.booleans(), counts, counts)
def test_more_is_never_allowed_where_less_is_refused(so_far: Sent, urgent: bool, hour: int, day: int) -> None:
    more = replace(so_far, address_hour=so_far.address_hour + hour, village_day=so_far.village_day + day)
    if limited(so_far, urgent=urgent) is not None:
        assert limited(more, urgent=urgent) is not None


@given(st.lists(st.tuples(st.integers(0, 3 * 1440), st.booleans()), max_size=150))
def test_no_hour_and_no_day_of_one_address_holds_more_than_the_limit(tries: list[tuple[int, bool]]) -> None:
    """Whatever a program sends, minute by minute, about one village from one address."""
    taken: list[tuple[int, bool]] = []
    for minute, urgent in sorted(tries):
        hour = [one for one in taken if one[0] > minute - 60]
        day = [one for one in taken if one[0] > minute - 1440]
        so_far = Sent(len(hour), len(day), sum(not one[1] for one in hour), sum(not one[1] for one in day))
        if limited(so_far, urgent=urgent) is None:
            taken.append((minute, urgent))
    for minute, _urgent in taken:
        assert sum(minute - 60 < one[0] <= minute for one in taken) <= URGENT_HOUR
        assert sum(minute - 1440 < one[0] <= minute for one in taken) <= URGENT_DAY
        assert sum(minute - 60 < one[0] <= minute and not one[1] for one in taken) <= ADDRESS_HOUR


@given(st.sets(st.sampled_from(Noticed)), st.booleans())
def test_beaten_or_married_early_is_urgent_whatever_else_was_ticked(noticed: set[Noticed], in_danger: bool) -> None:
    assert is_urgent(noticed, in_danger=in_danger) == (in_danger or bool(noticed & PROTECTED))
    assert is_urgent([*noticed, "hurt"], in_danger=False)
    assert is_urgent([*noticed, "marriage"], in_danger=False)


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("reader", Reader)
def test_the_letter_in_an_address_tells_the_house_what_it_told_nobody_else(reader: Reader, urgent: bool) -> None:
    letter = letter_of(reader, urgent=urgent)
    assert len(letter) == 1
    assert told_by(letter) == (reader, urgent)


@pytest.mark.parametrize(
    ("name", "address"),
    [("Алма-Суу", "alma-suu"), ("Кызыл  Байрак", "kyzyl-bayrak"), ("Өзгөрүш", "ozgorush"), ("Ак-Суу 2", "ak-suu-2")],
)
def test_a_village_is_typed_in_latin_letters(name: str, address: str) -> None:
    assert in_address(name) == address


@given(st.text(max_size=60))
def test_whatever_a_village_is_called_its_address_can_be_typed(name: str) -> None:
    assert all(sign.isascii() and (sign.isalnum() or sign == "-") for sign in in_address(name))
