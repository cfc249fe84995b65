"""The rows of a list that need somebody, as a workbook that can be put right and loaded again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mektepke.sheets.grid import Row
from mektepke.sheets.tables import Line, Table
from mektepke.sheets.writing import SheetToWrite, workbook


@dataclass(frozen=True)
class Wrong:
    """One sheet of the list: its rows that need somebody, and by the row's number what is wrong there, in words."""

    table: Table
    lines: Sequence[Line]
    said: Mapping[int, Sequence[str]]


def rows_to_put_right(sheets: Iterable[Wrong], names: Mapping[str, object], *, wrong: str) -> bytes:
    """The same columns as in the list, a class where only a title had it, and a last column headed `wrong`."""
    return workbook(_sheet(sheet, names, wrong) for sheet in sheets if sheet.said)


def _sheet(sheet: Wrong, names: Mapping[str, object], wrong: str) -> SheetToWrite:
    table = sheet.table
    classless = table.column("school_class") is None
    headings = [*_headings(table, names), *([str(names["school_class"])] if classless else []), wrong]
    rows = [
        _row(line, len(table.heading.texts), sheet.said[line.number], classless=classless)
        for line in sheet.lines
        if line.number in sheet.said
    ]
    return SheetToWrite(table.sheet, headings, rows)


def _headings(table: Table, names: Mapping[str, object]) -> list[str]:
    """As in the list; a column that somebody chose, under its own name, so that it is understood again."""
    return [
        str(names[table.columns[index]])
        if table.columns.get(index) in names and table.heading.columns.get(index) != table.columns[index]
        else text
        for index, text in enumerate(table.heading.texts)
    ]


def _row(line: Line, width: int, said: Sequence[str], *, classless: bool) -> Row:
    cells: Row = [*line.cells, *[None] * (width - len(line.cells))]
    titled = [str(line.titled) if line.titled else None] if classless else []
    return [*cells, *titled, "\n".join(said)]
