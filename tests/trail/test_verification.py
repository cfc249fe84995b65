"""Whoever touches the trail, the first row or seal that was touched is named."""

from __future__ import annotations

from uuid import uuid4

import pytest

from mektepke.trail import actions, queries, verification
from mektepke.trail.models import Change, Look, Seal
from mektepke.trail.rules import BATCH, Head, Kind, Problem, ProblemKind, pack, unpack
from mektepke.trail.verification import verify
from tests.trail.conftest import Tamper, record_one, stored

pytestmark = pytest.mark.django_db


def test_an_empty_trail_is_whole() -> None:
    result = verify()
    assert (result.ok, result.entries, result.seals, result.head) == (True, 0, 0, Head())


def test_a_whole_trail_is_counted(three_seals: list[Change]) -> None:
    record_one()
    result = verify()
    assert (result.ok, result.entries, result.seals, result.unsealed) == (True, 9, 3, 1)
    assert result.head == queries.head()
    assert result.head.number == 3


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "case.closed"), ("subject_kind", "x.y"), ("subject_key", uuid4()), ("child_key", None),
        ("place_key", uuid4()), ("by_key", None), ("fields", '["x"]'), ("reason", "x"), ("sealed_values", b"x"),
        ("at", "2014-11-16 03:00:00+00:00"),
    ],
)  # fmt: skip
def test_an_altered_change_is_named(three_seals: list[Change], tamper: Tamper, column: str, value: object) -> None:
    touched = three_seals[3]
    tamper(f"UPDATE trail_change SET {column} = %s WHERE id = %s", value, touched.pk)
    assert verify().problem == Problem(ProblemKind.ALTERED_ROW, 2, 2, Kind.CHANGE, touched.pk)


def test_an_altered_look_is_named(three_seals: list[Change], tamper: Tamper) -> None:
    touched = Look.objects.order_by("pk")[1]
    tamper("UPDATE trail_look SET by_key = %s WHERE id = %s", uuid4(), touched.pk)
    assert verify().problem == Problem(ProblemKind.ALTERED_ROW, 2, 3, Kind.LOOK, touched.pk)


def test_a_missing_row_is_named(three_seals: list[Change], tamper: Tamper) -> None:
    tamper("DELETE FROM trail_change WHERE id = %s", three_seals[4].pk)
    assert verify().problem == Problem(ProblemKind.MISSING_ROW, 3, 1, Kind.CHANGE, three_seals[4].pk)


def test_the_first_of_two_is_named(three_seals: list[Change], tamper: Tamper) -> None:
    tamper("DELETE FROM trail_change WHERE id = %s", three_seals[4].pk)
    tamper("UPDATE trail_change SET reason = 'x' WHERE id = %s", three_seals[0].pk)
    result = verify()
    assert result.problem == Problem(ProblemKind.ALTERED_ROW, 1, 1, Kind.CHANGE, three_seals[0].pk)
    assert (result.entries, result.head) == (0, Head())


@pytest.mark.parametrize("number", [1, 2])
def test_a_missing_seal_is_named(three_seals: list[Change], tamper: Tamper, number: int) -> None:
    tamper("DELETE FROM trail_seal WHERE number = %s", number)
    assert verify().problem == Problem(ProblemKind.MISSING_SEAL, seal=number)


@pytest.mark.parametrize(
    "change", ["count = 2", "at = '2014-11-16 03:00:00+00:00'", "by_key = id_of_somebody", "members = previous"]
)
def test_an_altered_seal_is_named(three_seals: list[Change], tamper: Tamper, change: str) -> None:
    somebody = f"'{stored(uuid4())}'"
    tamper(f"UPDATE trail_seal SET {change.replace('id_of_somebody', somebody)} WHERE number = 2")
    assert verify().problem == Problem(ProblemKind.ALTERED_SEAL, seal=2)


def test_a_chain_that_leads_nowhere_is_broken(three_seals: list[Change], tamper: Tamper) -> None:
    tamper("UPDATE trail_seal SET previous = %s WHERE number = 3", b"x" * 32)
    assert verify().problem == Problem(ProblemKind.BROKEN_CHAIN, seal=3)


def test_seals_in_another_order_are_noticed(three_seals: list[Change], tamper: Tamper) -> None:
    for old, new in ((2, 9), (3, 2), (9, 3)):
        tamper("UPDATE trail_seal SET number = %s WHERE number = %s", new, old)
    assert verify().problem == Problem(ProblemKind.REORDERED, seal=2)


def test_a_seal_that_was_made_anew_is_noticed_by_the_next(three_seals: list[Change], tamper: Tamper) -> None:
    tamper("UPDATE trail_change SET reason = 'x' WHERE id = %s", three_seals[2].pk)
    forge(2, tamper)
    assert verify().problem == Problem(ProblemKind.BROKEN_CHAIN, seal=3)


