"""From a file's sheets to rows that say who works at the school, and problems that say where not. No database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mektepke.people.importing.posts import class_led, role_in
from mektepke.people.importing.vocabulary import STAFF_LIST, language_in
from mektepke.people.phones import phones_in
from mektepke.people.roles import Role
from mektepke.sheets.answers import says_nothing
from mektepke.sheets.choosing import Chosen
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.sheets.classes import read_class
from mektepke.sheets.faults import Fault, Problem
from mektepke.sheets.grid import Book, Sheet, text_of
from mektepke.sheets.headings import match
from mektepke.sheets.names import FullName, read_name, split_full_name
from mektepke.sheets.tables import Line, Table, understand
from mektepke.sheets.vocabulary import PUPIL_LIST

_NAME_PARTS = ("family_name", "given_name", "patronymic")
# Two classes teachers take turns in one class; a third is none.
MOST_TEACHERS = 2
_BETWEEN_CLASSES = re.compile(r"[,;\n]| и | жана | and ")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a staff list; `table` and `line` say where it stands."""

    table: Table
    line: Line
    name: FullName
    role: Role
    classes: tuple[ClassName, ...]
    phone: str
    language: str


@dataclass
class Reading:
    """A file as read. A row with a problem is left out."""

    tables: list[Table]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # What was not taken from rows that are loaded all the same.
    notes: list[Problem] = field(default_factory=list)
    # A list of pupils, chosen by mistake: nothing of it is offered.
    of_pupils: bool = False
    # Every row that was taken for a person, by the name of its sheet.
    lines: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def has_names(self) -> bool:
        """Whether any sheet has a column with names at all."""
        return any(set(table.columns.values()) & STAFF_LIST.needed for table in self.tables)


def read(book: Book, chosen: Chosen | None = None) -> Reading:
    """Every sheet of the book that is a list of staff; `chosen` are columns that somebody put right."""
    chosen = chosen or {}
    sheets = enumerate(book.sheets)
    tables = [(sheet, understand(sheet, STAFF_LIST, chosen=chosen.get(number))) for number, sheet in sheets]
    reading = Reading([table for _sheet, table in tables])
    if any(map(_heads_pupils, reading.tables)):
        reading.of_pupils = True
        return reading
    for sheet, table in tables:
        reading.lines[sheet.name] = list(_lines(sheet, table))
        for line in reading.lines[sheet.name]:
            row = _row(table, line, reading)
            if row is not None:
                reading.rows.append(row)
    if _has_too_many_for_one_class(reading.rows):
        return Reading(reading.tables, of_pupils=True)
    return reading


def _heads_pupils(table: Table) -> bool:
    """Whether the columns are those of a list of pupils: dates of birth, and no roles."""
    found = (match(text, PUPIL_LIST) for text in table.heading.texts)
    return table.column("role") is None and any(one is not None and one.code == "birth_date" for one in found)


def _has_too_many_for_one_class(rows: Iterable[Row]) -> bool:
    """Whether a class would have more than two class teachers: then the names are its pupils', or its subjects'."""
    teachers: dict[ClassName, set[FullName]] = defaultdict(set)
    for row in rows:
        for one in row.classes:
            if row.role == Role.TEACHER:
                teachers[one].add(row.name)
    return any(len(names) > MOST_TEACHERS for names in teachers.values())


def _lines(sheet: Sheet, table: Table) -> Iterator[Line]:
    """The rows, with those that begin with «Директор»: below a list of pupils a signature, here a person."""
    yield from table.lines
    for left in table.left_out:
        line = Line(left.number, sheet.rows[left.number - 1], None)
        if left.code == "signature" and isinstance(_name(table, line), FullName):
            yield line


def _row(table: Table, line: Line, reading: Reading) -> Row | None:
    found: list[Problem] = []

    def fault(column: str, fault: Fault) -> None:
        found.append(table.problem(line, column, fault.code, fault.parameters))

    name = _name(table, line)
    if isinstance(name, Fault):
        fault("full_name" if table.column("full_name") is not None else "family_name", name)
    post = _said(table, line, "role")
    classes = _classes(_said(table, line, "school_class") or str(class_led(post) or ""))
    if isinstance(classes, Fault):
        fault("school_class", classes)
    role = _role(post, has_class=bool(classes))
    if isinstance(role, Fault):
        is_about_class = role.code == "teacher_without_class" and table.column("school_class") is not None
        fault("school_class" if is_about_class else "role", role)
    language = _language(_said(table, line, "language"))
    if isinstance(language, Fault):
        fault("language", language)
    phone, doubt = _phone(_said(table, line, "phone"), is_kept=not found)
    # A person without a phone is still a person: a wrong number keeps nobody out.
    notes = [table.problem(line, "phone", doubt.code, doubt.parameters)] if doubt else []
    if found:
        reading.problems += found + notes
        return None
    reading.notes += notes
    return Row(table, line, name, role, classes, phone, language)  # type: ignore[arg-type]  # none of them is a fault


def _said(table: Table, line: Line, column: str) -> str:
    """What stands in a cell that may be empty; «нет» in the column of phones is no phone."""
    cell = table.cell(line, column)
    return "" if says_nothing(cell) else text_of(cell)


def _name(table: Table, line: Line) -> FullName | Fault:
    if table.column("full_name") is not None:
        return split_full_name(table.cell(line, "full_name"))
    parts = [read_name(table.cell(line, part)) for part in _NAME_PARTS]
    for part in parts:
        if isinstance(part, Fault):
            return part
    family, given, patronymic = map(str, parts)
    return FullName(family, given, patronymic) if family and given else Fault("name_one_word")


def _classes(text: str) -> tuple[ClassName, ...] | Fault:
    found = []
    for part in filter(None, (part.strip(" -–—") for part in _BETWEEN_CLASSES.split(text))):
        one = read_class(part)
        if isinstance(one, Fault):
            return one
        found.append(one)
    return tuple(dict.fromkeys(found))


def _role(text: str, *, has_class: bool) -> Role | Fault:
    if not text:
        return Role.TEACHER if has_class else Fault("role_missing")
    role = role_in(text)
    if role == Role.TEACHER and not has_class:
        return Fault("teacher_without_class")
    return role


def _phone(text: str, *, is_kept: bool) -> tuple[str, Fault | None]:
    """The first number of the cell, and what has to be said: that there are others, or that none can be dialled.

    Of a row that is left out nothing is kept, so there it is not said which.
    """
    numbers = phones_in(text)
    if not numbers:
        return "", Fault("phone_unclear") if text else None
    more = Fault("phone_more", {"phone": numbers[0]}) if is_kept else Fault("phone_several")
    return numbers[0], more if len(numbers) > 1 else None


def _language(text: str) -> str | Fault:
    return (language_in(text) or Fault("language_unclear")) if text else ""
