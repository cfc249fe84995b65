"""From what a list says and what is known to what will be done: nothing is written here. No Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import chain

from mektepke.base.names import search_key
from mektepke.pupils.importing.households import Households
from mektepke.pupils.importing.reading import Reading
from mektepke.pupils.importing.rules import (
    CHILD,
    IN_NO_SCHOOL,
    Difference,
    Duplicate,
    Home,
    Known,
    Place,
    Row,
    Step,
    differing,
    same_birth,
    same_patronymic,
)
from mektepke.pupils.rules import age_on, is_doubtful_in, usual_age
from mektepke.sheets.classes import SchoolClass
from mektepke.sheets.faults import Problem

_ALIKE = 0.8
# Where there is only one class, a list of one child is a list.
_LEAST_CLASSES = 2


@dataclass(frozen=True)
class OnRecord:
    """What is on record: the school year, its classes with whether anybody was ever listed in them, the children."""

    year: str
    year_starts: date
    year_ends: date
    today: date
    classes: dict[SchoolClass, bool]
    known: list[Known]
    # Folded names of children on the way to this school from another, with their day or year of birth.
    expected: frozenset[tuple[str, date | int | None]] = frozenset()


@dataclass
class Plan:
    """What a list will do, row by row, and what it will not."""

    reading: Reading
    on_record: OnRecord
    households: Households
    steps: list[Step] = field(default_factory=list)
    new_classes: list[SchoolClass] = field(default_factory=list)
    # On the roll of a class that the list has, and not in the list: left alone, and said so.
    missing: list[Known] = field(default_factory=list)

    def of(self, kind: str) -> list[Step]:
        """The steps of one kind: `added`, `changed`, `same`."""
        return [step for step in self.steps if step.kind == kind]

    @property
    def duplicates(self) -> list[Step]:
        """The children to be added who are likely somebody's doubles."""
        return [step for step in self.steps if step.duplicates]

    @property
    def problems(self) -> list[tuple[Place, Problem]]:
        """Every problem, by sheet and row."""
        return sorted(self.reading.problems, key=lambda found: (found[0].sheet, found[0].row))

    @property
    def without_village(self) -> int:
        """How many children to be added have no address: they are taken to live in the school's village."""
        return sum(
            1
            for step in self.steps
            if step.home in self.households.new and not self.households.fields[step.home].get("village")
        )

    @property
    def writes(self) -> bool:
        """Whether confirming would write anything."""
        return any(step.kind != "same" for step in self.steps)

    def fingerprint(self) -> str:
        """The same for the same plan: who confirms gets what was shown, or is asked to look again."""
        said = [
            (step.row.at, step.kind, step.known.key if step.known else step.row.name, step.differences, step.enrols_on)
            for step in self.steps
            if step.kind != "same"
        ]
        return sha256(repr((said, self.new_classes, len(self.reading.left_out))).encode()).hexdigest()


# Which of these rows are likely somebody whom another school has.
Elsewhere = Callable[[Sequence[Row]], set[Place]]


def plan(reading: Reading, on_record: OnRecord, elsewhere: Elsewhere) -> Plan:
    """What the list will do to what is on record."""
    return _Planner(reading, on_record).plan(elsewhere)


