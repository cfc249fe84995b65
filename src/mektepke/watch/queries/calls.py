"""Whom a class teacher calls today: read from the registers themselves, so that a mark just made is on the list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
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
from mektepke.pupils.models import SEALED_OF_CHILD, Child, Enrolment
from mektepke.watch.models import Signal
from mektepke.watch.queries.limits import limits_by_municipality
from mektepke.watch.rules.attendance import absent_today
from mektepke.watch.rules.days import DayKind, child_days
from mektepke.watch.rules.evidence import Evidence, Rule
from mektepke.watch.rules.limits import DEFAULTS, NOTES
from mektepke.watch.rules.school import ClassDay

# Far enough back for the longest holidays between two marked days of a short absence.
BACK = timedelta(days=30)

# Longer than any streak that a programme may wait for: whether somebody else has the child is asked of the signals.
ANY_STREAK = NOTES["streak_days"].most + BACK.days
# Raised by a round, these put a child on the social pedagogue's list: two people calling one family is worse than one.
PEDAGOGUES = frozenset({Rule.DAYS_IN_A_ROW, Rule.NEVER_CAME})


@dataclass(frozen=True, slots=True)
class Call:
    """One child missing without a known reason, of whom nobody has heard yet."""

    child: Child
    school_class: SchoolClass
    evidence: Evidence
    due_on: date
    """Today; or the day that the signal says, where nobody has called since a round raised it."""

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
    missing = _missing(own, today=today)
    empty = _mostly_missing(missing)
    waiting = [row for row in missing.children if row.enrolment.school_class_id not in empty]
    return _nobody_has(waiting, today=today, streaks=missing.streaks)


def call_for(person: Person, child: UUID, *, today: date) -> Call:
    """The call about this child, if the child is in one of the person's classes and wants one; 404 otherwise."""
    found = next((call for call in calls_of_today(person, today=today) if call.child.pk == child), None)
    if found is None:
        raise Http404
    return found


def mostly_missing(classes: Collection[UUID], *, today: date) -> set[UUID]:
    """The classes of which most children are missing today without a known reason: about those the head is asked, and
    nobody calls twenty families. Eight queries."""
    return _mostly_missing(_missing(classes, today=today))


@dataclass(frozen=True, slots=True)
class _Row:
    enrolment: Enrolment
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Missing:
    """Who is missing without a known reason; the sizes of the classes; from which day on it is the pedagogue's."""

    children: list[_Row]
    pupils: Counter[UUID]
    streaks: dict[UUID, int]


def _missing(classes: Collection[UUID], *, today: date) -> _Missing:
    if not classes:
        return _Missing([], Counter(), {})
    rolls = list(
        Enrolment.objects.on(today)
        .filter(school_class__in=classes, mode=Enrolment.Mode.SCHOOL, school_class__year__ends__gte=today)
        .select_related("child", "school_class__school__village")
        .defer(*SEALED_OF_CHILD)
        .order_by("school_class__grade", "school_class__letter", "child__sort_key")
    )
    schools = {row.school_class.school for row in rolls}
    open_days = school_days_of(list(schools), first=today - BACK, last=today)
    with_pupils = {row.school_class_id for row in rolls}
    days = class_days(with_pupils, first=today - BACK, last=today, school_days=open_days)
    limits = limits_by_municipality(today=today)
    found = []
    for row in rolls:
        evidence = _absent(row, days, today, open_days[row.school_class.school_id])
        if evidence:
            found.append(_Row(row, evidence))
    streaks = {school.pk: limits[school.village.parent_id].streak_days for school in schools}
    return _Missing(found, Counter(row.school_class_id for row in rolls), streaks)


def _absent(row: Enrolment, days: ClassDays, today: date, open_days: Collection[date]) -> Evidence | None:
    """Missing without a known reason. On a day without school nobody is called."""
    if today not in open_days:
        return None
    exceptions = {day: DayKind(kind) for day, kind in days.exceptions.get(row.child_id, {}).items()}
    if not exceptions:
        return None
    marked = days.marked_for(row.school_class_id, listed_at=row.listed_at)
    return absent_today(
        child_days(marked, exceptions, since=row.starts),
        today=today,
        school_day_before=max((day for day in open_days if day < today), default=None),
        streak_days=ANY_STREAK,
        reasons=days.reasons.get(row.child_id, {}),
    )


def _mostly_missing(missing: _Missing) -> set[UUID]:
    """Where most of the class is missing on one day: then something happened, and twenty families know what."""
    counts = Counter((row.enrolment.school_class_id, row.evidence.until) for row in missing.children)
    return {
        key
        for (key, day), missed in counts.items()
        if missing.pupils[key] >= DEFAULTS.class_missing_pupils
        and ClassDay(day, missed, missing.pupils[key]).mostly_missing(DEFAULTS.class_missing_percent)
    }


def _nobody_has(rows: Sequence[_Row], *, today: date, streaks: dict[UUID, int]) -> list[Call]:
    """The calls that are the teacher's: nobody has answered in this stretch of absence, and no round has given the
    child to the pedagogue. The third day is marked after the morning's round: until the next one, whoever marks it
    is the only one who knows."""
    stand = _standing([row.enrolment.child_id for row in rows])
    found = []
    for row in rows:
        own = [signal for signal in stand[row.enrolment.child_id] if signal.facts.same_episode(row.evidence)]
        long = row.evidence.count >= streaks[row.enrolment.school_class.school_id]
        if any(_answered(signal) or (long and signal.rule in PEDAGOGUES) for signal in own):
            continue
        due = min((signal.due_on for signal in own if signal.rule == Rule.ABSENT_TODAY), default=today)
        found.append(Call(row.enrolment.child, row.enrolment.school_class, row.evidence, min(due, today)))
    return found


def _standing(children: Sequence[UUID]) -> dict[UUID, list[Signal]]:
    found: dict[UUID, list[Signal]] = defaultdict(list)
    rules = [Rule.ABSENT_TODAY, *PEDAGOGUES]
    for signal in Signal.objects.filter(rule__in=rules, child__in=children).exclude(state=Signal.State.ENDED):
        if signal.child_id is not None:
            found[signal.child_id].append(signal)
    return found


def _answered(signal: Signal) -> bool:
    return signal.rule == Rule.ABSENT_TODAY and signal.state == Signal.State.HANDLED
