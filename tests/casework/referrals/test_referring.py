"""A letter goes with a consent that holds or with the reason why without it, and says only what was chosen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import translation

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions import AlreadyClosed, CauseGiven, add_cause, close_case, end_cause, keep_assessment
from mektepke.casework.models import Case, Referral
from mektepke.casework.referrals.actions import (
    AskedAlready,
    NoConsent,
    NotThere,
    ReferralGiven,
    recall,
    record_answer,
    refer,
    withdraw_consent,
)
from mektepke.casework.referrals.letters import known_of, letter_of, rows_of
from mektepke.casework.referrals.queries import (
    hand_over_to,
    letters_of,
    referral_for,
    referrals_today,
)
from mektepke.casework.referrals.rules import cause_code
from mektepke.people.actions import DoneBefore
from mektepke.places.queries import school_days_of
from mektepke.pupils.models import Enrolment, Transfer
from mektepke.trail.models import Change
from tests.casework.referrals.story import agreed, case_of, handed_over, in_protection, sent
from tests.casework.story import misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_letter_goes_with_a_consent_that_holds(cast: Cast) -> None:
    case = case_of(cast.here)
    consent = agreed(case)
    letter = sent(case, consent=consent, without_consent="")
    assert (letter.consent, letter.without_consent, letter.sent_by) == (consent, "", cast.here.pedagogue)
    assert letter.from_school == cast.here.school
    recorded = Change.objects.get(action="referral.sent")
    assert (recorded.subject_key, recorded.child_key) == (letter.pk, case.child.pk)


def test_without_consent_the_reason_is_kept(cast: Cast) -> None:
    letter = sent(case_of(cast.here), without_consent="Коркунуч бар")
    assert Referral.objects.get().without_consent == letter.without_consent == "Коркунуч бар"


def test_without_consent_and_reason_nothing_goes(cast: Cast) -> None:
    with pytest.raises(NoConsent):
        sent(case_of(cast.here), without_consent="")
    assert not Referral.objects.exists()


def test_a_consent_that_was_taken_back_lets_nothing_go(cast: Cast) -> None:
    case = case_of(cast.here)
    consent = agreed(case)
    withdraw_consent(consent=consent, by=case.worker)
    with pytest.raises(NoConsent):
        sent(case, consent=consent)


def test_a_consent_to_something_else_or_of_another_child_lets_nothing_go(cast: Cast) -> None:
    case, other = case_of(cast.here), case_of(cast.here, 1)
    consent = agreed(case)
    with pytest.raises(NoConsent):
        sent(other, consent=consent)
    consent.purpose, consent.with_whom = "casework", ""
    consent.save()
    with pytest.raises(NoConsent):
        sent(case, consent=consent)


def test_the_database_wants_a_consent_or_a_reason(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=letter.pk).update(without_consent="")


def test_in_protection_only_a_reason_lets_a_letter_go(cast: Cast) -> None:
    consent = agreed(case_of(cast.here))
    case = in_protection(cast.here)
    with pytest.raises(NoConsent):
        sent(case, consent=consent)
    with pytest.raises(NotThere):
        sent(case, "village")
    assert sent(case, "police", without_consent="Балага коркунуч бар").consent is None


def test_what_the_municipality_protects_goes_to_no_school(cast: Cast) -> None:
    case = in_protection(cast.here, municipality=cast.here.municipality)
    with pytest.raises(NotThere):
        handed_over(cast, case)


@pytest.mark.parametrize("body", ["school", "commission"])
def test_a_school_is_named_for_a_school_and_for_nobody_else(cast: Cast, body: str) -> None:
    with pytest.raises(NotThere):
        sent(case_of(cast.here), body, to_school=None if body == "school" else cast.there.school)


def test_a_case_is_not_handed_to_its_own_school(cast: Cast) -> None:
    with pytest.raises(NotThere):
        sent(case_of(cast.here), "school", to_school=cast.here.school)


def test_one_school_is_asked_at_a_time(cast: Cast) -> None:
    first = handed_over(cast)
    with pytest.raises(AskedAlready):
        handed_over(cast, first.case)
    recall(referral=first, by=first.case.worker)
    assert handed_over(cast, first.case).answer == ""


def test_the_same_page_sends_one_letter(cast: Cast) -> None:
    case, key = case_of(cast.here), new_key()
    given = ReferralGiven("commission", "Жардам керек", without_consent="Чалууга жооп жок")
    refer(case=case, given=given, by=case.worker, id=key)
    with pytest.raises(DoneBefore):
        refer(case=case, given=given, by=case.worker, id=key)
    assert Referral.objects.count() == 1


def test_from_a_closed_case_nothing_goes(cast: Cast) -> None:
    case = case_of(cast.here)
    close_case(case=case, outcome="moved", words="", by=case.worker)
    with pytest.raises(AlreadyClosed):
        sent(case)


def test_a_letter_says_what_was_chosen_and_no_more(cast: Cast) -> None:
    case = case_of(cast.here)
    keep_assessment(case=case, parts={"health": "Астмасы бар"}, by=case.worker)
    letter = sent(case, fields=["name", "phone"])
    assert [(row.code, row.value) for row in rows_of(letter)] == [
        ("name", "Абдиева Айпери"),
        ("phone", "+996777000001"),
    ]
    told = str(letter_of(letter))
    assert "Астма" not in told
    assert "Sorts onions" not in told


def test_a_letter_for_help_in_kind_names_nobody(cast: Cast) -> None:
    letter = sent(case_of(cast.here), "aid", need="Бут кийим, 34-өлчөм", fields=[], addressee="Кызыл Жарым Ай коому")
    written = letter_of(letter)
    assert written.rows == []
    assert written.receiver == ["Кызыл Жарым Ай коому"]
    assert "Айпери" not in f"{written.receiver} {written.sender} {written.sender_place} {written.role}"


def test_what_is_not_known_does_not_go(cast: Cast) -> None:
    letter = sent(case_of(cast.here, 5), fields=["name", "phone", "health", "cause.x", "nonsense"])
    assert letter.fields == ["name"]


def test_a_cause_goes_alone_and_still_stands_in_the_letter_when_it_has_passed(cast: Cast) -> None:
    case = case_of(cast.here)
    other = add_cause(case=case, given=CauseGiven("bullying", "Класста", "child"), by=case.worker)
    letter = sent(case, fields=[cause_code(other.pk)])
    end_cause(cause=other, by=case.worker)
    with translation.override("ru"):
        assert [row.value for row in rows_of(letter)] == ["Дразнят или травят"]
    assert cause_code(other.pk) not in [one.code for one in known_of(case, on=clock.today())]


def test_attendance_goes_as_it_stood_on_the_day_of_the_letter(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    letter = sent(case_of(cast.here), fields=["attendance", "class"])
    before = [row.value for row in rows_of(letter)]
    clock.set_today(date(2014, 11, 20))
    Enrolment.objects.filter(child=letter.case.child).update(ends=date(2014, 11, 17), reason_of_leaving="transferred")
    misses(cast.here, cast.here.pupils[1], 1, today=date(2014, 11, 20))
    assert [row.value for row in rows_of(letter)] == before
    with translation.override("en"):
        assert "on 1 of 4 marked days" in str(rows_of(letter))


def test_a_letter_speaks_the_language_that_is_asked(cast: Cast) -> None:
    letter = sent(case_of(cast.here), fields=["birth"])
    with translation.override("ky"):
        kyrgyz = letter_of(letter)
    with translation.override("ru"):
        russian = letter_of(letter)
    assert kyrgyz.receiver == ["Балдар иштери боюнча комиссия", "Тоолуу (район)"]
    assert russian.receiver == ["Комиссия по делам детей", "Горный (район)"]
    assert (kyrgyz.sender, russian.sender) == ("Алма-Суу мектеби", "Алма-Сууйская школа")
    assert russian.rows[0].value == "12 марта 2002 года"
    assert kyrgyz.rows[0].value == "2002-жылдын 12-марты".replace("-", "\N{NON-BREAKING HYPHEN}")


def test_from_a_municipality_signs_who_protects_children(cast: Cast) -> None:
    case = in_protection(cast.here, municipality=cast.here.municipality)
    given = ReferralGiven("guardianship", "Убактылуу камкордук", without_consent="Балага коркунуч бар")
    letter = letter_of(refer(case=case, given=given, by=cast.here.protection_officer))
    with translation.override("ru"):
        assert letter.sender == "Алмалуу"
    assert letter.referral.sent_by == cast.here.protection_officer


def test_a_body_outside_answers_through_the_worker(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    record_answer(referral=letter, answer="declined", words="Каражат жок", on=clock.today(), by=letter.case.worker)
    letter.refresh_from_db()
    assert (letter.answer, letter.answer_words, letter.answered_by) == ("declined", "Каражат жок", letter.case.worker)
    assert Change.objects.filter(action="referral.declined", subject_key=letter.pk).exists()
    with pytest.raises(DoneBefore):
        record_answer(referral=letter, answer="accepted", words="", on=clock.today(), by=letter.case.worker)
    with pytest.raises(DoneBefore):
        recall(referral=letter, by=letter.case.worker)


def test_a_school_of_the_house_answers_itself(cast: Cast) -> None:
    letter = handed_over(cast)
    with pytest.raises(NotThere):
        record_answer(referral=letter, answer="accepted", words="", on=clock.today(), by=letter.case.worker)


def test_only_who_works_on_the_case_reaches_a_letter(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    assert referral_for(cast.here.pedagogue, letter.pk) == letter
    for person in (cast.there.pedagogue, cast.here.head, cast.here.deputy, cast.here.municipality_officer):
        with pytest.raises(Http404):
            referral_for(person, letter.pk)
        assert letters_of(person, today=clock.today()).waiting == []


def test_after_ten_school_days_a_letter_stands_on_today(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    # Tuesday 18 to Friday 28 November are ten school days of a six-day week.
    for day, late in ((date(2014, 11, 27), 0), (date(2014, 11, 28), 1)):
        clock.set_today(day)
        days = school_days_of([cast.here.school], first=date(2014, 10, 1), last=day)
        assert referrals_today(cast.here.pedagogue, days, today=day).late == late
        assert referrals_today(cast.there.pedagogue, days, today=day).late == 0
    record_answer(referral=letter, answer="accepted", words="", on=clock.today(), by=letter.case.worker)
    assert not referrals_today(cast.here.pedagogue, days, today=clock.today())


def test_today_asks_once(cast: Cast, django_assert_num_queries: object) -> None:
    handed_over(cast)
    sent(case_of(cast.there))
    days = school_days_of([cast.there.school], first=date(2014, 10, 1), last=clock.today())
    person = cast.there.pedagogue
    assert person.assignments_now
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert referrals_today(person, days, today=clock.today()).incoming == 1


def test_a_case_follows_a_child_to_another_school(cast: Cast) -> None:
    case = case_of(cast.here)
    assert hand_over_to(case) is None
    row = Enrolment.objects.get(child=case.child)
    row.ends, row.reason_of_leaving = clock.today(), "transferred"
    row.save()
    Transfer.objects.create(
        child=case.child, from_enrolment=row, to_school=cast.there.school, sent_on=clock.today(), due_on=clock.today(),
        sent_by=cast.here.head,
    )  # fmt: skip
    assert hand_over_to(case) == cast.there.school
    handed_over(cast, case)
    assert hand_over_to(case) is None


def test_a_child_that_goes_there_already_is_followed_too(cast: Cast) -> None:
    case = case_of(cast.here)
    Enrolment.objects.filter(child=case.child).update(school_class=cast.there.school_class)
    assert hand_over_to(case) == cast.there.school
    Case.objects.filter(pk=case.pk).update(track="protection", municipality=cast.here.municipality)
    case.refresh_from_db()
    assert hand_over_to(case) is None
