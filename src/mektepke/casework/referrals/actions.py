"""Recording what a family agrees to, sending a letter, and answering one. Each step stands in the trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from mektepke.base import clock
from mektepke.base.identity import derived_key, new_key
from mektepke.casework.actions import NotInProtection
from mektepke.casework.actions.stepping import note_change, still_open
from mektepke.casework.models import Case, Consent, Referral
from mektepke.casework.referrals.letters import known_of
from mektepke.casework.referrals.queries import resting_on
from mektepke.casework.referrals.rules import going, may_receive
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.queries import reason_to_see
from mektepke.trail.actions import looked

Answer, Body = Referral.Answer, Referral.Body


class NoConsent(Exception):
    """The consent was taken back meanwhile, or is about something else; and no reason says why without it."""


class NotThere(Exception):
    """This case cannot be referred to such a receiver."""


class AskedAlready(Exception):
    """Another school has been asked to take the case over, and has not answered yet."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody of the family said in one talk: to each purpose that was spoken of, yes or no."""

    answers: Mapping[str, bool]
    given_by: str
    how: str
    on: date
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class ReferralGiven:
    """One letter as it was chosen. `fields` are codes of fields; a consent, or the reason why without it."""

    body: str
    need: str
    fields: Sequence[str] = ()
    to_school: School | None = None
    addressee: str = ""
    consent: Consent | None = None
    without_consent: str = ""


@transaction.atomic
def record_consents(*, case: Case, said: Said, by: Person, id: UUID | None = None) -> list[Consent]:  # noqa: A002
    """One consent or refusal for each purpose that was spoken of. Raises `AlreadyClosed`, `NotInProtection`, or
    `DoneBefore` where the same form was sent before."""
    still_open(case)
    if case.in_protection:
        raise NotInProtection
    key = id or new_key()
    made = [
        Consent(
            id=derived_key("consent", key, purpose), child=case.child, case=case, purpose=purpose, agreed=agreed,
            with_whom=said.with_whom if purpose == Consent.Purpose.SHARING else "", given_by=said.given_by,
            how=said.how, on=said.on, recorded_by=by,
        )
        for purpose, agreed in said.answers.items()
    ]  # fmt: skip
    if Consent.objects.filter(pk__in=[one.pk for one in made]).exists():
        raise DoneBefore
    for consent in made:
        consent.full_clean()
        consent.save(force_insert=True)
        note_change(case, "consent.recorded", by, subject=consent, fields=["purpose", "agreed"])
    return made


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Person) -> int:
    """The family takes it back today, also after the case was closed. Letters that rest on it and have no answer are
    taken back with it; returns how many. Saying so twice keeps the first day."""
    waiting = Consent.objects.filter(pk=consent.pk, agreed=True, withdrawn_on__isnull=True)
    if not waiting.update(withdrawn_on=clock.today(), withdrawal_recorded_by=by):
        return 0
    note_change(consent.case, "consent.withdrawn", by, subject=consent, fields=["withdrawn_on"])
    letters = list(resting_on(consent))
    for letter in letters:
        recall(referral=letter, by=by)
    return len(letters)


@transaction.atomic
def refer(*, case: Case, given: ReferralGiven, by: Person, id: UUID | None = None) -> Referral:  # noqa: A002
    """Send a letter today. Raises `AlreadyClosed`, `NotThere`, `NoConsent`, `AskedAlready` or `DoneBefore`."""
    still_open(case)
    case.refresh_from_db()
    _refuse(case, given)
    referral = draft(case=case, given=given, by=by)
    referral.id = id or referral.id
    if Referral.objects.filter(pk=referral.pk).exists():
        raise DoneBefore
    referral.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError as refused:
        raise AskedAlready from refused
    note_change(case, "referral.sent", by, subject=referral, fields=["body"])
    return referral


