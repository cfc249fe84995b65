"""The page for everybody: what it asks, what it keeps, what it never shows, and what happens when it refuses."""

from __future__ import annotations

import gzip
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from django.urls import reverse

from mektepke.people.models import Assignment
from mektepke.people.roles import Role
from mektepke.places.models import Place, School
from mektepke.watch.concerns.models import Concern, ConcernSender
from mektepke.watch.concerns.rules import LANGUAGES, LONGEST_WORDS
from mektepke.watch.concerns.sentences import said
from tests.cast import Cast, Side
from tests.promises.reading import forms_of, read
from tests.watch.concerns.written import WORDS, read_for, send

pytestmark = pytest.mark.django_db

STYLES = ("look/vendor/bamboo/bamboo.min.css", "look/look.css", "watch/concern.css")


@pytest.fixture
def here(cast: Cast) -> Side:
    return cast.here


def about(side: Side, language: str = "uz") -> str:
    return reverse("concern_about", args=[language, side.village.pk])


def shown(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_the_first_page_asks_for_the_language_and_shows_the_numbers(cast: Cast, client: Client) -> None:
    page = shown(client.get("/concern/"))
    for language in LANGUAGES:
        assert said(language).ask in page
        assert f'href="/concern/{language}/"' in page
    assert 'href="tel:111"' in page
    assert 'href="tel:102"' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_district_to_the_village_to_the_questions(cast: Cast, client: Client, language: str) -> None:
    say = said(language)
    other = Place.objects.create(level="district", name_ky="Өрөөн", parent=cast.district.parent)
    page = shown(client.get(f"/concern/{language}/"))
    assert say.which_district in page
    assert reverse("concern_villages", args=[language, other.pk]) in page
    page = shown(client.get(reverse("concern_villages", args=[language, cast.district.pk])))
    assert say.which_village in page
    assert about(cast.here, language) in page
    answer = client.get(about(cast.here, language))
    page = shown(answer)
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in page
    for sentence in (say.danger, say.noticed, say.words, say.worker, say.reach, say.send, *say.codes.values()):
        assert sentence in page


def test_one_district_is_not_asked_for(cast: Cast, client: Client) -> None:
    page = shown(client.get("/concern/uz/"))
    assert said("uz").which_village in page
    assert about(cast.here) in page


def test_a_house_without_villages_says_so(db: None, client: Client) -> None:
    assert said("ky").nowhere in shown(client.get("/concern/ky/"))


def test_uzbek_readers_find_the_names_that_stand_on_the_road_signs(here: Side, client: Client) -> None:
    Place.objects.filter(pk=here.village.pk).update(name_ky="Алма-Суу", name_ru="Алмасу", name_en="Apple Water")
    for language, name in (("uz", "Алма-Суу"), ("tg", "Алмасу"), ("ky", "Алма-Суу"), ("en", "Apple Water")):
        assert f">{name}<" in shown(client.get(f"/concern/{language}/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_small(here: Side, client: Client, language: str) -> None:
    """The page as it comes, and its stylesheets packed as the house sends them."""
    page = len(client.get(about(here, language)).content)
    files = [Path(str(finders.find(name))) for name in STYLES]
    assert page + sum(len(gzip.compress(file.read_bytes())) for file in files) < 20_000


def test_no_page_for_everybody_asks_for_a_script(here: Side, client: Client) -> None:
    for path in ("/concern/", "/concern/uz/", about(here), reverse("concern_notice", args=["uz", here.village.pk])):
        assert "<script" not in shown(client.get(path))


def test_what_is_written_is_kept_and_goes_to_the_school(here: Side, client: Client) -> None:
    answer = send(client, here, reach="Мама, 0777 12 34 56", codes=["work", "no_school"])
    assert answer.status_code == 302
    concern = Concern.objects.get()
    assert (concern.village, concern.language, concern.state) == (here.village, "uz", "new")
    assert concern.noticed == ["no_school", "work"]
    assert (concern.words, concern.reach) == (WORDS, "Мама, 0777 12 34 56")
    assert (concern.urgent, concern.about_school_worker, concern.goes_to) == (False, False, "school")
    assert list(concern.schools.all()) == [here.school]
    page = shown(client.get(answer.headers["Location"]))
    say = said("uz")
    assert say.thanks in page
    assert say.next_school in page
    assert say.if_worse in page
    assert WORDS not in page


def test_an_urgent_one_is_thanked_with_the_numbers_first(here: Side, client: Client) -> None:
    answer = send(client, here, urgent="on")
    page = shown(client.get(answer.headers["Location"]))
    say = said("uz")
    assert page.index(say.then_call) < page.index('href="tel:111"') < page.index(say.next_school_urgent)
    assert Concern.objects.get().urgent


@pytest.mark.parametrize("noticed", ["hurt", "marriage"])
def test_a_beaten_child_is_urgent_whether_danger_was_ticked_or_not(here: Side, client: Client, noticed: str) -> None:
    answer = send(client, here, codes=["no_school", noticed])
    page, say = shown(client.get(answer.headers["Location"])), said("uz")
    assert page.index(say.then_call) < page.index('href="tel:111"') < page.index(say.next_school_urgent)
    assert Concern.objects.get().urgent


@pytest.mark.parametrize("typed", [{}, {"urgent": "on"}, {"about_school_worker": "on"}])
def test_the_address_of_the_thanks_tells_nobody_what_was_sent(
    here: Side, client: Client, typed: dict[str, str]
) -> None:
    """Whoever takes the phone next reads the addresses it has been at."""
    address = send(client, here, **typed).headers["Location"]
    assert re.fullmatch(rf"/concern/uz/{here.village.pk}/sent/\?to=[a-f]", address)


def test_thanks_with_another_letter_are_thanks_as_for_most(here: Side, client: Client) -> None:
    path = reverse("concern_sent", args=["uz", here.village.pk])
    for question in ("", "?to=worker", "?to=&urgent=1", "?to=z"):
        assert said("uz").next_school in shown(client.get(path + question))


def test_about_somebody_at_the_school_it_never_goes_there(here: Side, client: Client) -> None:
    answer = send(client, here, about_school_worker="on")
    concern = Concern.objects.get()
    assert (concern.about_school_worker, concern.goes_to, concern.schools.count()) == (True, "officer", 0)
    assert said("uz").next_worker in shown(client.get(answer.headers["Location"]))


def test_words_alone_or_ticks_alone_are_enough(here: Side, client: Client) -> None:
    send(client, here, codes=[], words="Бала жалгыз")
    send(client, here, codes=["alone"], words="")
    assert [(concern.codes, concern.words) for concern in Concern.objects.order_by("at")] == [
        ("", "Бала жалгыз"),
        ("alone", ""),
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"codes": [], "words": "  "}, "say_something"),
        ({"codes": ["cow"]}, "choose"),
        ({"words": "a" * (LONGEST_WORDS + 1)}, "too_long"),
        ({"words": "сөз жана " * 2800}, "too_long"),
        ({"reach": "я" * 201}, "too_long"),
        ({"words": "a\0b"}, "bad_sign"),
        ({"subject": "http://buy.example"}, "trapped"),
        ({"shown": "nonsense"}, "read_again"),
        ({"shown": ""}, "read_again"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_taken_is_refused_in_the_readers_language_and_nothing_is_lost(
    here: Side, client: Client, language: str, typed: dict[str, Any], sentence: str
) -> None:
    answer = send(client, here, language, **{"reach": "0777 12 34 56", "urgent": "on", **typed})
    assert answer.status_code == 200
    page = shown(answer)
    assert getattr(said(language), sentence).replace("{most}", str(200 if "reach" in typed else LONGEST_WORDS)) in page
    assert not Concern.objects.exists()
    assert 'href="tel:111"' in page
    fields = {field.name: field for form in forms_of(read(page), "") for field in form.fields}
    for name in ("words", "reach", "subject"):
        wanted = {"words": WORDS, "reach": "0777 12 34 56", "subject": "", **typed}[name]
        assert "\0" in wanted or fields[name].value == wanted.strip(), name
    assert fields["urgent"].needed  # ticked


def test_who_answers_faster_than_anybody_reads_is_asked_to_press_again(here: Side, client: Client) -> None:
    """A program gives up; a person presses once more, and it is taken."""
    say = said("uz")
    page = shown(send(client, here, seconds=1))
    assert say.read_again in page
    assert not Concern.objects.exists()
    token = next(field.value for form in forms_of(read(page), "") for field in form.fields if field.name == "shown")
    assert send(client, here, shown=token).status_code == 200  # still too soon
    assert send(client, here, seconds=5).status_code == 302


def test_the_trap_is_not_seen_and_not_spoken(here: Side, client: Client) -> None:
    page = read(shown(client.get(about(here))))
    trap = next(part for part in page.all("div") if part.attributes.get("aria-hidden") == "true")
    field = next(trap.all("input"))
    assert (field.attributes["name"], field.attributes["tabindex"]) == ("subject", "-1")
    assert trap.attributes["class"] == "unseen"


def test_sent_twice_it_is_one(here: Side, client: Client) -> None:
    token = read_for(30)
    first, second = (send(client, here, shown=token) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Concern.objects.count() == 1
    assert ConcernSender.objects.count() == 1


def test_a_form_from_elsewhere_is_refused(here: Side) -> None:
    answer = send(Client(enforce_csrf_checks=True), here)
    assert answer.status_code == 403
    assert not Concern.objects.exists()


def test_it_works_with_no_cookie_but_the_one_against_forgery(here: Side) -> None:
    client = Client(enforce_csrf_checks=True)
    page = read(shown(client.get(about(here))))
    assert set(client.cookies) == {"csrftoken"}
    form = next(form for form in forms_of(page, about(here)) if form.method == "post")
    body = form.filled() | {"codes": "alone", "shown": read_for(30)}
    assert client.post(about(here), body).status_code == 302
    assert Concern.objects.get().noticed == ["alone"]
    assert set(client.cookies) == {"csrftoken"}


def test_no_browser_keeps_the_page(here: Side, client: Client) -> None:
    for path in ("/concern/", about(here), reverse("concern_sent", args=["uz", here.village.pk])):
        assert "no-store" in client.get(path).headers["Cache-Control"]
    assert "no-store" in send(client, here, shown="nonsense").headers["Cache-Control"]


def test_no_browser_cuts_what_is_typed_or_remembers_it(here: Side, client: Client) -> None:
    page = read(shown(client.get(about(here))))
    assert [form.attributes["autocomplete"] for form in page.all("form")] == ["off"]
    fields = [field for field in page.all("textarea", "input") if field.attributes.get("type") in {None, "text"}]
    assert [field.attributes["name"] for field in fields] == ["words", "reach", "subject"]
    for field in fields:
        assert field.attributes["autocomplete"] == "off"
        assert "maxlength" not in field.attributes


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_reads_it_is_said_as_it_is(here: Side, client: Client, language: str) -> None:
    """Only the pedagogue, and about somebody at the school not even the pedagogue: said in one breath or not at all."""
    say = said(language)
    page = shown(client.get(about(here, language)))
    assert say.read_by_school_or_officer in page
    assert say.read_by_school not in page
    Assignment.objects.filter(role=Role.PROTECTION).delete()
    page = shown(client.get(about(here, language)))
    assert say.read_by_school in page
    assert say.read_by_school_or_officer not in page


def test_the_address_on_the_board_leads_to_the_village(here: Side, client: Client) -> None:
    answer = client.get("/concern/uz/alma-suu/")
    assert "Алма-Суу" in shown(answer)
    assert client.post("/concern/uz/alma-suu/", {"codes": ["work"], "shown": read_for(30)}).status_code == 302
    assert Concern.objects.get().village == here.village


def test_two_villages_of_one_name_are_told_apart(cast: Cast, client: Client) -> None:
    twin = Place.objects.create(level="village", name_ky="Алма Суу", parent=cast.there.municipality)
    page = shown(client.get("/concern/ky/alma-suu/"))
    assert said("ky").which_of_these in page
    assert reverse("concern_about", args=["ky", twin.pk]) in page
    assert about(cast.here, "ky") in page
    assert cast.there.municipality.name_ky in page


def test_an_old_name_leads_to_the_list(here: Side, client: Client) -> None:
    page = shown(client.get("/concern/ru/lenin-jol/"))
    assert said("ru").not_found in page
    assert 'href="/concern/ru/"' in page


def test_a_village_that_is_no_more_is_not_offered(cast: Cast, today: Any, client: Client) -> None:
    Place.objects.filter(pk=cast.there.village.pk).update(valid_until=today - timedelta(days=1))
    assert client.get(about(cast.there)).status_code == 404
    assert str(cast.there.village.pk) not in shown(client.get("/concern/uz/"))


NOBODYS_KEY = UUID(int=1)


@pytest.mark.parametrize("path", ["/concern/de/", f"/concern/uz/{NOBODYS_KEY}/", f"/concern/uz/in/{NOBODYS_KEY}/"])
def test_what_is_not_there_is_not_found(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_where_nobody_reads_nothing_is_asked(here: Side, client: Client) -> None:
    Assignment.objects.filter(role__in=[Role.PEDAGOGUE, Role.PROTECTION]).delete()
    page = shown(client.get(about(here)))
    assert said("uz").nobody_reads in page
    assert 'href="tel:111"' in page
    assert "<textarea" not in page
    assert send(client, here).status_code == 200
    assert not Concern.objects.exists()


def test_without_an_officer_nobody_is_asked_about_people_at_the_school(here: Side, client: Client) -> None:
    """A page that was opened while there was an officer must not bring it to the school either."""
    Assignment.objects.filter(role=Role.PROTECTION).delete()
    say = said("uz")
    page = shown(client.get(about(here)))
    assert say.worker_help not in page
    assert say.no_officer in page
    assert say.no_officer in shown(send(client, here, about_school_worker="on"))
    assert not Concern.objects.exists()


def test_a_village_without_a_school_is_read_by_the_officer(cast: Cast, client: Client) -> None:
    village = Place.objects.create(level="village", name_ky="Жайлоо", parent=cast.here.municipality)
    path = reverse("concern_about", args=["ky", village.pk])
    assert said("ky").read_by_officer in shown(client.get(path))
    answer = client.post(path, {"codes": ["alone"], "shown": read_for(30)})
    assert Concern.objects.get().goes_to == "officer"
    assert said("ky").next_officer in shown(client.get(answer.headers["Location"]))


def test_the_notice_has_the_address_and_the_numbers(here: Side, client: Client) -> None:
    page = shown(client.get(reverse("concern_notice", args=["tg", here.village.pk]))).replace("<wbr>", "")
    assert "testserver/concern/tg/alma-suu/" in page
    for language in LANGUAGES:
        assert f"testserver/concern/{language}/alma-suu/" in page
    assert said("tg").danger in page
    assert 'href="tel:102"' in page


@override_settings(CHILD_HELPLINE="116111", POLICE="112")
def test_the_numbers_are_settings(here: Side, client: Client) -> None:
    for path in ("/concern/", about(here), reverse("concern_notice", args=["uz", here.village.pk])):
        page = shown(client.get(path))
        assert 'href="tel:116111"' in page
        assert 'href="tel:112"' in page
        assert "tel:111" not in page.replace("tel:116111", "")


def test_it_shows_nothing_about_any_child_or_whether_anybody_has_written(cast: Cast, client: Client) -> None:
    paths = ("/concern/uz/", reverse("concern_sent", args=["uz", cast.here.village.pk]))
    before = {path: shown(client.get(path)) for path in paths}
    send(client, cast.here)
    for path, page in before.items():
        assert shown(client.get(path)) == page
    assert not any(child.family_name in page for page in before.values() for child in cast.here.pupils)


def test_a_school_that_is_no_more_reads_nothing(here: Side, today: Any, client: Client) -> None:
    School.objects.filter(pk=here.school.pk).update(valid_until=today - timedelta(days=1))
    assert said("uz").read_by_officer in shown(client.get(about(here)))
