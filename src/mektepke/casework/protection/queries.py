"""Reading what is in protection: for whoever works on it, or to whom a case was given to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.casework.models import Action, Barred, Case, Reader, Referral, Report
from mektepke.casework.protection.rules import is_late
from mektepke.casework.protection.who import municipality_of
from mektepke.casework.queries import case_to_work_on, visible_to, workable_by
from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role, roles_with
from mektepke.pupils.models import Child, Guardian, Household
from mektepke.pupils.queries import classes_of
from mektepke.sealed.fields import sealed_names
from mektepke.watch.models import Signal

WORKS = (Permission.WORK_ON_CASES, Permission.PROTECT_CHILDREN)
# With one of these somebody can open the page of a case that was given to them.
READS = (*WORKS, Permission.SEE_CHILD)


@dataclass(frozen=True, slots=True)
class Protected:
    """One case of protection as its worker's list shows it."""

    case: Case
    report: Report
    class_name: str
    """Empty for a child on no school's roll."""
    late: bool
    """Whether the body should have been told by now."""
    next_action: Action | None


def case_in_protection(person: Person, key: UUID) -> Case:
    """The case of protection, if the person works on it; 404 otherwise, the same whether it exists or not."""
    found = case_to_work_on(person, key)
    if not found.in_protection:
        raise Http404
    return found


def report_of(case: Case) -> Report:
    """The case's report, told or not. The caller fetched the case for a person."""
    return Report.objects.select_related("told_by").get(case=case)


def open_to(person: Person, *, now: datetime) -> list[Protected]:
    """The person's open cases of protection: first those of which the body was not told, the earliest due before the
    others; however many, for none of them waits. A fixed number of queries."""
    mine = workable_by(person).filter(track=Case.Track.PROTECTION, closed_on__isnull=True)
    about = Report.objects.filter(case__in=mine).select_related("case__child", "case__school")
    reports = list(about.defer(*sealed_names(Child, "case__child__")).prefetch_related("case__actions"))
    classes = classes_of([report.case.child for report in reports], clock.day_of(now))
    found = [
        Protected(
            case=report.case,
            report=report,
            class_name=classes.get(report.case.child_id, ""),
            late=is_late(report.due_at, report.told_at, now=now),
            next_action=next((one for one in report.case.actions.all() if one.is_open), None),
        )
        for report in reports
    ]
    return sorted(found, key=lambda one: (one.report.told_at is not None, one.report.due_at))


def closed_to(person: Person) -> list[Case]:
    """The person's closed cases of protection, the latest first."""
    mine = workable_by(person).filter(track=Case.Track.PROTECTION, closed_on__isnull=False)
    return list(mine.select_related("child").order_by("-closed_on"))


def letters_waiting(person: Person) -> int:
    """How many letters about the person's open cases of protection wait for an answer. One query."""
    mine = workable_by(person).filter(track=Case.Track.PROTECTION, closed_on__isnull=True)
    return Referral.objects.filter(case__in=mine, answer="").count()


def opened_by(case: Case) -> Person:
    """Who opened it, and can be asked. The caller fetched the case for a person."""
    first = case.steps_taken.select_related("by").order_by("at").first()
    return first.by if first else case.worker


def barred_from(case: Case) -> list[Barred]:
    """Who must not see it. The caller fetched the case for a person."""
    return list(case.barred.select_related("person").order_by("person__sort_key"))


@dataclass(frozen=True, slots=True)
class Home:
    """Where a child in danger is found, for who has no page of the child."""

    class_name: str
    age: int | None
    household: Household
    adults: list[Guardian]
    """By name, without a number: nobody calls them."""


def home_of(case: Case) -> Home:
    """The child's class, age, address, and who lives there. The caller fetched the case for a person."""
    child, today = case.child, clock.today()
    household = Household.objects.select_related("village").get(pk=child.household_id)
    adults = list(Guardian.objects.filter(household=household))
    return Home(classes_of([child], today).get(child.pk, ""), child.age_on(today), household, adults)


def waiting_signals(person: Person, child: Child) -> list[Signal]:
    """What is noticed about the child and waits at the person's school. The caller fetched the child for the person."""
    if not person.may(Permission.ANSWER_SIGNALS):
        return []
    return list(Signal.objects.filter(child=child, state=Signal.State.OPEN).select_related("child").order_by("due_on"))


def to_pass_on() -> list[Case]:
    """Open cases of protection that nobody works on where they are: their worker has left the school, has lost the role
    or cannot sign in; or the head is named, and there was no child-protection officer when that was said."""
    school, place = Q(school=OuterRef("school")), Q(place=OuterRef("municipality"))
    at_school = ~Exists(_workers(Permission.WORK_ON_CASES, school)) | Exists(_named_heads())
    sent = ~Exists(_workers(Permission.PROTECT_CHILDREN, place))
    left = Case.objects.filter(
        Q(at_school, municipality__isnull=True) | Q(sent, municipality__isnull=False),
        track=Case.Track.PROTECTION, closed_on__isnull=True,
    )  # fmt: skip
    return list(left.select_related("school__village__parent"))


def _workers(permission: Permission, where: Q) -> QuerySet[Assignment]:
    roles = Assignment.objects.current(clock.today()).filter(role__in=roles_with(permission))
    return roles.filter(where, person=OuterRef("worker"), person__is_active=True)


def _named_heads() -> QuerySet[Assignment]:
    heads = Assignment.objects.current(clock.today()).filter(role=Role.HEAD, school=OuterRef("school"))
    return heads.filter(Exists(Barred.objects.filter(case=OuterRef(OuterRef("pk")), person=OuterRef("person"))))


def readers_of(case: Case) -> list[Reader]:
    """To whom it was given, the latest first. The caller fetched the case for a person."""
    return list(case.readers.select_related("person", "given_by").order_by("-at"))


def reader_for(person: Person, key: UUID) -> Reader:
    """One giving of a case on which the person works; 404 otherwise."""
    found = Reader.objects.filter(pk=key, case__in=workable_by(person)).select_related("case__child", "person").first()
    if found is None:
        raise Http404
    return found


def may_be_given(case: Case, *, by: Person) -> list[Person]:
    """To whom the case can be given: staff of its school and the child-protection officers of its municipality who can
    open the page of a case; not who works on it, and nobody who must not see it. What has left the school stays out of
    it, as was said to whoever sent it."""
    today = clock.today()
    where = Q(place=municipality_of(case.school))
    if case.municipality_id is None:
        where |= Q(school=case.school) | Q(school_class__school=case.school)
    roles = {role for permission in READS for role in roles_with(permission)}
    held = Assignment.objects.current(today).filter(where, role__in=roles, person=OuterRef("pk"))
    barred = Barred.objects.filter(case=case, person=OuterRef("pk"))
    found = Person.objects.filter(Exists(held), ~Exists(barred), is_active=True)
    return list(found.exclude(pk__in={by.pk, case.worker_id}))


def given_to(person: Person, *, today: date) -> list[Reader]:
    """The cases that were given to the person to read and that can be read today, the first to end foremost."""
    now = Reader.objects.filter(person=person, starts__lte=today, ends__gte=today, taken_back_on=None)
    found = now.filter(case__in=visible_to(person)).exclude(case__in=workable_by(person))
    names = found.select_related("case__child", "given_by").defer(*sealed_names(Child, "case__child__"))
    return list(names.order_by("ends", "at"))
