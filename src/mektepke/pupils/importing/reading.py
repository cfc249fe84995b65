"""From a file's sheets to rows that say something of a child, and problems that say where they cannot. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from mektepke.base.names import search_key
from mektepke.pupils.importing import cells
from mektepke.pupils.importing.guardians import Said, guardian, guardians, one_phone_for_all
from mektepke.pupils.importing.leaving import heads_remarks, marked_left
from mektepke.pupils.importing.rules import GuardianSaid, Place, Row, Value
from mektepke.pupils.importing.staff import is_of_staff
from mektepke.pupils.rules import ONE_DAY, years_before
from mektepke.sheets.answers import read_sex, read_yes_no, says_nothing
from mektepke.sheets.choosing import Chosen
from mektepke.sheets.classes import SchoolClass, read_class, read_letter
from mektepke.sheets.dates import DayOrYear, read_date
from mektepke.sheets.faults import Fault, Problem
from mektepke.sheets.grid import Book, Cell, column_letter, text_of
from mektepke.sheets.letters import one_alphabet
from mektepke.sheets.names import FullName, read_name, split_full_name
from mektepke.sheets.tables import Line, Table, understand
from mektepke.sheets.vocabulary import PUPIL_LIST

YOUNGEST, OLDEST = 4, 25
_LONGEST = {"street": 120, "house": 20, "poor_register_number": 40}
# Where «нет» or a dash means that there is none: nobody's mother is called «Жок».
_MAY_BE_EMPTY = frozenset(
    {
        "patronymic", "village", "street", "house", "address", "guardian_name", "guardian_relation", "guardian_phone",
        "guardian_language", "mother_name", "mother_phone", "father_name", "father_phone", "home_language", "mode",
    }
)  # fmt: skip
_NAME_COLUMNS = ("full_name", "family_name", "given_name", "patronymic")


@dataclass(frozen=True)
class School:
    """What reading must know of the school: its villages by folded name, its grades, the school year's days."""

    village: UUID
    villages: Mapping[str, UUID]
    last_grade: int
    year_ends: date
    today: date


@dataclass
class Reading:
    """A file as read: its tables, its rows, its problems by place; rows with a problem in `left_out` are not loaded."""

    tables: list[Table]
    hidden: list[str]
    rows: list[Row] = field(default_factory=list)
    problems: list[tuple[Place, Problem]] = field(default_factory=list)
    left_out: set[Place] = field(default_factory=set)
    # Folded names in rows left out: those children are in the list, whatever else is unclear about them.
    unsure: set[str] = field(default_factory=set)
    # How many rows speak of each class, those left out among them.
    classes: Counter[SchoolClass] = field(default_factory=Counter)
    # Sheets that are lists of staff, by their names: nobody in them is a pupil.
    staff_sheets: list[str] = field(default_factory=list)

    @property
    def of_staff(self) -> bool:
        """Whether the file is a list of staff, chosen by mistake: no other sheet has anybody in it."""
        lines = any(table.lines for table in self.tables if table.sheet not in self.staff_sheets)
        return bool(self.staff_sheets) and not lines

    def note(self, at: Place, problem: Problem, *, leaves_out: bool = False) -> None:
        """Keep a problem; with `leaves_out` the whole row cannot be loaded."""
        self.problems.append((at, problem))
        if leaves_out:
            self.left_out.add(at)


def read(book: Book, school: School, chosen: Chosen | None = None) -> Reading:
    """Every sheet of the book that is a list."""
    chosen = chosen or {}
    tables = [understand(sheet, PUPIL_LIST, chosen=chosen.get(number)) for number, sheet in enumerate(book.sheets)]
    reading = Reading(tables, book.hidden)
    for number, table in enumerate(tables):
        if is_of_staff(table, lambda cell: _is_childs_birth(cell, school)):
            reading.staff_sheets.append(table.sheet)
            continue
        for line in table.lines:
            row = _Reader(reading, table, line, Place(number, line.number), school).row()
            if row is not None:
                reading.rows.append(row)
    return reading


def _birth(cell: Cell, school: School) -> DayOrYear | Fault:
    earliest, latest = years_before(school.today, OLDEST + 1) + ONE_DAY, years_before(school.today, YOUNGEST)
    return read_date(cell, earliest=earliest, latest=latest)


