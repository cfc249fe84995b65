"""Shapes: what differs in meaning differs in shape, and nothing is drawn longer than it is."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.look import rules
from tests.look.conftest import KINDS, days


def layers(letters: str) -> dict[str, str]:
    return {layer.name: layer.path for layer in rules.strip(days(letters)).layers}


def test_every_kind_of_day_has_a_shape_of_its_own() -> None:
    outlines = [tuple(layers(letter).values()) for letter in KINDS if letter not in "+_"]
    assert len(set(outlines)) == len(outlines)


def test_an_absence_is_a_full_block_and_lateness_half_of_one() -> None:
    assert layers("-") == {"absent": "M0 0h12v22h-12z"}
    assert layers("l")["late"] == "M0 11h12v11h-12z"
    assert layers("w")["left_early"] == "M0 0h12v11h-12z"


def test_an_excused_absence_has_a_diagonal() -> None:
    assert layers("e")["excused-line"] == "M0 22l12-22"


def test_days_stand_beside_each_other() -> None:
    assert layers("+-+")["absent"] == "M15 0h12v22h-12z"
    assert rules.strip(days("+-+")).width == 3 * 12 + 2 * 3


def test_a_holiday_is_one_gap_however_long() -> None:
    assert layers("+_-")["absent"] == layers("+_____-")["absent"] == "M21 0h12v22h-12z"


def test_a_strip_that_is_too_long_goes_on_in_the_next_row() -> None:
    picture = rules.strip(days("+" * 30 + "-"))
    assert picture.height == 2 * 22 + 6
    assert picture.layers[-1] == rules.Layer("absent", "M0 28h12v22h-12z")


def test_a_strip_without_days_is_empty() -> None:
    assert rules.strip([]).layers == rules.strip(days("__")).layers == ()


def test_a_kind_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="asleep"):
        rules.strip([SimpleNamespace(date=date(2014, 11, 17), kind="asleep")])


@given(st.text(alphabet=list(KINDS), max_size=80))
def test_every_school_day_is_drawn_once(letters: str) -> None:
    blocks = "".join(
        path for name, path in layers(letters).items() if name in {"present", "absent", "excused", "unmarked"}
    )
    assert blocks.count("z") == len(letters.replace("_", ""))


def test_a_child_who_came_later_has_no_cells_before() -> None:
    early = SimpleNamespace(name="Асанова Айпери", address="", days=days("+-"))
    late = SimpleNamespace(name="Маматов Бекзат", address="", days=days("+-")[1:])
    columns = rules.grid_columns([late, early])
    assert columns == (date(2014, 11, 17), date(2014, 11, 18))
    assert rules.grid_row(late.days, columns) == (None, rules.Kind.ABSENT)


def test_a_month_stands_above_its_own_columns() -> None:
    columns = [day.date for day in days("+++", first=date(2014, 10, 30))]
    assert [(head.first.month, head.columns) for head in rules.month_heads(columns)] == [(10, 2), (11, 1)]


def spark(*values: float | None) -> dict[str, str]:
    return {layer.name: layer.path for layer in rules.sparkline(values).layers}


def test_the_line_is_highest_at_a_hundred_and_lowest_at_the_floor() -> None:
    assert spark(100, 80)["line"] == "M4 4L14 32"


def test_a_low_week_lowers_the_floor() -> None:
    assert spark(100, 55)["line"] == "M4 4L14 29.2"


def test_a_week_without_a_register_breaks_the_line() -> None:
    drawn = spark(100, None, 90, 80)
    assert drawn["line"] == "M4 4h0M24 18L34 32"
    assert drawn["gap"] == "M11 6h6v26h-6z"


def test_a_last_week_without_a_register_has_no_dot() -> None:
    assert "last" in spark(90, 91)
    assert "last" not in spark(90, None)


@given(st.lists(st.none() | st.floats(0, 100), max_size=40))
def test_the_line_stays_inside_its_picture(values: list[float | None]) -> None:
    picture = rules.sparkline(values)
    line = next((layer.path for layer in picture.layers if layer.name == "line"), "")
    points = [point.split() for point in line.replace("h0", "").replace("L", "M").split("M") if point]
    assert all(0 <= float(x) <= picture.width and 0 <= float(y) <= picture.height for x, y in points)


def test_the_longest_bar_is_the_largest_count() -> None:
    assert rules.shares([61, 30, 0]) == (100.0, 49.2, 0.0)


def test_something_is_never_drawn_as_nothing() -> None:
    assert rules.shares([10_000, 1]) == (100.0, 1.0)


def test_nothing_at_all_has_no_bars() -> None:
    assert rules.shares([]) == ()
    assert rules.shares([0, 0]) == (0.0, 0.0)


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        rules.shares([3, -1])
