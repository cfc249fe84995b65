"""What ends a promise to look at a child again: newer talks with the family, answers, care that began or ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q

from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import Case, Contact
from mektepke.casework.rules import SCHOOL_DAYS_UNTIL_LOOK, Spoken, school_days_until_look
from mektepke.people.models import Person
from mektepke.watch.models import Answer

Kind, Result = Answer.Kind, Answer.Result
Moment = tuple[date, datetime]
Moments = dict[UUID, list[Moment]]
# Care ends with its day: a promise made earlier on that day is over, whatever the hour.
END_OF_DAY = datetime.max.replace(tzinfo=UTC)
# That nobody was reached, or that the child stays away, is no end. A call recorded as such has a contact of its own.
SETTLES = Q(kind__in=[Kind.NOT_A_PROBLEM, Kind.TALKED]) | Q(
    kind=Kind.CALLED, result__in=[Result.COMES_BACK, Result.REASON_KNOWN]
)


def endings(person: Person, children: Collection[UUID], *, today: date) -> Moments:
    """When each of these children was taken into care or let go, when this person answered a signal about it, and when
    others met its family. Protection ends no promise: after it the child stands where it stood. Three queries."""
    found: Moments = defaultdict(list)
    cases = Case.objects.filter(child__in=children, track=Case.Track.ORDINARY, opened_on__lte=today)
    for child, opened_on, at, closed_on in cases.values_list("child_id", "opened_on", "at", "closed_on"):
        found[child].append((opened_on, at))
        if closed_on:
            found[child].append((closed_on, END_OF_DAY))
    answers = Answer.objects.filter(SETTLES, signal__child__in=children, by=person)
    for child, at in answers.values_list("signal__child_id", "at"):
        found[child].append((local_day(at), at))
    met = Contact.objects.filter(child__in=children, on__lte=today, result__in=list(SCHOOL_DAYS_UNTIL_LOOK))
    for child, on, at in met.exclude(by=person).values_list("child_id", "on", "at"):
        found[child].append((on, at))
    return found


def local_day(moment: datetime) -> date:
    """The school's date at this moment."""
    return moment.astimezone(SCHOOL_TIME).date()


def told(contacts: Iterable[Contact], ended: Sequence[Moment]) -> list[Spoken]:
    """A child's calls and visits as the rules read them, with what ended their promises, oldest first."""
    spoken = [
        (one.on, one.at, Spoken(one.on, one.next_on, one.next_by_house, school_days_until_look(one.result) is not None))
        for one in contacts
    ]
    over = [(day, at, Spoken(day)) for day, at in ended]
    return [event for _day, _at, event in sorted([*spoken, *over], key=lambda one: one[:2])]
