"""The call list: as long as the day. Whom to see today, why, what to do next and by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mektepke.casework.models import Contact
from mektepke.casework.queries.cases import capacity_of, children_with_open_case, open_cases_by_child
from mektepke.casework.queries.waiting import Waiting, waiting_for
from mektepke.casework.rules import Capacity, cut
from mektepke.casework.words import care_ended
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.queries import classes_of
from mektepke.watch.sentences import sentence, step_words

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One child to see today. Reasons are about attendance; a family's circumstances are one tap away."""

    child: Child
    class_name: str
    """Empty for a child in no school."""
    age: int | None
    reasons: list[str]
    """That the child still does not come, what is noticed; for a child to look at again of whom all is answered, what
    was noticed last, or since when its care has ended."""
    next_step: str
    step_words: str
    due_on: date
    guardian: Guardian | None
    last: Contact | None = None
    """What the person did last about this, where that is why the child is on the list."""
    again_on: date | None = None
    """The day, come by now, on which the person looks again."""
    agreed: bool = False
    """Whether the person chose that day; else the house set it."""
    in_care: bool = False
    """Whether the child has an open case already."""
    case: UUID | None = None
    """The open case, if the person may work on it: that of another school's child is not theirs."""

    @property
    def again(self) -> bool:
        """Whether the person is to look again by today."""
        return self.again_on is not None


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


def call_list(person: Person, *, today: date, more: int = 0) -> CallList:
    """Whom this person sees today, the most urgent first: agreed second looks, children begun on whom nobody was
    reached yet, then new children up to the person's capacity.

    `more` is how many a person with time to spare asked for on top. A fixed number of queries, however many children.
    """
    capacity = capacity_of(person)
    everybody, done = waiting_for(person, today=today)
    in_care = children_with_open_case([entry.child.pk for entry in everybody])
    cases = open_cases_by_child(person, in_care)
    again = sorted((entry for entry in everybody if entry.again_on), key=lambda entry: entry.again_on or today)
    others = [entry for entry in everybody if not entry.again_on and entry.child.pk not in in_care]
    begun = sorted((one for one in others if one.is_tried and not one.waits_for_its_day), key=Waiting.urgency)
    new = sorted((entry for entry in others if not entry.is_tried), key=Waiting.urgency)
    worse = [one for one in everybody if one.child.pk in cases and not one.again_on and not one.waits_for_its_day]
    room = max(0, capacity.new_a_day - done.begun) + more
    chosen = set(cut([_wants_visit(entry) for entry in new], new=room, visits=capacity.visits_a_week - done.visits))
    below = [entry for place, entry in enumerate(new) if place not in chosen]
    shown = again + begun + [entry for place, entry in enumerate(new) if place in chosen] + below[:1]
    written = _lines(shown + worse, today, in_care, cases)
    lines, worst = written[: len(shown)], None
    if below:
        worst = lines.pop()
    return CallList(lines, len(below), worst, capacity, done.begun, done.visits, written[len(shown) :])


def _wants_visit(entry: Waiting) -> bool:
    return entry.signals[0].next_step == "home_visit"


def _lines(entries: list[Waiting], today: date, in_care: set[UUID], cases: Mapping[UUID, UUID]) -> list[Line]:
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
            case=cases.get(entry.child.pk),
        )
        for entry in entries
    ]


def _reasons(entry: Waiting) -> list[str]:
    """At most three sentences: first that the child still does not come, then that care has ended, then the signals."""
    still_away = [sentence(entry.still_away)] if entry.still_away else []
    look = entry.look
    ended = [care_ended(look.care_ended_on, look.registers)] if look and look.care_ended_on and look.registers else []
    noticed = [entry.noticed] if entry.noticed and not ended else []
    said = [*still_away, *ended, *[sentence(signal) for signal in entry.signals or noticed]]
    return list(dict.fromkeys(said))[:MOST_REASONS]


def _line(
    entry: Waiting, *, class_name: str, guardians: list[Guardian], today: date, in_care: bool, case: UUID | None
) -> Line:
    signals = entry.signals
    dialable = [guardian for guardian in guardians if guardian.phone]
    step = signals[0].next_step if signals else "call"
    return Line(
        child=entry.child,
        class_name=class_name,
        age=entry.child.age_on(today),
        reasons=_reasons(entry),
        next_step=step,
        step_words=step_words(step),
        due_on=min((signal.due_on for signal in signals), default=entry.again_on or today),
        guardian=next(iter(dialable or guardians), None),
        last=entry.last if entry.again_on or entry.is_tried else None,
        again_on=entry.again_on,
        agreed=entry.look is not None and not entry.look.by_house,
        in_care=in_care,
        case=case,
    )
