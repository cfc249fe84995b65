"""A family asks for its child's record, has it handed over, and says what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.models import Correction, RecordRequest
from mektepke.casework.rights.rules.record import due_on
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.pupils.queries import reason_to_see
from mektepke.trail.actions import looked, record


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, how, when, in which language, and whether under one roof with the child."""

    asked_by: str
    how: str
    asked_on: date
    language: str
    lives_together: bool


@transaction.atomic
def ask_for_record(
    *,
    child: Child,
    school: School,
    asked: Asked,
    by: Person,
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> RecordRequest:
    """A family asks to see everything; it has a week's time to be answered. Raises `DoneBefore` for the same `id`."""
    if id and RecordRequest.objects.filter(pk=id).exists():
        raise DoneBefore
    request = RecordRequest(
        id=id or new_key(), child=child, school=school, asked_by=asked.asked_by, how=asked.how, asked_on=asked.asked_on,
        due_on=due_on(asked.asked_on), language=asked.language, lives_together=asked.lives_together, recorded_by=by,
    )  # fmt: skip
    request.full_clean()
    request.save(force_insert=True)
    record(by=by, action="record.asked", subject=request, child=child, place=school)
    return request


def look_at_record(*, request: RecordRequest, page: str, by: Person) -> None:
    """Leave a trace that the record was made, to read and print or as a file: `page` says which."""
    looked(by=by, child=request.child_id, page=page, reason=reason_to_see(by, request.child))


@transaction.atomic
def hand_over(*, request: RecordRequest, by: Person) -> None:
    """The family has its record. Said twice, the first day stands."""
    given = RecordRequest.objects.filter(pk=request.pk, handed_on__isnull=True)
    if given.update(handed_on=clock.today(), handed_by=by):
        record(by=by, action="record.handed", subject=request, child=request.child_id, place=request.school_id)
    request.refresh_from_db()


@transaction.atomic
def ask_for_correction(
    *,
    request: RecordRequest,
    words: str,
    by: Person,
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> Correction:
    """The family says what is wrong. Raises `DoneBefore` for the same `id`."""
    if id and Correction.objects.filter(pk=id).exists():
        raise DoneBefore
    correction = Correction(id=id or new_key(), request=request, words=words, recorded_by=by)
    correction.full_clean()
    correction.save(force_insert=True)
    record(by=by, action="correction.asked", subject=correction, child=request.child_id, place=request.school_id)
    return correction


@transaction.atomic
def answer_correction(*, correction: Correction, answer: str, words: str, by: Person) -> None:
    """Where it was put right, or why not. Raises `DoneBefore` where somebody has answered already."""
    stored = Correction.objects.select_for_update().get(pk=correction.pk)
    if stored.answer:
        raise DoneBefore
    stored.answer, stored.answer_words = answer, words
    stored.answered_on, stored.answered_by = clock.today(), by
    stored.full_clean()
    stored.save()
    request = correction.request
    record(
        by=by, action="correction.answered", subject=stored, child=request.child_id, place=request.school_id,
        fields=["answer"], reason=answer,
    )  # fmt: skip
