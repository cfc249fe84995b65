"""The call list: as long as the day. Whom to see today, why, what to do next and by when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mektepke.casework.models import Contact
from mektepke.casework.queries.cases import capacity_of, children_with_open_case
from mektepke.casework.rules import Capacity, cut, monday_of
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.queries import classes_of
from mektepke.watch.models import Signal
from mektepke.watch.queries import worst_first
from mektepke.watch.sentences import sentence, step_words

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One child to see today. Reasons are about attendance; a family's circumstances are one tap away."""

    child: Child
    class_name: str
    age: int | None
    reasons: list[str]
    next_step: str
    step_words: str
    due_on: date
    guardian: Guardian | None
    again: bool = False
    """Whether somebody spoke with the family and agreed to look again today."""
    in_care: bool = False
    """Whether the child has an open case already."""


@dataclass(frozen=True, slots=True)
class CallList:
    """Today's children, cut to what one person can do; how many wait below the cut, and the most urgent of them."""

    lines: list[Line]
    waiting: int
    worst: Line | None
    capacity: Capacity
    begun_today: int
    visits_this_week: int
    worse: list[Line]
    """Children somebody has in care who have got worse since: they come back, and take nobody's place on the list."""


@dataclass(slots=True)
class _Waiting:
    child: Child
    signals: list[Signal] = field(default_factory=list)
    again_on: date | None = None

    def urgency(self) -> tuple[tuple[int, ...], date, str]:
        """The worst signal by the rules' own order, then what is due first."""
        worst = self.signals[0]
        return worst.how_bad, worst.due_on, self.child.sort_key


def call_list(person: Person, *, today: date, more: int = 0) -> CallList:
    """Whom this person sees today, the most urgent first: agreed second looks, then new children up to their capacity.

    `more` is how many a person with time to spare asked for on top. A fixed number of queries, however many children.
    """
    capacity = capacity_of(person)
    done = _done(person, today)
    everybody = _waiting(person, today)
    in_care = children_with_open_case([entry.child.pk for entry in everybody])
    waiting = [entry for entry in everybody if entry.again_on or entry.child.pk not in in_care]
    worse = [entry for entry in everybody if entry.signals and entry.child.pk in in_care and not entry.again_on]
    again = sorted((entry for entry in waiting if entry.again_on), key=lambda entry: entry.again_on or today)
    new = sorted((entry for entry in waiting if not entry.again_on), key=_Waiting.urgency)
    room = max(0, capacity.new_a_day - done.begun) + more
    chosen = set(cut([_wants_visit(entry) for entry in new], new=room, visits=capacity.visits_a_week - done.visits))
    below = [entry for place, entry in enumerate(new) if place not in chosen]
    shown = again + [entry for place, entry in enumerate(new) if place in chosen] + below[:1]
    written = _lines(shown + worse, today, in_care)
    lines, worst = written[: len(shown)], None
    if below:
        worst = lines.pop()
    return CallList(lines, len(below), worst, capacity, done.begun, done.visits, written[len(shown) :])


@dataclass(frozen=True, slots=True)
class _Done:
    begun: int
    visits: int


def _done(person: Person, today: date) -> _Done:
    counts = Contact.objects.filter(by=person, on__range=(monday_of(today), today)).aggregate(
        begun=Count("child", filter=Q(on=today), distinct=True), visits=Count("pk", filter=Q(kind=Contact.Kind.VISIT))
    )
    return _Done(counts["begun"], counts["visits"])


def _waiting(person: Person, today: date) -> list[_Waiting]:
    found: dict[UUID, _Waiting] = {}
    for signal in worst_first(_open_signals(person, today)):
        assert signal.child is not None  # noqa: S101 - the query asks for children
        found.setdefault(signal.child.pk, _Waiting(signal.child)).signals.append(signal)
    for contact in _agreed(person, today):
        found.setdefault(contact.child_id, _Waiting(contact.child)).again_on = contact.next_on
    return list(found.values())


def _open_signals(person: Person, today: date) -> QuerySet[Signal]:
    mine = schools_where(person, Permission.WORK_ON_CASES, path="school")
    waiting = Signal.objects.filter(
        mine, state=Signal.State.OPEN, audience=Signal.Audience.PEDAGOGUE, child__isnull=False, raised_on__lte=today
    )
    return waiting.select_related("child")


def _agreed(person: Person, today: date) -> list[Contact]:
    """The latest contact of each child, where it says to look again by today."""
    latest: dict[UUID, Contact] = {}
    contacts = Contact.objects.filter(by=person, on__lte=today).select_related("child").order_by("on", "at")
    for contact in contacts:
        latest[contact.child_id] = contact
    return [contact for contact in latest.values() if contact.next_on and contact.next_on <= today]


def _wants_visit(entry: _Waiting) -> bool:
    return bool(entry.signals) and entry.signals[0].next_step == "home_visit"


def _lines(entries: list[_Waiting], today: date, in_care: set[UUID]) -> list[Line]:
    children = [entry.child for entry in entries]
    class_names = classes_of(children, today)
    guardians: dict[UUID, list[Guardian]] = defaultdict(list)
    for guardian in Guardian.objects.filter(household__in={child.household_id for child in children}):
        guardians[guardian.household_id].append(guardian)
    return [
        _line(
            entry,
            class_name=class_names.get(entry.child.pk, ""),
            guardians=guardians[entry.child.household_id],
            today=today,
            in_care=entry.child.pk in in_care,
        )
        for entry in entries
    ]


def _line(entry: _Waiting, *, class_name: str, guardians: list[Guardian], today: date, in_care: bool) -> Line:
    signals = entry.signals
    dialable = [guardian for guardian in guardians if guardian.phone]
    step = signals[0].next_step if signals else "call"
    return Line(
        child=entry.child,
        class_name=class_name,
        age=entry.child.age_on(today),
        reasons=[sentence(signal) for signal in signals[:MOST_REASONS]],
        next_step=step,
        step_words=step_words(step),
        due_on=entry.again_on or min(signal.due_on for signal in signals),
        guardian=next(iter(dialable or guardians), None),
        again=entry.again_on is not None,
        in_care=in_care,
    )
