"""Cases a person works on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.attendance.queries import child_days
from mektepke.base import clock
from mektepke.casework.models import Action, Barred, CapacityRow, Case, CaseCause, Contact, Reader
from mektepke.casework.rules import AFTER_CARE, Capacity, LastDays, capacity_for, counted_day, last_days, wrong_numbers
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with, places, schools, schools_where
from mektepke.places.models import School
from mektepke.places.queries import school_days
from mektepke.pupils.models import SEALED_OF_CHILD, Child
from mektepke.pupils.queries import classes_of, enrolments_visible_to, may_for, school_of
from mektepke.sealed.fields import sealed_names
from mektepke.trail.queries import changes_of

THREE_MONTHS = timedelta(days=92)
# From 25 May to 1 September.
LONGEST_HOLIDAYS = timedelta(days=100)


def visible_to(person: Person) -> QuerySet[Case]:
    """Cases that this person may read: their own, those that were given to them, and of protection those that were sent
    to their municipality. Whoever is named in a case, or is kin of who is, never sees it."""
    given = Reader.objects.filter(
        case=OuterRef("pk"), person=person, starts__lte=clock.today(), ends__gte=clock.today(), taken_back_on=None
    )
    return _not_barred(Case.objects.filter(_worked_on_by(person) | Exists(given)), person)


def workable_by(person: Person) -> QuerySet[Case]:
    """Cases on which this person works: what was only given to read is not among them."""
    return _not_barred(Case.objects.filter(_worked_on_by(person)), person)


def _worked_on_by(person: Person) -> Q:
    own = schools_where(person, Permission.WORK_ON_CASES, path="school") & Q(worker=person, municipality=None)
    sent = [place.pk for place in places(person, Permission.PROTECT_CHILDREN)]
    return own | Q(track=Case.Track.PROTECTION, municipality__in=sent)


def _not_barred(cases: QuerySet[Case], person: Person) -> QuerySet[Case]:
    return cases.exclude(Exists(Barred.objects.filter(case=OuterRef("pk"), person=person)))


def case_for(person: Person, key: UUID) -> Case:
    """The case, if the person may read it; 404 otherwise."""
    return _one(visible_to(person), key)


def case_to_work_on(person: Person, key: UUID) -> Case:
    """The case, if the person works on it; 404 otherwise."""
    return _one(workable_by(person), key)


def _one(cases: QuerySet[Case], key: UUID) -> Case:
    found = cases.filter(pk=key).select_related("child", "school", "worker", "signal").first()
    if found is None:
        raise Http404
    return found


def open_case_of(person: Person, child: Child) -> Case | None:
    """The child's open case of the ordinary way, if the person may read it."""
    return visible_to(person).filter(child=child, closed_on=None, track=Case.Track.ORDINARY).first()


def case_to_reopen(person: Person, child: Child) -> Case | None:
    """The child's latest case of the ordinary way at a school where the person works on cases, if it is closed: what
    was known then helps whoever cares for the child now. One whose words are gone helps nobody."""
    here = schools_where(person, Permission.WORK_ON_CASES, path="school")
    found = _not_barred(Case.objects.filter(here, child=child, track=Case.Track.ORDINARY), person)
    latest = found.select_related("worker").order_by("-opened_on", "-at").first()
    return latest if latest and latest.closed_on and latest.emptied_on is None else None


def cases_of(person: Person, child: Child) -> list[Case]:
    """All cases of the ordinary way of one child that the person may read, the latest first: no page about a child
    tells of protection, not even to who works on it, for others stand behind them."""
    found = visible_to(person).filter(child=child, track=Case.Track.ORDINARY)
    return list(found.select_related("worker"))


@dataclass(frozen=True, slots=True)
class InCare:
    """One open case as its worker's list shows it."""

    case: Case
    class_name: str
    """Empty for a child on no school's roll."""
    steps: list[Action]
    """What is agreed and not done, the earliest first."""


def open_cases(person: Person, *, today: date) -> list[InCare]:
    """The person's own open cases, the oldest first, with class, causes and next steps; those of protection stand on a
    list of their own. A fixed number of queries."""
    mine = workable_by(person).filter(closed_on__isnull=True, track=Case.Track.ORDINARY).order_by("opened_on")
    cases = list(mine.select_related("child").defer(*SEALED_OF_CHILD).prefetch_related("causes", "actions"))
    classes = classes_of([case.child for case in cases], today)
    return [
        InCare(
            case,
            classes.get(case.child_id, ""),
            [action for action in case.actions.all() if action.done_on is None and action.dropped_on is None],
        )
        for case in cases
    ]


def due_actions(person: Person, *, today: date) -> list[Action]:
    """Actions of the person's open cases that are due by today and not done, the oldest first."""
    waiting = Action.objects.filter(
        case__in=workable_by(person).filter(closed_on__isnull=True, track=Case.Track.ORDINARY),
        done_on__isnull=True,
        dropped_on__isnull=True,
        due_on__lte=today,
    )
    return list(waiting.select_related("case__child").defer(*sealed_names(Child, "case__child__")))


def action_for(person: Person, key: UUID) -> Action:
    """The action, if the person works on its case; 404 otherwise."""
    found = Action.objects.filter(case__in=workable_by(person), pk=key).select_related("case__child").first()
    if found is None:
        raise Http404
    return found


