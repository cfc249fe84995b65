"""Who met a child's family and what came of it: calls and visits of those who work on cases, and first calls of class
teachers, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mektepke.casework.models import Contact
from mektepke.casework.queries.cases import contacts_of
from mektepke.casework.queries.endings import local_day
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.watch.models import Answer


@dataclass(frozen=True, slots=True)
class Meeting:
    """A call or a visit, whoever recorded it and wherever."""

    kind: str
    on: date
    at: datetime
    result: str
    words: str
    by: Person
    next_on: date | None = None
    number: str = ""
    """As it was dialled, where it is known."""
    whom: str = ""
    met: str = ""
    seen: str = ""
    """What was seen at a visit."""
    moved: bool = False
    """Whether it said that the family has moved away."""


def meetings_of(person: Person, child: Child) -> list[Meeting]:
    """All calls and visits about a child that this person may read (see `contacts_of`), the latest first. Two queries.

    The caller has fetched the child for a person who works on cases.
    """
    found = [_of_casework(contact) for contact in contacts_of(person, child)]
    # A call with a result of its own is a teacher's; one without was recorded as a contact, and answered all signals.
    calls = Answer.objects.filter(signal__child=child, kind=Answer.Kind.CALLED).exclude(result="")
    found += [_of_first_day(answer) for answer in calls.select_related("by")]
    return sorted(found, key=lambda meeting: (meeting.on, meeting.at), reverse=True)


def _of_casework(contact: Contact) -> Meeting:
    return Meeting(
        kind=contact.get_kind_display(),
        on=contact.on,
        at=contact.at,
        result=contact.get_result_display(),
        words=contact.words,
        by=contact.by,
        next_on=contact.next_on,
        number=contact.number,
        whom=contact.guardian.full_name if contact.guardian else "",
        met=contact.get_met_display() if contact.met else "",
        seen=contact.seen,
        moved=contact.result == Contact.Result.MOVED,
    )


def _of_first_day(answer: Answer) -> Meeting:
    return Meeting(
        kind=str(Contact.Kind.CALL.label),
        on=local_day(answer.at),
        at=answer.at,
        result=answer.get_result_display(),
        words=answer.words,
        by=answer.by,
    )
