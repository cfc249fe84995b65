"""Cases for phones and other programmes: those on which the signed-in person works."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.models import Action, Case
from mektepke.casework.queries.causes import cause_labels
from mektepke.casework.rules import steps
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of

router = Router(tags=["cases"])
WORKS = (Permission.WORK_ON_CASES, Permission.PROTECT_CHILDREN)


class ActionOut(Schema):
    """What is done, by whom and until when; `done_on` and `dropped_on` where it is over."""

    action: UUID
    kind: str
    party: str
    due_on: date
    done_on: date | None
    dropped_on: date | None


class CaseOut(Schema):
    """One open case of the signed-in person, with what is still to be done. No words that were told in confidence."""

    case: UUID
    child: UUID
    name: str
    step: str
    opened_on: date
    review_on: date | None
    actions: list[ActionOut]


class CauseOut(Schema):
    """One cause: its code and its name in the reader's language, what shows it and who said so."""

    cause: str
    name: str
    evidence: str
    said_by: str
    no_longer_on: date | None


class WholeCaseOut(CaseOut):
    """One case as its worker reads it; reading it leaves a trace. `missing` is what holds it before the next step."""

    track: str
    risk: str
    closed_on: date | None
    outcome: str
    causes: list[CauseOut]
    missing: list[str]


@router.get("/cases", response=list[CaseOut])
@needs(*WORKS)
def cases(request: HttpRequest) -> list[dict[str, Any]]:
    """The open cases on which the signed-in person works, the oldest first."""
    return [_case(found.case, found.steps) for found in queries.open_cases(person_of(request), today=clock.today())]


@router.get("/cases/{uuid:case}", response=WholeCaseOut)
@needs(*WORKS)
def case(request: HttpRequest, case: UUID) -> dict[str, Any]:
    """One case on which the signed-in person works."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    actions.look_at_case(case=found, by=person)
    return _case(found, list(found.actions.all())) | {
        "track": found.track,
        "risk": found.risk,
        "closed_on": found.closed_on,
        "outcome": found.outcome,
        "causes": _causes(found),
        "missing": [str(one) for one in steps.missing(queries.state_of(found))],
    }


def _case(case: Case, held: list[Action]) -> dict[str, Any]:
    return {
        "case": case.pk,
        "child": case.child_id,
        "name": case.child.name,
        "step": case.step,
        "opened_on": case.opened_on,
        "review_on": case.review_on,
        "actions": [_action(action) for action in held],
    }


def _action(action: Action) -> dict[str, Any]:
    names = ("kind", "party", "due_on", "done_on", "dropped_on")
    return {"action": action.pk} | {name: getattr(action, name) for name in names}


def _causes(case: Case) -> list[dict[str, Any]]:
    found = list(case.causes.all())
    names = cause_labels([one.cause for one in found])
    fields = ("cause", "evidence", "said_by", "no_longer_on")
    return [{"name": names[one.cause]} | {name: getattr(one, name) for name in fields} for one in found]
