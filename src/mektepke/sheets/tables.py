"""A sheet understood: its heading, its columns, the rows that are children, the rows left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from mektepke.sheets.classes import SchoolClass, class_in_title, read_class
from mektepke.sheets.faults import Problem
from mektepke.sheets.grid import Cell, Row, Sheet, column_letter, text_of
from mektepke.sheets.headings import Heading, find
from mektepke.sheets.letters import fold
from mektepke.sheets.vocabulary import SIGNATURES, TOTALS, Vocabulary

_SAMPLE = 50
# Columns that are filled down an otherwise empty form: a row with nothing else is blank.
_FILLED_AHEAD = frozenset({"number", "other", "school_class", "class_letter"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: its number as the person sees it, its cells, the class that a title above it speaks of."""

    number: int
    cells: Row
    titled: SchoolClass | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no child: `total`, `heading`, `title`, `signature` or `numbers`, and how it begins."""

    number: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as a list. `columns` maps a column's index to its code; `heading.height` is 0 where none was found.

    A sheet in which no column holds names has no lines; `sample` shows what stands in it all the same.
    """

    sheet: str
    heading: Heading
    columns: Mapping[int, str]
    sample: Sequence[Row]
    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def column(self, code: str) -> int | None:
        """Where a column stands, or None."""
        return next((index for index, its in self.columns.items() if its == code), None)

    def cell(self, line: Line, code: str) -> Cell:
        """What stands in a line under a code; None where there is no such column."""
        index = self.column(code)
        return line.cells[index] if index is not None and index < len(line.cells) else None

    def problem(self, line: Line, column: str, code: str, parameters: Mapping[str, str | int] | None = None) -> Problem:
        """A fault, put at its place: `column` is the code of the column, or empty for the whole row."""
        index = self.column(column)
        letter = column_letter(index) if index is not None else ""
        stood = text_of(self.cell(line, column))
        return Problem(code, self.sheet, line.number, letter, stood, parameters or {})


def understand(sheet: Sheet, vocabulary: Vocabulary, *, chosen: Mapping[int, str] | None = None) -> Table:
    """The sheet as a table; `chosen` are columns that a person set, instead of the guessed ones."""
    heading = find(sheet.rows, vocabulary)
    columns = dict(heading.columns if chosen is None else chosen)
    table = Table(sheet.name, heading, columns, sheet.rows[heading.below : heading.below + _SAMPLE])
    if set(columns.values()) & vocabulary.needed:
        _read_lines(table, sheet, _class_above(sheet, heading))
    return table


def _read_lines(table: Table, sheet: Sheet, titled: SchoolClass | None) -> None:
    known = _heading_texts(table.heading, sheet)
    read = set(table.columns)
    for index in range(table.heading.below, len(sheet.rows)):
        cells = sheet.rows[index]
        texts = [text_of(cell) for cell in cells]
        if _blank(table, texts):
            continue
        code = _no_child(texts, known, read)
        if code == "title":
            titled = class_in_title(_first(texts)) or titled
        if code:
            table.left_out.append(LeftOut(index + 1, code, _first(texts)))
        else:
            table.lines.append(Line(index + 1, cells, titled))


def _class_above(sheet: Sheet, heading: Heading) -> SchoolClass | None:
    """The class from the nearest title above the heading, else from the sheet's name."""
    for row in reversed(sheet.rows[: heading.first]):
        for text in dict.fromkeys(filter(None, map(text_of, row))):
            if found := class_in_title(text):
                return found
        if found := _class_in_two_cells(row):
            return found
    return class_in_title(sheet.name)


def _class_in_two_cells(row: Row) -> SchoolClass | None:
    """`Класс:` in one cell and `5-А` in the next."""
    texts = list(dict.fromkeys(filter(None, map(text_of, row))))
    for label, value in pairwise(texts):
        if fold(label) in {fold("класс"), fold("классы"), "class", "grade"}:
            found = read_class(value)
            return found if isinstance(found, SchoolClass) else None
    return None


def _heading_texts(heading: Heading, sheet: Sheet) -> list[set[str]]:
    """For each column, every text that its heading has: the upper, the lower, both."""
    known: list[set[str]] = [{fold(text)} for text in heading.texts]
    for row in sheet.rows[heading.first : heading.below]:
        for column, cell in enumerate(row):
            known[column].add(fold(text_of(cell)))
    return known


def _blank(table: Table, texts: Sequence[str]) -> bool:
    said = [text for index, text in enumerate(texts) if text and table.columns.get(index, "other") not in _FILLED_AHEAD]
    return not said and not (len(set(texts) - {""}) == 1 and class_in_title(_first(texts)))


def _no_child(texts: Sequence[str], known: list[set[str]], read: set[int]) -> str:
    filled = [(index, text) for index, text in enumerate(texts) if text]
    distinct = list(dict.fromkeys(text for _, text in filled))
    begins = next((fold(text) for text in distinct if not text.isdecimal()), "")
    if _begins_with(begins, TOTALS):
        return "total"
    if len(distinct) <= 4 and _begins_with(begins, SIGNATURES):
        return "signature"
    if len(distinct) == 1 and class_in_title(distinct[0]):
        return "title"
    headed = [index for index, text in filled if index in read or known[index] != {""}]
    if len(headed) > 1 and all(fold(texts[index]) in known[index] for index in headed):
        return "heading"
    if len(distinct) > 2 and distinct == [str(number) for number in range(1, len(distinct) + 1)]:
        return "numbers"
    return ""


def _begins_with(text: str, words: frozenset[str]) -> bool:
    parts = text.split()
    return any(" ".join(parts[:size]) in words for size in (1, 2, 3) if size <= len(parts))


def _first(texts: Sequence[str]) -> str:
    return next((text for text in texts if text and not text.isdecimal()), next(filter(None, texts), ""))