def _is_childs_birth(cell: Cell, school: School) -> bool:
    return not isinstance(_birth(cell, school), Fault)


class _Reader:
    """One row of one table, read cell by cell."""

    def __init__(self, reading: Reading, table: Table, line: Line, at: Place, school: School) -> None:
        self.reading, self.table, self.line, self.at, self.school = reading, table, line, at, school
        self.filled = {
            code: line.cells[index]
            for index, code in table.columns.items()
            if index < len(line.cells)
            and line.cells[index] is not None
            and not (code in _MAY_BE_EMPTY and says_nothing(line.cells[index]))
        }
        self.said: dict[str, Value] = {}

    def row(self) -> Row | None:
        """The row, or None where its name or its class cannot be told or the child has left."""
        if self._has_left():
            return None
        named, school_class = self._name(), self._class()
        self._birth()
        self._answers()
        self._address()
        guardians = self._guardians()
        mode = self._text("mode", cells.read_mode)
        enrolled_on = self._enrolled_on()
        if not named:
            return None
        if school_class is None:
            self.reading.unsure.add(search_key(f"{self.said['family_name']} {self.said['given_name']}"))
            return None
        return Row(self.at, self.said, school_class, mode, enrolled_on, guardians)

    def _fault(self, column: str, fault: Fault, *, leaves_out: bool = False) -> None:
        problem = self.table.problem(self.line, column, fault.code, fault.parameters)
        self.reading.note(self.at, problem, leaves_out=leaves_out)

    def _text(self, column: str, read: Callable[[str], str | Fault]) -> str:
        text = text_of(self.filled.get(column))
        found = read(text) if text else ""
        if isinstance(found, Fault):
            self._fault(column, found)
            return ""
        return found

    def _has_left(self) -> bool:
        """«Выбыл» beside the name or in a remark: that child is no longer on the roll, and not put on it."""
        named = {index for index, code in self.table.columns.items() if code in _NAME_COLUMNS}
        before = ""
        for index, cell in enumerate(self.line.cells):
            found = marked_left(text_of(cell)) if index in named or self._is_remark(index) else None
            if found is not None and (index in named or not found):
                problem = replace(
                    self.table.problem(self.line, "", "marked_left"), column=column_letter(index), stood=text_of(cell)
                )
                self.reading.note(self.at, problem, leaves_out=True)
                if name := " ".join(f"{before} {found}".split()[:2]):
                    self.reading.unsure.add(search_key(name))
                return True
            before += f" {text_of(cell)}" if index in named else ""
        return False

    def _is_remark(self, index: int) -> bool:
        headings = self.table.heading.texts
        unread = self.table.columns.get(index, "other") == "other"
        return unread and heads_remarks(headings[index] if index < len(headings) else "")

    def _name(self) -> bool:
        if "full_name" in self.filled:
            found = split_full_name(self.filled["full_name"])
            if isinstance(found, Fault):
                self._fault("full_name", found, leaves_out=True)
                return False
            return self._keep_name(found)
        beside = " ".join(text_of(self.filled.get(code)) for code in _NAME_COLUMNS)
        parts = {code: read_name(self.filled.get(code), beside=beside) for code in _NAME_COLUMNS[1:]}
        nameless = not parts["family_name"] and not parts["given_name"]
        for code, part in parts.items():
            if isinstance(part, Fault):
                self._fault(code, part, leaves_out=True)
                return False
            if not part and code != "patronymic":
                column = "full_name" if self.table.column("full_name") is not None else code
                self._fault(column, Fault("name_missing" if nameless else f"{code}_missing"), leaves_out=True)
                return False
        return self._keep_name(FullName(*map(str, parts.values())))

    def _keep_name(self, name: FullName) -> bool:
        self.said |= {"family_name": name.family, "given_name": name.given}
        patronymic = name.patronymic or text_of(self.filled.get("patronymic"))
        found = read_name(patronymic)
        if isinstance(found, Fault):
            self._fault("patronymic", found)
        elif found:
            self.said["patronymic"] = found
        return True

    def _class(self) -> SchoolClass | None:
        cell = self.filled.get("school_class")
        found = read_class(cell) if cell is not None else (self.line.titled or Fault("class_missing"))
        if isinstance(found, SchoolClass) and not found.letter:
            letter = read_letter(self.filled.get("class_letter"))
            found = letter if isinstance(letter, Fault) else SchoolClass(found.grade, letter)
        if isinstance(found, SchoolClass) and found.grade > self.school.last_grade:
            found = Fault("class_grade", {"grade": found.grade, "highest": self.school.last_grade})
        if isinstance(found, Fault):
            self._fault("class_letter" if found.code == "class_letter" else "school_class", found, leaves_out=True)
            return None
        self.reading.classes[found] += 1
        return found

    def _birth(self) -> None:
        cell = self.filled.get("birth_date")
        if cell is None:
            return
        found = _birth(cell, self.school)
        if isinstance(found, Fault):
            self._fault("birth_date", found)
            return
        self.said["birth_year"] = found.year
        if found.day:
            self.said["birth_date"] = found.day

    def _enrolled_on(self) -> date | None:
        cell = self.filled.get("enrolled_on")
        if cell is None:
            return None
        found = read_date(cell, earliest=date(self.school.today.year - OLDEST, 1, 1), latest=self.school.year_ends)
        if isinstance(found, Fault):
            self._fault("enrolled_on", found)
            return None
        return found.day

    def _answers(self) -> None:
        if "sex" in self.filled:
            sex = read_sex(self.filled["sex"])
            if isinstance(sex, Fault):
                self._fault("sex", sex)
            else:
                self.said["sex"] = sex
        for column in ("disability", "documents_missing", "migrant_parent"):
            if column in self.filled:
                self._known_or_not(column)
        if languages := self._text("home_language", cells.read_languages):
            self.said["languages"] = languages
        self._poor_number()

    def _known_or_not(self, column: str) -> None:
        answer = cells.read_known(self.filled[column], column)
        if isinstance(answer, Fault):
            self._fault(column, answer)
        elif answer:
            self.said[column] = answer

    def _poor_number(self) -> None:
        text = text_of(self.filled.get("poor_family_number"))
        if not any(letter.isdigit() for letter in text):
            # «No» is no number; «yes» asks for one.
            if text and read_yes_no(text) is not False:
                self._fault("poor_family_number", Fault("poor_number_missing"))
            return
        self._keep("poor_register_number", text, "poor_family_number")

    def _address(self) -> None:
        address = cells.read_address(self.filled.get("address"), is_village=self._is_village)
        self._keep("street", one_alphabet(text_of(self.filled.get("street"))) or address.street, "street", "address")
        self._keep("house", text_of(self.filled.get("house")) or address.house, "house", "address")
        column = "village" if "village" in self.filled else "address"
        name = text_of(self.filled.get("village")) or address.village
        if not name:
            return
        key = search_key(cells.village_in(name) or name)
        if key in self.school.villages:
            self.said["village"] = self.school.villages[key]
        else:
            lost = Fault("letters_lost") if "?" in name else None
            self._fault(column, lost or Fault("village_unknown", {"village": name[:80]}))

    def _is_village(self, name: str) -> bool:
        return search_key(name) in self.school.villages

    def _keep(self, field_name: str, text: str, *columns: str) -> None:
        if len(text) > _LONGEST[field_name]:
            column = next((code for code in columns if code in self.filled), columns[0])
            self._fault(column, Fault("too_long", {"most": _LONGEST[field_name]}))
        elif text:
            self.said[field_name] = text

    def _guardians(self) -> tuple[GuardianSaid, ...]:
        relation = self._text("guardian_relation", cells.read_relation)
        language = self._text("guardian_language", cells.read_languages).split(",")[0]
        names, phones = self._cells("guardian_name", "guardian_phone")
        found = guardians(names, phones, self._fault, relation=relation, language=language)
        return one_phone_for_all([*found, *self._parent("mother"), *self._parent("father")])

    def _parent(self, relation: str) -> list[GuardianSaid]:
        found = guardian(*self._cells(f"{relation}_name", f"{relation}_phone"), self._fault)
        return [replace(found, relation=found.relation or relation)] if found else []

    def _cells(self, names: str, phones: str) -> tuple[Said, Said]:
        return Said(names, text_of(self.filled.get(names))), Said(phones, text_of(self.filled.get(phones)))
