"""Taking a concern in, and what is done about it: matched to a child, answered, or given to who protects children."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import Place
from mektepke.pupils.models import Child
from mektepke.trail.actions import record
from mektepke.watch.concerns.models import Concern, ConcernSender
from mektepke.watch.concerns.places import Readers, without_officer
from mektepke.watch.concerns.queries import unsafe_sent
from mektepke.watch.concerns.raising import raise_signal, take_back_signal
from mektepke.watch.concerns.rules import DAY, Limited, Reader, is_urgent, limited

State, GoesTo = Concern.State, Concern.GoesTo


class TooMany(Exception):
    """So much has come lately that this is not taken now; whose limit it is, is in the exception."""

    def __init__(self, whose: Limited) -> None:
        super().__init__(whose)
        self.whose = whose


class AnsweredBefore(Exception):
    """Somebody else has answered this concern meanwhile; the concern as it stands now is in the exception."""

    def __init__(self, concern: Concern) -> None:
        super().__init__(concern.pk)
        self.concern = concern


class NobodyThere(Exception):
    """The municipality has no child-protection officer who could be given anything."""


@transaction.atomic
def receive(
    *,
    id: UUID,  # noqa: A002 - the key that the page made
    village: Place,
    readers: Readers,
    sender: str,
    language: str,
    codes: Sequence[str],
    words: str = "",
    reach: str = "",
    urgent: bool = False,
    about_school_worker: bool = False,
    by: None = None,
) -> Concern:
    """Keep what somebody without an account has written; the same page sent twice is one concern.

    `by` is nobody: who writes need not say who it is, and the house does not ask. `urgent` is what was ticked; what was
    noticed can make it urgent as well. Raises `TooMany`.
    """
    # Whoever writes about one village takes turns, so that several processes together let no more in than one would.
    Place.objects.select_for_update(no_key=True).get(pk=village.pk)
    known = Concern.objects.filter(pk=id).first()
    if known is not None:
        return known
    urgent = is_urgent(codes, in_danger=urgent)
    # One moment for the concern and for what is counted of it: the limits would not hold for rows of another hour.
    now = clock.now()
    _within_limits(sender, village, now=now, urgent=urgent)
    reader = reader_of(readers, about_school_worker=about_school_worker)
    concern = Concern(
        id=id, at=now, village=village, language=language, codes=" ".join(codes), words=words, reach=reach,
        urgent=urgent, about_school_worker=about_school_worker,
        goes_to=GoesTo.SCHOOL if reader is Reader.SCHOOL else GoesTo.OFFICER,
    )  # fmt: skip
    concern.save(force_insert=True)
    if concern.goes_to == GoesTo.SCHOOL:
        concern.schools.set(readers.schools)
    record(by=by, action="concern.received", subject=concern, place=village)
    return concern


def reader_of(readers: Readers, *, about_school_worker: bool) -> Reader:
    """Who gets it. What is said about somebody at the school is never the school's to read."""
    if about_school_worker:
        return Reader.WORKER
    return Reader.SCHOOL if readers.schools else Reader.OFFICER


def _within_limits(sender: str, village: Place, *, now: datetime, urgent: bool) -> None:
    whose = limited(unsafe_sent(sender, village, now=now), urgent=urgent)
    if whose is not None:
        raise TooMany(whose)
    forget_senders()
    ConcernSender.objects.create(number=sender, at=now)


def forget_senders() -> None:
    """Remove every address that is a day old. Called with each concern, and every morning."""
    ConcernSender.objects.filter(at__lte=clock.now() - DAY).delete()


@transaction.atomic
def match(*, concern: Concern, child: Child, by: Person) -> Concern:
    """Say which child it is about. The caller has fetched the child for `by`; a signal is raised about it.

    Matched to the wrong one, it can be matched again: what was raised about the first child is taken back.
    Raises `AnsweredBefore` where somebody has answered that nothing is needed, or given it away.
    """
    stored = _locked(concern, State.NEW, State.MATCHED)
    if stored.child_id == child.pk:
        return stored
    before = stored.signal
    stored.state, stored.child = State.MATCHED, child
    stored.signal = raise_signal(stored, child, by=by)
    _answered(stored, by)
    if before is not None:
        take_back_signal(before, by=by)
    record(by=by, action="concern.matched", subject=stored, child=child, place=stored.signal.school_id)
    return stored


@transaction.atomic
def nothing_needed(*, concern: Concern, because: str, by: Person, words: str = "") -> Concern:
    """Answer that nothing more is needed here, and why. Raises `AnsweredBefore`."""
    stored = _locked(concern, State.NEW)
    stored.state, stored.because, stored.answer_words = State.NOT_NEEDED, because, words.strip()
    _answered(stored, by)
    record(by=by, action="concern.answered", subject=stored, place=stored.village_id, reason=because)
    return stored


@transaction.atomic
def hand_over(*, concern: Concern, by: Person) -> Concern:
    """Give it to the municipality's child-protection officer: it is about somebody whom the school must not ask, or the
    child is in danger. Nobody at the school sees it any more. Raises `AnsweredBefore` and `NobodyThere`."""
    stored = _locked(concern, State.NEW)
    if without_officer([stored.village]):
        raise NobodyThere
    stored.goes_to = GoesTo.OFFICER
    stored.save(update_fields=["goes_to"])
    record(by=by, action="concern.handed_over", subject=stored, place=stored.village_id)
    return stored


def _locked(concern: Concern, *states: str) -> Concern:
    stored = Concern.objects.select_for_update(no_key=True).get(pk=concern.pk)
    if stored.state not in states or stored.goes_to != concern.goes_to:
        raise AnsweredBefore(stored)
    return stored


def _answered(stored: Concern, by: Person) -> None:
    stored.answered_by, stored.answered_at = by, clock.now()
    stored.save()
