"""A school with two social pedagogues and many children in care, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mektepke.base import clock
from mektepke.casework.models import Action, Approval, Barred, Case, Report
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.pupils.models import Child
from tests.cast import Side, more_pupils, person

LONG_AGO = date(2014, 10, 1)


def second_pedagogue(side: Side, *, hours: int = 20) -> Person:
    """Another social pedagogue of the school."""
    return person("sagyn", "Алымов Сагын", Role.PEDAGOGUE, school=side.school, hours=hours)


def cases(side: Side, number: int, *, worker: Person | None = None, **fields: Any) -> list[Case]:
    """So many open cases of new pupils, since October."""
    return [case_of(side, child, worker=worker, **fields) for child in more_pupils(side.school_class, number)]


def case_of(side: Side, child: Child, *, worker: Person | None = None, **fields: Any) -> Case:
    """One case of a child, open since October unless said otherwise."""
    given = {"opened_on": LONG_AGO, "risk": "medium", "risk_reason": "Айылдан алыс", "step": "active"} | fields
    given = {"school": side.school, "worker": worker or side.pedagogue} | given
    return Case.objects.create(child=child, **given)


def closed(side: Side, number: int, outcome: str, **fields: Any) -> list[Case]:
    """So many cases that have ended this autumn."""
    given = {"step": "closed", "closed_on": date(2014, 11, 3), "outcome": outcome} | fields
    return cases(side, number, **given)


def protected(side: Side, child: Child, *, barred: Sequence[Person] = (), **fields: Any) -> Case:
    """A case of protection whose report is a day late; these people must not know of it."""
    case = case_of(side, child, track="protection", **fields)
    Report.objects.create(case=case, danger="violence", due_at=clock.now() - timedelta(days=1))
    for one in barred:
        Barred.objects.create(case=case, person=one, why="named", by=side.protection_officer)
    return case


def late_action(case: Case, **fields: Any) -> Action:
    """An agreed action that was due yesterday."""
    given = {"kind": "call", "party": "pedagogue", "due_on": clock.today() - timedelta(days=1)} | fields
    return Action.objects.create(case=case, made_by=case.worker, **given)


def waiting_plan(case: Case, *, days: int) -> Approval:
    """A plan that has lain before the head for so many days."""
    asked_on = clock.today() - timedelta(days=days)
    return Approval.objects.create(case=case, plan_version=1, asked_by=case.worker, asked_on=asked_on)
