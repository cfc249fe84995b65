"""One school's week: the morning's round, then what its people made of it.

Everything goes through the same actions as a person's work, on a clock set to that day. Only children on the rolls of
the plan are worked with: a child whom somebody added in the demo is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy
from django.db.models import QuerySet

from mektepke.casework.actions import (
    ActionGiven,
    CauseGiven,
    close_case,
    finish_action,
    open_case,
    record_contact,
)
from mektepke.casework.models import Action, Case, Contact
from mektepke.people.models import Person
from mektepke.pilot import casebook
from mektepke.pilot.chance import stream
from mektepke.pilot.days import ABSENT
from mektepke.pilot.families import pick
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan
from mektepke.pilot.six_steps import answer_plans, take_the_steps
from mektepke.pilot.staff import teacher_of
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.trail.actions import looked
from mektepke.watch.actions import answer, answer_signals_of, notice
from mektepke.watch.models import Answer, Signal
from mektepke.watch.rules.evidence import Rule

EVERY = timedelta(days=7)
# OURS, all shares: what one pedagogue with half a post, and the class teachers beside many lessons, get to in a week.
CHILDREN_A_WEEK = 6
TEACHER_ANSWERS = 0.25
ACTION_IS_DONE = 0.7
CASE_FOR_WHO_STAYS_AWAY, CASE_FOR_OTHERS = 0.4, 0.06
STAYS_AWAY = {Rule.NEVER_CAME, Rule.DAYS_IN_A_ROW}
CAME_AGAIN = 5  # marked days in a row after which a case is closed as returned


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """One school on one of these mornings. `places`: the key of each child → its place in the plan."""

    plan: SchoolPlan
    day: date
    school: School
    people: dict[str, Person]
    places: dict[UUID, int]
    chance: numpy.random.Generator

    @property
    def pedagogue(self) -> Person:
        """The school's social pedagogue."""
        return self.people[f"{self.plan.school.code.lower()}.pedagogue"]

    def live(self) -> None:
        """The morning; then those who came again, second looks, new children, and what teachers and head answer."""
        notice(school=self.school, today=self.day)
        self._close_returned()
        self._finish_actions()
        self._look_again()
        for signals in self._waiting()[:CHILDREN_A_WEEK]:
            self._see(signals)
        self._teachers_answer()
        self._head_answers()

    def _close_returned(self) -> None:
        open_cases = Case.objects.filter(school=self.school, closed_on__isnull=True, opened_on__lt=self.day)
        for case in open_cases.order_by("child__sort_key", "child_id"):
            if case.on_one_screen and self._came_again(case.child_id):
                words = pick(casebook.CLOSED, self.chance)
                close_case(case=case, outcome=Case.Outcome.AT_SCHOOL, words=words, by=self.pedagogue)

    def _came_again(self, child: UUID) -> bool:
        """Whether the child came on each of its last marked days."""
        if child not in self.places:
            return False
        place = self.places[child]
        marked = self.plan.taken[self.plan.children[place].place_of_class] & [day < self.day for day in self.plan.days]
        last = numpy.flatnonzero(marked)[-CAME_AGAIN:]
        return len(last) == CAME_AGAIN and not numpy.isin(self.plan.marks[place, last], ABSENT).any()

    def _finish_actions(self) -> None:
        due = Action.objects.filter(
            case__school=self.school, case__closed_on__isnull=True, done_on__isnull=True, due_on__lte=self.day
        )
        for action in due.select_related("case").order_by("due_on", "case__child__sort_key", "case__child_id", "kind"):
            if self.chance.random() < ACTION_IS_DONE:
                finish_action(action=action, by=self.pedagogue)

    def _look_again(self) -> None:
        """Whoever was to be looked at again by today is spoken to once more: after a call or a visit, after care."""
        contacts = Contact.objects.filter(school=self.school).select_related("child").order_by("on", "at")
        latest = {contact.child_id: contact for contact in contacts}
        due = {found.child for found in latest.values() if self._is_due(found)}
        ended = Case.objects.filter(school=self.school, look_again_on__lte=self.day).select_related("child")
        due |= {case.child for case in ended if self._nobody_met_since(case, latest.get(case.child_id))}
        for child in sorted(due, key=lambda found: (found.sort_key, str(found.pk))):
            self._contact(child, Contact.Kind.CALL, Contact.Result.REACHED, casebook.REACHED)

    def _is_due(self, contact: Contact) -> bool:
        """Whether its day has come; one that the house set needs no call about a child who came again."""
        if contact.next_on is None or contact.next_on > self.day:
            return False
        return not (contact.next_by_house and self._came_again(contact.child_id))

    def _nobody_met_since(self, case: Case, latest: Contact | None) -> bool:
        return case.closed_on is not None and (latest is None or latest.on <= case.closed_on)

    def _waiting(self) -> list[list[Signal]]:
        """Children with open signals for the pedagogue and no open case, the most urgent first."""
        in_care = set(
            Case.objects.filter(school=self.school, closed_on__isnull=True).values_list("child_id", flat=True)
        )
        signals = self._open(Signal.Audience.PEDAGOGUE).filter(child__isnull=False).select_related("child")
        by_child: dict[UUID, list[Signal]] = {}
        for signal in signals.order_by("-level", "due_on", "child__sort_key", "child_id", "rule"):
            if signal.child_id in self.places and signal.child_id not in in_care:
                by_child.setdefault(signal.child_id, []).append(signal)
        return list(by_child.values())

    def _open(self, audience: str) -> QuerySet[Signal]:
        return Signal.objects.filter(school=self.school, state=Signal.State.OPEN, audience=audience)

    def _see(self, signals: list[Signal]) -> None:
        """One child: a case for many who stay away, a call or a visit for most, a good reason for a few."""
        child = signals[0].child
        assert child is not None  # noqa: S101 - the query asks for children
        looked(by=self.pedagogue, child=child, page="child", reason="pedagogue")
        stays_away = any(signal.rule in STAYS_AWAY for signal in signals)
        draw = self.chance.random()
        if draw < (CASE_FOR_WHO_STAYS_AWAY if stays_away else CASE_FOR_OTHERS):
            self._open_case(child, signals[0])
        elif draw < 0.8:
            self._speak(child, visit=signals[0].next_step == "home_visit", again=stays_away)
        elif draw < 0.9 or stays_away:
            self._contact(child, Contact.Kind.CALL, Contact.Result.NOT_REACHED, ("",), again=True)
        else:
            why = pick(casebook.NOT_A_PROBLEM, self.chance)
            answer_signals_of(child=child, kind=Answer.Kind.NOT_A_PROBLEM, words=why, by=self.pedagogue)

    def _speak(self, child: Child, *, visit: bool, again: bool) -> None:
        kind = Contact.Kind.VISIT if visit else Contact.Kind.CALL
        result = Contact.Result.COMES_BACK if self.chance.random() < 0.4 else Contact.Result.REACHED
        self._contact(child, kind, result, casebook.VISITED if visit else casebook.REACHED, again=again)

    def _contact(self, child: Child, kind: str, result: str, words: tuple[str, ...], *, again: bool = False) -> None:
        record_contact(
            child=child,
            school=self.school,
            kind=kind,
            result=result,
            words=pick(words, self.chance),
            next_on=self.day + timedelta(days=int(self.chance.integers(5, 12))) if again else None,
            by=self.pedagogue,
        )

    def _open_case(self, child: Child, signal: Signal) -> None:
        """Most on one screen; where several causes keep a child away, by the six steps."""
        plan = self.plan.children[self.places[child.pk]]
        causes = casebook.causes_of(plan, self.plan.families[plan.place_of_family], self.chance)
        given = [
            CauseGiven(cause, casebook.FINDINGS[cause].evidence, casebook.FINDINGS[cause].said_by) for cause in causes
        ]
        first = casebook.FINDINGS[causes[0]]
        due = self.day + timedelta(days=int(self.chance.integers(5, 40)))
        if len(causes) > 1:
            take_the_steps(child, self.school, given, due=due, by=self.pedagogue, signal=signal)
            return
        action = ActionGiven(first.action, first.party, due)
        open_case(child=child, school=self.school, causes=given, action=action, by=self.pedagogue, signal=signal)

    def _teachers_answer(self) -> None:
        """Class teachers call on the first day, as often as they get to it."""
        signals = self._open(Signal.Audience.TEACHER).select_related("child")
        for signal in signals.order_by("child__sort_key", "child_id", "rule"):
            if signal.child_id in self.places and self.chance.random() < TEACHER_ANSWERS:
                place = self.plan.children[self.places[signal.child_id]].place_of_class
                result = pick(tuple(Answer.Result.values), self.chance)
                by = self.people[teacher_of(self.plan, place)]
                answer(signal=signal, kind=Answer.Kind.CALLED, result=result, by=by)

    def _head_answers(self) -> None:
        """The head has answered the questions that were asked longer than a week ago, and the plans of that time."""
        answer_plans(self.school, older_than=self.day - EVERY, by=self.people[f"{self.plan.school.code.lower()}.head"])
        older = self._open(Signal.Audience.HEAD).filter(raised_on__lt=self.day - EVERY)
        for signal in older.order_by("rule", "raised_on", "id"):
            head = self.people[f"{self.plan.school.code.lower()}.head"]
            answer(signal=signal, kind=Answer.Kind.OTHER, words=casebook.HEAD_TOLD, by=head)


def of(plan: SchoolPlan, keys: Keys, day: date) -> SchoolWeek:
    """The week of a school that begins on this day, with the rows it needs."""
    code = plan.school.code
    return SchoolWeek(
        plan=plan,
        day=day,
        school=School.objects.get(pk=keys.school(code)),
        people={person.username: person for person in Person.objects.filter(username__startswith=f"{code.lower()}.")},
        places={keys.child(code, place): place for place in range(len(plan.children))},
        chance=stream(keys.seed, "week", code, day.isoformat()),
    )