def test_a_last_seal_that_was_made_anew_is_noticed_by_the_head(three_seals: list[Change], tamper: Tamper) -> None:
    written_down = queries.head()
    tamper("UPDATE trail_change SET reason = 'x' WHERE id = %s", three_seals[4].pk)
    forge(3, tamper)
    assert verify().ok, "nothing inside the database can show this"
    assert verify(expected=written_down).problem == Problem(ProblemKind.REWRITTEN, seal=3)


def test_a_cut_tail_is_noticed_by_the_head(three_seals: list[Change], tamper: Tamper) -> None:
    written_down = queries.head()
    last_look = Look.objects.order_by("-pk")[0]
    tamper("DELETE FROM trail_seal WHERE number = 3")
    tamper("DELETE FROM trail_change WHERE id IN (%s, %s)", three_seals[4].pk, three_seals[5].pk)
    tamper("DELETE FROM trail_look WHERE id = %s", last_look.pk)
    assert verify().ok, "nothing inside the database can show this"
    assert verify(expected=written_down).problem == Problem(ProblemKind.CUT_TAIL, seal=3)


def test_an_older_head_is_still_right(three_seals: list[Change]) -> None:
    written_down = queries.head()
    record_one()
    actions.seal()
    assert verify(expected=written_down).ok
    assert verify(expected=Head()).ok


def test_a_tail_whose_rows_stayed_is_noticed_without_a_head(three_seals: list[Change], tamper: Tamper) -> None:
    tamper("DELETE FROM trail_seal WHERE number = 3")
    assert verify().problem == Problem(ProblemKind.NEVER_SEALED, None, None, Kind.CHANGE, three_seals[4].pk)


def test_a_row_taken_out_of_the_queue_is_noticed(three_seals: list[Change], tamper: Tamper) -> None:
    loose = record_one()
    tamper("DELETE FROM trail_unsealed WHERE entry_key = %s", loose.pk)
    assert verify().problem == Problem(ProblemKind.NEVER_SEALED, None, None, Kind.CHANGE, loose.pk)


def test_a_loose_row_is_found_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch, tamper: Tamper) -> None:
    actions.record_many(by=None, entries=(actions.Entry("a", ("b.c", uuid4())) for _ in range(40)))
    actions.seal()
    changes = [record_one() for _ in range(40)]
    tamper("DELETE FROM trail_unsealed WHERE entry_key = %s", changes[33].pk)
    monkeypatch.setattr(verification, "_KEYS_AT_ONCE", 7)
    assert verify().problem == Problem(ProblemKind.NEVER_SEALED, None, None, Kind.CHANGE, changes[33].pk)


def test_a_row_lost_from_the_queue_is_named(three_seals: list[Change], tamper: Tamper) -> None:
    lost = record_one()
    tamper("DELETE FROM trail_change WHERE id = %s", lost.pk)
    assert verify().problem == Problem(ProblemKind.MISSING_ROW, None, None, Kind.CHANGE, lost.pk)


def test_one_row_lost_and_one_slipped_in_do_not_even_out(three_seals: list[Change], tamper: Tamper) -> None:
    lost = record_one()
    tamper("DELETE FROM trail_change WHERE id = %s", lost.pk)
    Change.objects.create(action="case.opened", subject_kind="casework.case", subject_key=uuid4())
    assert verify().problem == Problem(ProblemKind.MISSING_ROW, None, None, Kind.CHANGE, lost.pk)


def test_progress_ends_at_the_whole(three_seals: list[Change]) -> None:
    seen: list[tuple[int, int]] = []
    verify(progress=lambda done, every: seen.append((done, every)))
    assert seen == [(3, 9), (6, 9), (9, 9)]


def test_long_trails_need_no_more_questions_at_once(django_assert_max_num_queries: object) -> None:
    actions.record_many(by=None, entries=(actions.Entry("a", ("b.c", uuid4())) for _ in range(3 * BATCH)))
    actions.seal()
    # Three seals: two reads of seals, two of rows for each, and six that count and look at the queue.
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert verify().entries == 3 * BATCH


def forge(number: int, tamper: Tamper) -> None:
    """Make a seal anew over rows as they stand now, as somebody would who knows how."""
    seal = Seal.objects.get(number=number)
    members = [
        member._replace(digest=(Change if member.kind == Kind.CHANGE else Look).objects.get(pk=member.key).digest())
        for member in unpack(bytes(seal.members))
    ]
    seal.members = pack(members)
    seal.hash = seal.expected_hash()
    tamper("UPDATE trail_seal SET members = %s, hash = %s WHERE number = %s", seal.members, seal.hash, number)
