"""An elder writes from a phone without account or scripts, the pedagogue finds the child, and it stands on Today."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.rules import LONGEST_WORDS, SHORTEST_TIME, Noticed
from mektepke.watch.concerns.sentences import said as told
from mektepke.watch.models import Signal
from tests.cast import Cast
from tests.journeys.conftest import ARGUMENTS, DESK, PHONE, OpenPage, too_wide
from tests.journeys.words import counted, said
from tests.watch.concerns.written import write

UZBEK = told("uz")
WORDS = "Qo‘shnimning qizi, 12 yoshda, Mektep ko‘chasi. Piyoz terib yuribdi."
READING = SHORTEST_TIME.total_seconds() * 1000 + 1200


def write_in_uzbek(page: Page, *, urgent: bool) -> None:
    """From the short address to the questions, and something into each of them."""
    page.goto("/concern/")
    page.get_by_role("link", name="O‘zbekcha").click()
    page.get_by_role("link", name="Алма-Суу").click()
    expect(page.locator("html")).to_have_attribute("lang", "uz")
    expect(page.get_by_role("link", name="111")).to_be_visible()
    page.get_by_label(UZBEK.codes[Noticed.WORK]).check()
    page.get_by_label(UZBEK.words).fill(WORDS)
    page.get_by_label(UZBEK.reach).fill("Bobojon, 0777 12 34 56")
    if urgent:
        page.get_by_label(UZBEK.urgent).check()


def test_an_elder_writes_in_uzbek_without_scripts(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(None, width=PHONE, scripts=False)
    write_in_uzbek(page, urgent=False)
    page.get_by_role("button", name=UZBEK.send).click()
    # So fast only a program is; a person is asked to look again, and nothing has gone.
    expect(page.get_by_role("alert")).to_contain_text(UZBEK.read_again)
    expect(page.get_by_label(UZBEK.words)).to_have_value(WORDS)
    expect(page.get_by_label(UZBEK.codes[Noticed.WORK])).to_be_checked()
    page.wait_for_timeout(READING)
    page.get_by_role("button", name=UZBEK.send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(UZBEK.thanks)
    expect(page.locator("main")).to_contain_text(UZBEK.next_school)
    expect(page.locator("main")).not_to_contain_text(WORDS)
    concern = Concern.objects.get()
    assert (concern.language, concern.words, concern.urgent) == ("uz", WORDS, False)
    assert concern.schools.get() == cast.here.school


@pytest.mark.parametrize("scripts", [True, False])
def test_whoever_takes_the_phone_next_goes_back_to_an_empty_page(page_as: OpenPage, cast: Cast, scripts: bool) -> None:
    page = page_as(None, width=PHONE, scripts=scripts)
    write_in_uzbek(page, urgent=True)
    page.wait_for_timeout(READING)
    page.get_by_role("button", name=UZBEK.send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(UZBEK.thanks)
    page.go_back()
    expect(page.get_by_label(UZBEK.words)).to_have_value("")
    expect(page.get_by_label(UZBEK.reach)).to_have_value("")
    for tick in page.get_by_role("checkbox").all():
        expect(tick).not_to_be_checked()


def test_a_browser_that_keeps_pages_in_memory_forgets_this_one(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    """A phone's Chromium does; the one that the other journeys run in was told not to."""
    off = "--disable-back-forward-cache"
    keeping = browser.browser_type.launch(
        executable_path=shutil.which("chromium"), args=ARGUMENTS, ignore_default_args=[off]
    )
    page = keeping.new_page(base_url=live_server.url)
    page.goto("/concern/uz/")
    page.goto("/concern/ky/")
    page.evaluate("window.kept = true")
    page.goto("/concern/ru/")
    page.evaluate("history.back()")
    page.wait_for_url("**/concern/ky/", wait_until="commit")
    assert page.evaluate("window.kept"), "this browser keeps no pages, and the rest would show nothing"
    write_in_uzbek(page, urgent=True)
    page.wait_for_timeout(READING)
    page.get_by_role("button", name=UZBEK.send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(UZBEK.thanks)
    page.evaluate("history.back()")
    expect(page.get_by_role("heading", level=1)).to_have_text(UZBEK.ask)
    expect(page.get_by_label(UZBEK.words)).to_have_value("")
    expect(page.get_by_label(UZBEK.reach)).to_have_value("")
    keeping.close()


def test_what_is_pasted_is_not_cut_without_a_word(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(None, width=PHONE)
    write_in_uzbek(page, urgent=False)
    long = " ".join(["Qo‘shnimning qizi piyoz terib yuribdi."] * 640)
    page.get_by_label(UZBEK.words).focus()
    page.keyboard.insert_text(long)
    typed = page.get_by_label(UZBEK.words).input_value()
    assert len(typed) == len(WORDS) + len(long)
    page.wait_for_timeout(READING)
    page.get_by_role("button", name=UZBEK.send).click()
    expect(page.locator(".field.wrong")).to_contain_text(UZBEK.too_long.replace("{most}", str(LONGEST_WORDS)))
    expect(page.get_by_label(UZBEK.words)).to_have_value(typed)
    assert not Concern.objects.exists()


def test_who_says_that_a_child_is_in_danger_sees_the_numbers_first(page_as: OpenPage, cast: Cast, width: int) -> None:
    page = page_as(None, width=width)
    write_in_uzbek(page, urgent=True)
    page.wait_for_timeout(READING)
    page.get_by_role("button", name=UZBEK.send).click()
    expect(page.get_by_role("heading", name=UZBEK.then_call)).to_be_visible()
    for number in ("111", "102"):
        link = page.locator(f"a[href='tel:{number}']")
        box: Any = link.bounding_box()
        assert box["height"] >= 60
        assert box["y"] < 600, "without scrolling"
    assert Concern.objects.get().urgent


def test_the_pedagogue_finds_the_child_and_it_stands_on_today(page_as: OpenPage, cast: Cast, width: int) -> None:
    child = cast.here.pupils[0]
    write(cast.here, words="Бала талаада", codes=["work"])
    write(cast.here, words=WORDS, codes=["hurt"], urgent=True)
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto("/")
    waiting = counted(
        "%(count)s concern from the village waits, urgent: %(urgent)s",
        "%(count)s concerns from the village wait, urgent: %(urgent)s",
        2,
        count=2,
        urgent=1,
    )
    page.get_by_role("link", name=waiting).click()
    cards = page.locator("li.card")
    expect(cards.first).to_contain_text(told("ky").codes[Noticed.VIOLENCE])
    expect(page.locator("main")).not_to_contain_text(WORDS)
    assert not too_wide(page)
    cards.first.get_by_role("link", name=said("Read it and answer")).click()
    expect(page.locator("main")).to_contain_text(WORDS)
    assert not too_wide(page)
    page.get_by_role("link", name=said("Find the child")).click()
    page.get_by_label(said("Name or class, in Cyrillic or Latin letters")).fill("abdieva")
    page.get_by_role("button", name=said("Find")).click()
    page.get_by_role("button", name=said("It is about %(name)s", name=child.name)).click()
    sentence = said(
        "Somebody from the village says that the child is in danger ({days})."
    ).format(days="17‑ноябрь")  # fmt: skip
    expect(page.locator("main")).to_contain_text(sentence)
    assert not too_wide(page)

    page.goto("/")
    card = page.locator("ol.cards > li.card").first
    expect(card).to_contain_text(child.name)
    expect(card).to_contain_text(sentence)
    signal = Signal.objects.get(rule="concern")
    assert (signal.child, signal.due_on, signal.concerns.get().words) == (child, signal.raised_on, WORDS)


def test_a_notice_for_the_board_is_one_page_of_paper(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(cast.here.pedagogue.username, width=DESK)
    page.goto("/watch/concerns/")
    page.get_by_role("link", name=said("Notice for %(village)s", village=cast.here.village.name_ky)).click()
    expect(page.locator(".address").first).to_contain_text("/concern/ky/alma-suu/")
    expect(page.locator(".address")).to_have_count(5)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Русский")).to_be_hidden()
    expect(page.locator(".back")).to_be_hidden()
    page.set_viewport_size({"width": 794 - 106, "height": 1123 - 106})  # A4 without its margins, at 96 dots an inch
    assert page.evaluate("document.documentElement.scrollHeight") <= 1123 - 106


@pytest.mark.parametrize("language", ["ky", "ru", "uz", "tg", "en"])
def test_no_page_for_everybody_is_wider_than_a_phone(page_as: OpenPage, cast: Cast, language: str) -> None:
    page = page_as(None, width=PHONE)
    village = cast.here.village.pk
    for path in ("", f"{language}/", f"{language}/alma-suu/", f"{language}/{village}/sent/?to=b"):
        page.goto(f"/concern/{path}")
        assert not too_wide(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main :is(a, button, textarea, label.check)")]
            .filter(one => one.checkVisibility() && !one.closest("[aria-hidden]") && !one.closest(".empty"))
            .filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)"""
        )
        assert small == []
