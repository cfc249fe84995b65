"""A case that is handed over: before the answer only the chosen fields, afterwards all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from mektepke.base import clock
from mektepke.casework.actions import AlreadyClosed, close_case
from mektepke.casework.models import Approval, Case, Reader, Referral
from mektepke.casework.queries import case_for, visible_to
from mektepke.casework.referrals.actions import accept, decline, recall
from mektepke.casework.referrals.queries import incoming_for, letters_of, referral_for, sent_to
from mektepke.people.actions import DoneBefore
from mektepke.people.roles import Role
from mektepke.trail.models import Change
from tests.casework.referrals.story import barred, case_of, handed_over, in_protection, sent
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db


def test_the_receiving_school_sees_that_something_came(cast: Cast) -> None:
    letter = handed_over(cast)
    assert incoming_for(cast.there.pedagogue, letter.pk) == letter
    assert letters_of(cast.there.pedagogue, today=clock.today()).incoming == [letter]


def test_nobody_else_learns_of_it(cast: Cast) -> None:
    letter = handed_over(cast)
    others = [one for one in cast.people() if one != cast.there.pedagogue]
    assert len(others) > 10
    for one in others:
        assert not sent_to(one).exists(), one
        with pytest.raises(Http404):
            incoming_for(one, letter.pk)


def test_before_the_answer_the_case_itself_stays_shut(cast: Cast) -> None:
    letter = handed_over(cast)
    assert not visible_to(cast.there.pedagogue).exists()
    with pytest.raises(Http404):
        case_for(cast.there.pedagogue, letter.case.pk)
    with pytest.raises(Http404):
        referral_for(cast.there.pedagogue, letter.pk)


def test_whoever_must_not_see_a_case_does_not_learn_that_it_came(cast: Cast) -> None:
    letter = handed_over(cast, in_protection(cast.here))
    barred(letter.case, cast.there)
    assert not sent_to(cast.there.pedagogue).exists()
    assert letters_of(cast.there.pedagogue, today=clock.today()).incoming == []


def test_a_case_that_is_taken_over_is_theirs_with_its_actions(cast: Cast) -> None:
    letter = handed_over(cast)
    accept(referral=letter, words="Алабыз", by=cast.there.pedagogue)
    case = case_for(cast.there.pedagogue, letter.case.pk)
    assert (case.school, case.worker) == (cast.there.school, cast.there.pedagogue)
    assert [action.is_open for action in case.actions.all()] == [True]
    assert case.causes.count() == 1
    with pytest.raises(Http404):
        case_for(cast.here.pedagogue, case.pk)
    handed = Change.objects.get(action="case.handed_over")
    assert (handed.by_key, handed.place_key) == (cast.there.pedagogue.pk, cast.there.school.pk)


def test_what_lay_before_the_other_head_lies_before_nobody(cast: Cast) -> None:
    case = case_of(cast.here)
    approved = Approval.objects.create(
        case=case, plan_version=1, asked_by=case.worker, decision="approved", decided_by=cast.here.head,
        decided_on=clock.today(),
    )  # fmt: skip
    Approval.objects.create(case=case, plan_version=2, asked_by=case.worker)
    accept(referral=handed_over(cast, case), words="", by=cast.there.pedagogue)
    assert list(Approval.objects.all()) == [approved]


def test_who_read_it_at_the_other_school_reads_it_no_longer(cast: Cast) -> None:
    case = case_of(cast.here)
    Reader.objects.create(
        case=case, person=cast.here.teacher, reason="Класс жетекчи", starts=clock.today(), ends=date(2014, 12, 31),
        given_by=case.worker,
    )  # fmt: skip
    assert case_for(cast.here.teacher, case.pk) == case
    accept(referral=handed_over(cast, case), words="", by=cast.there.pedagogue)
    assert not visible_to(cast.here.teacher).exists()


def test_the_sender_keeps_only_that_it_was_taken_over(cast: Cast) -> None:
    case = case_of(cast.here)
    earlier = sent(case, "commission")
    letter = handed_over(cast, case)
    accept(referral=letter, words="Алабыз", by=cast.there.pedagogue)
    mine = letters_of(cast.here.pedagogue, today=clock.today())
    assert (mine.waiting, mine.answered) == ([], [letter])
    assert not mine.answered[0].is_ours  # type: ignore[attr-defined]
    for one in (letter, earlier):
        with pytest.raises(Http404):
            referral_for(cast.here.pedagogue, one.pk)
    theirs = letters_of(cast.there.pedagogue, today=clock.today())
    assert (theirs.waiting, theirs.answered) == ([earlier], [letter])


def test_a_case_that_is_declined_stays_where_it_is_and_the_words_come_back(cast: Cast) -> None:
    letter = handed_over(cast)
    decline(referral=letter, words="Бул бала бизде окубайт", by=cast.there.pedagogue)
    case = case_for(cast.here.pedagogue, letter.case.pk)
    assert (case.school, case.worker) == (cast.here.school, cast.here.pedagogue)
    assert referral_for(cast.here.pedagogue, letter.pk).answer_words == "Бул бала бизде окубайт"
    assert not sent_to(cast.there.pedagogue).exists()
    with pytest.raises(Http404):
        incoming_for(cast.there.pedagogue, letter.pk)
    assert Change.objects.filter(action="referral.declined", by_key=cast.there.pedagogue.pk).exists()


def test_two_answers_are_one(cast: Cast) -> None:
    letter = handed_over(cast)
    decline(referral=letter, words="Жок", by=cast.there.pedagogue)
    with pytest.raises(DoneBefore):
        accept(referral=letter, words="", by=cast.there.pedagogue)
    assert Case.objects.get().worker == cast.here.pedagogue


def test_what_was_taken_back_cannot_be_taken_over(cast: Cast) -> None:
    letter = handed_over(cast)
    recall(referral=letter, by=cast.here.pedagogue)
    assert not sent_to(cast.there.pedagogue).exists()
    with pytest.raises(DoneBefore):
        accept(referral=letter, words="", by=cast.there.pedagogue)
    assert Case.objects.get().school == cast.here.school


def test_a_closed_case_is_not_taken_over(cast: Cast) -> None:
    letter = handed_over(cast)
    close_case(case=letter.case, outcome="moved", words="", by=cast.here.pedagogue)
    assert not sent_to(cast.there.pedagogue).exists()
    with pytest.raises(AlreadyClosed):
        accept(referral=letter, words="", by=cast.there.pedagogue)
    assert Referral.objects.get().answer == ""


def test_a_colleague_at_the_other_school_may_take_it_over_too(cast: Cast) -> None:
    colleague = person("gulzat", "Асанова Гүлзат", Role.PEDAGOGUE, school=cast.there.school)
    letter = handed_over(cast)
    assert accept(referral=incoming_for(colleague, letter.pk), words="", by=colleague).worker == colleague
    assert not visible_to(cast.there.pedagogue).exists()
