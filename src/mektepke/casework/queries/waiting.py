"""Who stands on a person's call list before it is cut to the day: children noticed, and children to look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from mektepke.attendance.queries import SchoolDays
from mektepke.casework.models import Case, Contact
from mektepke.casework.queries.endings import Moments, endings, local_day, told
from mektepke.casework.queries.no_call import nobody_calls
from mektepke.casework.queries.second_looks import SecondLook, second_looks
from mektepke.casework.rules import monday_of, school_days_until_look, second_look
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where, villages_where
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import SEALED_OF_CHILD, Child
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries import with_return, worst_first
from mektepke.watch.rules.evidence import URGENT, Rule
from mektepke.watch.rules.limits import DEFAULTS

# Somebody has answered these, and the child still does not come: the next round would have ended them otherwise.
AWAY = {Rule.NEVER_CAME.value, Rule.DAYS_IN_A_ROW.value}
# Of these no register tells: somebody of the village has to be asked.
OF_VILLAGE = {Rule.NO_SCHOOL.value, Rule.CONCERN.value}
# After everything that was noticed.
LAST = (len(Rule),)
State, Audience = Signal.State, Signal.Audience
# After such a call by somebody else the signal still waits for this person.
NO_END = {Answer.Result.NOT_REACHED, Answer.Result.WRONG_NUMBER, Answer.Result.STILL_AWAY}


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
    def days_away(self) -> int:
        """How many marked days the child has been away up to the last one, as far as that is known here."""
        away = [signal.facts.count for signal in (*self.signals, self.still_away) if signal and signal.rule in AWAY]
        return max([*away, self.look.away if self.look else 0])

    @property
    def place_today(self) -> tuple[int, tuple[int, ...], date, str]:
        """Among those shown today: who is in danger, as somebody has said; who does not come now, the longest away
        first; who is in no school, or of whom somebody has said something; who was away on the last day or two; the
        others, by what was noticed."""
        told = next(iter(self.signals), self.noticed)
        how_bad, due_on = (told.how_bad, told.due_on) if told else (LAST, self.again_on or date.max)
        if self.is_urgent:
            return -1, how_bad, due_on, self.child.sort_key
        away = self.days_away
        if away:
            return (0 if away >= DEFAULTS.streak_days else 2), (-away,), due_on, self.child.sort_key
        of_village = told is not None and told.rule in OF_VILLAGE and told.state != State.ENDED
        return (1 if of_village else 3), how_bad, due_on, self.child.sort_key

    @property
    def is_urgent(self) -> bool:
        """Whether somebody in the village has said that the child is in danger."""
        return any(signal.rule == Rule.CONCERN and signal.facts.reason == URGENT for signal in self.signals)

    @property
    def last(self) -> Contact | None:
        """The person's latest call or visit."""
        return self.contacts[-1] if self.contacts else None

    @property
    def done(self) -> list[Contact]:
        """The person's calls and visits of the latest day on which there were any, oldest first: after a call in the
        morning and a visit in the afternoon both say what is known."""
        last = self.last
        return [contact for contact in self.contacts if last and contact.on == last.on]

    @property
    def is_tried(self) -> bool:
        """Whether the person has called or visited since all this was noticed: the child is begun, and no new one."""
        last = self.last
        return last is not None and not any(_is_news(signal, last) for signal in self.signals)

    @property
    def is_known(self) -> bool:
        """Whether the person has called or visited because of this before, also before it got worse."""
        last = self.last
        return last is not None and any(signal.facts.since <= last.on for signal in self.signals)

    def waits_for_its_day(self, today: date) -> bool:
        """Whether nothing is new and a later day is agreed. One whose day has come does not wait for it, and a day
        that the house set keeps nothing back. With whom nobody spoke nothing is agreed: what is overdue stays so."""
        last = self.last
        agreed = last is not None and last.next_on is not None and last.next_on > today and not last.next_by_house
        return self.is_tried and self.look is None and agreed and not self._is_overdue_and_unreached(today)

    def _is_overdue_and_unreached(self, today: date) -> bool:
        nobody = self.last is not None and school_days_until_look(self.last.result) is None
        return nobody and any(signal.due_on < today for signal in self.signals)


def _is_news(signal: Signal, last: Contact) -> bool:
    """Whether the signal came after the contact, or came back after it because it got worse."""
    return signal.stands_since > last.on


@dataclass(frozen=True, slots=True)
class Done:
    """What the person has done: new children called or visited today, as they stood on this morning's list, and home
    visits this week that were recorded before today.

    A day is cut from what stood in the morning: whatever is recorded meanwhile, and about whom, moves nobody in or out.
    """

    begun: list[Waiting]
    visits: int


def waiting_for(person: Person, *, today: date, school_days: SchoolDays | None = None) -> tuple[list[Waiting], Done]:
    """Everybody who waits for this person, the worst first, and what is done already. A fixed number of queries."""
    contacts = _contacts(person, today)
    opened = worst_first(_signals(person, today).filter(state=State.OPEN))
    seen = _still_seen(person, {*contacts, *(signal.child_id for signal in opened if signal.child_id)})
    contacts = {child: own for child, own in contacts.items() if child in seen}
    found: dict[UUID, Waiting] = {}
    for signal in opened:
        if signal.child and signal.child.pk in seen:
            found.setdefault(signal.child.pk, Waiting(signal.child)).signals.append(signal)
    ended = endings(person, _promised_or_met_today(contacts, today), today=today)
    looks = second_looks(person, contacts, ended=ended, noticed=set(found), today=today, school_days=school_days)
    for child, look in looks.items():
        found.setdefault(child, Waiting(look.child)).look = look
    for child, entry in found.items():
        entry.contacts = contacts.get(child, [])
    _say_how_it_began(found, person, today)
    visits = sum(1 for own in contacts.values() for one in own if _is_visit_since(one, monday_of(today), before=today))
    return list(found.values()), Done(_begun(contacts, ended, person, today), visits)


