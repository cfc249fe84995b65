"""The geometry of the small pictures: days and numbers in, shapes out. No Django, no words, no colours.

Every picture is a few paths, one for each kind of day, because a page with twenty strips is read on a 2G phone.
The kinds differ in shape as well as in colour, so that they can be told apart on a grey printout.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol


class Kind(StrEnum):
    """What a strip or a grid can say about one child's day."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE = "late"
    LEFT_EARLY = "left_early"
    UNMARKED = "unmarked"
    NO_SCHOOL = "no_school"


class Day(Protocol):
    """One child's day; anything with a date and a kind will do."""

    @property
    def date(self) -> datetime.date: ...
    @property
    def kind(self) -> str: ...


class Child(Protocol):
    """One row of a class's grid. An empty address is shown as a name without a link."""

    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def days(self) -> Sequence[Day]: ...


@dataclass(frozen=True)
class Layer:
    """All shapes of one kind in a picture, as one SVG path. `name` is the CSS class that colours it."""

    name: str
    path: str


@dataclass(frozen=True)
class Picture:
    """Layers from back to front, in a box of width × height."""

    width: int
    height: int
    layers: tuple[Layer, ...]


CELL, TALL, SPACE, HOLIDAY = 12, 22, 3, 6
_HALF = TALL // 2
_BACK_TO_FRONT = ("present", "excused", "excused-line", "late", "left_early", "absent", "unmarked")


def _block(x: int, y: int, height: int) -> str:
    return f"M{x} {y}h{CELL}v{height}h-{CELL}z"


def day_shapes(kind: str, x: int, y: int) -> list[Layer]:
    """The shapes of one day whose left upper corner is at x, y; none for a day without school."""
    match Kind(kind):
        case Kind.PRESENT:
            return [Layer("present", _block(x, y, TALL))]
        case Kind.ABSENT:
            return [Layer("absent", _block(x, y, TALL))]
        case Kind.EXCUSED:
            diagonal = f"M{x} {y + TALL}l{CELL}-{TALL}"
            return [Layer("excused", _block(x, y, TALL)), Layer("excused-line", diagonal)]
        case Kind.LATE:
            return [Layer("present", _block(x, y, TALL)), Layer("late", _block(x, y + _HALF, _HALF))]
        case Kind.LEFT_EARLY:
            return [Layer("present", _block(x, y, TALL)), Layer("left_early", _block(x, y, _HALF))]
        case Kind.UNMARKED:
            return [Layer("unmarked", f"M{x + 1} {y + 1}h{CELL - 2}v{TALL - 2}h-{CELL - 2}z")]
        case Kind.NO_SCHOOL:
            return []


def strip(days: Sequence[Day], *, per_row: int = 30) -> Picture:
    """A child's days from left to right, at most `per_row` school days in a row; a holiday is one gap, however long."""
    found: dict[str, list[str]] = {}
    x = y = widest = in_row = 0
    for is_gap, group in groupby(days, key=lambda day: day.kind == Kind.NO_SCHOOL):
        if is_gap:
            x += HOLIDAY if in_row else 0
            continue
        for day in group:
            if in_row == per_row:
                x, y, in_row = 0, y + TALL + 2 * SPACE, 0
            for shape in day_shapes(day.kind, x, y):
                found.setdefault(shape.name, []).append(shape.path)
            x, in_row = x + CELL + SPACE, in_row + 1
            widest = max(widest, x - SPACE)
    layers = tuple(Layer(name, "".join(found[name])) for name in _BACK_TO_FRONT if name in found)
    return Picture(widest, y + TALL, layers)


@dataclass(frozen=True)
class MonthHead:
    """A month and how many of a grid's columns stand below it."""

    first: datetime.date
    columns: int


def grid_columns(children: Iterable[Child]) -> tuple[datetime.date, ...]:
    """Every date that any child has, in order: a child who came in October has no cells for September."""
    return tuple(sorted({day.date for child in children for day in child.days}))


def month_heads(columns: Sequence[datetime.date]) -> tuple[MonthHead, ...]:
    """The months above the columns."""
    months = [list(group) for _, group in groupby(columns, key=lambda date: (date.year, date.month))]
    return tuple(MonthHead(month[0], len(month)) for month in months)


def grid_row(days: Iterable[Day], columns: Sequence[datetime.date]) -> tuple[Kind | None, ...]:
    """A child's kinds by column; None where the child was not on the class's list."""
    kinds = {day.date: Kind(day.kind) for day in days}
    return tuple(kinds.get(date) for date in columns)


STEP, DEEP, EDGE = 10, 36, 4


def sparkline(values: Sequence[float | None]) -> Picture:
    """Percentages (0 to 100) by week as a line; a week without a register breaks it and stands as an empty dashed box,
    like a day without a mark in a strip.

    The floor is 80, or the full ten below the lowest value: a fall from 96 to 88 is trouble and must be seen.
    """
    known = [value for value in values if value is not None]
    floor = min([80.0, *(value // 10 * 10 for value in known)])

    def height(value: float) -> float:
        return round(EDGE + (100 - value) / (100 - floor) * (DEEP - 2 * EDGE), 1)

    points = [(EDGE + STEP * week, value) for week, value in enumerate(values)]
    line = ""
    for is_gap, group in groupby(points, key=lambda point: point[1] is None):
        run = [f"{x} {height(value):g}" for x, value in group if value is not None]
        line += "" if is_gap else f"M{'L'.join(run)}" + ("h0" if len(run) == 1 else "")
    boxes = "".join(f"M{x - 3} {EDGE + 2}h6v{DEEP - 2 * EDGE - 2}h-6z" for x, value in points if value is None)
    last = "".join(f"M{x} {height(value):g}h0" for x, value in points[-1:] if value is not None)
    width = 2 * EDGE + STEP * max(len(values) - 1, 0)
    layers = [Layer("whole", f"M0 {EDGE}h{width}"), Layer("line", line), Layer("gap", boxes), Layer("last", last)]
    return Picture(width, DEEP, tuple(layer for layer in layers if layer.path))


def shares(counts: Sequence[float]) -> tuple[float, ...]:
    """Lengths from 0 to 100 against the largest count; something is never drawn as nothing. Negative is an error."""
    if any(count < 0 for count in counts):
        raise ValueError("A bar cannot be shorter than nothing.")
    largest = max(counts, default=0)
    return tuple(max(round(100 * count / largest, 1), 1.0) if count else 0.0 for count in counts)


@dataclass(frozen=True)
class Bar:
    """One row of `{% bars %}`: a name, a value that is drawn, and the words that say it (numerator and denominator)."""

    name: str
    value: float
    words: str
    address: str = ""
