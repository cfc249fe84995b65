"""`mektepke trail verify`, as the terminal shows it."""

from __future__ import annotations

import pytest
from django.utils import translation

from mektepke.trail import command, queries
from mektepke.trail.models import Change, Verification
from tests.trail.conftest import Tamper, record_one

pytestmark = pytest.mark.django_db


def run(expected_head: str | None = None) -> tuple[int, str]:
    """The exit code and what was said, in English."""
    said: list[str] = []
    with translation.override("en"):
        code = command.verify(said.append, expected_head=expected_head)
    return code, "\n".join(said)


def test_a_whole_trail_ends_well_and_tells_its_head(three_seals: list[Change]) -> None:
    record_one()
    code, said = run()
    assert code == 0
    assert "The trail is whole: 10 entries" in said
    assert str(queries.head()) in said
    assert queries.head().number == 4, "what was waiting was sealed first"
    assert Verification.objects.count() == 1


def test_a_touched_trail_names_the_row_and_fails(three_seals: list[Change], tamper: Tamper) -> None:
    tamper("UPDATE trail_change SET action = 'case.closed' WHERE id = %s", three_seals[1].pk)
    code, said = run()
    assert code == 1
    assert f"A row was altered: change {three_seals[1].pk}, at position 2 of seal 1." in said


def test_a_cut_tail_is_named(three_seals: list[Change]) -> None:
    code, said = run(f"9:{'0f' * 32}")
    assert code == 1
    assert "The end of the trail is cut off: seal 4" in said


def test_the_right_head_is_accepted(three_seals: list[Change]) -> None:
    assert run(str(queries.head()))[0] == 0


def test_an_unreadable_head_is_explained_and_nothing_is_done() -> None:
    code, said = run("yesterday's")
    assert code == 2
    assert "A head looks like" in said
    assert not Verification.objects.exists()
