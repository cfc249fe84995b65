"""Cases a person works on, and the call list: as long as the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from mektepke.casework.models import Case
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal

NEW_A_DAY = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One child to see today: why, what to do next and by when."""

    child: Child
    signals: list[Signal]
    next_step: str
    due_on: date


@dataclass(frozen=True, slots=True)
class CallList:
    """Today's children, cut to what one person can do, and how many wait."""

    lines: list[Line]
    waiting: int


def visible_to(person: Person) -> QuerySet[Case]:
    """Cases of the schools where this person works on cases."""
    return Case.objects.filter(schools_where(person, Permission.WORK_ON_CASES, path="school"))


def case_for(person: Person, key: UUID) -> Case:
    """The case, if the person may work on it; 404 otherwise."""
    found = visible_to(person).filter(pk=key).select_related("child", "school", "worker").first()
    if found is None:
        raise Http404
    return found


def call_list(person: Person, *, today: date) -> CallList:
    """Whom to see today, the most urgent first."""
    waiting = Signal.objects.filter(
        schools_where(person, Permission.WORK_ON_CASES, path="school"),
        state=Signal.State.OPEN,
        audience=Signal.Audience.PEDAGOGUE,
        child__isnull=False,
        raised_on__lte=today,
    ).select_related("child")
    by_child: dict[UUID, list[Signal]] = {}
    for signal in waiting.order_by("-level", "due_on", "raised_on"):
        by_child.setdefault(signal.child_id, []).append(signal)  # type: ignore[arg-type]
    lines = [
        Line(signals[0].child, signals, signals[0].next_step, min(signal.due_on for signal in signals))  # type: ignore[arg-type]
        for signals in by_child.values()
    ]
    return CallList(lines[:NEW_A_DAY], max(0, len(lines) - NEW_A_DAY))
