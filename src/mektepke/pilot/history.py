"""The autumn as the schools worked through it: a morning a week, and what pedagogues did about what it found.

Everything goes through the same actions as a person's work, on a clock set to that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import numpy
from django.db import transaction

from mektepke.base import clock
from mektepke.casework.actions import (
    ActionGiven,
    AlreadyOpen,
    CauseGiven,
    close_case,
    open_case,
    record_contact,
)
from mektepke.casework.models import Case, Contact
from mektepke.people.models import Person
from mektepke.pilot import casebook
from mektepke.pilot.chance import stream
from mektepke.pilot.days import ABSENT
from mektepke.pilot.families import pick
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.plan import SchoolPlan
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.trail.actions import looked
from mektepke.watch.actions import answer, answer_signals_of, notice
from mektepke.watch.models import Answer, Signal

FIRST_ROUND = date(2014, 9, 10)  # OURS: a Wednesday, after a week and a half of school
EVERY = timedelta(days=7)
CHILDREN_A_WEEK = 4  # OURS: whom one pedagogue with half a post gets to
CAME_AGAIN = 5  # marked days in a row after which a case is closed as returned


def rounds_between(after: date | None, today: date) -> list[date]:
    """The weekly mornings after one day and before today."""
    days = []
    day = FIRST_ROUND
    while day < today:
        if after is None or day > after:
            days.append(day)
        day += EVERY
    return days


def live_through(
    plans: tuple[SchoolPlan, ...], keys: Keys, built: Built, *, today: date, progress: Callable[[int, int], None] | None
) -> int:
    """All weekly mornings that are still to be lived through before today; returns how many. Each is kept whole."""
    days = rounds_between(built.rounds_until, today)
    for done, day in enumerate(days, start=1):
        with transaction.atomic(), _on(day):
            for plan in plans:
                _SchoolWeek.of(plan, keys, day).live()
            built.rounds_until = day
            built.save(update_fields=["rounds_until"])
        if progress:
            progress(done, len(days))
    return len(days)


@contextmanager
def _on(day: date) -> Iterator[None]:
    """The clock on a day of the past, and back."""
    before = clock.today() if clock.pinned() else None
    clock.set_today(day)
    try:
        yield
    finally:
        clock.set_today(before)


@dataclass(frozen=True, slots=True)
class _SchoolWeek:
    """One school on one of these mornings."""

    plan: SchoolPlan
    keys: Keys
    day: date
    school: School
    pedagogue: Person
    places: dict[UUID, int]
    chance: numpy.random.Generator

    @classmethod
    def of(cls, plan: SchoolPlan, keys: Keys, day: date) -> _SchoolWeek:
        """With the rows that the actions need."""
        code = plan.school.code
        return cls(
            plan=plan,
            keys=keys,
            day=day,
            school=School.objects.get(pk=keys.school(code)),
            pedagogue=Person.objects.get(pk=keys.person(f"{code.lower()}.pedagogue")),
            places={keys.child(code, place): place for place in range(len(plan.children))},
            chance=stream(keys.seed, "history", code, day.isoformat()),
        )

    def live(self) -> None:
        """The morning, those who come again, second looks, then new children."""
        notice(school=self.school, today=self.day)
        self._close_returned()
        self._look_again()
        for signals in self._waiting()[:CHILDREN_A_WEEK]:
            self._see(signals)
        self._head_answers()

    def _close_returned(self) -> None:
        for case in Case.objects.filter(school=self.school, closed_on__isnull=True).select_related("child"):
            if self._came_again(case.child_id) and case.opened_on < self.day:
                words = pick(casebook.CLOSED, self.chance)
                close_case(case=case, outcome=Case.Outcome.RETURNED, words=words, by=self.pedagogue)

    def _came_again(self, child: UUID) -> bool:
        """Whether the child came on each of its last marked days."""
        if child not in self.places:
            return False
        place = self.places[child]
        marked = self.plan.taken[self.plan.children[place].place_of_class] & [day < self.day for day in self.plan.days]
        last = numpy.flatnonzero(marked)[-CAME_AGAIN:]
        return len(last) == CAME_AGAIN and not numpy.isin(self.plan.marks[place, last], ABSENT).any()

    def _look_again(self) -> None:
        """Whoever was to be looked at again by today is spoken to once more."""
        latest = {
            contact.child_id: contact for contact in Contact.objects.filter(school=self.school).order_by("on", "at")
        }
        due = [contact for contact in latest.values() if contact.next_on and contact.next_on <= self.day]
        for contact in due:
            self._contact(contact.child, Contact.Kind.CALL, Contact.Result.REACHED, casebook.REACHED)

    def _waiting(self) -> list[list[Signal]]:
        """Children with open signals for the pedagogue and no open case, the most urgent first."""
        in_care = set(
            Case.objects.filter(school=self.school, closed_on__isnull=True).values_list("child_id", flat=True)
        )
        signals = Signal.objects.filter(
            school=self.school, state=Signal.State.OPEN, audience=Signal.Audience.PEDAGOGUE, child__isnull=False
        )
        by_child: dict[UUID, list[Signal]] = {}
        for signal in signals.select_related("child").order_by(
            "-level", "due_on", "child__sort_key", "child_id", "rule"
        ):
            if signal.child_id in self.places and signal.child_id not in in_care:
                by_child.setdefault(signal.child_id, []).append(signal)
        return list(by_child.values())

    def _see(self, signals: list[Signal]) -> None:
        """One child: a case for most who stay away, a call or a visit for the others."""
        child = signals[0].child
        assert child is not None  # noqa: S101 - the query asks for children
        looked(by=self.pedagogue, child=child, page="child", reason="pedagogue")
        stays_away = self.places[child.pk] in {story.child for story in self.plan.stories}
        draw = self.chance.random()
        if draw < (0.5 if stays_away else 0.12):
            self._open_case(child, signals[0])
        elif draw < 0.75:
            kind = Contact.Kind.VISIT if signals[0].next_step == "home_visit" else Contact.Kind.CALL
            words = casebook.VISITED if kind == Contact.Kind.VISIT else casebook.REACHED
            result = Contact.Result.COMES_BACK if self.chance.random() < 0.4 else Contact.Result.REACHED
            self._contact(child, kind, result, words, again=stays_away)
        elif draw < 0.88 or stays_away:
            self._contact(child, Contact.Kind.CALL, Contact.Result.NOT_REACHED, ("",), again=True)
        else:
            words_of_why = pick(casebook.NOT_A_PROBLEM, self.chance)
            answer_signals_of(child=child, kind=Answer.Kind.NOT_A_PROBLEM, words=words_of_why, by=self.pedagogue)

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
        plan = self.plan.children[self.places[child.pk]]
        causes = casebook.causes_of(plan, self.plan.families[plan.place_of_family], self.chance)
        findings = [casebook.FINDINGS[cause] for cause in causes]
        due = self.day + timedelta(days=int(self.chance.integers(5, 40)))
        try:
            open_case(
                child=child,
                school=self.school,
                causes=[
                    CauseGiven(cause, finding.evidence, finding.said_by)
                    for cause, finding in zip(causes, findings, strict=True)
                ],
                action=ActionGiven(findings[0].action, findings[0].party, due),
                by=self.pedagogue,
                signal=signal,
            )
        except AlreadyOpen:  # two signals about one child on one morning are one case
            return

    def _head_answers(self) -> None:
        """Questions about the school are asked of its head, who has answered the older ones."""
        head = Person.objects.get(pk=self.keys.person(f"{self.plan.school.code.lower()}.head"))
        older = Signal.objects.filter(
            school=self.school, state=Signal.State.OPEN, audience=Signal.Audience.HEAD, raised_on__lt=self.day - EVERY
        )
        for signal in older:
            answer(signal=signal, kind=Answer.Kind.OTHER, words=casebook.HEAD_TOLD, by=head)
