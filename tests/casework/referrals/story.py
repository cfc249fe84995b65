"""Short ways to say what a family agrees to, and what is sent to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mektepke.base import clock
from mektepke.casework.models import Barred, Case, CaseCause, Consent, Referral
from mektepke.casework.referrals.actions import ReferralGiven, Said, record_consents, refer
from tests.casework.story import in_care
from tests.cast import Cast, Side

RED_CRESCENT = "Кызыл Жарым Ай коому"


def case_of(side: Side, number: int = 0) -> Case:
    """One of the children is in care, with so much at stake that others may be asked for help."""
    case = in_care(side, side.pupils[number], due=clock.today() + timedelta(days=3))
    case.risk, case.risk_reason = Case.Risk.MEDIUM.value, "Үчүнчү жыл катары менен"
    case.save()
    return case


def in_protection(side: Side, number: int = 0, **more: Any) -> Case:
    """One of the children is protected."""
    child = side.pupils[number]
    case = Case.objects.create(
        child=child, school=side.school, worker=side.pedagogue, opened_on=clock.today(), track="protection",
        step="registered", risk="high", **more,
    )  # fmt: skip
    CaseCause.objects.create(
        case=case, cause="violence", evidence="Көгөргөн жери бар", said_by="seen", recorded_by=side.pedagogue
    )
    return case


def agreed(case: Case, *, whom: str = RED_CRESCENT) -> Consent:
    """The mother agrees today that this body is told."""
    said = Said({"sharing": True}, given_by="mother", how="spoken", on=clock.today(), with_whom=whom)
    return record_consents(case=case, said=said, by=case.worker)[0]


def sent(case: Case, body: str = "commission", **given: Any) -> Referral:
    """A letter of the case's worker, without consent unless one is given."""
    given = {"need": "Жардам керек", "fields": ["name"], "without_consent": "Энеси чалууга жооп бербейт"} | given
    return refer(case=case, given=ReferralGiven(body=body, **given), by=case.worker)


def handed_over(cast: Cast, case: Case | None = None, **given: Any) -> Referral:
    """A case of the school here that is sent to the school there, with the child's name."""
    return sent(case or case_of(cast.here), "school", to_school=cast.there.school, **given)


def barred(case: Case, side: Side) -> None:
    """The pedagogue of this side is kin of who is named in the case."""
    Barred.objects.create(case=case, person=side.pedagogue, why="kin", by=case.worker)
