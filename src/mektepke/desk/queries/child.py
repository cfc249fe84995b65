"""Everything on a child's page, for one who may see the child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from mektepke.attendance.queries import ShownDay, child_days
from mektepke.casework.models import Case
from mektepke.casework.queries import Meeting, cases_of, may_move, meetings_of, wrong_numbers_of
from mektepke.casework.referrals.queries import hand_over_to
from mektepke.desk.queries.staff import unsafe_names_of_staff
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.places.models import School
from mektepke.pupils.models import Child, Enrolment, Guardian
from mektepke.pupils.queries import enrolment_on, may_for
from mektepke.trail.queries import looks_by_day
from mektepke.watch.models import Signal
from mektepke.watch.queries import answerable_by, signals_of
from mektepke.watch.rules.steps import Step
from mektepke.watch.sentences import sentence, waits_for

THREE_MONTHS = timedelta(days=92)
LATEST_LOOKS = 20
# Everybody who sees the child sees who looked: that somebody looked at a case of protection would tell of it.
UNTOLD = ("protection",)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A signal in words, with its answers."""

    signal: Signal
    words: str
    state: str
    """While it is open, who is to answer it."""
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

    works_on_cases: bool
    """Whether this person works on this child's cases; a child of another school the same person may merely teach."""
    edits: bool
    """Whether this person may correct what is known of the child."""
    may_move: bool
    """Whether this person may send the child to another school, or take the child off the roll."""
    child: Child
    today: date
    enrolment: Enrolment | None
    enrolments: list[Enrolment]
    days: list[ShownDay]
    signals: list[Noticed]
    cases: list[Case]
    meetings: list[Meeting]
    """Calls and visits, the latest first."""
    guardians: list[tuple[Guardian, date | None]]
    """The adults of the household; with the day on which their number turned out wrong."""
    looks: list[Reader]
    hand_over: list[tuple[Case, School]]
    """Of the person's own open cases those that should go with the child to another school, and to which."""

    @property
    def age(self) -> int | None:
        """Full years today."""
        return self.child.age_on(self.today)

    @property
    def missed(self) -> int:
        """How many of the shown days the child was not at school, for whatever reason."""
        return sum(1 for day in self.days if day.kind in {"absent", "excused"})

    @property
    def to_dial(self) -> Guardian | None:
        """The first adult with a number that nobody has found to be wrong."""
        return next((adult for adult, wrong_on in self.guardians if adult.phone and not wrong_on), None)

    @property
    def main_button(self) -> str:
        """What is offered first: call, or visit where all numbers are wrong; neither where the family is gone."""
        if self.has_moved:
            return "send"
        has_numbers = any(adult.phone for adult, _wrong_on in self.guardians)
        return "call" if self.to_dial or not has_numbers else "visit"

    @property
    def has_moved(self) -> bool:
        """Whether the latest that is known is that the family has moved away, and this person can do what follows."""
        return self.may_move and (self._last_met_moved or self._ended_with_moving)

    @property
    def _last_met_moved(self) -> bool:
        return bool(self.meetings) and self.meetings[0].moved

    @property
    def _ended_with_moving(self) -> bool:
        last = next(iter(self.cases), None)
        if last is None or last.outcome != Case.Outcome.MOVED or last.closed_on is None:
            return False
        return not self.meetings or self.meetings[0].on <= last.closed_on

    @property
    def to_call_about(self) -> Signal | None:
        """The open signal about which the reader may call: the worst that asks for a call, or the first of all."""
        mine = [noticed.signal for noticed in self.signals if noticed.may_answer]
        return next((signal for signal in mine if signal.next_step == Step.CALL), next(iter(mine), None))

    @property
    def open_case(self) -> Case | None:
        """The case in which somebody works with the child now."""
        return next((case for case in self.cases if case.closed_on is None), None)


def child_page(person: Person, child: Child, *, today: date) -> ChildPage:
    """Everything on the page. A fixed number of queries."""
    works_on_cases = may_for(person, child, Permission.WORK_ON_CASES)
    enrolments = Enrolment.objects.filter(child=child).select_related("school_class__school")
    cases = cases_of(person, child) if works_on_cases else []
    return ChildPage(
        works_on_cases=works_on_cases,
        edits=may_for(person, child, Permission.EDIT_CHILDREN),
        may_move=may_move(person, child),
        child=child,
        today=today,
        enrolment=enrolment_on(child, today),
        enrolments=list(enrolments),
        days=child_days(child, first=today - THREE_MONTHS, last=today),
        signals=_noticed(person, child, concerns=works_on_cases),
        cases=cases,
        meetings=meetings_of(person, child) if works_on_cases else [],
        guardians=_adults(person, child) if works_on_cases else [(one, None) for one in _guardians(child)],
        looks=_looks(child.pk),
        hand_over=_to_hand_over(person, cases),
    )


def _to_hand_over(person: Person, cases: Sequence[Case]) -> list[tuple[Case, School]]:
    mine = [case for case in cases if case.closed_on is None and case.worker_id == person.pk]
    return [(case, school) for case in mine if (school := hand_over_to(case))]


def _guardians(child: Child) -> list[Guardian]:
    return list(Guardian.objects.filter(household=child.household_id))


def _adults(person: Person, child: Child) -> list[tuple[Guardian, date | None]]:
    wrong = wrong_numbers_of(person, child)
    return [(one, wrong.get(one.phone)) for one in _guardians(child)]


def _noticed(person: Person, child: Child, *, concerns: bool) -> list[Noticed]:
    mine = set(answerable_by(person).filter(child=child, state=Signal.State.OPEN).values_list("pk", flat=True))
    return [
        Noticed(signal, sentence(signal), waits_for(signal), signal.pk in mine)
        for signal in signals_of(child, concerns=concerns)
    ]


def _looks(child: UUID) -> list[Reader]:
    latest = looks_by_day(child, most=LATEST_LOOKS, but=UNTOLD)
    names = unsafe_names_of_staff(look.by_key for look in latest if look.by_key)
    return [
        Reader(names.get(look.by_key, "") if look.by_key else "", _role(look.reason), look.last, look.times)
        for look in latest
    ]


def _role(code: str) -> str:
    """The role for which somebody was let in, in words."""
    return str(Role(code).label) if code in Role.values else code
