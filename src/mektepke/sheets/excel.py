"""Workbooks are read by another process: one sheet with two far corners takes 500 GB and would end the whole server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from mektepke.sheets.faults import Unreadable
from mektepke.sheets.grid import Book, Cell, Sheet, clean, fill_merged

# What a list of the largest school, or of a whole district, never reaches.
MOST_ROWS = 50_000
MOST_COLUMNS = 300
MOST_CELLS = 2_000_000
MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 60

_READER = Path(__file__).with_name("reader.py")
_KINDS: dict[str, Callable[[str], Cell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "other": str,
}


def read(content: bytes) -> Book:
    """The visible sheets of a workbook, merged cells filled. Raises `Unreadable`."""
    answer = _ask(content)
    if "fault" in answer:
        raise Unreadable(answer["fault"], **answer.get("parameters", {}))
    return Book([_sheet(sheet) for sheet in answer["sheets"]], answer["hidden"])


def _ask(content: bytes) -> dict[str, Any]:
    limits = [MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_MEMORY, MOST_SECONDS]
    command = [sys.executable, "-I", str(_READER), *map(str, limits)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as why:
        raise Unreadable("too_much", rows=MOST_ROWS, columns=MOST_COLUMNS) from why
    if done.returncode != 0:
        # Killed by its limits: whatever the file holds, it is no list of children.
        raise Unreadable("too_much", rows=MOST_ROWS, columns=MOST_COLUMNS)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _sheet(sheet: dict[str, Any]) -> Sheet:
    rows = [[_cell(cell) for cell in row] for row in sheet["rows"]]
    if not fill_merged(rows, sheet["merged"], at_most=MOST_CELLS):
        raise Unreadable("too_much", rows=MOST_ROWS, columns=MOST_COLUMNS)
    return Sheet(sheet["name"], rows)


def _cell(cell: Any) -> Cell:
    if isinstance(cell, list):
        kind, text = cell
        return _KINDS[kind](text)
    return clean(cell)
