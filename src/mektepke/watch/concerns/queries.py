"""Reading concerns: those of a person's schools, or those sent to the protection of children in their municipality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.base.clock import SCHOOL_TIME
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import places, schools, schools_where, villages_where
from mektepke.places.models import Place
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import Child
from mektepke.watch.concerns.models import Concern, ConcernSender
from mektepke.watch.concerns.places import villages_below, villages_read_at
from mektepke.watch.concerns.rules import DAY, HOUR, Sent

READS = (Permission.WORK_ON_CASES, Permission.PROTECT_CHILDREN)


def visible_to(person: Person) -> QuerySet[Concern]:
    """The concerns that this person reads: not a class teacher, and not a head, only who works on the cases there."""
    given_to = Concern.schools.through.objects.filter(
        schools_where(person, Permission.WORK_ON_CASES, path="school"), concern=OuterRef("pk")
    )
    at_school = Q(Exists(given_to), goes_to=Concern.GoesTo.SCHOOL)
    sent_up = villages_where(person, Permission.PROTECT_CHILDREN, path="village") & Q(goes_to=Concern.GoesTo.OFFICER)
    return Concern.objects.filter(at_school | sent_up)


def concern_for(person: Person, key: UUID) -> Concern:
    """The concern, if this person reads it; 404 otherwise, the same whether it exists or not."""
    found = visible_to(person).filter(pk=key).select_related("village__parent", "child", "answered_by").first()
    if found is None:
        raise Http404
    return found


def waiting_for(person: Person) -> list[Concern]:
    """Those that wait for an answer, the urgent ones first, then the oldest."""
    waiting = visible_to(person).filter(state=Concern.State.NEW)
    return list(waiting.select_related("village").order_by("-urgent", "at"))


def answered_for(person: Person) -> QuerySet[Concern]:
    """Those that somebody has answered, the latest first."""
    answered = visible_to(person).exclude(state=Concern.State.NEW)
    return answered.select_related("village", "child", "answered_by").order_by("-answered_at", "pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many concerns wait for a person, and how many of them say that a child is in danger."""

    number: int
    urgent: int


def count_waiting(person: Person) -> Waiting:
    """How many wait. One query, none for who reads no concerns."""
    if not any(map(person.may, READS)):
        return Waiting(0, 0)
    waiting = visible_to(person).filter(state=Concern.State.NEW)
    return Waiting(**waiting.aggregate(number=Count("pk"), urgent=Count("pk", filter=Q(urgent=True))))


def villages_of(person: Person) -> list[Place]:
    """The villages about which this person gets concerns, each of which wants a notice on its board."""
    own = villages_read_at(list(schools(person, Permission.WORK_ON_CASES)))
    below = villages_below(places(person, Permission.PROTECT_CHILDREN))
    return list({village.pk: village for village in (*own, *below)}.values())


def children_to_match(person: Person, words: str) -> QuerySet[Child]:
    """The children of whom a concern can be, found by name or class as in the house's own search; none without words,
    for nobody reads through a whole school."""
    seen = pupils.visible_to(person, Permission.WORK_ON_CASES)
    return pupils.named(seen, words).order_by("sort_key", "pk") if words.strip() else seen.none()


def unsafe_sent(number: str, village: Place, *, now: datetime) -> Sent:
    """How much has come lately from this sender, and about this village. Two queries; no word is read."""
    last_hour, last_day = Q(at__gt=now - HOUR), Q(at__gt=now - DAY)
    of_address = ConcernSender.objects.filter(last_day, number=number)
    about_village = Concern.objects.filter(last_day, village=village, urgent=False)
    from_here = of_address.aggregate(hour=Count("pk", filter=last_hour), day=Count("pk"))
    written = about_village.aggregate(hour=Count("pk", filter=last_hour), day=Count("pk"))
    return Sent(from_here["hour"], from_here["day"], written["hour"], written["day"])


def old_concerns(*, before: date) -> QuerySet[Concern]:
    """Those that were answered before this day, for whoever removes what is no longer needed. What nobody has answered
    is never old. Without the words: whoever counts years has no reason to read them."""
    begins = datetime.combine(before, datetime.min.time(), SCHOOL_TIME)
    return Concern.objects.filter(answered_at__lt=begins).defer("words", "reach", "codes", "answer_words")


def together(signal: UUID) -> Sequence[Concern]:
    """The concerns that one signal speaks of, oldest first. The caller has fetched the signal for a person."""
    return list(Concern.objects.filter(signal=signal).order_by("at"))


def day_of(concern: Concern) -> date:
    """The day on which it came."""
    return clock.day_of(concern.at)
