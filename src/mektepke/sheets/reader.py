"""Runs alone, in a process with a limit on memory and time: workbook bytes in, its cells out as JSON.

Imports nothing of the house: it starts in a tenth of a second, and what breaks it breaks nothing else.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime, time
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

# No name, address or remark in a list is longer; a book pasted into one cell is cut.
_LONGEST = 1_000


def answer(content: bytes, most_rows: int, most_columns: int, most_cells: int) -> dict[str, Any]:
    """The sheets, or the code of what is wrong."""
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        return _sheets(book, most_rows, most_columns, most_cells)
    except PasswordError:
        return {"fault": "password"}
    except CalamineError:
        return {"fault": "damaged"}


def _sheets(book: CalamineWorkbook, most_rows: int, most_columns: int, most_cells: int) -> dict[str, Any]:
    pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    shown = [page.name for page in pages if page.visible == SheetVisibleEnum.Visible]
    sheets = []
    for name in shown:
        sheet = book.get_sheet_by_name(name)
        bottom, right = sheet.end or (-1, -1)
        most_cells -= (bottom + 1) * (right + 1)
        if bottom >= most_rows or right >= most_columns or most_cells < 0:
            return {"fault": "too_much", "parameters": {"rows": most_rows, "columns": most_columns}}
        rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        sheets.append({"name": name, "rows": rows, "merged": sheet.merged_cell_ranges or []})
    return {"sheets": sheets, "hidden": [page.name for page in pages if page.name not in set(shown)]}


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell[:_LONGEST] or None
    if isinstance(cell, (bool, int, float)):
        return cell
    for kind in (datetime, date, time):
        if isinstance(cell, kind):
            return [kind.__name__, cell.isoformat()]
    return ["other", str(cell)]


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the other process is still the one that dies
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the workbook from standard input, write the answer to standard output."""
    rows, columns, cells, memory, seconds = map(int, sys.argv[1:])
    content = sys.stdin.buffer.read()
    _limit(memory, seconds)
    json.dump(answer(content, rows, columns, cells), sys.stdout)


if __name__ == "__main__":
    main()
