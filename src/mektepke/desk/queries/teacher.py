"""Whom a class teacher calls on the first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mektepke.attendance.queries import ShownDay
from mektepke.desk.queries.strips import strips
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child
from mektepke.watch.queries import calls_of_today
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.sentences import sentence_of


@dataclass(frozen=True, slots=True)
class ToCall:
    """One child whose family the teacher calls today."""

    child: Child
    school_class: SchoolClass
    reason: str
    days: list[ShownDay]


def to_call(person: Person, *, today: date) -> list[ToCall]:
    """The children of the teacher's classes who are missing without a known reason. A fixed number of queries."""
    calls = calls_of_today(person, today=today)
    shown = strips([call.child for call in calls], today=today)
    return [
        ToCall(
            call.child, call.school_class, sentence_of(Rule.ABSENT_TODAY, call.evidence), shown.get(call.child.pk, [])
        )
        for call in calls
    ]
