"""Noticing, and what people answer."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from mektepke.attendance.queries import class_days
from mektepke.base.identity import derived_key
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.places.queries import classes_on, school_days
from mektepke.pupils.models import Child
from mektepke.pupils.queries import unsafe_roll
from mektepke.trail.actions import record
from mektepke.watch.models import Answer, Signal
from mektepke.watch.rules.attendance import days_in_a_row
from mektepke.watch.rules.days import DayKind, child_days
from mektepke.watch.rules.evidence import Evidence, Finding, Rule
from mektepke.watch.rules.limits import Limits
from mektepke.watch.rules.steps import due_on, next_step


@transaction.atomic
def notice(*, school: School, today: date, by: Person | None = None) -> int:
    """Run the rules for one school; returns how many signals are new. Running it again changes nothing."""
    limits = Limits()
    classes = classes_on(today, schools=[school])
    if not classes:
        return 0
    days = class_days([found.pk for found in classes], first=classes[0].year.starts, last=today)
    coming = school_days(school, first=today, last=today + timedelta(days=30))
    new = 0
    for enrolment in unsafe_roll([found.pk for found in classes], today):
        marked = list(days.marked.get(enrolment.school_class_id, {}))
        away = {day: DayKind(kind) for day, kind in days.exceptions.get(enrolment.child_id, {}).items()}
        own = child_days(marked, away, since=enrolment.starts)
        evidence = days_in_a_row(own, today=today, streak_days=limits.streak_days)
        if evidence:
            new += _raise(school, enrolment.child, Finding(Rule.DAYS_IN_A_ROW, evidence), today, coming, limits)
    return new


def _raise(school: School, child: Child, finding: Finding, today: date, coming: list[date], limits: Limits) -> int:
    evidence: Evidence = finding.evidence
    step = next_step(finding.rule, evidence, limits)
    _signal, new = Signal.objects.get_or_create(
        id=derived_key("signal", finding.rule, child.pk, evidence.since),
        defaults={
            "rule": finding.rule.value,
            "child": child,
            "school": school,
            "audience": step.actor.value,
            "next_step": step.step.value,
            "due_on": due_on(today, within=step.within, school_days=coming),
            "raised_on": today,
            "last_seen_on": today,
            "evidence": evidence.as_json(),
            "level": evidence.level,
        },
    )
    return int(new)


@transaction.atomic
def answer_signals_of(*, child: Child, kind: str, by: Person, words: str = "") -> None:
    """Answer all open signals about a child at once: one call was about all of them."""
    for signal in Signal.objects.select_for_update().filter(child=child, state=Signal.State.OPEN):
        answer(signal=signal, kind=kind, words=words, by=by)


@transaction.atomic
def answer(*, signal: Signal, kind: str, words: str, by: Person) -> Answer:
    """Keep what somebody did about a signal; it leaves the list until it gets worse."""
    given = Answer(signal=signal, kind=kind, words=words, by=by)
    given.full_clean()
    given.save()
    signal.state, signal.answered_level = Signal.State.HANDLED, signal.level
    signal.save(update_fields=["state", "answered_level"])
    record(by=by, action="signal.answered", subject=signal, child=signal.child_id, place=signal.school_id)
    return given
