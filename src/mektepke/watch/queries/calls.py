"""Whom a class teacher calls today: read from the registers themselves, so that a mark just made is on the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404

from mektepke.attendance.queries import ClassDays, class_days
from mektepke.base.identity import derived_key
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import assignments_with
from mektepke.places.models import SchoolClass
from mektepke.places.queries import school_days_of
from mektepke.pupils.models import Child, Enrolment
from mektepke.watch.models import Signal
from mektepke.watch.queries.limits import limits_by_municipality
from mektepke.watch.rules.attendance import absent_today
from mektepke.watch.rules.days import DayKind, child_days
from mektepke.watch.rules.evidence import Evidence, Rule
from mektepke.watch.rules.limits import DEFAULTS
from mektepke.watch.rules.school import ClassDay

# Far enough back for the longest holidays between two marked days of a short absence.
BACK = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Call:
    """One child missing without a known reason, of whom nobody has heard yet."""

    child: Child
    school_class: SchoolClass
    evidence: Evidence

    @property
    def key(self) -> UUID:
        """The key that the signal has, or will have once somebody answers or the next round runs."""
        return key_of(Rule.ABSENT_TODAY, self.school_class.school_id, self.child.pk, self.evidence.since)


def key_of(rule: Rule, where: UUID, about: UUID, since: date) -> UUID:
    """A signal's key: its rule, the school (or village), the child or class it is about, the episode's first day."""
    return derived_key("signal", rule.value, where, about, since)


def calls_of_today(person: Person, *, today: date) -> list[Call]:
    """Whom this class teacher calls on the first day, in the order of classes and lists. Nine queries, however many."""
    own = [
        found.school_class_id
        for found in assignments_with(person, Permission.ANSWER_SIGNALS)
        if found.school_class_id is not None
    ]
    return _calls(own, today=today)


def call_for(person: Person, child: UUID, *, today: date) -> Call:
    """The call about this child, if the child is in one of the person's classes and wants one; 404 otherwise."""
    found = next((call for call in calls_of_today(person, today=today) if call.child.pk == child), None)
    if found is None:
        raise Http404
    return found


def _calls(classes: list[UUID], *, today: date) -> list[Call]:
    if not classes:
        return []
    rolls = list(
        Enrolment.objects.on(today)
        .filter(school_class__in=classes, mode=Enrolment.Mode.SCHOOL, school_class__year__ends__gte=today)
        .select_related("child", "school_class__school__village")
        .order_by("school_class__grade", "school_class__letter", "child__sort_key")
    )
    days = class_days(classes, first=today - BACK, last=today)
    schools = {row.school_class.school for row in rolls}
    before = school_days_of(list(schools), first=today - BACK, last=today - timedelta(days=1))
    limits = limits_by_municipality(today=today)
    found = []
    for row in rolls:
        school = row.school_class.school
        day_before = max(before[school.pk], default=None)
        evidence = _absent(row, days, today, day_before, limits[school.village.parent_id].streak_days)
        if evidence:
            found.append(Call(row.child, row.school_class, evidence))
    answered = _answered(found)
    return [call for call in found if call.child.pk not in answered and not _most_are_missing(call, found, rolls)]


def _absent(row: Enrolment, days: ClassDays, today: date, day_before: date | None, streak_days: int) -> Evidence | None:
    exceptions = {day: DayKind(kind) for day, kind in days.exceptions.get(row.child_id, {}).items()}
    if not exceptions:
        return None
    own = child_days(tuple(days.marked.get(row.school_class_id, ())), exceptions, since=row.starts)
    return absent_today(own, today=today, school_day_before=day_before, streak_days=streak_days)


def _most_are_missing(call: Call, calls: list[Call], rolls: list[Enrolment]) -> bool:
    """Whether most of the class is missing that day: then something happened, and twenty families know what."""
    here, day = call.school_class.pk, call.evidence.until
    missed = sum(1 for other in calls if other.school_class.pk == here and other.evidence.until == day)
    pupils = sum(1 for row in rolls if row.school_class_id == here)
    return pupils >= DEFAULTS.class_missing_pupils and ClassDay(day, missed, pupils).mostly_missing(
        DEFAULTS.class_missing_percent
    )


def _answered(calls: list[Call]) -> set[UUID]:
    """The children of whom somebody has said something in this stretch of absence."""
    since = {call.child.pk: call.evidence for call in calls}
    signals = Signal.objects.filter(rule=Rule.ABSENT_TODAY, child__in=list(since), state=Signal.State.HANDLED)
    return {
        signal.child_id
        for signal in signals
        if signal.child_id is not None and signal.facts.same_episode(since[signal.child_id])
    }
