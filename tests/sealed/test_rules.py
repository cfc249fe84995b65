"""What is sealed opens again with its key, in its place, and in no other way."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.sealed.rules import Damaged, KeyUnknown, Ring, key_number, new_key, not_opened, proof, seal, unseal

RING = Ring({"1": new_key(), "2": new_key()}, current="2")
PLACE = "pupils.child.disability"
WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(WORDS)
def test_it_opens_again_as_it_was(text: str) -> None:
    assert unseal(seal(text, RING, PLACE), RING, PLACE) == text


@pytest.mark.parametrize("text", ["", "\0", "a\0\0", "\x80", "к\x80\0", "ө" * 16, "ө" * 15 + "a", "s1:2:AAAA"])
def test_what_looks_like_filling_or_like_a_seal_stays_as_it_was(text: str) -> None:
    assert unseal(seal(text, RING, PLACE), RING, PLACE) == text


def test_it_says_which_key_and_nothing_more() -> None:
    sealed = seal("yes", RING, PLACE)
    assert sealed.startswith("s1:2:")
    assert key_number(sealed) == "2"
    assert sealed != seal("yes", RING, PLACE), "who sees two cannot tell whether they are the same"


@given(st.text("abcdefghijklmnopqrstuvwxyz_", max_size=31))
def test_a_code_is_not_known_by_its_length(code: str) -> None:
    assert len(seal(code, RING, PLACE)) == len(seal("no", RING, PLACE))


@given(WORDS)
def test_it_opens_in_its_own_place_only(text: str) -> None:
    with pytest.raises(Damaged):
        unseal(seal(text, RING, PLACE), RING, "pupils.child.documents_missing")


@given(WORDS, st.data())
def test_a_single_changed_bit_is_noticed(text: str, data: st.DataObject) -> None:
    begin, _, packed = seal(text, RING, PLACE).rpartition(":")
    raw = bytearray(base64.b64decode(packed))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Damaged):
        unseal(f"{begin}:{base64.b64encode(raw).decode()}", RING, PLACE)


@given(st.data())
def test_a_missing_end_is_noticed(data: st.DataObject) -> None:
    sealed = seal("Апасы оору", RING, PLACE)
    with pytest.raises((Damaged, KeyUnknown)):
        unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))], RING, PLACE)


@given(WORDS)
def test_what_was_never_sealed_is_not_taken_for_sealed(text: str) -> None:
    with pytest.raises((Damaged, KeyUnknown)):
        unseal(text, RING, PLACE)


def test_another_numbers_key_is_not_tried() -> None:
    sealed = seal("yes", RING, PLACE)
    with pytest.raises(Damaged):
        unseal(sealed.replace("s1:2:", "s1:1:"), RING, PLACE)


def test_another_houses_key_does_not_open_it() -> None:
    with pytest.raises(Damaged):
        unseal(seal("yes", RING, PLACE), Ring({"2": new_key()}, "2"), PLACE)


def test_a_key_that_is_gone_is_named() -> None:
    with pytest.raises(KeyUnknown, match="2"):
        unseal(seal("yes", RING, PLACE), Ring({"1": RING.keys["1"]}, "1"), PLACE)


def test_a_proof_is_opened_by_its_own_key_only() -> None:
    proofs = {number: proof(number, RING) for number in RING.keys}
    assert not_opened(proofs, RING.keys) == []
    assert not_opened(proofs, {"2": RING.keys["2"]}) == ["1"]
    assert not_opened(proofs, {"1": RING.keys["2"], "2": RING.keys["1"]}) == ["1", "2"]
    assert not_opened(proofs, {}) == ["1", "2"]


def test_a_proof_of_another_number_proves_nothing() -> None:
    """Else a house whose first key is lost could be talked into starting by writing the second one's proof twice."""
    assert not_opened({"1": proof("2", RING)}, RING.keys) == ["1"]
    assert not_opened({"1": seal("something else", RING, "sealed.proof.word")}, RING.keys) == ["1"]
