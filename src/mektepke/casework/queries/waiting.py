"""Who stands on a person's call list before it is cut to the day: children noticed, and children to look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.casework.models import Case, Contact
from mektepke.casework.rules import Spoken, agreed_day, begun, monday_of
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where, villages_where
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal
from mektepke.watch.queries import worst_first

State, Audience = Signal.State, Signal.Audience


@dataclass(slots=True)
class Waiting:
    """One child who waits for this person, and why."""

    child: Child
    signals: list[Signal] = field(default_factory=list)
    """Open ones, the worst first."""
    noticed: Signal | None = None
    """Without an open signal, the latest that somebody has answered: with it began what is looked at again."""
    contacts: list[Contact] = field(default_factory=list)
    """The person's own calls and visits, oldest first."""
    again_on: date | None = None
    """The day agreed for a second look, once it has come."""

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
        """Whether nothing is new and a later day is agreed. One whose day has come does not wait for it."""
        return self.is_tried and self.again_on is None and bool(self.last and self.last.next_on)


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
    found: dict[UUID, Waiting] = {}
    for signal in worst_first(_signals(person, today).filter(state=State.OPEN)):
        assert signal.child is not None  # noqa: S101 - the query asks for children
        found.setdefault(signal.child.pk, Waiting(signal.child)).signals.append(signal)
    for child, own in contacts.items():
        again_on = agreed_day(_spoken(own), by=today)
        if again_on:
            found.setdefault(child, Waiting(own[-1].child)).again_on = again_on
        if child in found:
            found[child].contacts = own
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
    """The person's calls and visits by child, oldest first: about children whom the person may still see."""
    seen = pupils.visible_to(person, Permission.ANSWER_SIGNALS).values("pk")
    found: dict[UUID, list[Contact]] = defaultdict(list)
    own = Contact.objects.filter(by=person, on__lte=today, child__in=seen)
    for contact in own.select_related("child").order_by("on", "at"):
        found[contact.child_id].append(contact)
    return found


def _spoken(contacts: Iterable[Contact]) -> list[Spoken]:
    return [Spoken(contact.on, contact.next_on) for contact in contacts]


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
        begun(_spoken(contacts[child]), since=since.get(child), today=today)
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
    """Give every child without an open signal the latest answered one, of several the worst. One query."""
    silent = [child for child, entry in found.items() if not entry.signals]
    if not silent:
        return
    for signal in worst_first(_signals(person, today).filter(child__in=silent)):
        assert signal.child_id is not None  # noqa: S101 - the query asks for children
        entry = found[signal.child_id]
        if entry.noticed is None or signal.last_seen_on > entry.noticed.last_seen_on:
            entry.noticed = signal
