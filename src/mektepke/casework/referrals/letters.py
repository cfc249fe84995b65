"""What a receiver reads: the fields of a case that were chosen, in the language of the letter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.attendance.queries import child_days
from mektepke.casework.models import Assessment, Case, CaseCause, Referral
from mektepke.casework.queries.causes import cause_labels
from mektepke.casework.referrals.rules import Field, cause_code, going
from mektepke.casework.rules.returns import AWAY
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.roles import Role
from mektepke.places.models import Place
from mektepke.pupils.models import Child, Guardian
from mektepke.pupils.queries import enrolment_on

THREE_MONTHS = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Known:
    """One field of a case: its code, what it is called, and what stands in it."""

    code: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that stands on a letter, in the language that is spoken while it is made."""

    referral: Referral
    sender: str
    sender_place: str
    receiver: list[str]
    role: str
    rows: list[Known]


def known_of(case: Case, *, on: date) -> list[Known]:
    """What is known of the case's child and could be told, in the order of a letter; the causes are those that hold.

    The caller fetched the case for a person. A fixed number of queries.
    """
    return _known(case, list(case.causes.filter(no_longer_on__isnull=True)), on)


def rows_of(referral: Referral) -> list[Known]:
    """The chosen fields and nothing else. A cause that has passed since still stands in the letter that named it."""
    known = {one.code: one for one in _known(referral.case, list(referral.case.causes.all()), referral.sent_on)}
    return [known[code] for code in going(referral.fields, list(known))]


def letter_of(referral: Referral) -> Letter:
    """The letter; the caller fetched the referral for a person, or has just made it for the preview."""
    return Letter(
        referral=referral,
        sender=_sender(referral),
        sender_place=_place(referral),
        receiver=_receiver(referral),
        role=str((Role.PROTECTION if referral.case.municipality_id else Role.PEDAGOGUE).label),
        rows=rows_of(referral),
    )


def _known(case: Case, causes: Collection[CaseCause], on: date) -> list[Known]:
    found = [*_of_child(case.child, on), *_of_family(case), *_of_case(case, causes, on)]
    return [one for one in found if one.value]


def _of_child(child: Child, on: date) -> list[Known]:
    enrolment = enrolment_on(child, on)
    class_name = enrolment.school_class.name if enrolment else ""
    return [
        Known(Field.NAME, _("The child's name"), child.full_name),
        Known(Field.BIRTH, _("Date of birth"), _birth(child)),
        Known(Field.CLASS, _("Class"), class_name),
    ]


def _birth(child: Child) -> str:
    if child.birth_date:
        return dates.day_full(child.birth_date, language())
    return str(child.birth_year or "")


def _of_family(case: Case) -> list[Known]:
    child = case.child
    guardians = list(Guardian.objects.filter(household=child.household_id))
    named = next((one for one in guardians if one.full_name), None)
    with_phone = next((one for one in guardians if one.phone), None)
    home = child.household
    lines = [home.village.name, str(home)]
    return [
        Known(Field.GUARDIAN, _("Parent or guardian"), _adult(named) if named else ""),
        # In protection nobody calls the family, and so the letter has no number to call.
        Known(Field.PHONE, _("Phone of a parent or guardian"), _phone(with_phone) if not case.in_protection else ""),
        Known(Field.ADDRESS, _("Address"), ", ".join(line for line in lines if line)),
    ]


def _phone(guardian: Guardian | None) -> str:
    return guardian.phone if guardian else ""


def _adult(guardian: Guardian) -> str:
    return f"{guardian.full_name} ({guardian.get_relation_display().lower()})"


def _of_case(case: Case, causes: Collection[CaseCause], on: date) -> list[Known]:
    names = cause_labels([one.cause for one in causes])
    label = _("What threatens the child") if case.in_protection else _("Why the child misses school")
    assessed = Assessment.objects.filter(case=case).first()
    return [
        Known(Field.ATTENDANCE, _("Attendance"), _attendance(case.child, on)),
        Known(Field.HEALTH, _("Health"), assessed.health if assessed else ""),
        *[Known(cause_code(one.pk), label, names[one.cause]) for one in causes],
    ]


def _attendance(child: Child, on: date) -> str:
    """The marked days of the last three months; nothing where there are none."""
    days = child_days(child, first=on - THREE_MONTHS, last=on)
    if not days:
        return ""
    there = sum(1 for shown in days if shown.kind not in AWAY)
    return ngettext(
        "{first} – {last}: at school on {there} of {count} marked day.",
        "{first} – {last}: at school on {there} of {count} marked days.",
        len(days),
    ).format(
        first=dates.day_short(days[0].date, language()), last=dates.day_short(days[-1].date, language()),
        there=there, count=len(days),
    )  # fmt: skip


def _sender(referral: Referral) -> str:
    where = referral.case.municipality
    return where.name if where else referral.from_school.name


def _place(referral: Referral) -> str:
    """Where the sender is: the village and municipality of a school, the district of a municipality."""
    village = referral.from_school.village
    places = [referral.case.municipality.parent] if referral.case.municipality else [village, village.parent]
    return ", ".join(_named(one) for one in places if one)


def _receiver(referral: Referral) -> list[str]:
    """To whom, in lines: a school by its name, a body with the name that was written, and its district."""
    if referral.to_school:
        return [referral.to_school.name, referral.to_school.village.name]
    named = [referral.addressee] if referral.addressee else []
    if referral.body == Referral.Body.AID:
        return named
    municipality = referral.from_school.village.parent
    where = municipality if referral.body == Referral.Body.VILLAGE else municipality and municipality.parent
    lines = [str(referral.get_body_display()), *named]
    return [*lines, _named(where)] if where else lines


def _named(place: Place) -> str:
    """Leilek (district): with any name, in any language."""
    return f"{place.name} ({place.get_level_display().lower()})"