def cause_for(person: Person, key: UUID) -> CaseCause:
    """The cause, if the person works on its case; 404 otherwise."""
    found = CaseCause.objects.filter(case__in=workable_by(person), pk=key).select_related("case__child").first()
    if found is None:
        raise Http404
    return found


def contacts_of(person: Person, child: Child) -> list[Contact]:
    """Calls and visits about one child, the latest first: the person's own, and those of the schools where the person
    works on cases. What a family says there is as confidential as a case: where the child has one that the person may
    not read, only the person's own. A case of protection hides none of them: their vanishing would tell of it."""
    here = schools_where(person, Permission.WORK_ON_CASES, path="school")
    ordinary = Case.objects.filter(child=child, track=Case.Track.ORDINARY)
    closed_to_them = ordinary.exclude(pk__in=visible_to(person).values("pk"))
    mine = Q(by=person) | (here & ~Exists(closed_to_them))
    return list(Contact.objects.filter(mine, child=child).select_related("by", "guardian"))


def closed_by(case: Case) -> Person | None:
    """Who closed the case, as the trail knows. The caller fetched the case for a person."""
    closed = changes_of(case).filter(action="case.closed").first()
    return Person.objects.filter(pk=closed.by_key).first() if closed and closed.by_key else None


def may_move(person: Person, child: Child) -> bool:
    """Whether this person may send the child to another school, or take the child off a roll. At most two queries."""
    on_roll = enrolments_visible_to(person, Permission.EDIT_CHILDREN).filter(child=child, ends__isnull=True)
    return may_for(person, child, Permission.EDIT_CHILDREN) and on_roll.exists()


def wrong_numbers_of(person: Person, child: Child) -> dict[str, date]:
    """Numbers of the child's family of which the latest call said that they are wrong, and the day of that call."""
    calls = [contact for contact in reversed(contacts_of(person, child)) if contact.number]
    wrong = wrong_numbers((call.number, call.result == Contact.Result.WRONG_NUMBER) for call in calls)
    return {call.number: call.on for call in calls if call.number in wrong}


def capacity_of(person: Person) -> Capacity:
    """What this person can take on, by the hours of the role that works on cases."""
    hours = sum(found.hours_a_week for found in assignments_with(person, Permission.WORK_ON_CASES))
    return capacity_for(hours, capacity_table())


def capacity_table() -> dict[int, Capacity]:
    """What the programme has set, by hours a week. One query."""
    rows = CapacityRow.objects.all()
    return {row.hours_from: Capacity(row.new_a_day, row.visits_a_week, row.open_cases) for row in rows}


def children_with_open_case(children: Sequence[UUID]) -> set[UUID]:
    """Which of these children somebody already has in care."""
    found = Case.objects.filter(child__in=children, closed_on__isnull=True, track=Case.Track.ORDINARY)
    return set(found.values_list("child_id", flat=True))


def open_cases_by_child(person: Person, children: Collection[UUID]) -> dict[UUID, UUID]:
    """The open cases of these children on which the person may work: child → case."""
    mine = visible_to(person).filter(child__in=children, closed_on__isnull=True, track=Case.Track.ORDINARY)
    return dict(mine.values_list("child_id", "pk"))


def next_actions(cases: Collection[UUID]) -> dict[UUID, Action]:
    """Of each of these cases what is to be done first of all that is agreed and not done. The caller has fetched the
    cases for a person. One query."""
    waiting = Action.objects.filter(case__in=cases, done_on__isnull=True, dropped_on__isnull=True)
    return {action.case_id: action for action in waiting.order_by("-due_on", "-at")}


def open_actions(case: Case) -> list[Action]:
    """What is still to be done, the oldest first. The caller fetched the case for a person."""
    return list(case.actions.filter(done_on__isnull=True, dropped_on__isnull=True))


def last_days_of(child: Child, *, today: date) -> LastDays:
    """What the registers of the last three months say at their end. The caller fetched the child for a person."""
    days = child_days(child, first=today - THREE_MONTHS, last=today)
    return last_days((shown.date, shown.kind) for shown in days)


def next_school_day(school: School, day: date) -> date | None:
    """The first day with school from this one on; None where the calendar knows of none, as at the end of a year."""
    coming = school_days(school, first=day, last=day + LONGEST_HOLIDAYS)
    return coming[0] if coming else None


def coming_school_days(school: School, *, after: date) -> list[date]:
    """The school days after this one, as far as the longest holidays reach; none where the calendar knows of none."""
    return school_days(school, first=after + timedelta(days=1), last=after + LONGEST_HOLIDAYS)


def day_after_care(school: School, *, today: date) -> date:
    """When a child is looked at again whose case is closed today because it is at school."""
    return counted_day(coming_school_days(school, after=today), AFTER_CARE["at_school"], after=today)


def acting_school(person: Person, child: Child, permission: Permission) -> School:
    """The school at which the person acts for this child: the child's, else the person's own. 404 if there is none.

    A child in no school may have left one far away long ago; whoever finds it in the village works from there.
    """
    found = school_of(person, child, permission)
    own = list(schools(person, permission))
    return found if not own or found in own else own[0]
