"""What counts as out of school."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.results.rules import Rate, is_out_of_school


@pytest.mark.parametrize(
    ("kinds", "out"),
    [
        (["absent"] * 10, True),
        (["present"] + ["absent"] * 10, True),
        (["present"] + ["absent"] * 9, False),
        (["absent"] * 5, True),
        (["absent"] * 4, False),
        (["absent"] * 9 + ["excused"], False),
        (["absent"] * 9 + ["late"], False),
        ([], False),
    ],
)
def test_ten_marked_days_without_excuse(kinds: list[str], *, out: bool) -> None:
    assert is_out_of_school(kinds) is out


def test_a_rate_says_what_it_was_made_of() -> None:
    rate = Rate(400, 6968, date(2014, 10, 31))
    assert rate.percent == 5.74
    assert Rate(0, 0, date(2014, 10, 31)).percent is None
