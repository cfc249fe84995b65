"""Taking a register with the fingers, with the keyboard alone, without scripts, and when something goes wrong."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request
from pytest_django.live_server_helper import LiveServer

from mektepke.attendance.actions import take_register
from mektepke.attendance.queries import register_of
from mektepke.attendance.rules import MarkGiven, MarkKind, Marks
from tests.cast import Cast
from tests.journeys.begun import more_pupils
from tests.journeys.conftest import OpenPage, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

ABSENT = MarkGiven(MarkKind.ABSENT)
LATE = MarkGiven(MarkKind.LATE)


def stored(cast: Cast, day: date) -> Marks:
    """What the register of the class says now."""
    found = register_of(cast.here.school_class, day)
    assert found is not None
    return found.given()


def register(page: Page, cast: Cast, day: date) -> None:
    """Open the register of the class."""
    page.goto(reverse("register", args=[cast.here.school_class.pk, day]))


def name(page: Page, place: int) -> None:
    """Tap a child's name."""
    page.locator(f"label.who[for=away-{place}]").click()


def store(page: Page) -> None:
    """Tap the one main button and wait for Today."""
    page.locator(".bar button").click()
    arrive(page)


def arrive(page: Page) -> None:
    """Wait for Today, which comes when the register is stored."""
    page.wait_for_url(lambda url: urlsplit(url).path == reverse("today"))


def test_five_taps_and_less_than_a_kilobyte(page_as: OpenPage, cast: Cast, today: date, width: int) -> None:
    more_pupils(cast.here.school_class, 24, cast.here.head)  # in the list they stand between Камчиев and Ормонова
    page = page_as(cast.here.teacher.username, width=width)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto("/")
    page.locator(f'a[href="{reverse("register", args=[cast.here.school_class.pk, today])}"]').first.click()
    for place in (1, 3, 28):
        name(page, place)
    assert [part.inner_text() for part in page.locator("#count b").all() if part.is_visible()] == ["27", "3"]
    store(page)
    assert stored(cast, today) == {cast.here.pupils[place].pk: ABSENT for place in (0, 2, 3)}
    assert len(sent[0].post_data or "") < 400


def test_with_the_keyboard_alone(page_as: OpenPage, cast: Cast, today: date) -> None:
    page = page_as(cast.here.teacher.username)
    register(page, cast, today)
    page.locator("#away-1").focus()
    for key in ("ArrowDown", "ArrowDown", " ", "ArrowDown", "2", "ArrowUp", "ArrowUp", "1", "0", "ArrowUp", "3"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    arrive(page)
    first, third, fourth = (cast.here.pupils[place].pk for place in (0, 2, 3))
    assert stored(cast, today) == {first: MarkGiven(MarkKind.LEFT_EARLY), third: ABSENT, fourth: LATE}


def test_a_letter_goes_to_the_next_name(page_as: OpenPage, cast: Cast, today: date) -> None:
    page = page_as(cast.here.teacher.username)
    register(page, cast, today)
    page.locator("#away-1").focus()
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'т', bubbles: true}))")
    place = page.evaluate("document.activeElement.closest('li').querySelector('.who').textContent")
    assert place == cast.here.pupils[4].name


def test_without_scripts(browser: Browser, live_server: LiveServer, cast: Cast, today: date) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, cast.here.teacher.username, live_server.url)
    page = context.new_page()
    register(page, cast, today)
    assert not page.locator("#count").is_visible()
    name(page, 2)
    name(page, 4)
    page.locator("label:has([name=kind-4][value=late])").click()
    store(page)
    assert stored(cast, today) == {cast.here.pupils[1].pk: ABSENT, cast.here.pupils[3].pk: LATE}
    context.close()


def test_a_reason_costs_nothing_until_it_is_asked_for(page_as: OpenPage, cast: Cast, today: date) -> None:
    page = page_as(cast.here.teacher.username)
    register(page, cast, today)
    assert page.locator("ol.register select").count() == 0
    name(page, 1)
    page.locator("ol.register summary").click()
    page.locator("[name=reason-1]").select_option("illness")
    page.locator("[name=excused-1]").select_option("yes")
    page.locator("[name=lessons-1]").fill("5")
    store(page)
    assert stored(cast, today) == {cast.here.pupils[0].pk: MarkGiven(MarkKind.ABSENT, "illness", True, 5)}


def test_what_was_marked_survives_a_sign_in_that_ran_out(
    page_as: OpenPage, cast: Cast, today: date, complaints: list[str], live_server: LiveServer
) -> None:
    page = page_as(cast.here.teacher.username)
    register(page, cast, today)
    name(page, 2)
    name(page, 5)
    page.locator("label:has([name=kind-5][value=late])").click()
    page.context.clear_cookies()
    page.locator(".bar button").click()
    page.wait_for_load_state()
    complaints.clear()
    assert register_of(cast.here.school_class, today) is None
    sign_in(page.context, cast.here.teacher.username, live_server.url)
    register(page, cast, today)
    assert page.locator("#kept").is_visible()
    store(page)
    assert stored(cast, today) == {cast.here.pupils[1].pk: ABSENT, cast.here.pupils[4].pk: LATE}


def test_a_conflict_shows_both_versions_on_each_line(
    page_as: OpenPage, cast: Cast, today: date, complaints: list[str]
) -> None:
    page = page_as(cast.here.teacher.username)
    register(page, cast, today)
    marks = {cast.here.pupils[0].pk: ABSENT}
    take_register(school_class=cast.here.school_class, day=today, marks=marks, by=cast.here.head)
    name(page, 2)
    page.locator(".bar button").click()
    page.wait_for_selector(".problem")
    assert len(complaints) == 1
    complaints.clear()
    said = page.locator("ol.register > li > .missing")
    assert [line.is_visible() for line in said.all()] == [True, True]
    assert stored(cast, today) == marks
    store(page)
    assert stored(cast, today) == {cast.here.pupils[1].pk: ABSENT}
