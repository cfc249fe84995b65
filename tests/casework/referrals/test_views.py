"""The pages: what is shown to whom, what is refused, and that each look leaves its trace."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions import close_case, keep_assessment
from mektepke.casework.models import Case, Consent, Referral
from mektepke.casework.referrals.actions import recall
from mektepke.casework.referrals.queries import part_of
from mektepke.people.models import Person
from mektepke.pupils.models import Enrolment, Guardian, Transfer
from mektepke.trail.models import Look
from tests.casework.referrals.story import RED_CRESCENT, agreed, case_of, handed_over, in_protection, sent
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def as_person(person: Person) -> Client:
    """A browser of this person, in English."""
    Person.objects.filter(pk=person.pk).update(language="en")
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def pages_of(case: Case, letter: Referral, consent: Consent) -> list[str]:
    """Every page about a case, its consent and its letter, but the one for the receiver."""
    letters = f"/casework/referrals/letters/{letter.pk}"
    return [
        f"/casework/referrals/{case.pk}/consents/",
        f"/casework/referrals/{case.pk}/refer/",
        f"/casework/referrals/{case.pk}/refer/?body=commission",
        f"/casework/referrals/consents/{consent.pk}/withdraw/",
        f"{letters}/",
        f"{letters}/print/",
        f"{letters}/answer/",
    ]


def test_the_worker_opens_every_page_and_leaves_a_trace(cast: Cast) -> None:
    case = case_of(cast.here)
    consent = agreed(case)
    browser = as_person(cast.here.pedagogue)
    for path in pages_of(case, sent(case, consent=consent), consent):
        assert browser.get(path).status_code == 200, path
    looks = Look.objects.filter(by_key=cast.here.pedagogue.pk, child_key=case.child.pk)
    assert set(looks.values_list("page", flat=True)) == {"consents", "referral", "letter"}


@pytest.mark.parametrize(
    "who", ["head", "deputy", "teacher", "group_member", "municipality_officer", "protection_officer", "pedagogue"]
)
def test_nobody_else_gets_a_byte(cast: Cast, who: str) -> None:
    """Heads, teachers, the group and the municipality here, and everybody of the other school."""
    case = case_of(cast.here)
    consent = agreed(case)
    letter = sent(case, consent=consent)
    others = [cast.there] if who == "pedagogue" else [cast.here, cast.there]
    for side in others:
        browser = as_person(getattr(side, who))
        for path in [*pages_of(case, letter, consent), f"/casework/referrals/incoming/{letter.pk}/"]:
            for answer in (browser.get(path), browser.post(path, {"answer": "accepted", "body": "commission"})):
                assert answer.status_code in {403, 404}, (path, who)
                assert _told(answer, case, path) == []
    assert not Look.objects.exclude(by_key=cast.here.pedagogue.pk).exists()


def _told(answer: Any, case: Case, path: str) -> list[str]:
    """What the page says beyond the address that was asked."""
    page = answer.content.decode().replace(path, "")
    words = [case.child.given_name, RED_CRESCENT, str(case.pk), str(case.child_id), "Жардам керек"]
    return [word for word in words if word in page]


def test_the_receiver_reads_the_chosen_fields_and_not_a_byte_more(cast: Cast) -> None:
    case = case_of(cast.here)
    guardian = Guardian.objects.get(household=case.child.household)
    keep_assessment(case=case, parts={"health": "Астмасы бар", "child_says": "Барам"}, by=case.worker)
    letter = handed_over(cast, case, need="Бала сиздин айылга көчтү", fields=["class"])
    page = as_person(cast.there.pedagogue).get(f"/casework/referrals/incoming/{letter.pk}/").content.decode()
    assert "Бала сиздин айылга көчтү" in page
    assert "6-А" in page
    unsaid = [
        case.child.family_name, case.child.given_name, guardian.full_name, guardian.phone, "2002", "Мектеп көчөсү",
        "Астма", "Барам", "Sorts onions", "onions", "work in fields", "Home visit", letter.without_consent,
        str(case.pk), str(case.child_id), str(case.child.household_id),
    ]  # fmt: skip
    assert [word for word in unsaid if word in page] == []
    assert _keys(page) <= {str(letter.pk)}
    assert Look.objects.get(by_key=cast.there.pedagogue.pk).page == "incoming"


def test_the_receivers_list_says_from_where_and_nothing_of_the_child(cast: Cast) -> None:
    letter = handed_over(cast)
    page = as_person(cast.there.pedagogue).get("/casework/referrals/").content.decode()
    assert "Alma-Suu school" in page
    assert letter.case.child.family_name not in page
    assert _keys(page) == {str(letter.pk)}


def _keys(page: str) -> set[str]:
    return set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", page))


def test_the_other_school_sees_it_on_its_today(cast: Cast) -> None:
    browser = as_person(cast.there.pedagogue)
    assert "handed to your school" not in browser.get("/").content.decode()
    handed_over(cast)
    page = browser.get("/").content.decode()
    assert "1 case is handed to your school" in page
    assert "/casework/referrals/" in page
    assert "handed to your school" not in as_person(cast.here.pedagogue).get("/").content.decode()


def test_takes_a_case_over_and_reads_it_from_then_on(cast: Cast) -> None:
    letter = handed_over(cast)
    browser = as_person(cast.there.pedagogue)
    path = f"/casework/referrals/incoming/{letter.pk}/"
    assert "Please choose the answer." in browser.post(path, {"words": ""}).content.decode()
    answer = browser.post(path, {"answer": "accepted", "words": ""})
    assert answer["Location"] == f"/casework/{letter.case_id}/"
    assert browser.get(f"/casework/{letter.case_id}/").status_code == 200
    assert as_person(cast.here.pedagogue).get(f"/casework/{letter.case_id}/").status_code == 404
    assert browser.get(path).status_code == 404


def test_who_declines_says_why(cast: Cast) -> None:
    letter = handed_over(cast)
    browser = as_person(cast.there.pedagogue)
    path = f"/casework/referrals/incoming/{letter.pk}/"
    page = browser.post(path, {"answer": "declined", "words": ""}).content.decode()
    assert "Please write why not." in page
    browser.post(path, {"answer": "declined", "words": "Бизде эмес"})
    sender = as_person(cast.here.pedagogue).get(f"/casework/referrals/letters/{letter.pk}/").content.decode()
    assert "Бизде эмес" in sender


FORM: dict[str, Any] = {"need": "Кышкы бут кийим", "told": ["name"], "consent": "without", "without_consent": "Себеп"}


def _sends(browser: Client, case: Case, body: str = "commission", **more: Any) -> Any:
    return browser.post(f"/casework/referrals/{case.pk}/refer/?body={body}", FORM | {"once": str(new_key())} | more)


def test_a_letter_is_seen_before_it_goes(cast: Cast) -> None:
    case = case_of(cast.here)
    browser = as_person(cast.here.pedagogue)
    page = _sends(browser, case, step="preview").content.decode()
    assert "This is all they will read" in page
    assert not Referral.objects.exists()
    again = _sends(browser, case, step="change").content.decode()
    assert "Кышкы бут кийим" in again
    assert not Referral.objects.exists()
    key = new_key()
    for _twice in range(2):
        answer = _sends(browser, case, step="send", once=str(key))
        assert answer["Location"] == f"/casework/referrals/letters/{key}/"
    assert Referral.objects.get().fields == ["name"]


def test_what_is_sent_is_what_was_seen(cast: Cast) -> None:
    case = case_of(cast.here)
    browser = as_person(cast.here.pedagogue)
    seen = _letter(_sends(browser, case, step="preview", told=["name", "address"]))
    answer = _sends(browser, case, step="send", told=["name", "address"])
    assert seen == _letter(browser.get(answer["Location"]))


def _letter(answer: Any) -> str:
    found = re.search(r'<section class="letter">.*?</section>', answer.content.decode(), re.DOTALL)
    assert found
    return " ".join(found.group().split())


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"need": ""}, "Please write what is asked."),
        ({"without_consent": ""}, "Please say in a few words why without consent."),
        ({"consent": ""}, "Please choose the consent"),
        ({"told": ["health"]}, "errorlist"),
        ({"told": ["case"]}, "errorlist"),
        ({"consent": str(UUID(int=1))}, "errorlist"),
    ],
)
def test_a_letter_that_lacks_something_is_not_sent(cast: Cast, typed: dict[str, Any], says: str) -> None:
    page = _sends(as_person(cast.here.pedagogue), case_of(cast.here), step="send", **typed).content.decode()
    assert says in page
    assert not Referral.objects.exists()


def test_who_gives_help_in_kind_is_named_and_nothing_is_ticked_for_them(cast: Cast) -> None:
    case = case_of(cast.here)
    browser = as_person(cast.here.pedagogue)
    page = browser.get(f"/casework/referrals/{case.pk}/refer/?body=aid").content.decode()
    assert re.findall(r"<input[^>]*checkbox[^>]*checked", page) == []
    refused = _sends(browser, case, "aid", step="send", told=[], addressee="").content.decode()
    assert "Please write who gives the help." in refused
    _sends(browser, case, "aid", step="send", told=[], addressee=RED_CRESCENT)
    letter = Referral.objects.get()
    assert (letter.fields, letter.addressee) == ([], RED_CRESCENT)
    paper = _letter(browser.get(f"/casework/referrals/letters/{letter.pk}/print/?language=ru"))
    assert case.child.family_name not in paper


def test_in_protection_nobody_is_asked_and_the_guardians_are_not_ticked(cast: Cast) -> None:
    case = in_protection(cast.here)
    browser = as_person(cast.here.pedagogue)
    page = browser.get(f"/casework/referrals/{case.pk}/refer/?body=commission").content.decode()
    assert "Why is nobody asked?" in page
    assert 'name="consent"' not in page
    ticked = re.findall(r'value="(\w+)"[^>]*checked', page)
    assert "name" in ticked
    assert not {"guardian", "phone", "health"} & set(ticked)
    consents = browser.get(f"/casework/referrals/{case.pk}/consents/").content.decode()
    assert "In the way of protection nobody is asked" in consents
    assert "<textarea" not in consents
    browser.post(
        f"/casework/referrals/{case.pk}/consents/",
        {"casework": "yes", "given_by": "mother", "how": "call", "on": "2014-11-17"},
    )
    assert not Consent.objects.exists()
    assert set(Look.objects.values_list("page", flat=True)) == {"protection"}
    assert (
        "choose" not in browser.get(f"/casework/referrals/{case.pk}/refer/?body=village").content.decode().lower()[:0]
    )
    for question in ("", "?body=village", "?body=aid"):
        choose = browser.get(f"/casework/referrals/{case.pk}/refer/{question}").content.decode()
        assert "Who can help?" in choose
        assert "Village administration" not in choose


def test_the_letter_speaks_another_language_than_its_reader(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    browser = as_person(cast.here.pedagogue)
    path = f"/casework/referrals/letters/{letter.pk}/print/"
    russian, kyrgyz, asked = (browser.get(f"{path}{more}") for more in ("?language=ru", "", "?language=en"))
    assert "Комиссия по делам детей" in _letter(russian)
    assert "Letter to print" in russian.content.decode()
    assert "Балдар иштери боюнча комиссия" in _letter(kyrgyz)
    assert _letter(asked) == _letter(kyrgyz)


def test_a_letter_that_was_taken_back_is_not_printed(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    recall(referral=letter, by=cast.here.pedagogue)
    answer = as_person(cast.here.pedagogue).get(f"/casework/referrals/letters/{letter.pk}/print/")
    assert answer["Location"] == f"/casework/referrals/letters/{letter.pk}/"


def test_the_answer_of_a_body_outside_is_recorded(cast: Cast) -> None:
    letter = sent(case_of(cast.here))
    browser = as_person(cast.here.pedagogue)
    path = f"/casework/referrals/letters/{letter.pk}/answer/"
    early = {"answer": "accepted", "words": "Берилет", "on": "2014-11-16"}
    assert "sent later than this day" in browser.post(path, early).content.decode()
    browser.post(path, early | {"on": "2014-11-17"})
    letter.refresh_from_db()
    assert (letter.answer, letter.answer_words, letter.answered_on) == ("accepted", "Берилет", clock.today())
    assert browser.get(path)["Location"] == f"/casework/referrals/letters/{letter.pk}/"


def test_what_taking_back_means_is_said_first_and_then_it_is_taken_back(cast: Cast) -> None:
    case = case_of(cast.here)
    consent = agreed(case)
    sent(case, consent=consent)
    browser = as_person(cast.here.pedagogue)
    path = f"/casework/referrals/consents/{consent.pk}/withdraw/"
    page = browser.get(path).content.decode()
    assert "Nothing more goes to this body." in page
    assert "Commission on children" in page
    assert Consent.objects.get().holds
    after = browser.post(path, follow=True).content.decode()
    assert "1 letter that rested on it is taken back." in after
    assert not Consent.objects.get().holds
    assert browser.get(path)["Location"] == f"/casework/referrals/{case.pk}/consents/"


def test_a_closed_case_is_shown_and_not_written_to(cast: Cast) -> None:
    case = case_of(cast.here)
    agreed(case)
    close_case(case=case, outcome="moved", words="", by=case.worker)
    browser = as_person(cast.here.pedagogue)
    page = browser.get(f"/casework/referrals/{case.pk}/consents/").content.decode()
    assert "They take it back" in page
    assert "Record what they said" not in page
    assert browser.get(f"/casework/referrals/{case.pk}/refer/").status_code == 302


def test_the_childs_page_says_that_the_case_can_go_along(cast: Cast) -> None:
    case = case_of(cast.here)
    path, browser = f"/children/{case.child_id}/", as_person(cast.here.pedagogue)
    assert "Hand the case over" not in browser.get(path).content.decode()
    row = Enrolment.objects.get(child=case.child)
    Enrolment.objects.filter(pk=row.pk).update(ends=clock.today(), reason_of_leaving="transferred")
    Transfer.objects.create(
        child=case.child, from_enrolment=row, to_school=cast.there.school, sent_on=clock.today(), due_on=clock.today(),
        sent_by=cast.here.head,
    )  # fmt: skip
    page = browser.get(path).content.decode()
    assert "The child goes to Terek-Bashy school now." in page
    assert f"/casework/referrals/{case.pk}/refer/?body=school" in page
    assert "Hand the case over" not in as_person(cast.here.head).get(path).content.decode()
    form = browser.get(f"/casework/referrals/{case.pk}/refer/?body=school").content.decode()
    assert f'<option value="{cast.there.school.pk}" selected>' in form


def test_the_cases_own_page_shows_what_stands_and_leads_on(cast: Cast) -> None:
    case = case_of(cast.here)
    agreed(case)
    letter = sent(case)
    with translation.override("en"):
        mine = render_to_string("casework/referrals/part.html", {"part": part_of(cast.here.pedagogue, case)})
        reads = render_to_string("casework/referrals/part.html", {"part": part_of(cast.here.teacher, case)})
    assert "Mother agrees (17 November)." in mine
    assert "Nobody has been asked yet." in mine
    assert "Sent on 17 November, no answer yet." in mine
    assert f"/casework/referrals/letters/{letter.pk}/" in mine
    assert "Write a letter" in mine
    assert f"/casework/referrals/letters/{letter.pk}/" not in reads
    assert "Write a letter" not in reads
