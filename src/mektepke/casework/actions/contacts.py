"""Recording calls, visits and meetings: each once, and each answering the signals it should."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions.days import day_after, note_contact
from mektepke.casework.models import Contact
from mektepke.casework.rules import school_days_until_look
from mektepke.people.actions import A_MOMENT, DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child, Guardian
from mektepke.trail.actions import record
from mektepke.watch.actions import answer_signals_of
from mektepke.watch.models import Answer


@transaction.atomic
def record_contact(
    *,
    child: Child,
    school: School,
    kind: str,
    result: str,
    words: str,
    next_on: date | None,
    by: Person,
    on: date | None = None,
    guardian: Guardian | None = None,
    met: str = "",
    seen: str = "",
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> Contact:
    """A call or a visit, of today if `on` is None. One that reached the family or the child answers the child's signals
    that stood there on that day, so it always has a day on which somebody looks again: where `next_on` is None, the
    house sets it. With whose number it was (`guardian`) the number is kept as it was dialled.

    Raises `DoneBefore` if there is one with this `id` already, or the same was sent by a page a moment ago.
    """
    spoke = school_days_until_look(result)
    day = on or clock.today()
    contact = Contact(
        id=id or new_key(), child=child, school=school, kind=kind, result=result, words=words, on=day, by=by,
        guardian=guardian, met=met, seen=seen, number=guardian.phone if guardian and kind == Contact.Kind.CALL else "",
        next_on=next_on or day_after(spoke, school, after=day), next_by_house=next_on is None and spoke is not None,
    )  # fmt: skip
    _refuse_again(contact)
    if id:
        _refuse_the_same(contact)
    contact.full_clean()
    _insert(contact)
    if spoke is not None:
        answer = Answer.Kind.CALLED if kind == Contact.Kind.CALL else Answer.Kind.VISITED
        answer_signals_of(child=child, kind=answer, by=by, raised_by=day)
    note_contact(contact)
    record(by=by, action=f"contact.{kind}", subject=contact, child=child.pk, place=school.pk)
    return contact


def _refuse_again(contact: Contact) -> None:
    if Contact.objects.filter(pk=contact.pk).exists():
        raise DoneBefore


def _refuse_the_same(contact: Contact) -> None:
    """What was said is sealed, so it is compared here: of one moment there is hardly ever a second one."""
    same = ("child_id", "kind", "result", "guardian_id", "next_on", "on", "by_id")
    given = {name: getattr(contact, name) for name in same}
    lately = Contact.objects.filter(**given, at__gt=clock.now() - A_MOMENT)
    if any((one.words, one.seen) == (contact.words, contact.seen) for one in lately):
        raise DoneBefore


def _insert(contact: Contact) -> None:
    """As a new row. Of two touches at the same moment, on PostgreSQL, the second is told here that it came too late."""
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:
        _refuse_again(contact)
        raise
