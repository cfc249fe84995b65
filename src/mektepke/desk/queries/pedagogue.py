"""A social pedagogue's Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mektepke.attendance.queries import ShownDay
from mektepke.casework.models import Action
from mektepke.casework.queries import CallList, Line, Steps, call_list, due_actions, open_case_count, steps_this_year
from mektepke.desk.queries.missing import Missing, missing_this_week
from mektepke.desk.queries.strips import strips
from mektepke.desk.words import in_words
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools


@dataclass(frozen=True, slots=True)
class Card:
    """A line of the call list with the child's last days."""

    line: Line
    days: list[ShownDay]


@dataclass(frozen=True, slots=True)
class PedagogueToday:
    """Whom to see, which agreed steps are due, which classes have no register, and what the year has brought so far."""

    cards: list[Card]
    worst: Card | None
    call_list: CallList
    due: list[Action]
    in_care: int
    missing: Missing
    steps: Steps

    @property
    def steps_in_words(self) -> list[tuple[str, int]]:
        """From a signal to a return, each step saying its own count."""
        return in_words(self.steps)


def pedagogue_today(person: Person, *, today: date, more: int = 0) -> PedagogueToday:
    """Everything on the page, in a fixed number of queries however large the school."""
    listed = call_list(person, today=today, more=more)
    shown = [*listed.lines, *([listed.worst] if listed.worst else [])]
    days = strips([line.child for line in shown], today=today)
    cards = [Card(line, days.get(line.child.pk, [])) for line in shown]
    worst = cards.pop() if listed.worst else None
    own = list(schools(person, Permission.WORK_ON_CASES))
    return PedagogueToday(
        cards=cards,
        worst=worst,
        call_list=listed,
        due=due_actions(person, today=today),
        in_care=open_case_count(person),
        missing=missing_this_week(own, today=today),
        steps=steps_this_year(own, today=today),
    )
