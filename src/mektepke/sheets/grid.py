"""A sheet in memory: rows of cells, merged cells filled, places named as the person sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[0]` is the row that the person sees as 1."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets in their order, and the names of those hidden, which are not read."""

    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)


# Hyphens that look like the one on the keyboard; Kyrgyz dates of this house carry the one that does not break a line.
_HYPHENS = str.maketrans("\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "--")


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(cell: Cell) -> str:
    """A cell as the person reads it: `5`, not `5.0`; a date by days, months, years; one space between words, one kind
    of hyphen."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(cell.split()).translate(_HYPHENS)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def clean(cell: Cell) -> Cell:
    """Blank text as None, whole floats as whole numbers: a spreadsheet knows only floats."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell


def fill_merged(rows: list[Row], areas: Iterable[Area], *, at_most: int) -> bool:
    """Write a merged cell's value into every cell it covers. False if the areas cover more cells than `at_most`."""
    for (top, left), (bottom, right) in areas:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        end = min(bottom, len(rows) - 1), min(right, max(len(rows[top]) - 1, left))
        at_most -= (end[0] - top + 1) * (end[1] - left + 1)
        if at_most < 0:
            return False
        _fill(rows, (top, left), end)
    return True


def _fill(rows: list[Row], first: tuple[int, int], last: tuple[int, int]) -> None:
    value = rows[first[0]][first[1]]
    for row in rows[first[0] : last[0] + 1]:
        for column in range(first[1], min(last[1], len(row) - 1) + 1):
            row[column] = value
