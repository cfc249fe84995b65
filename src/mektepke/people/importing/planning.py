"""What a staff list would change: whom it adds, whom it changes, whom it leaves alone. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from mektepke.base import clock
from mektepke.base.names import search_key
from mektepke.people import queries
from mektepke.people.importing.reading import Reading, Row
from mektepke.people.models import LANGUAGES, Assignment, Person
from mektepke.people.roles import Role
from mektepke.places.models import School, SchoolClass, SchoolYear
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.sheets.faults import Problem
from mektepke.sheets.names import FullName
from mektepke.sheets.tables import Line, Table


@dataclass(frozen=True, slots=True)
class RoleSaid:
    """A role as the list gives it: at the school, or in one of its classes, until the day that the list can know."""

    role: Role
    where: School | SchoolClass
    ends: date | None


@dataclass(slots=True)
class Step:
    """What the list does with one person: the rows that say so, who it is if already known, what becomes different."""

    name: FullName
    # The name of the sheet and the number of the row.
    rows: list[tuple[str, int]]
    known: Person | None = None
    # Whoever loads the list stands on it too, and changes nothing about themselves.
    is_own: bool = False
    changes: dict[str, str] = field(default_factory=dict)
    roles: list[RoleSaid] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`added`, `changed` or `same`."""
        if self.known is None:
            return "added"
        return "changed" if self.changes or self.roles else "same"

    @property
    def differences(self) -> list[tuple[str, str]]:
        """What becomes different about a person, each with its label; a new one's patronymic is in the name already."""
        shown = [(name, value) for name, value in self.changes.items() if self.known or name != "patronymic"]
        labels = {field.name: str(field.verbose_name) for field in Person._meta.fields}
        return [(labels[name], dict(LANGUAGES).get(value, value)) for name, value in shown]

    @property
    def full_name(self) -> str:
        """As it will be written."""
        return " ".join(filter(None, (self.name.family, self.name.given, self.name.patronymic)))


