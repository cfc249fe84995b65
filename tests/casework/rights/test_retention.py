"""What has had its time is counted once a month, and removed only where a person has confirmed it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.base.clock import SCHOOL_TIME
from mektepke.casework.models import (
    Assessment,
    Case,
    CaseCause,
    Consent,
    Contact,
    PairNote,
    RecordRequest,
    RetentionPeriod,
    RetentionProposal,
    Review,
)
from mektepke.casework.queries import case_to_reopen
from mektepke.casework.rights import actions, queries
from mektepke.casework.rights.queries.old import PILES
from mektepke.casework.rights.rules.schedule import PROPOSED, Kind
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.trail.actions import check, seal
from mektepke.trail.models import Change
from mektepke.watch.models import Answer, Concern
from tests.casework.rights.everything import everything_about
from tests.cast import Cast

pytestmark = pytest.mark.django_db
IN_THREE_YEARS = date(2017, 11, 18)
IN_TWELVE_YEARS = date(2026, 11, 18)


@pytest.fixture
def child(cast: Cast) -> Child:
    """Of whom everything was written; the case of protection is over too, and a pair has told something."""
    everything_about(cast.here, cast.here.pupils[0])
    Case.objects.filter(track="protection").update(step="closed", outcome="finished", closed_on=clock.today())
    pair = cast.here.school_class.pairings.get().pairs.get()
    PairNote.objects.create(pair=pair, kind="came_together", recorded_by=cast.here.pedagogue)
    return cast.here.pupils[0]


def _unmatched(cast: Cast, *, goes_to: str = "school") -> Concern:
    concern = Concern.objects.create(
        village=cast.here.village, language="ky", words="Somebody is hungry", goes_to=goes_to, state="not_needed",
        because="unclear", answered_by=cast.here.pedagogue, answered_at=clock.now(),
    )  # fmt: skip
    concern.schools.set([cast.here.school] if goes_to == "school" else [])
    return concern


def _proposed(today: date) -> dict[tuple[str, str], int]:
    """By kind and place how many."""
    return {(one.kind, str(one.school or one.municipality)): one.count for one in actions.propose(today=today)}


def _at(cast: Cast, kind: Kind) -> RetentionProposal:
    return RetentionProposal.objects.get(kind=kind, school=cast.here.school, decision="")


def _signed_in(who: Person) -> Client:
    Person.objects.filter(pk=who.pk).update(language="en")
    client = Client()
    client.force_login(who)
    return client


def test_everything_is_proposed_when_its_time_is_over_and_nothing_before(cast: Cast, child: Child, today: date) -> None:
    _unmatched(cast)
    _unmatched(cast, goes_to="officer")
    school, municipality = str(cast.here.school), str(cast.here.municipality)
    assert _proposed(today) == {}
    assert _proposed(date(2015, 11, 17)) == {("notes", school): 1}
    assert _proposed(date(2015, 11, 18)) == {
        ("notes", school): 1, ("concerns", school): 1, ("concerns", municipality): 1,
    }  # fmt: skip
    later = _proposed(IN_THREE_YEARS)
    assert later[("cases", school)] == 1
    assert later[("requests", school)] == 2
    # 9 calls and visits, 12 answers, and the concern that was matched.
    assert later[("contacts", school)] == 9 + 2 * len(Answer.Kind.values) + 1
    assert ("protection", municipality) not in later
    assert _proposed(IN_TWELVE_YEARS)[("protection", municipality)] == 1
    assert {kind for kind, _place in _proposed(IN_TWELVE_YEARS)} == {kind.value for kind in PROPOSED} == set(PILES)


def test_the_run_removes_nothing_and_proposes_nothing_twice(cast: Cast, child: Child) -> None:
    for _time in range(2):
        actions.propose(today=IN_THREE_YEARS)
    assert RetentionProposal.objects.filter(kind="cases").count() == 1
    assert Review.objects.exclude(words="").count() == 2
    assert CaseCause.objects.exists()
    _another_old_case(cast)
    actions.propose(today=IN_THREE_YEARS)
    assert _at(cast, Kind.CASES).count == 2


def _another_old_case(cast: Cast) -> None:
    Case.objects.create(
        child=cast.here.pupils[2], school=cast.here.school, worker=cast.here.pedagogue, opened_on=date(2014, 9, 1),
        closed_on=date(2014, 9, 2), step="closed", outcome="at_school", risk="low",
    )  # fmt: skip


def test_confirmed_cases_keep_their_dates_and_outcomes_and_no_word(cast: Cast, child: Child) -> None:
    actions.propose(today=IN_THREE_YEARS)
    clock.set_today(IN_THREE_YEARS)
    seal()
    removed = actions.confirm_proposal(proposal=_at(cast, Kind.CASES), by=cast.here.head)
    case = Case.objects.get(track="ordinary")
    assert (removed, case.outcome, case.emptied_on) == (1, "moved", IN_THREE_YEARS)
    assert (case.risk_reason, case.closing_words) == ("", "")
    assert case.reviews.get().words == ""
    assert not case.causes.exists()
    assert not Assessment.objects.filter(case=case).exists()
    assert set(Consent.objects.filter(case=case).values_list("purpose", flat=True)) == {"sharing"}
    assert {consent.with_whom for consent in case.consents.all()} == {"–"}
    # The case of protection has a time of its own.
    assert Case.objects.get(track="protection").closing_words
    assert actions.propose(today=IN_THREE_YEARS)
    assert not RetentionProposal.objects.filter(kind="cases", decision="").exists()
    assert Change.objects.filter(action="case.emptied", child_key=child.pk, by_key=cast.here.head.pk).count() == 1
    assert check().ok


def test_a_case_without_words_is_not_reopened_but_a_new_one_opened(cast: Cast, child: Child) -> None:
    assert case_to_reopen(cast.here.pedagogue, child) is not None
    Case.objects.update(emptied_on=clock.today())
    assert case_to_reopen(cast.here.pedagogue, child) is None


def test_confirmed_calls_and_answers_keep_their_codes(cast: Cast, child: Child) -> None:
    clock.set_today(IN_THREE_YEARS)
    before = list(Contact.objects.values_list("kind", "result", "met", "on"))
    actions.propose(today=IN_THREE_YEARS)
    actions.confirm_proposal(proposal=_at(cast, Kind.CONTACTS), by=cast.here.head)
    assert list(Contact.objects.values_list("kind", "result", "met", "on")) == before
    assert {(contact.words, contact.seen, contact.number) for contact in Contact.objects.all()} == {("", "", "")}
    assert {answer.words for answer in Answer.objects.all()} == {"–"}
    assert not Concern.objects.exists()
    actions.propose(today=IN_THREE_YEARS)
    assert not RetentionProposal.objects.filter(kind="contacts", decision="").exists()


def test_while_a_child_is_in_care_what_was_agreed_with_its_family_stays(cast: Cast, child: Child) -> None:
    Case.objects.create(
        child=child, school=cast.here.school, worker=cast.here.pedagogue, opened_on=IN_THREE_YEARS, risk="low"
    )
    assert _proposed(IN_THREE_YEARS)[("contacts", str(cast.here.school))] == 2 * len(Answer.Kind.values)
    clock.set_today(IN_THREE_YEARS)
    actions.confirm_proposal(proposal=_at(cast, Kind.CONTACTS), by=cast.here.head)
    assert Contact.objects.exclude(words="").exists()
    assert {answer.words for answer in Answer.objects.all()} == {"–"}


def test_confirmed_notes_requests_and_concerns_go_as_a_whole(cast: Cast, child: Child) -> None:
    _unmatched(cast)
    theirs = _unmatched(cast, goes_to="officer")
    clock.set_today(IN_THREE_YEARS)
    actions.propose(today=IN_THREE_YEARS)
    for kind in (Kind.NOTES, Kind.REQUESTS, Kind.CONCERNS):
        actions.confirm_proposal(proposal=_at(cast, kind), by=cast.here.head)
    assert not PairNote.objects.exists()
    assert not RecordRequest.objects.exists()
    assert list(Concern.objects.filter(state="not_needed")) == [theirs]


def test_what_nobody_has_answered_is_never_old(cast: Cast) -> None:
    Concern.objects.create(
        village=cast.here.village, language="ky", words="Help", goes_to="school",
        at=datetime(2010, 1, 1, tzinfo=SCHOOL_TIME),
    ).schools.add(cast.here.school)  # fmt: skip
    RecordRequest.objects.create(
        child=cast.here.pupils[0], school=cast.here.school, asked_by="mother", how="spoken",
        asked_on=date(2010, 1, 1), due_on=date(2010, 1, 8), recorded_by=cast.here.pedagogue,
    )  # fmt: skip
    assert _proposed(IN_TWELVE_YEARS) == {}


def test_what_is_kept_for_a_reason_is_asked_about_again_after_a_year(cast: Cast, child: Child) -> None:
    clock.set_today(IN_THREE_YEARS)
    actions.propose(today=IN_THREE_YEARS)
    proposal = _at(cast, Kind.CASES)
    actions.keep_for_now(proposal=proposal, words="A court has asked for it", by=cast.here.head)
    with pytest.raises(DoneBefore):
        actions.confirm_proposal(proposal=proposal, by=cast.here.head)
    later = IN_THREE_YEARS + timedelta(360)
    assert ("cases", str(cast.here.school)) not in _proposed(later)
    assert ("cases", str(cast.here.school)) in _proposed(IN_THREE_YEARS + timedelta(366))
    assert Case.objects.get(track="ordinary").closing_words


def test_the_programme_sets_its_own_time_and_takes_it_back(cast: Cast, child: Child, today: date) -> None:
    client = _signed_in(cast.programme_manager)
    address = reverse("retention_periods")
    assert "3 years, from the day the case was closed" in client.get(address).content.decode()
    too_short = client.post(address, {"kind": "cases", "cases-months": "1"}).content.decode()
    assert "Choose a number of months from 6 to 240." in too_short
    client.post(address, {"kind": "cases", "cases-months": "6"})
    assert queries.own_periods() == {"cases": 6}
    assert ("cases", str(cast.here.school)) in _proposed(today + timedelta(180))
    client.post(address, {"kind": "cases", "cases-months": "36"})
    assert not RetentionPeriod.objects.exists()
    assert Change.objects.filter(action="retention.period_set", by_key=cast.programme_manager.pk).count() == 2
    client.post(address, {"kind": "trail", "trail-months": "60"})
    assert queries.own_periods() == {}


def test_the_head_confirms_on_the_page_and_says_why_not(cast: Cast, child: Child) -> None:
    clock.set_today(IN_THREE_YEARS)
    actions.propose(today=IN_THREE_YEARS)
    client = _signed_in(cast.here.head)
    page = client.get(reverse("retention")).content.decode()
    assert "Words of closed cases, consents and letters: 1 from before 18 November 2014." in page
    assert child.name not in page
    cases, requests = (reverse("decide_proposal", args=[_at(cast, kind).pk]) for kind in (Kind.CASES, Kind.REQUESTS))
    assert "Please choose what you decide." in client.post(cases, {"words": ""}).content.decode()
    assert "Please say in a sentence why not now." in client.post(cases, {"decision": "no"}).content.decode()
    assert "1 record was removed." in client.post(cases, {"decision": "yes"}, follow=True).content.decode()
    client.post(requests, {"decision": "no", "words": "The family asks again in spring"})
    page = client.get(reverse("retention")).content.decode()
    assert "Removed on 18 November 2017: 1." in page
    assert "because: The family asks again in spring" in page
    assert "This was decided already." in client.get(cases, follow=True).content.decode()


def test_each_decides_where_they_are_responsible(cast: Cast, child: Child) -> None:
    actions.propose(today=IN_TWELVE_YEARS)
    clock.set_today(IN_TWELVE_YEARS)
    protection = RetentionProposal.objects.get(kind="protection")
    cases = _at(cast, Kind.CASES)
    may = {
        cast.here.head: ({cases}, {protection}),
        cast.there.head: (set(), {cases, protection}),
        cast.administrator: ({cases, protection}, set()),
    }
    for person, (opens, refused) in may.items():
        client = _signed_in(person)
        for proposal in opens | refused:
            status = client.get(reverse("decide_proposal", args=[proposal.pk])).status_code
            assert status == (200 if proposal in opens else 404)
        listed = client.get(reverse("retention")).content.decode()
        assert ("Words of closed cases of protection: " in listed) is (protection in opens)
    for person in (cast.here.pedagogue, cast.here.deputy, cast.here.protection_officer, cast.district_officer):
        assert _signed_in(person).get(reverse("retention")).status_code == 403
    assert _signed_in(cast.here.head).get(reverse("retention_periods")).status_code == 403


def test_the_database_knows_no_proposal_without_place_or_decision_without_person(cast: Cast, child: Child) -> None:
    actions.propose(today=IN_THREE_YEARS)
    one = RetentionProposal.objects.filter(pk=_at(cast, Kind.CASES).pk)
    for wrong in ({"school": None}, {"decision": "confirmed"}, {"kind": "others"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            one.update(**wrong)
