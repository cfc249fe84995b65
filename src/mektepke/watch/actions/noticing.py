"""The round: run the rules, raise what is new, follow what goes on, end what is over.

A signal is one episode. It goes on as long as its rule holds for days that touch it; handled, it comes back only when
it has got worse by a whole step. Running a round twice, or two at once, changes nothing: they take turns for a school,
and a signal's key follows from what it is about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.trail.actions import Entry, record_many
from mektepke.watch.models import Signal
from mektepke.watch.queries.calls import key_of
from mektepke.watch.queries.facts import OneChild, SchoolFacts, unsafe_in_no_school, unsafe_school_facts
from mektepke.watch.queries.limits import limits_by_municipality, limits_of
from mektepke.watch.queries.returns import CAME_BACK
from mektepke.watch.rules import order, roll
from mektepke.watch.rules.evidence import Evidence, Finding, Rule
from mektepke.watch.rules.limits import Limits
from mektepke.watch.rules.steps import Next, due_on, next_step
from mektepke.watch.rules.together import child_findings, school_findings

State = Signal.State
FOLLOWED = [
    "audience", "next_step", "due_on", "last_seen_on", "evidence", "level", "state", "ended_on",
]  # fmt: skip
# A question about one day is asked while somebody remembers that day; every other finding is true today.
ABOUT_A_DAY = {Rule.CLASS_MISSING, Rule.SCHOOL_CLOSED}


@dataclass(frozen=True, slots=True)
class About:
    """Whom a finding is about, and whose it is: a school's, or a village's for a child in no school."""

    school: UUID | None = None
    village: UUID | None = None
    child: UUID | None = None
    school_class: UUID | None = None

    @property
    def where(self) -> UUID:
        """The school or village."""
        found = self.school or self.village
        assert found is not None  # noqa: S101 - the database holds this
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, what to do next, and whether it is news: a day last month that nobody remembers raises no question."""

    about: About
    finding: Finding
    step: Next
    due_on: date
    is_news: bool = True

    @property
    def evidence(self) -> Evidence:
        """The finding's evidence."""
        return self.finding.evidence


@transaction.atomic
def notice(*, school: School, today: date, by: Person | None = None) -> int:
    """Run all rules for one school; returns how many signals are new. The number of queries does not grow with its
    children, but for the batches in which many new signals are written."""
    School.objects.select_for_update(no_key=True).filter(pk=school.pk).first()  # two rounds take turns
    facts = unsafe_school_facts(school, today=today)
    if facts is None:
        return 0
    limits = limits_of(school, today=today)
    return _follow(Signal.objects.filter(school=school), _found_at(school, facts, limits), today=today, by=by)


@transaction.atomic
def notice_children_in_no_school(*, today: date, by: Person | None = None) -> int:
    """Look at every child of school age in no school; returns how many signals are new."""
    limits = limits_by_municipality(today=today)
    found = []
    for one in unsafe_in_no_school(today=today):
        there = limits[one.municipality]
        evidence = roll.no_school(
            one.found_on, age=one.age, age_found=one.age_found, today=today, enters_on=one.enters_on,
            age_from=there.school_age_from, age_to=there.school_age_to,
        )  # fmt: skip
        if evidence:
            about = About(village=one.village, child=one.child)
            found.append(_with_step(about, Finding(Rule.NO_SCHOOL, evidence), there, today, ()))
    return _follow(Signal.objects.filter(school__isnull=True), found, today=today, by=by)


def _found_at(school: School, facts: SchoolFacts, limits: Limits) -> list[Found]:
    calendar = facts.calendar
    about_school = school_findings(facts.classes, since=facts.since, calendar=calendar, limits=limits)

    def found(finding: Finding, *, child: UUID | None = None, school_class: UUID | None = None) -> Found:
        about = About(school=school.pk, child=child, school_class=school_class)
        is_news = finding.rule not in ABOUT_A_DAY or calendar.is_recent(finding.evidence.until)
        return _with_step(about, finding, limits, calendar.today, facts.ahead, is_news=is_news)

    return [
        *[found(finding) for finding in about_school.about_school],
        *[
            found(finding, school_class=key)
            for key, findings in about_school.about_classes.items()
            for finding in findings
        ],
        *[
            found(finding, child=child.child)
            for child in facts.children
            for finding in _about(child, about_school.shielded, facts, limits)
        ],
        *[found(finding, child=child) for child, finding in _overdue(facts, limits)],
    ]


def _about(
    child: OneChild, shielded: Mapping[UUID, frozenset[date]], facts: SchoolFacts, limits: Limits
) -> list[Finding]:
    return child_findings(
        child.days(shielded), enrolled=child.enrolled, calendar=facts.calendar, limits=limits, reasons=child.reasons
    )


def _overdue(facts: SchoolFacts, limits: Limits) -> list[tuple[UUID, Finding]]:
    found = []
    for child, sent_on, due in facts.on_the_way:
        evidence = roll.transfer_overdue(
            sent_on, due_on=due, today=facts.calendar.today, school_days=facts.calendar.school_days,
            grace=limits.transfer_grace,
        )  # fmt: skip
        if evidence:
            found.append((child, Finding(Rule.TRANSFER_OVERDUE, evidence)))
    return found


def _with_step(
    about: About,
    finding: Finding,
    limits: Limits,
    today: date,
    school_days: Sequence[date],
    *,
    is_news: bool = True,
) -> Found:
    step = next_step(finding.rule, finding.evidence, limits)
    return Found(about, finding, step, due_on(today, within=step.within, school_days=school_days), is_news)


