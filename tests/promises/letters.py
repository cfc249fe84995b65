"""What families agree to and what is sent to other bodies and schools, for a full house and for a crowded one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from mektepke.casework.models import Case, CaseCause, Consent, Referral
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.places.models import School
from mektepke.pupils.models import Child
from tests.cast import Side, person


def letters(side: Side, case: Case, mark: str, *, on: date) -> None:
    """A consent that holds, one that was refused, and a letter to the commission that nobody has answered."""
    said = {"child": case.child, "case": case, "given_by": "mother", "how": "spoken", "on": on}
    said |= {"recorded_by": side.pedagogue}
    consent = Consent.objects.create(purpose="sharing", with_whom=f"{mark}-мекеме: Кызыл Жарым Ай", **said)
    Consent.objects.create(purpose="reporting", agreed=False, **said)
    Referral.objects.create(
        case=case, body="commission", from_school=side.school, fields=["name", "class"], consent=consent, sent_on=on,
        sent_by=side.pedagogue, need=f"{mark}-өтүнүч: сүйлөшүүгө жардам", addressee=f"{mark}-төрага",
    )  # fmt: skip


def handed_case(child: Child, school: School, mark: str, *, on: date) -> Case:
    """A case of a school far away, of which the receiving school has to read nothing before it takes it over."""
    worker = person(f"far.{mark}", "Ыраак Педагог", Role.PEDAGOGUE, school=school)
    case = Case.objects.create(child=child, school=school, worker=worker, opened_on=on, step="registered", risk="high")
    CaseCause.objects.create(
        case=case, cause="bullying", evidence=f"{mark}-ыраак-далил: классташы урган", said_by="child",
        recorded_by=worker,
    )  # fmt: skip
    return case


def handed_letter(case: Case, to: School, mark: str, *, on: date) -> None:
    """The letter with which it comes."""
    Referral.objects.create(
        case=case, body="school", from_school=case.school, to_school=to, fields=["name"], sent_on=on,
        sent_by=case.worker, need=f"{mark}-өткөрүү: көчүп барды", without_consent=f"{mark}-макулдуксуз: көчкөн",
    )  # fmt: skip


def more_letters(side: Side, cases: Sequence[Case], *, on: date) -> None:
    """A consent and a letter for each of these cases."""
    _consents(side.pedagogue, cases, on)
    Referral.objects.bulk_create(
        Referral(
            case=case, body="health", from_school=side.school, need="Текшерүү", fields=["name"],
            without_consent="Чалуу жок", sent_on=on, sent_by=side.pedagogue,
        )
        for case in cases
    )  # fmt: skip


def more_handed(side: Side, children: Sequence[Child], far: School, *, on: date) -> None:
    """As many cases that another school hands over."""
    worker = Case.objects.filter(school=far)[0].worker
    cases = Case.objects.bulk_create(Case(child=child, school=far, worker=worker, opened_on=on) for child in children)
    Referral.objects.bulk_create(
        Referral(
            case=case, body="school", from_school=far, to_school=side.school, need="Көчтү", without_consent="Көчтү",
            sent_on=on, sent_by=worker,
        )
        for case in cases
    )  # fmt: skip


def _consents(by: Person, cases: Sequence[Case], on: date) -> None:
    words: dict[str, Any] = {"given_by": "mother", "how": "call", "on": on, "recorded_by": by}
    Consent.objects.bulk_create(
        Consent(case=case, child_id=case.child_id, purpose=purpose, with_whom=whom, **words)
        for case in cases
        for purpose, whom in (("casework", ""), ("sharing", "Мекеме"))
    )
