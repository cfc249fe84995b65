"""`mektepke keys`: what it says, and what it never says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F

from mektepke.sealed import actions, command, keys
from mektepke.sealed.models import Proof
from mektepke.sealed.resealing import Resealed, sealed_with
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def said(do: object, *words: str) -> tuple[int, str]:
    """The exit code and everything that was printed."""
    lines: list[str] = []
    code = do(*words, echo=lambda line: lines.append(str(line)))  # type: ignore[operator]
    return code, "\n".join(lines)


def test_what_is_shown_opens_nothing(cast: Cast, own_keys: Path) -> None:
    actions.rotate()
    code, told = said(command.show)
    assert code == 0
    assert str(own_keys) in told
    assert "Key 1: 0 texts.\n" in told
    assert f"Key 2: {sealed_with('2')} texts, and whatever is written from now on." in told
    assert [key for key in own_keys.read_text().split()[1::2] if key[:8] in told] == []


def test_a_rotation_says_what_to_do_with_the_file(cast: Cast, own_keys: Path) -> None:
    texts = sealed_with("1")
    assert texts > 20
    code, told = said(command.rotate)
    assert code == 0
    assert told.splitlines() == [
        f"Key 2 seals from now on; {texts} texts were sealed anew.",
        f"Copy the file of keys anew to where you keep its copy: {own_keys}",
    ]


def test_a_rotation_that_left_something_is_not_well(cast: Cast) -> None:
    child = cast.here.pupils[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pupils_child SET disability = 's1:9:AAAA' WHERE search_key = %s", [child.search_key])
    code, told = said(command.rotate)
    assert code == 1
    assert "no key here opens them" in told
    assert "  pupils.child.disability  1  " in told


def test_held_rows_are_counted_and_ask_for_another_call() -> None:
    lines: list[object] = []
    assert command._say_left(Resealed(held=2), lines.append) == 1
    assert lines == ["2 texts were just being written by somebody. Call the command again."]
    assert command._say_left(Resealed(), lines.append) == 0


def test_forgetting_says_why_not_and_what_it_means(cast: Cast) -> None:
    actions.rotate()
    assert said(command.forget, "2") == (
        1, "Key 2 seals what is written now. Make a new one first: mektepke keys rotate",
    )  # fmt: skip
    assert list(keys.ring().keys) == ["1", "2"]
    Proof.objects.update(since=F("since") - timedelta(hours=1))
    code, told = said(command.forget, "1")
    assert (code, "Key 1 is forgotten. Backups from its time open only with" in told) == (0, True)
    assert list(keys.ring().keys) == ["2"]
