"""What a family agrees to: recorded by purpose, kept in history, taken back at any time."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions import AlreadyClosed, NotInProtection, close_case
from mektepke.casework.models import Consent, Referral
from mektepke.casework.referrals.actions import Said, record_consents, withdraw_consent
from mektepke.casework.referrals.forms import ConsentForm
from mektepke.casework.referrals.queries import (
    consent_for,
    consents_of,
    consents_to_share,
    part_of,
    said_by_purpose,
)
from mektepke.people.actions import DoneBefore
from mektepke.trail.models import Change
from tests.casework.referrals.story import RED_CRESCENT, agreed, case_of, in_protection, sent
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TALK = Said(
    {"casework": True, "sharing": True, "reporting": False}, given_by="mother", how="spoken", on=date(2014, 11, 17),
    with_whom=RED_CRESCENT,
)  # fmt: skip


def test_one_talk_is_a_consent_or_a_refusal_for_each_purpose(cast: Cast) -> None:
    case = case_of(cast.here)
    made = record_consents(case=case, said=TALK, by=cast.here.pedagogue)
    assert {(one.purpose, one.agreed, one.with_whom) for one in made} == {
        ("casework", True, ""),
        ("sharing", True, RED_CRESCENT),
        ("reporting", False, ""),
    }
    assert [one.child for one in consents_of(case)] == [case.child] * 3
    recorded = Change.objects.filter(action="consent.recorded")
    assert {one.subject_key for one in recorded} == {one.pk for one in made}
    assert {one.child_key for one in recorded} == {case.child.pk}


def test_the_same_form_is_stored_once(cast: Cast) -> None:
    case, key = case_of(cast.here), new_key()
    record_consents(case=case, said=TALK, by=cast.here.pedagogue, id=key)
    with pytest.raises(DoneBefore):
        record_consents(case=case, said=TALK, by=cast.here.pedagogue, id=key)
    assert Consent.objects.count() == 3


def test_in_protection_nobody_is_asked(cast: Cast) -> None:
    with pytest.raises(NotInProtection):
        record_consents(case=in_protection(cast.here), said=TALK, by=cast.here.pedagogue)
    assert not Consent.objects.exists()


def test_after_the_case_was_closed_nothing_is_asked_but_it_can_be_taken_back(cast: Cast) -> None:
    case = case_of(cast.here)
    consent = agreed(case)
    close_case(case=case, outcome="moved", words="", by=cast.here.pedagogue)
    with pytest.raises(AlreadyClosed):
        record_consents(case=case, said=TALK, by=cast.here.pedagogue)
    withdraw_consent(consent=consent, by=cast.here.pedagogue)
    assert not Consent.objects.get().holds


def test_what_is_taken_back_stays_in_the_history_with_day_and_name(cast: Cast) -> None:
    case = case_of(cast.here)
    consent = agreed(case)
    clock.set_today(date(2014, 11, 20))
    assert withdraw_consent(consent=consent, by=cast.here.pedagogue) == 0
    clock.set_today(date(2014, 11, 25))
    assert withdraw_consent(consent=consent, by=cast.here.pedagogue) == 0
    [kept] = consents_of(case)
    assert (kept.withdrawn_on, kept.withdrawal_recorded_by) == (date(2014, 11, 20), cast.here.pedagogue)
    assert consents_to_share(case) == []
    assert Change.objects.filter(action="consent.withdrawn").count() == 1


def test_with_a_consent_go_the_letters_that_rest_on_it_and_have_no_answer(cast: Cast) -> None:
    case = case_of(cast.here)
    consent, other = agreed(case), agreed(case, whom="Айыл өкмөтү")
    resting = sent(case, consent=consent, without_consent="")
    answered = sent(case, consent=consent, without_consent="")
    Referral.objects.filter(pk=answered.pk).update(answer="accepted", answered_on=clock.today())
    elsewhere = sent(case, "village", consent=other, without_consent="")
    assert withdraw_consent(consent=consent, by=cast.here.pedagogue) == 1
    answers = dict(Referral.objects.values_list("pk", "answer"))
    assert answers == {resting.pk: "recalled", answered.pk: "accepted", elsewhere.pk: ""}
    assert Change.objects.filter(action="referral.recalled", subject_key=resting.pk).exists()


def test_a_refusal_is_nothing_that_could_be_taken_back(cast: Cast) -> None:
    case = case_of(cast.here)
    refusal = record_consents(
        case=case, said=Said({"casework": False}, "father", "call", clock.today()), by=case.worker
    )
    withdraw_consent(consent=refusal[0], by=case.worker)
    assert Consent.objects.get().withdrawn_on is None


def test_what_was_said_in_one_case_is_not_told_in_another(cast: Cast) -> None:
    """Somebody who works with the same child later, at another school, asks anew."""
    agreed(case_of(cast.here))
    later = in_protection(cast.here)
    assert consents_of(later) == []


def test_only_who_works_on_the_case_reaches_a_consent(cast: Cast) -> None:
    consent = agreed(case_of(cast.here))
    assert consent_for(cast.here.pedagogue, consent.pk) == consent
    for person in (cast.there.pedagogue, cast.here.head, cast.here.group_member, cast.here.municipality_officer):
        with pytest.raises(Http404):
            consent_for(person, consent.pk)


def test_the_cases_own_page_says_the_last_word_to_each_purpose(cast: Cast) -> None:
    case = case_of(cast.here)
    assert {one.standing for one in part_of(cast.here.pedagogue, case).said} == {"not_asked"}
    record_consents(case=case, said=TALK, by=case.worker)
    father = Said({"casework": False}, "father", "call", clock.today())
    record_consents(case=case, said=father, by=case.worker)
    said = {one.purpose: one.standing for one in said_by_purpose(consents_of(case))}
    assert said == {"casework": "refused", "sharing": "agreed", "reporting": "refused"}
    assert part_of(cast.here.pedagogue, in_protection(cast.here)).said == []


GOOD = {"given_by": "mother", "how": "call", "on": "2014-11-17", "casework": "yes"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, set()),
        ({"casework": ""}, {"casework"}),
        ({"sharing": "yes"}, {"with_whom"}),
        ({"sharing": "no"}, {"with_whom"}),
        ({"sharing": "yes", "with_whom": RED_CRESCENT}, set()),
        ({"given_by": ""}, {"given_by"}),
        ({"how": ""}, {"how"}),
        ({"on": "2014-11-18"}, {"on"}),
        ({"on": "2013-11-16"}, {"on"}),
        ({"casework": "perhaps"}, {"casework"}),
    ],
)
def test_a_form_wants_who_how_when_and_one_answer(typed: dict[str, str], wrong: set[str]) -> None:
    form = ConsentForm(GOOD | typed)  # type: ignore[arg-type]
    form.is_valid()
    assert set(form.errors) == wrong


def test_a_purpose_that_was_not_spoken_of_is_not_recorded() -> None:
    form = ConsentForm(GOOD | {"reporting": "no"})  # type: ignore[arg-type]
    assert form.is_valid()
    assert form.given().answers == {"casework": True, "reporting": False}
    assert form.given().on == date(2014, 11, 17)