def _promised_or_met_today(contacts: dict[UUID, list[Contact]], today: date) -> set[UUID]:
    promised = {child for child, own in contacts.items() if second_look(told(own, []), by=today)}
    return promised | {child for child, own in contacts.items() if _recorded(own, today)}


def _recorded(contacts: list[Contact], day: date) -> bool:
    return any(local_day(contact.at) == day for contact in contacts)


def _signals(person: Person, today: date) -> QuerySet[Signal]:
    """What is noticed about children at the person's schools, and about those in no school in the villages around; not
    about those whose families nobody calls."""
    at_school = schools_where(person, Permission.WORK_ON_CASES, path="school") & Q(audience=Audience.PEDAGOGUE)
    in_villages = villages_where(person, Permission.REGISTER_OUT_OF_SCHOOL, path="village")
    in_no_school = in_villages & Q(school__isnull=True, audience__in=[Audience.PEDAGOGUE, Audience.MUNICIPALITY])
    found = Signal.objects.filter(at_school | in_no_school, child__isnull=False, raised_on__lte=today)
    called = found.exclude(child__in=nobody_calls())
    return with_return(called.select_related("child").defer(*SEALED_OF_CHILD))


def _contacts(person: Person, today: date) -> dict[UUID, list[Contact]]:
    """The person's calls and visits by child, oldest first."""
    found: dict[UUID, list[Contact]] = defaultdict(list)
    own = Contact.objects.filter(by=person, on__lte=today).order_by("on", "at")
    # A year's calls are many: only what a list needs of them, and the child of those that are on it.
    for contact in own.only("child", "kind", "result", "next_on", "next_by_house", "number", "on", "at"):
        found[contact.child_id].append(contact)
    return found


def _still_seen(person: Person, children: Collection[UUID]) -> set[UUID]:
    """Whom of these the person may still see, and call about: a card leads to the child's page, and to its number."""
    seen = pupils.visible_to(person, Permission.ANSWER_SIGNALS).filter(pk__in=children)
    return set(seen.exclude(pk__in=nobody_calls()).order_by().values_list("pk", flat=True))


def _is_visit_since(contact: Contact, monday: date, *, before: date) -> bool:
    return contact.kind == Contact.Kind.VISIT and contact.on >= monday and local_day(contact.at) < before


def _begun(contacts: dict[UUID, list[Contact]], ended: Moments, person: Person, today: date) -> list[Waiting]:
    """The new children of this morning whom the person has called or visited today. A child in care since before, or
    to be looked at again, stood on no list of new ones. Three queries, or none."""
    of_today = {child: own for child, own in contacts.items() if _recorded(own, today)}
    if not of_today:
        return []
    in_care = Case.objects.filter(child__in=of_today, track=Case.Track.ORDINARY, opened_on__lt=today)
    in_care = in_care.filter(Q(closed_on__isnull=True) | Q(closed_on=today))
    others = of_today.keys() - set(in_care.values_list("child_id", flat=True))
    found: dict[UUID, Waiting] = {}
    for signal in _open_this_morning(person, others, today):
        assert signal.child is not None  # noqa: S101 - the query asks for children
        found.setdefault(signal.child.pk, Waiting(signal.child)).signals.append(signal)
    for child, entry in found.items():
        entry.contacts = [contact for contact in contacts[child] if local_day(contact.at) < today]
    return [entry for child, entry in found.items() if not _had_been_begun(entry, ended.get(child, []), today)]


def _had_been_begun(entry: Waiting, ended: list[tuple[date, datetime]], today: date) -> bool:
    before = [(day, at) for day, at in ended if day < today]
    return entry.is_tried or second_look(told(entry.contacts, before), by=today) is not None


def _open_this_morning(person: Person, children: Collection[UUID], today: date) -> list[Signal]:
    """What waited for an answer when the day began, the worst first: what is open now, or was answered today."""
    signals = _signals(person, today).filter(child__in=children).exclude(state=State.ENDED)
    found = []
    for signal in worst_first(signals.prefetch_related("answers")):
        settled = [local_day(given.at) for given in signal.answers.all() if given.result not in NO_END]
        if signal.state == State.OPEN or today in settled:
            found.append(signal)
    return found


def _say_how_it_began(found: dict[UUID, Waiting], person: Person, today: date) -> None:
    """Give every child what was answered and goes on all the same; one without an open signal also the latest that was
    answered, of several the worst. One query."""
    answered = _signals(person, today).select_related(None).filter(child__in=list(found)).exclude(state=State.OPEN)
    for signal in worst_first(answered):
        assert signal.child_id is not None  # noqa: S101 - the query asks for children
        entry = found[signal.child_id]
        if signal.state == State.HANDLED and signal.rule in AWAY and entry.still_away is None:
            entry.still_away = signal
        if entry.signals:
            continue
        if entry.noticed is None or signal.last_seen_on > entry.noticed.last_seen_on:
            entry.noticed = signal
