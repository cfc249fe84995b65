"""The columns of a list as a page offers them for putting right, and what somebody chose there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mektepke.sheets.grid import column_letter, text_of
from mektepke.sheets.tables import Table

_EXAMPLES = 3

# The columns that a person chose, by the number of the sheet and of the column.
Chosen = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class Column:
    """One column on the page: its letter, its heading, what stands in it, what it is taken for."""

    field: str
    letter: str
    heading: str
    examples: str
    code: str


@dataclass(frozen=True)
class Columns:
    """The columns of all sheets that have the same headings: chosen once for all of them."""

    title: str
    numbers: list[int]
    columns: list[Column]
    read: bool
    guessed: str
    """What is read, in words and in the order of the columns."""
    ignored: str
    """What nobody reads although it has a heading: whoever loads the list has to know."""


class ChosenTwice(ValueError):
    """Two columns of one sheet were said to be the same; `code` tells which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def columns_of(tables: Sequence[Table], names: Mapping[str, object]) -> list[Columns]:
    """The sheets of a file by their headings, with their columns. `names` are the columns that are read, in words."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for number, table in enumerate(tables):
        groups.setdefault((table.heading.texts, tuple(table.columns.items())), []).append(number)
    return [_columns(tables, numbers, names) for numbers in groups.values()]


def chosen_in(post: Mapping[str, str], groups: Sequence[Columns], names: Mapping[str, object]) -> Chosen:
    """The chosen columns by sheet, from fields named `column-<sheet>-<index>`; a sheet that nothing was sent about is
    not in it. Raises `ChosenTwice`."""
    chosen: dict[int, dict[int, str]] = {}
    for group in groups:
        if not any(column.field in post for column in group.columns):
            continue
        codes = {int(column.field.rsplit("-", 1)[1]): post.get(column.field, "") for column in group.columns}
        codes = {index: code for index, code in codes.items() if code in names}
        for code in codes.values():
            if list(codes.values()).count(code) > 1:
                raise ChosenTwice(code)
        chosen |= dict.fromkeys(group.numbers, codes)
    return chosen


def _columns(tables: Sequence[Table], numbers: list[int], names: Mapping[str, object]) -> Columns:
    table = tables[numbers[0]]
    columns = [_column(table, numbers[0], index, names) for index in range(len(table.heading.texts))]
    shown = [column for column in columns if column.heading or column.examples]
    # A list of one sheet needs no name for it.
    title = ", ".join(tables[number].sheet for number in numbers) if len(tables) > 1 else ""
    read = any(tables[number].lines for number in numbers)
    guessed = ", ".join(str(names[column.code]) for column in shown if column.code)
    ignored = ", ".join(
        f"{column_letter(index)} «{column.heading}»"
        for index, column in enumerate(columns)
        if column.heading and not column.code and table.columns.get(index) != "number"
    )
    return Columns(title, numbers, shown, read, guessed, ignored)


def _column(table: Table, number: int, index: int, names: Mapping[str, object]) -> Column:
    found = (text_of(row[index]) for row in table.sample if index < len(row))
    examples = list(dict.fromkeys(filter(None, found)))[:_EXAMPLES]
    code = table.columns.get(index, "")
    field, heading = f"column-{number}-{index}", table.heading.texts[index]
    return Column(field, column_letter(index), heading, ", ".join(examples), code if code in names else "")
