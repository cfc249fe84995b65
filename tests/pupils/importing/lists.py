"""Pupil lists as bytes, loaded at the cast's school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.importing.actions import load, look
from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.rules import Step
from mektepke.sheets.grid import Book, Row, Sheet

HEAD = ["Аты-жөнү", "Класс", "Туулган күнү"]


def book(*rows: Sequence[Any], head: Sequence[str] = HEAD, name: str = "Тизме") -> Book:
    """One sheet with a heading."""
    return sheets({name: [head, *rows]})


def sheets(pages: dict[str, Sequence[Sequence[Any]]]) -> Book:
    """Several sheets, each with its own heading row; short rows are filled up."""
    made = []
    for name, rows in pages.items():
        width = max(map(len, rows))
        filled: list[Row] = [[*row, *[None] * (width - len(row))] for row in rows]
        made.append(Sheet(name, filled))
    return Book(made)


def looked(school: School, found: Book) -> Plan:
    """What the list would do."""
    return look(book=found, school=school)


def loaded(school: School, found: Book, by: Person) -> Plan:
    """The list, written."""
    return load(book=found, school=school, by=by)


def kinds(plan: Plan) -> list[str]:
    """What each row does, in the order of the list."""
    return [step.kind for step in plan.steps]


def codes(plan: Plan) -> list[tuple[str, str]]:
    """Each problem's code and cell."""
    return [(problem.code, problem.cell) for _place, problem in plan.problems]


def differences(step: Step) -> dict[str, tuple[object, object]]:
    """What a row changes: before and after, by field."""
    return {found.field: (found.before, found.after) for found in step.differences}
