"""Children to look at again: after a call or a visit, and after care that ended with "is at school"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from mektepke.attendance.queries import class_days
from mektepke.casework.models import Case, Contact
from mektepke.casework.queries.cases import visible_to
from mektepke.casework.rules import (
    SCHOOL_DAYS_UNTIL_LOOK,
    Since,
    Spoken,
    came_back,
    school_days_until_look,
    second_look,
    since,
)
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import Child, Enrolment

# Even after the summer this reaches the last marked days before it.
SPAN = timedelta(days=120)
Days = Mapping[UUID, list[tuple[date, str]]]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A day to look at a child again that has come."""

    child: Child
    on: date
    by_house: bool = False
    """Nobody chose the day; the house set it."""
    care_ended_on: date | None = None
    registers: Since | None = None
    """After care that has ended: what the registers say since."""


def second_looks(
    person: Person, contacts: Mapping[UUID, Sequence[Contact]], *, noticed: Collection[UUID], today: date
) -> dict[UUID, SecondLook]:
    """By child, for these calls and visits of the person (oldest first) and the cases of the person's schools.

    A day that the house set is passed over for a child whom the registers show at school again, unless something is
    `noticed` about it: else every second look would call for the next one. A fixed number of queries.
    """
    due = {child: found for child, own in contacts.items() if (found := second_look(spoken(own), by=today))}
    ended = _care_ended(person, today)
    days = _days({*due, *ended}, first=min([today - SPAN, *_closing_days(ended.values())]), today=today)
    looks = {
        child: SecondLook(contacts[child][-1].child, found.next_on or today, found.by_house)
        for child, found in due.items()
        if not found.by_house or child in noticed or not came_back(days.get(child, []), found.on)
    }
    return looks | {child: _after_care(case, days.get(child, []), today) for child, case in ended.items()}


def spoken(contacts: Iterable[Contact]) -> list[Spoken]:
    """Calls and visits as the rules read them."""
    return [
        Spoken(one.on, one.next_on, one.next_by_house, school_days_until_look(one.result) is not None)
        for one in contacts
    ]


def _closing_days(cases: Iterable[Case]) -> list[date]:
    return [case.closed_on for case in cases if case.closed_on]


def _after_care(case: Case, days: Sequence[tuple[date, str]], today: date) -> SecondLook:
    closed = case.closed_on or today
    on = case.look_again_on or today
    return SecondLook(case.child, on, by_house=True, care_ended_on=closed, registers=since(days, closed))


def _care_ended(person: Person, today: date) -> dict[UUID, Case]:
    """Cases that ended with "is at school" whose day has come, and nobody has met the family or opened a case since.

    Of the whole school: who closed the case may not be there any more.
    """
    seen = pupils.visible_to(person, Permission.ANSWER_SIGNALS).values("pk")
    child = OuterRef("child")
    case_since = Case.objects.filter(child=child, opened_on__gte=OuterRef("closed_on")).exclude(pk=OuterRef("pk"))
    met = Q(result__in=list(SCHOOL_DAYS_UNTIL_LOOK)) | Q(next_on__isnull=False)
    contact_since = Contact.objects.filter(met, child=child, on__gt=OuterRef("closed_on"))
    ended = visible_to(person).filter(
        ~Exists(case_since), ~Exists(contact_since), look_again_on__lte=today, child__in=seen
    )
    return {case.child_id: case for case in ended.select_related("child").order_by("closed_on")}


def _days(children: Collection[UUID], *, first: date, today: date) -> Days:
    """The marked days of these children by child, oldest first."""
    enrolments: dict[UUID, list[Enrolment]] = defaultdict(list)
    for enrolment in Enrolment.objects.held().filter(child__in=children, starts__lte=today):
        enrolments[enrolment.child_id].append(enrolment)
    classes = {enrolment.school_class_id for own in enrolments.values() for enrolment in own}
    found = class_days(classes, first=first, last=today)
    return {
        child: [(day.date, day.kind) for day in found.days_of(own, first=first, last=today)]
        for child, own in enrolments.items()
    }
