"""Whom a class teacher calls on the first day, and which of the teacher's children are the social pedagogue's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mektepke.attendance.queries import ShownDay
from mektepke.casework.queries import children_with_open_case, nobody_calls
from mektepke.desk.queries.strips import strips
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import SEALED_OF_CHILD, Child, Enrolment
from mektepke.watch.models import Signal
from mektepke.watch.queries import calls_of_today
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.sentences import sentence, sentence_of

# What a teacher does not call about any more: the social pedagogue visits these families.
OUT_OF_REACH = (Rule.NEVER_CAME, Rule.DAYS_IN_A_ROW)


@dataclass(frozen=True, slots=True)
class ToCall:
    """One child whose family the teacher calls today."""

    child: Child
    school_class: SchoolClass
    reason: str
    days: list[ShownDay]
    due_on: date
    in_care: bool
    """Whether the social pedagogue has the child in care: the two agree who calls."""


def to_call(person: Person, *, today: date) -> list[ToCall]:
    """The children of the teacher's classes who are missing without a known reason. A fixed number of queries.

    A child about whom nobody calls is simply not among them, and the register still says that it is missing.
    """
    missing = calls_of_today(person, today=today)
    left_out = set(nobody_calls().filter(child__in=[call.child.pk for call in missing]))
    calls = [call for call in missing if call.child.pk not in left_out]
    children = [call.child for call in calls]
    shown = strips(children, today=today)
    in_care = children_with_open_case([child.pk for child in children])
    return [
        ToCall(
            call.child,
            call.school_class,
            sentence_of(Rule.ABSENT_TODAY, call.evidence),
            shown.get(call.child.pk, []),
            call.due_on,
            call.child.pk in in_care,
        )
        for call in calls
    ]


@dataclass(frozen=True, slots=True)
class WithPedagogue:
    """A child of the class whom the social pedagogue works with or is about to visit: that it is so, and no more."""

    child: Child
    in_care: bool
    reasons: list[str]
    """What the registers say, in words: never came, or days in a row."""


def with_pedagogue(classes: Sequence[SchoolClass], *, today: date) -> dict[UUID, list[WithPedagogue]]:
    """By class, in the order of the list. The caller has fetched the classes for their teacher. Three queries."""
    rolls = list(
        Enrolment.objects.on(today)
        .filter(school_class__in=classes)
        .select_related("child")
        .defer(*SEALED_OF_CHILD)
        .order_by("child__sort_key", "child_id")
    )
    children = [row.child_id for row in rolls]
    in_care = children_with_open_case(children)
    signals = _visited(children)
    found: dict[UUID, list[WithPedagogue]] = defaultdict(list)
    for row in rolls:
        if row.child_id in in_care or row.child_id in signals:
            reasons = [sentence(signal) for signal in signals.get(row.child_id, [])]
            found[row.school_class_id].append(WithPedagogue(row.child, row.child_id in in_care, reasons))
    return found


def _visited(children: Sequence[UUID]) -> dict[UUID, list[Signal]]:
    found: dict[UUID, list[Signal]] = defaultdict(list)
    for signal in Signal.objects.filter(child__in=children, rule__in=OUT_OF_REACH).exclude(state=Signal.State.ENDED):
        if signal.child_id is not None:
            found[signal.child_id].append(signal)
    return found
