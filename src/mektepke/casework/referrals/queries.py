"""Consents and referrals that a person may read; what came to a person's school; what waits too long."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.casework.models import Barred, Case, Consent, Referral
from mektepke.casework.queries import workable_by
from mektepke.casework.referrals.rules import Standing, standing, waiting_before
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where
from mektepke.places.models import School
from mektepke.pupils.models import Child, Enrolment, Transfer
from mektepke.sealed.fields import sealed_names

Row = TypeVar("Row", bound=Model)
Purpose, Body = Consent.Purpose, Referral.Body
# So long a sender still finds what became of a letter.
SHOWN_FOR = timedelta(days=92)
# Lists open no sealed words.
UNREAD = sealed_names(Referral)


def consents_of(case: Case) -> list[Consent]:
    """What the family has said in this case, oldest first. The caller fetched the case for a person."""
    return list(Consent.objects.filter(case=case).select_related("recorded_by", "withdrawal_recorded_by"))


def consent_for(person: Person, key: UUID) -> Consent:
    """The consent, if the person works on its case; 404 otherwise."""
    found = Consent.objects.filter(case__in=workable_by(person), pk=key).select_related("case__child")
    return _one(found)


def consents_to_share(case: Case) -> list[Consent]:
    """Consents to tell another body that hold now. The caller fetched the case for a person."""
    return [one for one in consents_of(case) if one.purpose == Purpose.SHARING and one.holds]


def resting_on(consent: Consent) -> QuerySet[Referral]:
    """The letters without an answer that were sent with this consent."""
    return Referral.objects.filter(consent=consent, answer="")


def referral_for(person: Person, key: UUID) -> Referral:
    """The referral, if the person works on its case; 404 otherwise. With the case goes what was sent before."""
    return _one(_whole(Referral.objects.filter(case__in=workable_by(person), pk=key)))


def sent_to(person: Person) -> QuerySet[Referral]:
    """Cases that are handed to schools where the person works on cases, and wait for an answer. Whoever is named in a
    case, or is kin of who is, does not learn of it."""
    here = schools_where(person, Permission.WORK_ON_CASES, path="to_school")
    return _not_barred(Referral.objects.filter(here, body=Body.SCHOOL, answer="", case__closed_on__isnull=True), person)


def incoming_for(person: Person, key: UUID) -> Referral:
    """A case that was handed to the person's school; 404 otherwise, and once it is answered."""
    return _one(_whole(sent_to(person).filter(pk=key)))


@dataclass(frozen=True, slots=True)
class Letters:
    """What came to the person's schools, what the person waits for, and what was answered lately."""

    incoming: list[Referral]
    waiting: list[Referral]
    answered: list[Referral]


def letters_of(person: Person, *, today: date) -> Letters:
    """The person's list. Of a case that another school took over, only that it did. Two queries."""
    taken_over = Q(sent_by=person, body=Body.SCHOOL, answer=Referral.Answer.ACCEPTED)
    mine = _not_barred(Referral.objects.filter(Q(case__in=workable_by(person)) | taken_over), person)
    lately = mine.filter(Q(answer="", case__closed_on__isnull=True) | Q(answered_on__gte=today - SHOWN_FOR))
    ours = Exists(workable_by(person).filter(pk=OuterRef("case")))
    sent = list(
        lately.annotate(is_ours=ours)
        .select_related("case__child", "to_school")
        .defer(*UNREAD)
        .order_by("sent_on", "at")
    )
    return Letters(
        incoming=list(sent_to(person).select_related("from_school").defer(*UNREAD).order_by("sent_on", "at")),
        waiting=[one for one in sent if not one.answer],
        answered=[one for one in reversed(sent) if one.answer],
    )


@dataclass(frozen=True, slots=True)
class ReferralsToday:
    """What stands on Today: cases handed to the person's school, and letters that have waited too long."""

    incoming: int = 0
    late: int = 0

    def __bool__(self) -> bool:
        return bool(self.incoming or self.late)


def referrals_today(person: Person, school_days: Mapping[object, Collection[date]], *, today: date) -> ReferralsToday:
    """Both numbers in one query. `school_days`: of the person's schools, as Today has read them already."""
    incoming, late = Q(pk__in=sent_to(person).values("pk")), Q(pk__in=[])
    for school, days in school_days.items():
        before = waiting_before(days, today=today)
        late |= Q(case__school=school, sent_on__lt=before) if before else late
    late &= Q(answer="", case__closed_on__isnull=True, case__in=workable_by(person).values("pk"))
    counted = Referral.objects.filter(incoming | late).aggregate(
        incoming=Count("pk", filter=incoming), late=Count("pk", filter=late)
    )
    return ReferralsToday(**counted)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said last about one purpose, and when."""

    purpose: str
    words: str
    standing: Standing
    last: Consent | None


def said_by_purpose(consents: Sequence[Consent]) -> list[Said]:
    """By purpose, in the order of the form, what the family said last."""
    found = []
    for purpose in Purpose:
        of_purpose = [one for one in consents if one.purpose == purpose]
        words = [(one.agreed, one.withdrawn_on is not None) for one in of_purpose]
        found.append(Said(purpose.value, str(purpose.label), standing(words), of_purpose[-1] if of_purpose else None))
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """What a case's own page says about consent and letters (casework/referrals/part.html)."""

    case: Case
    said: list[Said]
    referrals: list[Referral]
    hand_over_to: School | None
    """Where the child goes to school, or is on its way to, if that is another school than the case's."""
    works: bool
    may_write: bool


def part_of(person: Person, case: Case) -> Part:
    """The caller fetched the case for this person. Six queries at most."""
    letters = Referral.objects.filter(case=case).select_related("to_school").defer(*UNREAD)
    works = workable_by(person).filter(pk=case.pk).exists()
    return Part(
        case=case,
        said=[] if case.in_protection else said_by_purpose(consents_of(case)),
        referrals=list(letters),
        hand_over_to=hand_over_to(case) if works else None,
        works=works,
        may_write=works and case.closed_on is None,
    )


def hand_over_to(case: Case) -> School | None:
    """The school that should take the case over: the child is on the way there, or on its roll. None where the child
    goes on here, where that school was asked already, or where the municipality has the case."""
    asked = Referral.objects.filter(case=case, body=Body.SCHOOL, answer="").exists()
    there = None if asked or case.closed_on or case.municipality_id else school_now_or_next(case.child)
    return there if there and there.pk != case.school_id else None


def school_now_or_next(child: Child) -> School | None:
    """The school that the child is on its way to, else the one on whose roll it stands. Two queries."""
    on_the_way = Transfer.objects.filter(child=child, received_on__isnull=True, to_school__isnull=False)
    if coming := on_the_way.select_related("to_school").first():
        return coming.to_school
    enrolled = Enrolment.objects.on(clock.today()).filter(child=child).select_related("school_class__school")
    row = enrolled.order_by("-starts").first()
    return row.school_class.school if row else None


def _not_barred(referrals: QuerySet[Referral], person: Person) -> QuerySet[Referral]:
    return referrals.exclude(Exists(Barred.objects.filter(case=OuterRef("case"), person=person)))


def _whole(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    up = "village__parent__parent"
    return referrals.select_related(
        "case__child__household__village", "case__municipality__parent", f"from_school__{up}", "to_school__village",
        "sent_by", "answered_by", "consent",
    )  # fmt: skip


def _one(found: QuerySet[Row]) -> Row:
    one = found.first()
    if one is None:
        raise Http404
    return one