@dataclass
class Plan:
    """The whole list, and what it cannot do, by row and cell."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Not taken, from rows that are loaded all the same.
    notes: list[Problem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    lines: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    # Whether any sheet has a column with names at all.
    has_names: bool = True
    of_pupils: bool = False
    # Whether whoever loads the list may make somebody head of the school.
    gives_head: bool = False

    @property
    def missing_classes(self) -> bool:
        """Whether a row names a class that the school does not have."""
        return any(problem.code == "class_unknown" for problem in self.problems)

    @property
    def rows_left_out(self) -> int:
        """How many rows have a problem; one row may have several."""
        return len({(problem.sheet, problem.row) for problem in self.problems})

    def of_kind(self, kind: str) -> list[Step]:
        """The steps that add, change or leave alone."""
        return [step for step in self.steps if step.kind == kind]

    @property
    def digest(self) -> str:
        """Tells whether what is confirmed is still what was shown."""
        said = [
            (step.kind, step.full_name, step.known and str(step.known.pk), sorted(step.changes.items()),
             [(role.role.value, str(role.where.pk)) for role in step.roles])
            for step in self.steps
        ]  # fmt: skip
        return sha256(repr(said).encode()).hexdigest()


def plan(reading: Reading, school: School, by: Person) -> Plan:
    """What the list would do at this school if `by` confirms it today."""
    made = Plan(
        problems=list(reading.problems), tables=reading.tables, lines=reading.lines, has_names=reading.has_names,
        of_pupils=reading.of_pupils, gives_head=queries.may_grant(by, Role.HEAD, school),
    )  # fmt: skip
    planner = _Planner(school, by, made)
    for row in reading.rows:
        planner.take(row)
    place = {table.sheet: number for number, table in enumerate(made.tables)}
    made.problems.sort(key=lambda problem: (place[problem.sheet], problem.row))
    silent = {(problem.sheet, problem.row) for problem in made.problems}
    silent |= {row for step in made.of_kind("same") for row in step.rows}
    made.notes = [note for note in reading.notes if (note.sheet, note.row) not in silent]
    return made


class _Planner:
    """Takes row after row; the database is asked once at the start."""

    def __init__(self, school: School, by: Person, plan: Plan) -> None:
        self.school, self.by, self.plan = school, by, plan
        self.year = _year_of_lists()
        self.classes: dict[ClassName, SchoolClass] = {}
        for found in school.classes.filter(year=self.year) if self.year else []:
            # The same object for all, or whether one may give a role there would be asked of the database sixty times.
            found.school = school
            self.classes[ClassName(found.grade, found.letter.upper())] = found
        self.known: dict[str, list[Person]] = {}
        for person in queries.staff_list(by, school=school):
            self.known.setdefault(_key(person.family_name, person.given_name), []).append(person)
        self.steps: dict[object, Step] = {}

    def take(self, row: Row) -> None:
        """Plan one row, or note why it cannot be done."""
        people = self._people(row)
        if len(people) > 1:
            self._note(row, "full_name", "name_twice")
            return
        known = people[0] if people else None
        if known == self.by:
            self._step(row, known).is_own = True
            return
        said = self._roles(row)
        if said is None:
            return
        roles = [role for role in said if not (known and _has(known, role))]
        changes = _changes(known, row)
        if not self._allowed(row, known, roles, changes):
            return
        step = self._step(row, known)
        step.changes |= changes
        step.roles += [role for role in roles if role not in step.roles]

    def _step(self, row: Row, known: Person | None) -> Step:
        """The step of the row's person; two rows may be about one."""
        step = self.steps.get(_of(row, known))
        if step is None:
            step = self.steps[_of(row, known)] = Step(row.name, [], known)
            self.plan.steps.append(step)
        step.rows.append((row.table.sheet, row.line.number))
        return step

    def _people(self, row: Row) -> list[Person]:
        found = self.known.get(_key(row.name.family, row.name.given), [])
        if len(found) > 1 and row.name.patronymic:
            found = [one for one in found if search_key(one.patronymic) == search_key(row.name.patronymic)] or found
        if len(found) > 1 and row.phone:
            found = [one for one in found if one.phone == row.phone] or found
        return found

    def _roles(self, row: Row) -> list[RoleSaid] | None:
        if not self._known_classes(row):
            return None
        at_school = [RoleSaid(row.role, self.school, None)] if row.role != Role.TEACHER else []
        return [*at_school, *self._as_teacher(row)]

    def _as_teacher(self, row: Row) -> list[RoleSaid]:
        ends = date(self.year.ends.year, 8, 31) if self.year else None
        return [RoleSaid(Role.TEACHER, self.classes[one], ends) for one in row.classes]

    def _known_classes(self, row: Row) -> bool:
        missing = [str(one) for one in row.classes if one not in self.classes]
        if missing:
            self._note(row, "school_class", "class_unknown", classes=", ".join(missing))
        return not missing

    def _allowed(self, row: Row, known: Person | None, roles: Sequence[RoleSaid], changes: dict[str, str]) -> bool:
        if not all(queries.may_grant(self.by, role.role, role.where) for role in roles):
            self._note(row, "role", "role_not_yours")
        elif known and (roles or changes) and queries.beyond(self.by, known):
            self._note(row, "full_name", "person_not_yours")
        else:
            return True
        return False

    def _note(self, row: Row, column: str, code: str, **parameters: str | int) -> None:
        column = column if row.table.column(column) is not None else ""
        self.plan.problems.append(row.table.problem(row.line, column, code, parameters))


def _year_of_lists() -> SchoolYear | None:
    """The year that runs, or in summer the one that comes: lists are made in August."""
    today = clock.today()
    coming = SchoolYear.objects.filter(ends__gte=today).order_by("starts").first()
    return coming or SchoolYear.objects.order_by("-starts").first()


def _key(family_name: str, given_name: str) -> str:
    return search_key(f"{family_name} {given_name}")


def _of(row: Row, known: Person | None) -> object:
    """Two rows with the same name and nobody known are one new person, with two classes."""
    return known.pk if known else (_key(row.name.family, row.name.given), search_key(row.name.patronymic))


def _changes(known: Person | None, row: Row) -> dict[str, str]:
    said = {"patronymic": row.name.patronymic, "phone": row.phone, "language": row.language}
    if known is None:
        return {name: value for name, value in said.items() if value}
    return {name: value for name, value in said.items() if value and value != getattr(known, name)}


def _has(known: Person, role: RoleSaid) -> bool:
    # `staff_list` has read the roles that hold today or later, so no row costs a query.
    held: list[Assignment] = known.shown_roles  # type: ignore[attr-defined]
    return any(one.role == role.role and one.where == role.where for one in held)
