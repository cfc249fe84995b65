"""The signal that a concern raises about the child it was matched to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.places.models import School
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child
from mektepke.pupils.queries import enrolment_now_or_next
from mektepke.trail.actions import record
from mektepke.watch.concerns.models import Concern
from mektepke.watch.models import Signal
from mektepke.watch.queries.calls import key_of
from mektepke.watch.queries.facts import AHEAD
from mektepke.watch.queries.returns import CAME_BACK
from mektepke.watch.rules.concern import concern as evidence_of
from mektepke.watch.rules.evidence import URGENT, Evidence, Rule
from mektepke.watch.rules.limits import DEFAULTS
from mektepke.watch.rules.steps import due_on, next_step

State = Signal.State


def raise_signal(concern: Concern, child: Child, *, by: Person) -> Signal:
    """The signal of this concern, stored. While one of an earlier concern waits, both are one; after an answer it is
    told anew."""
    school = _school(concern, child, by)
    School.objects.select_for_update(no_key=True).get(pk=school.pk)  # as a round does: two take turns
    day = clock.day_of(concern.at)
    standing = _standing(child, school)
    if standing is not None and standing.state == State.HANDLED and standing.facts.since != day:
        _end(standing, by)
        standing = None
    if standing is None:
        key = key_of(Rule.CONCERN, school.pk, child.pk, day)
        standing = Signal.objects.select_for_update(no_key=True).filter(pk=key).first()
    if standing is None:
        return _store_new(key, child, school, evidence_of([day], urgent=concern.urgent), by)
    return _join(standing, concern, school, by)


def take_back_signal(signal: Signal, *, by: Person) -> None:
    """What a concern raised that was about another child: over, or said again without it where others speak too."""
    others = list(signal.concerns.all())
    if others:
        _write(signal, _evidence(others))
        signal.save()
    elif signal.state != State.ENDED:
        _end(signal, by)


def _school(concern: Concern, child: Child, by: Person) -> School:
    """Where the child is on the roll, if `by` works on cases there; else the one of `by`'s schools that got it."""
    own = {school.pk: school for school in schools(by, Permission.WORK_ON_CASES)}
    row = enrolment_now_or_next(child, clock.today())
    if row is not None and row.school_class.school_id in own:
        return own[row.school_class.school_id]
    given = [own[key] for key in concern.schools.values_list("pk", flat=True) if key in own]
    return (given or list(own.values()))[0]


def _standing(child: Child, school: School) -> Signal | None:
    signals = Signal.objects.select_for_update(no_key=True).filter(rule=Rule.CONCERN, child=child, school=school)
    return signals.exclude(state=State.ENDED).first()


def _store_new(key: UUID, child: Child, school: School, evidence: Evidence, by: Person) -> Signal:
    today = clock.today()
    signal = Signal(
        id=key, rule=Rule.CONCERN.value, child=child, school=school, raised_on=today, last_seen_on=today,
        due_on=_due(school, evidence),
    )  # fmt: skip
    _write(signal, evidence)
    signal.save(force_insert=True)
    record(by=by, action="signal.raised", subject=signal, child=child, place=school)
    return signal


def _join(signal: Signal, concern: Concern, school: School, by: Person) -> Signal:
    """One more concern about the child: the signal waits again, and is due as soon as any of them asks."""
    came_back = signal.state != State.OPEN
    evidence = _evidence([*signal.concerns.exclude(pk=concern.pk), concern])
    due = _due(school, evidence)
    _write(signal, evidence)
    signal.due_on = due if came_back else min(signal.due_on, due)
    signal.state, signal.ended_on, signal.last_seen_on = State.OPEN, None, clock.today()
    signal.save()
    if came_back:
        record(by=by, action=CAME_BACK, subject=signal, child=signal.child_id, place=school)
    return signal


def _evidence(concerns: Sequence[Concern]) -> Evidence:
    days = [clock.day_of(one.at) for one in concerns]
    return evidence_of(days, urgent=any(one.urgent for one in concerns))


def _write(signal: Signal, evidence: Evidence) -> None:
    step = next_step(Rule.CONCERN, evidence, DEFAULTS)
    signal.evidence, signal.level = evidence.as_json(), evidence.level
    signal.audience, signal.next_step = step.actor.value, step.step.value


def _due(school: School, evidence: Evidence) -> date:
    """A child in danger does not wait for the next school day."""
    today = clock.today()
    if evidence.reason == URGENT:
        return today
    within = next_step(Rule.CONCERN, evidence, DEFAULTS).within
    return due_on(today, within=within, school_days=school_days(school, first=today, last=today + AHEAD))


def _end(signal: Signal, by: Person) -> None:
    signal.state, signal.ended_on = State.ENDED, clock.today()
    signal.save(update_fields=["state", "ended_on"])
    record(by=by, action="signal.ended", subject=signal, child=signal.child_id, place=signal.school_id)
