"""Children to look at again: after a call or a visit, and after care that ended with "is at school"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from mektepke.attendance.queries import SchoolDays, days_of_children
from mektepke.casework.models import Case, Contact
from mektepke.casework.queries.cases import visible_to
from mektepke.casework.queries.endings import SETTLES, Moments, local_day, told
from mektepke.casework.queries.no_call import nobody_calls
from mektepke.casework.rules import SCHOOL_DAYS_UNTIL_LOOK, Since, came_back, last_days, second_look, since
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import SEALED_OF_CHILD, Child
from mektepke.sealed.fields import sealed_names
from mektepke.watch.models import Answer

Days = Mapping[UUID, list[tuple[date, str]]]
# Who has read the calendar so far back has read all that a look asks for, but for a promise older than a year.
CALENDAR = timedelta(days=366)


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
    away: int = 0
    """On how many of the last marked days, without a gap, the child was away, as far back as the promise."""


def second_looks(
    person: Person,
    contacts: Mapping[UUID, Sequence[Contact]],
    *,
    ended: Moments,
    noticed: Collection[UUID],
    today: date,
    school_days: SchoolDays | None = None,
) -> dict[UUID, SecondLook]:
    """By child, for these calls and visits of the person (oldest first), what `ended` their promises (see `endings`),
    and the cases of the person's schools.

    A day that the house set is passed over for a child whom the registers show at school again, unless something is
    `noticed` about it: else every second look would call for the next one. A fixed number of queries; three fewer where
    the caller has read the `school_days` of the schools, as far back as `CALENDAR`.
    """
    due = {
        child: found
        for child, own in contacts.items()
        if (found := second_look(told(own, ended.get(child, [])), by=today))
    }
    let_go = _care_ended(person, today)
    starts = [*(found.on for found in due.values()), *_closing_days(let_go.values())]
    days = _days({*due, *let_go}, min(starts, default=today), today, school_days)
    children = Child.objects.defer(*sealed_names(Child)).in_bulk(list(due))
    looks = {
        child: SecondLook(children[child], found.next_on or today, found.by_house, away=_away(days.get(child, [])))
        for child, found in due.items()
        if not found.by_house or child in noticed or not came_back(days.get(child, []), found.on)
    }
    return looks | {child: _after_care(case, days.get(child, []), today) for child, case in let_go.items()}


def _closing_days(cases: Iterable[Case]) -> list[date]:
    return [case.closed_on for case in cases if case.closed_on]


def _after_care(case: Case, days: Sequence[tuple[date, str]], today: date) -> SecondLook:
    closed = case.closed_on or today
    on = case.look_again_on or today
    said = since(days, closed)
    return SecondLook(case.child, on, by_house=True, care_ended_on=closed, registers=said, away=_away(days))


def _away(days: Sequence[tuple[date, str]]) -> int:
    return len(last_days(days).away)


def _care_ended(person: Person, today: date) -> dict[UUID, Case]:
    """Cases that ended with "is at school" whose day has come, and since then nobody has met the family or opened a
    case, nor has the person or the case's worker answered a signal.

    Of the whole school: who closed the case may not be there any more.
    """
    child = OuterRef("child")
    # Asked of each ended case: of all children first, SQLite would go through the whole country's.
    seen = pupils.visible_to(person, Permission.ANSWER_SIGNALS).filter(pk=child).exclude(pk__in=nobody_calls())
    ordinary = Case.objects.filter(track=Case.Track.ORDINARY)
    case_since = ordinary.filter(child=child, opened_on__gte=OuterRef("closed_on")).exclude(pk=OuterRef("pk"))
    met = Q(result__in=list(SCHOOL_DAYS_UNTIL_LOOK)) | Q(next_on__isnull=False)
    contact_since = Contact.objects.filter(met, child=child, on__gt=OuterRef("closed_on"))
    ended = visible_to(person).filter(
        Exists(seen), ~Exists(case_since), ~Exists(contact_since), look_again_on__lte=today, track=Case.Track.ORDINARY,
    )  # fmt: skip
    with_child = ended.select_related("child").defer(*SEALED_OF_CHILD)
    found = {case.child_id: case for case in with_child.order_by("closed_on")}
    answers = Answer.objects.filter(SETTLES, signal__child__in=list(found))
    given = answers.values_list("signal__child_id", "by_id", "at")
    settled = {child for child, by, at in given if _is_settled(found[child], by, at, person)}
    return {child: case for child, case in found.items() if child not in settled}


def _is_settled(case: Case, by: UUID, at: datetime, person: Person) -> bool:
    return by in {person.pk, case.worker_id} and case.closed_on is not None and local_day(at) > case.closed_on


def _days(children: Collection[UUID], first: date, today: date, school_days: SchoolDays | None) -> Days:
    """The marked days of these children by child, oldest first."""
    known = school_days if first >= today - CALENDAR else None
    found = days_of_children(children, first=first, last=today, school_days=known)
    return {child: [(day.date, day.kind) for day in days] for child, days in found.items()}
