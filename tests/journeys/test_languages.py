"""Kyrgyz, Russian, English: on every page, kept with the person, and sorted as a Kyrgyz reader sorts."""

from __future__ import annotations

import re
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from mektepke.people.models import Person
from tests.cast import PASSWORD, Cast, pupil
from tests.journeys.conftest import DESK, PHONE, OpenPage
from tests.journeys.walking import every_kind_of_page
from tests.journeys.words import said
from tests.promises.full_house import raise_the_house

IN_ORDER = ["Еркинов", "Ёлкина", "Назаров", "Ңурова", "Осмонов", "Өмүров", "Пазылов", "Умаров", "Үсөнов", "Фаизов"]
# What a Kyrgyz or Russian page may say in Latin letters: a kind of file, a command, an author's name.
LATIN = {"Enter", "xlsx", "mektepke", "trail", "verify", "Attendance", "Works", "September", "Matters"}
ENGLISH = re.compile(r"\b[A-Za-z]{4,}\b")
# Names, codes and what was typed are no words of the page.
WORDS = """() => {
  const main = document.querySelector("main").cloneNode(true);
  for (const part of main.querySelectorAll("dd, code, [lang], option, small, h1, .back")) part.remove();
  return main.textContent;
}"""


def speaks(page: Page, language: str) -> None:
    """Touch a language in the page's head."""
    page.locator(f"button[name=language][value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("who", ["pedagogue", "municipality_officer", "programme_manager", "auditor", "administrator"])
def test_every_kind_of_page_is_there_in_the_language_that_is_chosen_on_it(
    page_as: OpenPage, transactional_db: None, who: str
) -> None:
    cast = raise_the_house().cast
    person: Person = getattr(cast, who, None) or getattr(cast.here, who)
    page = page_as(person.username, width=DESK)
    languages, foreign = cycle(["ru", "ky", "en", "ky"]), {}
    for kind in every_kind_of_page(page):
        if urlsplit(page.url).path.startswith("/concern/"):
            continue  # a page for everybody speaks the language that its address names
        before, language = page.url, next(languages)
        speaks(page, language)
        assert urlsplit(page.url)[2:] == urlsplit(before)[2:]
        expect(page.get_by_role("heading", level=1)).not_to_be_empty()
        if language != "en":
            foreign[kind, language] = set(ENGLISH.findall(page.evaluate(WORDS))) - LATIN
    assert {page: words for page, words in foreign.items() if words} == {}


def test_the_sign_in_page_speaks_before_anybody_is_known(page_as: OpenPage, transactional_db: None) -> None:
    page = page_as(None, width=PHONE)
    page.goto("/sign-in/")
    expect(page.get_by_role("button", name=said("Sign in"))).to_be_visible()
    for language in ("ru", "en", "ky"):
        speaks(page, language)
        expect(page.get_by_role("button", name=said("Sign in", language))).to_be_visible()


def test_the_language_stays_with_the_person(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(cast.here.teacher.username)
    page.goto("/")
    speaks(page, "ru")
    page.get_by_role("button", name=said("Sign out", "ru")).click()
    page.wait_for_load_state()

    elsewhere = page_as(None, width=DESK)
    elsewhere.goto("/sign-in/")
    expect(elsewhere.locator("html")).to_have_attribute("lang", "ky")
    elsewhere.get_by_label(said("Sign-in name")).fill(cast.here.teacher.username)
    elsewhere.get_by_label(said("Password")).fill(PASSWORD)
    elsewhere.get_by_role("button", name=said("Sign in")).click()
    expect(elsewhere.locator("html")).to_have_attribute("lang", "ru")
    expect(elsewhere.get_by_role("heading", name=said("My classes", "ru"))).to_be_visible()
    assert Person.objects.get(pk=cast.here.teacher.pk).language == "ru"
    assert Person.objects.get(pk=cast.here.head.pk).language == "ky"


def test_what_was_typed_stays_when_another_language_is_chosen(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(cast.here.pedagogue.username)
    page.goto(f"/casework/visit/{cast.here.pupils[0].pk}/")
    words, result = page.locator("main textarea").first, page.locator("main [name=result]").first
    words.fill("Үйдө чоң энеси бар экен")
    result.check()
    speaks(page, "ru")
    expect(words).to_have_value("Үйдө чоң энеси бар экен")
    expect(result).to_be_checked()
    assert page.evaluate("sessionStorage.length") == 0, "it waits for that one moment only"
    page.reload()
    expect(words).to_have_value("")


def test_children_stand_where_a_kyrgyz_reader_looks_for_them(page_as: OpenPage, cast: Cast) -> None:
    for name in sorted(IN_ORDER):
        pupil(cast.here.school_class, name, "Асан")
    page = page_as(cast.here.head.username)
    page.goto(f"/pupils/classes/{cast.here.school_class.pk}/")
    listed = [name.split()[0] for name in page.locator("main tbody a").all_inner_texts()]
    assert [name for name in listed if name in IN_ORDER] == IN_ORDER
    page.goto(f"/attendance/{cast.here.school_class.pk}/2014-11-17/")
    listed = [name.split()[0] for name in page.locator("ol.register .who").all_inner_texts()]
    assert [name for name in listed if name in IN_ORDER] == IN_ORDER
