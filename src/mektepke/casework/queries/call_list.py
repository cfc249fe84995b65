"""The call list: as long as the day. Whom to see today, why, what to do next and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mektepke.attendance.queries import SchoolDays
from mektepke.casework.queries.cases import capacity_of, children_with_open_case, open_cases_by_child
from mektepke.casework.queries.lines import Line, lines_of
from mektepke.casework.queries.waiting import Done, Waiting, waiting_for
from mektepke.casework.rules import Capacity, cut
from mektepke.people.models import Person


@dataclass(frozen=True, slots=True)
class CallList:
    """Today's children, cut to what one person can do; how many wait below the cut, and the most urgent of them."""

    lines: list[Line]
    waiting: int
    worst: Line | None
    capacity: Capacity
    begun_today: int
    worse: list[Line]
    """Children somebody has in care who have got worse since: they come back, and take nobody's place on the list."""


def call_list(person: Person, *, today: date, more: int = 0, school_days: SchoolDays | None = None) -> CallList:
    """Whom this person sees today: second looks whose day has come, children begun on whom nobody was reached yet, and
    new children up to the person's capacity. Of all these, whoever does not come to school now stands first.

    `more` is how many a person with time to spare asked for on top. A fixed number of queries, however many children.
    """
    capacity = capacity_of(person)
    everybody, done = waiting_for(person, today=today, school_days=school_days)
    in_care = children_with_open_case([entry.child.pk for entry in everybody])
    cases = open_cases_by_child(person, in_care)
    again = [entry for entry in everybody if entry.again_on]
    others = [entry for entry in everybody if not entry.again_on and entry.child.pk not in in_care]
    begun = [entry for entry in others if entry.is_tried and not entry.waits_for_its_day(today)]
    new = [entry for entry in others if not entry.is_tried]
    # No day is too full for a child in danger.
    urgent = [entry for entry in new if entry.is_urgent]
    cut_off = _cut([entry for entry in new if not entry.is_urgent], done, capacity, more=more)
    theirs = [entry for entry in everybody if not entry.again_on and entry.child.pk in cases]
    worse = [entry for entry in theirs if not entry.waits_for_its_day(today)]
    listed = _in_order([*again, *begun, *urgent, *cut_off.new])
    written = lines_of([*listed, *_in_order(worse), *cut_off.below[:1]], today, in_care=in_care, cases=cases)
    worst = written.pop() if cut_off.below else None
    return CallList(
        lines=written[: len(listed)],
        waiting=len(cut_off.below),
        worst=worst,
        capacity=capacity,
        begun_today=cut_off.begun_today,
        worse=written[len(listed) :],
    )


@dataclass(frozen=True, slots=True)
class _Cut:
    """New children of today, those who wait, and how many of today's are begun already."""

    new: list[Waiting]
    below: list[Waiting]
    begun_today: int


def _cut(new: list[Waiting], done: Done, capacity: Capacity, *, more: int) -> _Cut:
    """The morning's queue, cut to the day; then so many `more` of those who would have waited."""
    of_queue = [entry for entry in done.begun if not entry.is_urgent]
    begun = {entry.child.pk for entry in of_queue}
    queue = sorted([*of_queue, *(entry for entry in new if entry.child.pk not in begun)], key=Waiting.urgency)
    visits = capacity.visits_a_week - done.visits
    places = cut([_wants_visit(entry) for entry in queue], new=capacity.new_a_day, visits=visits)
    chosen = {queue[place].child.pk for place in places}
    visits -= sum(_wants_visit(queue[place]) for place in places)
    waiting = sorted((entry for entry in new if entry.child.pk not in chosen), key=Waiting.urgency)
    extra = set(cut([_wants_visit(entry) for entry in waiting], new=more, visits=visits))
    return _Cut(
        new=[entry for entry in new if entry.child.pk in chosen] + [waiting[place] for place in extra],
        below=[entry for place, entry in enumerate(waiting) if place not in extra],
        begun_today=len(chosen & begun),
    )


def _in_order(entries: Iterable[Waiting]) -> list[Waiting]:
    return sorted(entries, key=lambda entry: entry.place_today)


def _wants_visit(entry: Waiting) -> bool:
    return entry.signals[0].next_step == "home_visit"
