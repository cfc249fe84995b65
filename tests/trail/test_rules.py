"""The bytes that are hashed. If one of these tests has to be changed, old trails can no longer be verified."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.trail import rules

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
NOON = datetime(2014, 11, 17, 6, 0, 0, 120, UTC)
CHANGE: dict[str, Any] = {
    "key": ONE, "at": NOON, "by": TWO, "action": "case.opened", "subject_kind": "casework.case", "subject_key": THREE,
    "child": None, "place": TWO, "fields": ["causes", "due_on"], "reason": "", "sealed": b"\x00\xff",
}  # fmt: skip


def test_the_bytes_of_a_change_never_change() -> None:
    assert rules.change_bytes(**CHANGE) == (
        b'["mektepke trail 1","change","00000000-0000-0000-0000-000000000001","2014-11-17T06:00:00.000120+00:00",'
        b'"00000000-0000-0000-0000-000000000002","case.opened","casework.case","00000000-0000-0000-0000-000000000003",'
        b'null,"00000000-0000-0000-0000-000000000002",["causes","due_on"],"","00ff"]'
    )


def test_the_bytes_of_a_look_never_change() -> None:
    assert rules.look_bytes(key=ONE, at=NOON, by=None, child=TWO, page="child", reason="teacher") == (
        b'["mektepke trail 1","look","00000000-0000-0000-0000-000000000001","2014-11-17T06:00:00.000120+00:00",'
        b'null,"00000000-0000-0000-0000-000000000002","child","teacher"]'
    )


def test_the_hash_of_a_seal_never_changes() -> None:
    found = rules.seal_hash(number=1, previous=rules.NOTHING, at=NOON, by=None, count=0, members=b"")
    assert found.hex() == "4e3bbfd58d1623cea419158cb104d6a38db0097b00e7a1a89c8184b8de5eef16"


def test_a_time_is_hashed_the_same_in_every_zone() -> None:
    bishkek = NOON.astimezone(timezone(timedelta(hours=6)))
    assert rules.change_bytes(**CHANGE | {"at": bishkek}) == rules.change_bytes(**CHANGE)


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("key", TWO), ("at", NOON + timedelta(microseconds=1)), ("by", None), ("action", "case.closed"),
        ("subject_kind", "pupils.child"), ("subject_key", ONE), ("child", ONE), ("place", None),
        ("fields", ["due_on", "causes"]), ("reason", "moved"), ("sealed", None),
    ],
)  # fmt: skip
def test_every_column_is_in_the_digest(field: str, other: object) -> None:
    assert rules.change_bytes(**CHANGE | {field: other}) != rules.change_bytes(**CHANGE)


@pytest.mark.parametrize("text", ["case.opened", "class teacher", "head of the school", "pupils.child", "a"])
def test_a_code_is_kept(text: str) -> None:
    assert rules.code(text) == text


@pytest.mark.parametrize("text", ["", "Абдиева Айпери", "Case opened", "айпери", "x" * 65, "a\n", "1st"])
def test_a_name_or_a_sentence_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="codes, not words"):
        rules.code(text)


members = st.builds(
    rules.Member, st.sampled_from(rules.Kind), st.uuids(), st.binary(min_size=32, max_size=32)
)  # fmt: skip


@given(st.lists(members, max_size=5))
def test_members_come_back_as_they_were_packed(given_members: list[rules.Member]) -> None:
    packed = rules.pack(given_members)
    assert len(packed) == 49 * len(given_members)
    assert list(rules.unpack(packed)) == given_members


@pytest.mark.parametrize("packed", [b"C" * 48, b"X" * 49, b"C" * 50])
def test_what_is_no_member_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        list(rules.unpack(packed))


def test_a_head_comes_back_as_it_was_printed() -> None:
    head = rules.Head(12, "0f" * 32)
    assert rules.Head.parse(f" {head}\n") == head


@pytest.mark.parametrize("text", ["", "12", "12:", "12:zz", ":" + "0f" * 32, "-1:" + "0f" * 32, "12:" + "0f" * 31])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rules.Head.parse(text)
