"""A social pedagogue's Today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mektepke.attendance.queries import ShownDay
from mektepke.casework.models import Action
from mektepke.casework.queries import (
    CALENDAR,
    CallList,
    InCareCounts,
    Line,
    Steps,
    call_list,
    due_actions,
    in_care_counts,
    steps_this_year,
)
from mektepke.casework.referrals.queries import ReferralsToday, referrals_today
from mektepke.casework.volunteers.queries import Asked, asked_for_a_grown_up
from mektepke.desk.queries.missing import Missing, missing_this_week
from mektepke.desk.queries.strips import strips
from mektepke.desk.words import in_words
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.places.queries import school_days_of

# A child in care who got worse is nobody's new child; more than these at once are a list of their own.
WORSE_SHOWN = 3
# So many steps fit beside the list; the others stand with the children in care.
DUE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A line of the call list with the child's last days."""

    line: Line
    days: list[ShownDay]


@dataclass(frozen=True, slots=True)
class PedagogueToday:
    """Whom to see, which agreed steps are due, which classes have no register, and what the year has brought so far."""

    listed: list[Card]
    worse: list[Card]
    """Of the children in care who got worse, those whose cards are shown."""
    worst: Card | None
    call_list: CallList
    due: list[Action]
    in_care: InCareCounts
    missing: Missing
    steps: Steps
    letters: ReferralsToday
    """Cases handed to the person's school, and letters that wait too long for an answer."""
    asked: list[Asked]
    """Pairs of children who asked for a grown-up and wait."""

    @property
    def cards(self) -> list[Card]:
        """Every card that is shown: so many children need this person today."""
        return [*self.listed, *self.worse]

    @property
    def new(self) -> int:
        """Of the cards, children with whom nothing has been tried yet."""
        return sum(1 for card in self.listed if not card.line.again and not card.line.tried)

    @property
    def again(self) -> int:
        """Of the cards, children to look at again, for today or an earlier day."""
        return sum(1 for card in self.listed if card.line.again)

    @property
    def tried(self) -> int:
        """Of the cards, children whose families nobody has reached yet."""
        return len(self.listed) - self.new - self.again

    @property
    def due_shown(self) -> list[Action]:
        """The agreed steps that are shown, the oldest first."""
        return self.due[:DUE_SHOWN]

    @property
    def more_due(self) -> int:
        """How many agreed steps are due besides those shown."""
        return len(self.due) - len(self.due_shown)

    @property
    def more_worse(self) -> int:
        """How many children in care got worse besides those shown."""
        return len(self.call_list.worse) - len(self.worse)

    @property
    def has_strips(self) -> bool:
        """Whether any card shows days, so that their meaning has to be said."""
        return any(card.days for card in self.cards)

    @property
    def steps_in_words(self) -> list[tuple[str, int]]:
        """From a signal to a return, each step saying its own count."""
        return in_words(self.steps)


def pedagogue_today(person: Person, *, today: date, more: int = 0) -> PedagogueToday:
    """Everything on the page, in a fixed number of queries however large the school."""
    own = list(schools(person, Permission.WORK_ON_CASES))
    # Second looks, strips and missing registers ask the same calendar.
    open_days = school_days_of(own, first=today - CALENDAR, last=today)
    known = {school.pk: set(open_days[school.pk]) for school in own}
    listed = call_list(person, today=today, more=more, school_days=known)
    worst = [listed.worst] if listed.worst else []
    shown = [*listed.lines, *worst, *listed.worse[:WORSE_SHOWN]]
    days = strips([line.child for line in shown], today=today, school_days=open_days)
    cards = [Card(line, days.get(line.child.pk, [])) for line in shown]
    above = len(listed.lines)
    below = above + len(worst)
    return PedagogueToday(
        listed=cards[:above],
        worse=cards[below:],
        worst=next(iter(cards[above:below]), None),
        call_list=listed,
        due=due_actions(person, today=today),
        in_care=in_care_counts(person, today=today),
        missing=missing_this_week(own, today=today, school_days=open_days),
        steps=steps_this_year(own, today=today),
        letters=referrals_today(person, open_days, today=today),
        asked=asked_for_a_grown_up(person),
    )
