"""The records whose time is over, by kind and by where they are: how many, and which rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import Case, Contact, Erasure, RecordRequest, RetentionProposal
from mektepke.casework.rights.rules.schedule import Kind
from mektepke.casework.volunteers.queries import old_notes
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.queries import old_concerns
from mektepke.watch.models import Answer

LONG_AGO = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Where:
    """A school, or the municipality where it is no school's to know."""

    school: UUID | None = None
    municipality: UUID | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """Rows of one table whose time is over, and the way from a row to its school or municipality."""

    rows: QuerySet[Any]
    school: str = ""
    municipality: str = ""

    def counts(self) -> Counter[Where]:
        """How many there are where. One query."""
        path = self.school or self.municipality
        there = self.rows.order_by().exclude(**{path: None}).values_list(path)
        found = there.annotate(count=Count("pk", distinct=True))
        name = "school" if self.school else "municipality"
        return Counter({Where(**{name: key}): count for key, count in found})

    def at(self, where: Where) -> QuerySet[Any]:
        """The rows of one place; none where the pile lies elsewhere."""
        key = where.school if self.school else where.municipality
        return self.rows.filter(**{self.school or self.municipality: key}) if key else self.rows.none()


def counts(kind: Kind, before: date) -> Counter[Where]:
    """How many records of this kind from before this day there are, by place."""
    found: Counter[Where] = Counter()
    for pile in PILES[kind](before):
        found.update(pile.counts())
    return found


def rows_at(kind: Kind, before: date, where: Where) -> list[QuerySet[Model]]:
    """The rows themselves, a table at a time."""
    return [pile.at(where) for pile in PILES[kind](before)]


def _cases(before: date) -> list[Pile]:
    found = Case.objects.filter(track=Case.Track.ORDINARY, closed_on__lt=before, emptied_on__isnull=True)
    return [Pile(found, school="school")]


def _protection(before: date) -> list[Pile]:
    found = Case.objects.filter(track=Case.Track.PROTECTION, closed_on__lt=before, emptied_on__isnull=True)
    where = Coalesce(F("municipality"), F("school__village__parent"))
    return [Pile(found.annotate(above=where), municipality="above")]


def _contacts(before: date) -> list[Pile]:
    """Calls and visits with words in them, answers to signals, and concerns that were matched to a child. While a child
    is in care, what was agreed with its family is still needed; what somebody answered to a signal is not."""
    contacts = Contact.objects.filter(~Q(words="") | ~Q(seen="") | ~Q(number=""), _not_in_care("child"), on__lt=before)
    answers = _answers(before)
    matched = old_concerns(before=before).filter(_not_in_care("child"), state=Concern.State.MATCHED)
    return [
        Pile(contacts, school="school"),
        Pile(answers, school="signal__school"),
        Pile(answers, municipality="signal__village__parent"),
        Pile(matched, school="signal__school"),
    ]


def _answers(before: date) -> QuerySet[Answer]:
    """Of an answer "not a problem, because …" the database asks for a word, so a dash is left, which looks sealed like
    any other word. So those from before the day that was confirmed last, in care or not, have had their time."""
    confirmed = RetentionProposal.objects.filter(kind=Kind.CONTACTS, decision=RetentionProposal.Decision.CONFIRMED)
    here = Q(school=OuterRef("signal__school")) | Q(municipality=OuterRef("signal__village__parent"))
    latest = Subquery(confirmed.filter(here).order_by("-before").values("before")[:1])
    found = Answer.objects.filter(at__lt=_midnight(before)).exclude(words="")
    return found.annotate(done_before=Coalesce(latest, LONG_AGO)).filter(at__date__gte=F("done_before"))


def _concerns(before: date) -> list[Pile]:
    found = old_concerns(before=before).exclude(state=Concern.State.MATCHED)
    return [
        Pile(found.filter(goes_to=Concern.GoesTo.SCHOOL), school="schools"),
        Pile(found.filter(goes_to=Concern.GoesTo.OFFICER), municipality="village__parent"),
    ]


def _notes(before: date) -> list[Pile]:
    return [Pile(old_notes(before=before), school="pair__pairing__school_class__school")]


def _requests(before: date) -> list[Pile]:
    refused = Erasure.objects.filter(decision=Erasure.Decision.REFUSED, decided_on__lt=before)
    return [Pile(RecordRequest.objects.filter(handed_on__lt=before), school="school"), Pile(refused, school="school")]


def _not_in_care(child: str) -> Q:
    return ~Q(Exists(Case.objects.filter(child=OuterRef(child), closed_on__isnull=True)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SCHOOL_TIME)


PILES: dict[Kind, Callable[[date], list[Pile]]] = {
    Kind.CASES: _cases,
    Kind.PROTECTION: _protection,
    Kind.CONTACTS: _contacts,
    Kind.CONCERNS: _concerns,
    Kind.NOTES: _notes,
    Kind.REQUESTS: _requests,
}
