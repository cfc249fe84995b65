"""The rows that need somebody, as a workbook that can be put right and loaded again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.rules import Place
from mektepke.pupils.importing.words import COLUMNS, problem_words
from mektepke.sheets.grid import Row
from mektepke.sheets.tables import Line, Table
from mektepke.sheets.writing import SheetToWrite, workbook


def problem_rows(plan: Plan) -> bytes:
    """The same columns as in the list, a class where only a title had it, and a column that says what is wrong."""
    wrong: dict[Place, list[str]] = defaultdict(list)
    for at, problem in plan.problems:
        said = problem_words(problem)
        wrong[at].append(f"{problem.cell}: {said}" if problem.column else said)
    return workbook(
        _sheet(table, number, wrong)
        for number, table in enumerate(plan.reading.tables)
        if any(at.sheet == number for at in wrong)
    )


def _sheet(table: Table, number: int, wrong: dict[Place, list[str]]) -> SheetToWrite:
    classless = table.column("school_class") is None
    headings = [*_headings(table), *([str(COLUMNS["school_class"])] if classless else []), _("What is wrong")]
    rows = [
        _row(line, len(table.heading.texts), wrong[Place(number, line.number)], classless=classless)
        for line in table.lines
        if Place(number, line.number) in wrong
    ]
    return SheetToWrite(table.sheet, headings, rows)


def _headings(table: Table) -> list[str]:
    """As in the list; a column that somebody chose, under its own name, so that it is understood again."""
    return [
        str(COLUMNS[table.columns[index]])
        if table.columns.get(index) in COLUMNS and table.heading.columns.get(index) != table.columns[index]
        else text
        for index, text in enumerate(table.heading.texts)
    ]


def _row(line: Line, width: int, said: Sequence[str], *, classless: bool) -> Row:
    cells: Row = [*line.cells, *[None] * (width - len(line.cells))]
    titled = [str(line.titled) if line.titled else None] if classless else []
    return [*cells, *titled, "\n".join(said)]