class _Planner:
    def __init__(self, reading: Reading, on_record: OnRecord) -> None:
        self.reading, self.on_record = reading, on_record
        self.households = Households(on_record.known)
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for known in on_record.known:
            self.by_name[known.name_key].append(known)
        self.matched: dict[object, Place] = {}
        self.rows_by_name: dict[str, list[Row]] = defaultdict(list)
        self.steps: list[Step] = []
        self.tables = {
            (number, line.number): (table, line) for number, table in enumerate(reading.tables) for line in table.lines
        }
        # Whoever stands in the list with the day of birth on record is that child, and nobody else is.
        self.days = {(row.name_key, row.birth_date) for row in reading.rows if row.birth_date}

    def plan(self, elsewhere: Elsewhere) -> Plan:
        for row in self.reading.rows:
            step = self._step(row)
            if step is not None:
                self.steps.append(step)
        wanted = {step.row.school_class for step in self.steps if step.enrols_on}
        found = Plan(self.reading, self.on_record, self.households, self.steps)
        found.new_classes = sorted(wanted - set(self.on_record.classes))
        self._point_out_classes_of_one(found.new_classes)
        found.missing = self._missing()
        self._point_out_duplicates(elsewhere)
        return found

    def _problem(self, row: Row, column: str, code: str, *, leaves_out: bool = False, **parameters: str | int) -> None:
        table, line = self.tables[row.at.sheet, row.at.row]
        self.reading.note(row.at, table.problem(line, column, code, parameters), leaves_out=leaves_out)
        if leaves_out:
            self.reading.unsure.add(row.name_key)

    def _step(self, row: Row) -> Step | None:
        school_class = self._class(row)
        if school_class is None:
            return None
        row = _in_class(row, school_class)
        known = self._match(row)
        if known is _REFUSED or self._is_twice(row, known):
            return None
        self.rows_by_name[row.name_key].append(row)
        return self._change(row, known) if isinstance(known, Known) else self._add(row)

    def _class(self, row: Row) -> SchoolClass | None:
        """The row's class; a grade without a letter is its only class."""
        wanted = row.school_class
        if wanted.letter or wanted in self.on_record.classes:
            return wanted
        same_grade = [found for found in self.on_record.classes if found.grade == wanted.grade]
        if len(same_grade) > 1:
            names = ", ".join(map(str, sorted(same_grade)))
            self._problem(row, "school_class", "class_letter_missing", leaves_out=True, classes=names)
            return None
        return same_grade[0] if same_grade else wanted

    def _match(self, row: Row) -> Known | object | None:
        """The child on record whom the row means; None for nobody; refused where a person has to say."""
        for alike in (self._by_day, self._by_year, self._by_class):
            found = alike(row)
            if not found:
                continue
            on_roll = [known for known in found if not known.roll.ended] or found
            if len(on_roll) > 1:
                self._problem(row, "", "two_match", leaves_out=True, count=len(on_roll))
                return _REFUSED
            if alike == self._by_class and self._is_born_otherwise(row, on_roll[0]):
                return _REFUSED
            if on_roll[0].elsewhere:
                self._problem(row, "", "enrolled_elsewhere", leaves_out=True)
                return _REFUSED
            return on_roll[0]
        if {(row.name_key, row.birth_date), (row.name_key, row.birth_year)} & self.on_record.expected:
            self._problem(row, "", "on_the_way", leaves_out=True)
            return _REFUSED
        return None

    def _by_day(self, row: Row) -> list[Known]:
        return [
            known
            for known in self.by_name[row.name_key]
            if row.birth_date and row.birth_date == known.has.get("birth_date")
        ]

    def _by_year(self, row: Row) -> list[Known]:
        alike = (
            known for known in self.by_name[row.name_key] if same_birth(row, known) and same_patronymic(row, known)
        )
        return [known for known in alike if known.roll.ended in {"", IN_NO_SCHOOL}]

    def _by_class(self, row: Row) -> list[Known]:
        """Same name in the same class; over the summer that class went up by one grade."""
        up = SchoolClass(row.school_class.grade - 1, row.school_class.letter) if row.school_class.grade else None
        return [
            known
            for known in self.by_name[row.name_key]
            if not known.roll.ended
            and same_patronymic(row, known)
            and known.roll.school_class == (row.school_class if known.roll.year == self.on_record.year else up)
            and (known.name_key, known.has.get("birth_date")) not in self.days
        ]

    def _is_born_otherwise(self, row: Row, known: Known) -> bool:
        """Whether the row has a day and the record another: a slip in one of them, or two children of one name. We do
        not guess, and leave the record as it is."""
        day, year = known.has.get("birth_date"), known.has.get("birth_year")
        if row.birth_date is None or year is None:
            return False
        born = f"{day:%d.%m.%Y}" if isinstance(day, date) else str(year)
        self._problem(row, "birth_date", "born_otherwise", leaves_out=True, born=born, name=known.name)
        return True

    def _is_twice(self, row: Row, known: object) -> bool:
        first = self.matched.setdefault(known.key, row.at) if isinstance(known, Known) else self._same_new(row)
        if first is None or first == row.at:
            return False
        self._problem(
            row, "", "twice", leaves_out=True, earlier=first.row, sheet=self.reading.tables[first.sheet].sheet
        )
        return True

    def _same_new(self, row: Row) -> Place | None:
        for other in self.rows_by_name[row.name_key]:
            if row.birth_date and other.birth_date:
                same = row.birth_date == other.birth_date
            else:
                years = row.birth_year is None or other.birth_year is None or row.birth_year == other.birth_year
                same = years and row.school_class == other.school_class
            if same:
                return other.at
        return None

    def _add(self, row: Row) -> Step:
        home = self.households.of_new_child(row)
        step = Step(row, home, enrols_on=self._starts(row, None))
        step.differences = self._of_household(row, home)
        self._ask_about_age(row)
        return step

    def _change(self, row: Row, known: Known) -> Step:
        step = Step(row, known.household, known)
        said = dict(row.said)
        if "birth_date" not in said and known.has.get("birth_date"):
            # A year never replaces a day: it says less.
            year = said.pop("birth_year", None)
            if year not in {None, known.has.get("birth_year")}:
                self._problem(row, "birth_date", "birth_year_conflict")
        step.differences = differing(known.has, said, tuple(name for name in CHILD if name != "birth_year"))
        if "birth_date" not in said:
            step.differences += differing(known.has, said, ("birth_year",))
        if any(found.field in {"birth_date", "birth_year"} for found in step.differences):
            self._ask_about_age(row)
        step.differences += self._of_household(row, known.household)
        moves = self._moves(row, known)
        if moves:
            step.enrols_on = self._starts(row, known)
            step.differences += moves
        return step

    def _ask_about_age(self, row: Row) -> None:
        """Of a child who comes in or whose birth the list changes: nobody is asked about the same child each autumn."""
        age = age_on(self.on_record.today, birth_date=row.birth_date, birth_year=row.birth_year)
        grade = row.school_class.grade
        if age is not None and is_doubtful_in(grade, age):
            name, usual = str(row.school_class), usual_age(grade)
            self._problem(row, "birth_date", "age_doubtful", name=name, usual=usual, age=age)

    def _of_household(self, row: Row, home: Home) -> list[Difference]:
        def ask(column: str, earlier: Place) -> None:
            self._problem(row, column, "household_differs", earlier=earlier.row)

        return self.households.take(home, row, ask)

    def _moves(self, row: Row, known: Known) -> list[Difference]:
        there = not known.roll.ended and known.roll.year == self.on_record.year
        found = []
        if not there or known.roll.school_class != row.school_class:
            before = None if known.roll.ended else known.roll.class_name
            found.append(Difference("school_class", before, str(row.school_class)))
        if row.mode and row.mode != known.roll.mode:
            found.append(Difference("mode", known.roll.mode or None, row.mode))
        return found

    def _starts(self, row: Row, known: Known | None) -> date:
        """The day in the list if it lies in this year; else the first day of school, for the first list of a class and
        whoever did not leave; else today: registers of the class may have been taken, without the child."""
        on_record = self.on_record
        if row.enrolled_on and on_record.year_starts < row.enrolled_on <= on_record.year_ends:
            return row.enrolled_on
        comes_up = known is None or (not known.roll.ended and known.roll.year != on_record.year)
        is_first_list = not on_record.classes.get(row.school_class)
        first = on_record.year_starts
        first = first if comes_up and is_first_list else max(on_record.today, first)
        left = known.roll.ended_on if known else None
        return first if left is None else max(first, left + timedelta(days=1))

    def _point_out_classes_of_one(self, new: Sequence[SchoolClass]) -> None:
        """A new class that one row alone speaks of is likely a slip: 3-А in the sheet of 2-А."""
        rows = self.reading.classes
        if len(self.on_record.classes.keys() | rows.keys()) < _LEAST_CLASSES:
            return
        for step in self.steps:
            if step.row.school_class in new and rows[step.row.school_class] == 1:
                self._problem(step.row, "school_class", "class_of_one", name=str(step.row.school_class))

    def _missing(self) -> list[Known]:
        listed = {row.school_class for row in self.reading.rows} | {step.row.school_class for step in self.steps}
        return [
            known
            for known in self.on_record.known
            if known.key not in self.matched
            and not known.roll.ended
            and known.roll.year == self.on_record.year
            and known.roll.school_class in listed
            and known.name_key not in self.reading.unsure
        ]

    def _point_out_duplicates(self, elsewhere: Elsewhere) -> None:
        new = [step for step in self.steps if step.known is None]
        by_day: dict[date, list[Known]] = defaultdict(list)
        for known in self.on_record.known:
            if known.key not in self.matched and isinstance(day := known.has.get("birth_date"), date):
                by_day[day].append(known)
        for step in new:
            alike = (known for known in self.by_name[step.row.name_key] if known.key not in self.matched)
            typed = (known for known in by_day.get(step.row.birth_date or date.min, ()) if _alike(step.row, known))
            doubles = {known.key: known for known in chain(alike, typed)}
            step.duplicates = [Duplicate(known.name, known.roll.class_name) for known in doubles.values()]
        found = elsewhere([step.row for step in new])
        for step in new:
            if step.row.at in found:
                step.duplicates.append(Duplicate())


_REFUSED = object()


def _alike(row: Row, known: Known) -> bool:
    """Whether two names of children born on one day differ by a slip of the finger, as twins' names do not."""
    return all(
        SequenceMatcher(None, search_key(str(row.said[part])), search_key(str(known.has[part]))).ratio() >= _ALIKE
        for part in ("family_name", "given_name")
    )


def _in_class(row: Row, school_class: SchoolClass) -> Row:
    if school_class == row.school_class:
        return row
    return Row(row.at, row.said, school_class, row.mode, row.enrolled_on, row.guardians)
