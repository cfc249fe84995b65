"""The rows that need somebody, as a workbook that can be put right and loaded again."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext as _

from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.words import COLUMNS, problem_words
from mektepke.sheets.putting_right import Wrong, rows_to_put_right


def problem_rows(plan: Plan) -> bytes:
    """The same columns as in the list, a class where only a title had it, and a column that says what is wrong."""
    said: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for at, problem in plan.problems:
        words = problem_words(problem)
        said[at.sheet][at.row].append(f"{problem.cell}: {words}" if problem.column else words)
    sheets = [Wrong(table, table.lines, said[number]) for number, table in enumerate(plan.reading.tables)]
    return rows_to_put_right(sheets, COLUMNS, wrong=_("What is wrong"))
