"""Who stands on a person's call list before it is cut to the day: children noticed, and children to look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.casework.models import Case, Contact
from mektepke.casework.queries.second_looks import SecondLook, second_looks, spoken
from mektepke.casework.rules import begun, monday_of
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where, villages_where
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal
from mektepke.watch.queries import worst_first
from mektepke.watch.rules.evidence import Rule

# Somebody has answered these, and the child still does not come: the next round would have ended them otherwise.
AWAY = {Rule.NEVER_CAME.value, Rule.DAYS_IN_A_ROW.value}
State, Audience = Signal.State, Signal.Audience


@dataclass(slots=True)
class Waiting:
    """One child who waits for this person, and why."""

    child: Child
    signals: list[Signal] = field(default_factory=list)
    """Open ones, the worst first."""
    noticed: Signal | None = None
    """Without an open signal, the latest that somebody has answered: with it began what is looked at again."""
    still_away: Signal | None = None
    """That the child does not come was answered, and is so all the same."""
    contacts: list[Contact] = field(default_factory=list)
    """The person's own calls and visits, oldest first."""
    look: SecondLook | None = None
    """A second look whose day has come."""

    @property
    def again_on(self) -> date | None:
        """The day for a second look, once it has come."""
        return self.look.on if self.look else None

    def urgency(self) -> tuple[tuple[int, ...], date, str]:
        """The worst signal by the rules' own order, then what is due first."""
        worst = self.signals[0]
        return worst.how_bad, worst.due_on, self.child.sort_key

    @property
    def last(self) -> Contact | None:
        """The person's latest call or visit."""
        return self.contacts[-1] if self.contacts else None

    @property
    def is_tried(self) -> bool:
        """Whether the person has called or visited since all this was noticed: the child is begun, and no new one."""
        last = self.last
        return last is not None and not any(_is_news(signal, last) for signal in self.signals)

    @property
    def waits_for_its_day(self) -> bool:
        """Whether nothing is new and a later day is agreed. One whose day has come does not wait for it, and a day
        that the house set keeps nothing back."""
        agreed = self.last is not None and self.last.next_on is not None and not self.last.next_by_house
        return self.is_tried and self.look is None and agreed


def _is_news(signal: Signal, last: Contact) -> bool:
    """Whether the signal came after the contact, or came back because it got worse since somebody answered."""
    return signal.raised_on > last.on or signal.answered_level is not None


@dataclass(frozen=True, slots=True)
class Done:
    """What the person has done: new children begun today, home visits this week."""

    begun: int
    visits: int


def waiting_for(person: Person, *, today: date) -> tuple[list[Waiting], Done]:
    """Everybody who waits for this person, the worst first, and what is done already. A fixed number of queries."""
    contacts = _contacts(person, today)
    opened = worst_first(_signals(person, today).filter(state=State.OPEN))
    seen = _still_seen(person, {*contacts, *(signal.child_id for signal in opened if signal.child_id)})
    contacts = {child: own for child, own in contacts.items() if child in seen}
    found: dict[UUID, Waiting] = {}
    for signal in opened:
        if signal.child and signal.child.pk in seen:
            found.setdefault(signal.child.pk, Waiting(signal.child)).signals.append(signal)
    for child, look in second_looks(person, contacts, noticed=set(found), today=today).items():
        found.setdefault(child, Waiting(look.child)).look = look
    for child, entry in found.items():
        entry.contacts = contacts.get(child, [])
    _say_how_it_began(found, person, today)
    visits = sum(1 for own in contacts.values() for one in own if _is_visit_since(one, monday_of(today)))
    return list(found.values()), Done(_begun(contacts, person, today), visits)


def _signals(person: Person, today: date) -> QuerySet[Signal]:
    """What is noticed about children at the person's schools, and about those in no school in the villages around."""
    at_school = schools_where(person, Permission.WORK_ON_CASES, path="school") & Q(audience=Audience.PEDAGOGUE)
    in_villages = villages_where(person, Permission.REGISTER_OUT_OF_SCHOOL, path="village")
    in_no_school = in_villages & Q(school__isnull=True, audience__in=[Audience.PEDAGOGUE, Audience.MUNICIPALITY])
    found = Signal.objects.filter(at_school | in_no_school, child__isnull=False, raised_on__lte=today)
    return found.select_related("child")


def _contacts(person: Person, today: date) -> dict[UUID, list[Contact]]:
    """The person's calls and visits by child, oldest first."""
    found: dict[UUID, list[Contact]] = defaultdict(list)
    own = Contact.objects.filter(by=person, on__lte=today)
    for contact in own.select_related("child").order_by("on", "at"):
        found[contact.child_id].append(contact)
    return found


def _still_seen(person: Person, children: Collection[UUID]) -> set[UUID]:
    """Whom of these the person may still see: a card leads to the child's page."""
    seen = pupils.visible_to(person, Permission.ANSWER_SIGNALS).filter(pk__in=children)
    return set(seen.order_by().values_list("pk", flat=True))


def _is_visit_since(contact: Contact, monday: date) -> bool:
    return contact.kind == Contact.Kind.VISIT and contact.on >= monday


def _begun(contacts: dict[UUID, list[Contact]], person: Person, today: date) -> int:
    """How many new children were begun today. A child in care since before stood on no list of new ones."""
    of_today = {child for child, own in contacts.items() if own[-1].on == today}
    if not of_today:
        return 0
    since = _raised(person, of_today, today)
    in_care = set(
        Case.objects.filter(child__in=of_today, closed_on__isnull=True, opened_on__lt=today).values_list(
            "child_id", flat=True
        )
    )
    return sum(
        begun(spoken(contacts[child]), since=since.get(child), today=today)
        for child in of_today
        if child not in in_care
    )


def _raised(person: Person, children: Collection[UUID], today: date) -> dict[UUID, date]:
    """When the latest of each child's signals of now was raised; those answered today still count."""
    found: dict[UUID, date] = {}
    for signal in _signals(person, today).filter(child__in=children).exclude(state=State.ENDED):
        assert signal.child_id is not None  # noqa: S101 - the query asks for children
        found[signal.child_id] = max(signal.raised_on, found.get(signal.child_id, signal.raised_on))
    return found


def _say_how_it_began(found: dict[UUID, Waiting], person: Person, today: date) -> None:
    """Give every child what was answered and goes on all the same; one without an open signal also the latest that was
    answered, of several the worst. One query."""
    for signal in worst_first(_signals(person, today).filter(child__in=list(found)).exclude(state=State.OPEN)):
        assert signal.child_id is not None  # noqa: S101 - the query asks for children
        entry = found[signal.child_id]
        if signal.state == State.HANDLED and signal.rule in AWAY and entry.still_away is None:
            entry.still_away = signal
        if entry.signals:
            continue
        if entry.noticed is None or signal.last_seen_on > entry.noticed.last_seen_on:
            entry.noticed = signal
