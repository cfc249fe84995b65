"""Workbooks as people make them, as bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, *, sheet: str = "Лист1", merged: Sequence[str] = ()) -> bytes:
    """One sheet; `merged` are ranges such as `A1:D1`."""
    return xlsx_of({sheet: rows}, merged=merged)


def xlsx_of(sheets: dict[str, Rows], *, merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """Several sheets; the ranges are merged in each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for area in merged:
            page.merge_cells(area)
        if name in hidden:
            page.sheet_state = "hidden"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
