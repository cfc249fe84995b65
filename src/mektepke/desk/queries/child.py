"""Everything on a child's page, for one who may see the child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from mektepke.attendance.queries import ShownDay, child_days
from mektepke.casework.models import Case, Contact
from mektepke.casework.queries import cases_of, contacts_of
from mektepke.desk.queries.staff import unsafe_names_of_staff
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.pupils.models import Child, Enrolment, Guardian
from mektepke.pupils.queries import enrolment_on
from mektepke.trail.queries import looks_by_day
from mektepke.watch.models import Signal
from mektepke.watch.queries import answerable_by, signals_of
from mektepke.watch.sentences import sentence

THREE_MONTHS = timedelta(days=92)
LATEST_LOOKS = 20


@dataclass(frozen=True, slots=True)
class Noticed:
    """A signal in words, with its answers."""

    signal: Signal
    words: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looked at this child on one day, for which reason, when last, and how often."""

    who: str
    reason: str
    last: datetime
    times: int


@dataclass(frozen=True, slots=True)
class ChildPage:
    """What one person sees of one child."""

    child: Child
    today: date
    enrolment: Enrolment | None
    enrolments: list[Enrolment]
    days: list[ShownDay]
    signals: list[Noticed]
    cases: list[Case]
    contacts: list[Contact]
    guardians: list[Guardian]
    looks: list[Reader]

    @property
    def age(self) -> int | None:
        """Full years today."""
        return self.child.age_on(self.today)

    @property
    def missed(self) -> int:
        """How many of the shown days the child was not at school, for whatever reason."""
        return sum(1 for day in self.days if day.kind in {"absent", "excused"})

    @property
    def open_case(self) -> Case | None:
        """The case in which somebody works with the child now."""
        return next((case for case in self.cases if case.closed_on is None), None)


def child_page(person: Person, child: Child, *, today: date) -> ChildPage:
    """Everything on the page. A fixed number of queries."""
    works_on_cases = person.may(Permission.WORK_ON_CASES)
    enrolments = Enrolment.objects.filter(child=child).select_related("school_class__school")
    return ChildPage(
        child=child,
        today=today,
        enrolment=enrolment_on(child, today),
        enrolments=list(enrolments),
        days=child_days(child, first=today - THREE_MONTHS, last=today),
        signals=_noticed(person, child),
        cases=cases_of(person, child) if works_on_cases else [],
        contacts=contacts_of(person, child) if works_on_cases else [],
        guardians=list(Guardian.objects.filter(household=child.household_id)),
        looks=_looks(child.pk),
    )


def _noticed(person: Person, child: Child) -> list[Noticed]:
    mine = set(answerable_by(person).filter(child=child, state=Signal.State.OPEN).values_list("pk", flat=True))
    return [Noticed(signal, sentence(signal), signal.pk in mine) for signal in signals_of(child)]


def _looks(child: UUID) -> list[Reader]:
    latest = looks_by_day(child, most=LATEST_LOOKS)
    names = unsafe_names_of_staff(look.by_key for look in latest if look.by_key)
    return [
        Reader(names.get(look.by_key, "") if look.by_key else "", _role(look.reason), look.last, look.times)
        for look in latest
    ]


def _role(code: str) -> str:
    """The role for which somebody was let in, in words."""
    return str(Role(code).label) if code in Role.values else code
