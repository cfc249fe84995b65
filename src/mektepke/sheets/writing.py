"""Sheets written back: a head that stays in sight, real dates, and no text that could ever run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from mektepke.sheets.grid import Cell, text_of

# What a browser is told that such a file is.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEAD = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="E4DDD0"),
    "alignment": Alignment(wrap_text=True, vertical="center"),
}
_TITLE = Font(bold=True, size=14)
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
# Letters that no XML file may hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 6, 48
_WEIGHED_ROWS = 200
_RUNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class SheetToWrite:
    """A sheet's name, what stands above its list, the heading row and the rows below it."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    titles: Sequence[str] = ()


def workbook(sheets: Iterable[SheetToWrite]) -> bytes:
    """An .xlsx file. A name that begins with = + - @ stays a name: it is written as text and marked so."""
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        _write(book, sheet, _free_name(sheet.name, taken))
    if not taken:
        book.create_sheet("1")
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _write(book: Workbook, sheet: SheetToWrite, name: str) -> None:
    page = book.create_sheet(name)
    for index, width in enumerate(_widths(sheet), start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    page.freeze_panes = f"A{len(sheet.titles) + 2}"
    for title in sheet.titles:
        page.append([_cell(page, title, font=_TITLE)])
    page.append([_cell(page, heading, **_HEAD) for heading in sheet.headings])
    for row in sheet.rows:
        page.append([_cell(page, cell) for cell in row])


def _cell(page: WriteOnlyWorksheet, value: Cell, **style: object) -> Written | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(page, value, style)
    cell: Written = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]  # its stubs know no dates
    if isinstance(value, date):
        cell.number_format = "DD.MM.YYYY HH:MM" if isinstance(value, datetime) else "DD.MM.YYYY"
    return cell


def _text(page: WriteOnlyWorksheet, value: str, style: dict[str, object]) -> Written:
    cell = WriteOnlyCell(page, value=_UNWRITABLE.sub("", value))
    cell.data_type = "s"
    for part, look in style.items():
        setattr(cell, part, look)
    # So that it stays text when somebody edits the cell, or saves the sheet as .csv and opens that.
    cell.quotePrefix = value.startswith(_RUNS)
    return cell


def _widths(sheet: SheetToWrite) -> list[int]:
    rows = [sheet.headings, *sheet.rows[:_WEIGHED_ROWS]]
    width = max(map(len, rows))
    longest = [
        max((len(text_of(row[column])) for row in rows if column < len(row)), default=0) for column in range(width)
    ]
    return [min(max(length + 2, _NARROWEST), _WIDEST) for length in longest]


def _free_name(name: str, taken: set[str]) -> str:
    """A name that a spreadsheet program allows: 31 letters, no signs, no sheet twice."""
    plain = _NO_SHEET_NAME.sub(" ", _UNWRITABLE.sub("", name)).strip()[:31] or str(len(taken) + 1)
    free, number = plain, 2
    while free.lower() in taken:
        free, number = f"{plain[:27]} {number}", number + 1
    taken.add(free.lower())
    return free
