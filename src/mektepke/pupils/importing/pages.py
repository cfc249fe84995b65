"""What the preview shows: how many of what, and one part of it in words, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.rules import Place, Step
from mektepke.pupils.importing.words import (
    COLUMNS,
    LEFT_OUT,
    OF_STAFF,
    Values,
    field_name,
    field_words,
    outcome_words,
    problem_words,
)
from mektepke.sheets.choosing import columns_of
from mektepke.sheets.faults import Problem
from mektepke.sheets.vocabulary import PUPIL_LIST

PARTS = ("problems", "duplicates", "added", "changed", "same", "missing")
_PER_PAGE = 100


@dataclass(frozen=True)
class Shown:
    """One line of a part: where it stands, the child, the class, and sentences below."""

    where: str
    name: str = ""
    school_class: str = ""
    stood: str = ""
    sentences: Sequence[str] = ()
    differences: Sequence[tuple[str, str, str]] = ()


def preview(plan: Plan, part: str, page: str) -> dict[str, Any]:
    """Everything about a list that its page shows; `part` is one of `PARTS`, or empty for the one that matters most."""
    counts = {name: len(_items(plan, name)) for name in PARTS}
    part = part if part in PARTS else next((name for name in PARTS if counts[name]), "added")
    shown: Page[Any] = Paginator(_items(plan, part), _PER_PAGE).get_page(page)
    return {
        "plan": plan,
        "counts": counts,
        "part": part,
        "parts": _part_words(counts),
        "page": shown,
        "lines": _lines(plan, part, list(shown.object_list)),
        "groups": columns_of(plan.reading.tables, COLUMNS),
        "columns": COLUMNS.items(),
        "new_classes": ", ".join(map(str, plan.new_classes)),
        "rows_left_out": len(plan.reading.left_out),
        "no_children": _no_children(plan),
        "fingerprint": plan.fingerprint(),
        "of_staff": OF_STAFF,
        "nameless": not any(set(table.columns.values()) & PUPIL_LIST.needed for table in plan.reading.tables),
        "staff_sheets": ", ".join(plan.reading.staff_sheets),
    }


def _part_words(counts: dict[str, int]) -> list[tuple[str, str]]:
    """The parts that have something in them, and always what is added, changed and left alone."""
    words = {
        "problems": _("Problems (%(number)s)"),
        "duplicates": _("Possible duplicates (%(number)s)"),
        "added": _("Added (%(number)s)"),
        "changed": _("Changed (%(number)s)"),
        "same": _("Left alone (%(number)s)"),
        "missing": _("Not in the list (%(number)s)"),
    }
    shown = [name for name in PARTS if counts[name] or name in {"added", "changed", "same"}]
    return [(name, words[name] % {"number": counts[name]}) for name in shown]


def all_lines(plan: Plan, part: str) -> list[Shown]:
    """Every line of one of `PARTS`, for a terminal."""
    return _lines(plan, part, list(_items(plan, part)))


def _items(plan: Plan, part: str) -> Sequence[Any]:
    if part == "problems":
        return plan.problems
    if part == "duplicates":
        return plan.duplicates
    return plan.missing if part == "missing" else plan.of(part)


def _lines(plan: Plan, part: str, items: list[Any]) -> list[Shown]:
    if part == "problems":
        return [_problem(plan, at, problem) for at, problem in items]
    if part == "missing":
        return [Shown("", known.name, known.roll.class_name) for known in items]
    values = Values(items)
    return [_step(plan, step, values) for step in items]


def _where(plan: Plan, at: Place, cell: str) -> str:
    """The sheet is named only where there are several."""
    several, whole_row = len(plan.reading.tables) > 1, cell == str(at.row)
    if not several:
        return _("Row %(row)s") % {"row": at.row} if whole_row else cell
    sentence = _("%(sheet)s, row %(cell)s") if whole_row else _("%(sheet)s, %(cell)s")
    return sentence % {"sheet": plan.reading.tables[at.sheet].sheet, "cell": cell}


def _problem(plan: Plan, at: Place, problem: Problem) -> Shown:
    outcome = outcome_words(problem, lost=at in plan.reading.left_out)
    return Shown(_where(plan, at, problem.cell), stood=problem.stood, sentences=[problem_words(problem), outcome])


def _step(plan: Plan, step: Step, values: Values) -> Shown:
    differences = _said(step, values) if step.known is None else []
    differences += [
        (field_words(found), values.words(found.field, found.before), values.words(found.field, found.after))
        for found in step.differences
    ]
    if step.enrols_on:
        differences.append((field_name("enrolled_on"), "–", values.words("enrolled_on", step.enrols_on)))
    name = step.known.name if step.known else step.row.name
    where = _where(plan, step.row.at, str(step.row.at.row))
    return Shown(where, name, str(step.row.school_class), sentences=_doubles(step), differences=differences)


def _said(step: Step, values: Values) -> list[tuple[str, str, str]]:
    """What a child to be added begins with, as the list has it."""
    named = {"family_name", "given_name", *(found.field for found in step.differences)}
    if "birth_date" in step.row.said:
        named.add("birth_year")
    said = [(name, value) for name, value in step.row.said.items() if name not in named]
    if step.row.mode:
        said.append(("mode", step.row.mode))
    facts = [(field_name(name), "–", values.words(name, value)) for name, value in said]
    adults = [
        values.words("guardian", f"{adult.name} {adult.phone}".strip() or adult.relation)
        for adult in step.row.guardians
    ]
    known = any(found.field == "guardian" for found in step.differences)
    return facts + [(field_name("guardian_name"), "–", adult) for adult in adults if not known]


def _doubles(step: Step) -> list[str]:
    return [
        _("Likely the same child as %(name)s of class %(class)s.") % {"name": double.name, "class": double.school_class}
        if double.name
        else _("A child of this name and birth is on record elsewhere. Ask the family where the child went to school.")
        for double in step.duplicates
    ]


def _no_children(plan: Plan) -> list[Shown]:
    return [
        Shown(
            _where(plan, Place(number, row.number), str(row.number)),
            stood=row.text,
            sentences=[str(LEFT_OUT[row.code])],
        )
        for number, table in enumerate(plan.reading.tables)
        for row in table.left_out
    ]