def _follow(signals: QuerySet[Signal], found: Sequence[Found], *, today: date, by: Person | None) -> int:
    """Bring the stored signals in line with what was found; returns how many are new.

    A round for a day before the last one changes nothing (the demo's today can be moved back): what somebody has
    answered since must not be told anew from an older day.
    """
    signals = signals.exclude(rule=Rule.CONCERN)  # what a neighbour has said, no register takes back
    if signals.filter(last_seen_on__gt=today).exists():
        return 0
    known: dict[tuple[str, About], list[Signal]] = defaultdict(list)
    concerned = ~Q(state=State.ENDED) | Q(pk__in=[_key(one) for one in found])
    for signal in signals.filter(concerned).select_for_update(no_key=True).order_by("pk"):
        known[signal.rule, _about_of(signal)].append(signal)
    new: list[Signal] = []
    seen: dict[UUID, Signal] = {}
    changed: dict[UUID, str] = {}
    for one in found:
        standing = _episode(known[one.finding.rule.value, one.about], one)
        if standing is not None:
            seen[standing.pk] = standing
            happened = _go_on(standing, one, today)
            if happened is not None:
                changed[standing.pk] = happened
        elif one.is_news:
            new.append(_signal(one, today))
    over = _end([signal for group in known.values() for signal in group if signal.pk not in seen], today)
    _store(new=new, over=over, seen=seen, changed=changed, today=today, by=by)
    return len(new)


def _about_of(signal: Signal) -> About:
    return About(signal.school_id, signal.village_id, signal.child_id, signal.school_class_id)


def _episode(known: list[Signal], one: Found) -> Signal | None:
    """The stored signal that tells of the same stretch of time; one that stands before one that had ended."""
    key = _key(one)
    standing = [signal for signal in known if signal.state != State.ENDED and signal.facts.same_episode(one.evidence)]
    ended = [signal for signal in known if signal.pk == key]
    return next(iter(standing + ended), None)


def _key(one: Found) -> UUID:
    about = one.about
    return key_of(one.finding.rule, about.where, about.child or about.school_class or about.where, one.evidence.since)


def _signal(one: Found, today: date) -> Signal:
    return Signal(
        id=_key(one),
        rule=one.finding.rule.value,
        child_id=one.about.child,
        school_class_id=one.about.school_class,
        school_id=one.about.school,
        village_id=one.about.village,
        audience=one.step.actor.value,
        next_step=one.step.step.value,
        due_on=one.due_on,
        raised_on=today,
        last_seen_on=today,
        evidence=one.evidence.as_json(),
        level=one.evidence.level,
    )


def _go_on(signal: Signal, one: Found, today: date) -> str | None:
    """Write the newest facts into a signal. Returns a code for the trail, "" for facts only, None for nothing."""
    before = (signal.state, signal.evidence, signal.next_step)
    came_back = _state_now(signal, one.evidence.level)
    if came_back or signal.next_step != one.step.step.value:
        signal.due_on = one.due_on
    signal.audience, signal.next_step = one.step.actor.value, one.step.step.value
    signal.evidence, signal.level = one.evidence.as_json(), one.evidence.level
    signal.last_seen_on = today
    if before == (signal.state, signal.evidence, signal.next_step):
        return None
    return CAME_BACK if came_back else ""


def _state_now(signal: Signal, level: int) -> bool:
    """Set the state that holds now; whether the signal comes back to a list. Handled, it does only when it is worse."""
    answered = signal.answered_level is not None
    waits = signal.answered_level is None or order.worse(signal.answered_level, level)
    was = signal.state
    if was == State.ENDED:
        signal.ended_on = None
        signal.state = State.OPEN if waits else State.HANDLED
    elif was == State.HANDLED and answered and waits:
        signal.state = State.OPEN
    return signal.state == State.OPEN and was != State.OPEN


def _end(signals: Iterable[Signal], today: date) -> list[Signal]:
    """End what no longer holds."""
    over = [signal for signal in signals if signal.state != State.ENDED]
    for signal in over:
        signal.state, signal.ended_on = State.ENDED, today
    return over


def _store(
    *, new: list[Signal], over: list[Signal], seen: dict[UUID, Signal], changed: dict[UUID, str], today: date,
    by: Person | None,
) -> None:  # fmt: skip
    Signal.objects.filter(pk__in=[signal.pk for signal in over]).update(state=State.ENDED, ended_on=today)
    Signal.objects.filter(pk__in=seen.keys() - changed.keys()).update(last_seen_on=today)
    # Written as one insert that meets its own rows: several times faster than an update with a case for each row.
    Signal.objects.bulk_create(
        [seen[key] for key in changed], update_conflicts=True, unique_fields=["id"], update_fields=FOLLOWED,
        batch_size=500,
    )  # fmt: skip
    Signal.objects.bulk_create(new, ignore_conflicts=True)
    record_many(
        by=by,
        entries=[
            *[_entry("signal.raised", signal) for signal in new],
            *[_entry(action, seen[key]) for key, action in changed.items() if action],
            *[_entry("signal.ended", signal) for signal in over],
        ],
    )


def _entry(action: str, signal: Signal) -> Entry:
    return Entry(action, signal, signal.child_id, signal.school_id or signal.village_id)