def draft(*, case: Case, given: ReferralGiven, by: Person) -> Referral:
    """The letter as it would be sent, for the preview; nothing is stored. Fields that are not known do not go."""
    known = [one.code for one in known_of(case, on=clock.today())]
    return Referral(
        case=case, body=given.body, from_school=case.school, to_school=given.to_school, addressee=given.addressee,
        need=given.need, fields=going(given.fields, known), consent=given.consent,
        without_consent="" if given.consent else given.without_consent, sent_on=clock.today(), sent_by=by,
    )  # fmt: skip


def _refuse(case: Case, given: ReferralGiven) -> None:
    fits = may_receive(
        given.body,
        protection=case.in_protection,
        of_municipality=case.municipality_id is not None,
        on_one_screen=case.on_one_screen,
    )
    names_school = given.to_school is not None and given.to_school.pk != case.school_id
    if not fits or names_school != (given.body == Body.SCHOOL):
        raise NotThere
    if given.consent is None:
        if not given.without_consent:
            raise NoConsent
        return
    held = Consent.objects.select_for_update().filter(pk=given.consent.pk, case=case).first()
    if case.in_protection or held is None or held.purpose != Consent.Purpose.SHARING or not held.holds:
        raise NoConsent


@transaction.atomic
def record_answer(*, referral: Referral, answer: str, words: str, on: date, by: Person) -> None:
    """What a body outside the house answered, as its worker heard it. Raises `DoneBefore`, or `NotThere` for a school
    of the house, which answers itself."""
    if referral.body == Body.SCHOOL:
        raise NotThere
    _answer(referral, answer, words, on, by)
    note_change(referral.case, f"referral.{answer}", by, subject=referral, fields=["answer"])


@transaction.atomic
def recall(*, referral: Referral, by: Person) -> None:
    """Take a letter back that nobody has answered. Raises `DoneBefore`."""
    _answer(referral, Answer.RECALLED.value, "", clock.today(), by)
    note_change(referral.case, "referral.recalled", by, subject=referral, fields=["answer"])


@transaction.atomic
def accept(*, referral: Referral, words: str, by: Person) -> Case:
    """Take a case over from another school: it is this school's and this person's from now on, with its history and
    its open actions. What lay before the other school's head is laid before nobody, and who read it there reads it no
    longer. Raises `AlreadyClosed` or `DoneBefore`."""
    case, school = referral.case, referral.to_school
    if school is None:
        raise NotThere
    still_open(case)
    _answer(referral, Answer.ACCEPTED.value, words, clock.today(), by)
    case.refresh_from_db()
    case.school, case.worker = school, by
    case.save(update_fields=["school", "worker"])
    case.approvals.filter(decision="").delete()
    case.readers.filter(taken_back_on__isnull=True).update(taken_back_on=clock.today())
    note_change(case, "referral.accepted", by, subject=referral, fields=["answer"])
    note_change(case, "case.handed_over", by, fields=["school", "worker"])
    return case


@transaction.atomic
def decline(*, referral: Referral, words: str, by: Person) -> None:
    """The case stays where it is. Raises `AlreadyClosed` or `DoneBefore`."""
    still_open(referral.case)
    _answer(referral, Answer.DECLINED.value, words, clock.today(), by)
    note_change(referral.case, "referral.declined", by, subject=referral, fields=["answer"])


def look(*, case: Case, page: str, by: Person) -> None:
    """Leave a trace that somebody read this. That a child is in protection is told by no other page than its own."""
    page = "protection" if case.in_protection else page
    looked(by=by, child=case.child_id, page=page, reason=reason_to_see(by, case.child))


def _answer(referral: Referral, answer: str, words: str, on: date, by: Person) -> None:
    """Once: of two who answer at the same moment the second is told that it came too late."""
    found = Referral.objects.select_for_update().filter(pk=referral.pk, answer="").first()
    if found is None:
        raise DoneBefore
    found.answer, found.answer_words, found.answered_on, found.answered_by = answer, words, on, by
    found.full_clean()
    found.save()
