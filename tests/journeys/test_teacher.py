"""A class teacher's day: the register in five taps, with keys, without scripts; whom to call; what was put right."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from mektepke.attendance.models import Register
from mektepke.pupils.models import Child
from mektepke.watch.models import Answer, Signal
from tests.cast import Cast
from tests.journeys.autumn import autumn
from tests.journeys.begun import more_pupils
from tests.journeys.conftest import DESK, PHONE, OpenPage, too_wide
from tests.journeys.keyboard import press, strike, tab_to
from tests.journeys.words import said, said_of

TAPS = 5
SENT = 1000
FIRST_LOAD, REQUESTS = 60_000, 8


@pytest.fixture
def thirty(cast: Cast) -> list[Child]:
    """A class of thirty; three of them are missing today."""
    more_pupils(cast.here.school_class, 24, cast.here.head)
    return [cast.here.pupils[0], cast.here.pupils[2], cast.here.pupils[4]]


def marked(cast: Cast, day: date) -> dict[str, str]:
    """Who is marked, and how, in the register of this day."""
    register = Register.objects.get(pk=Register.key_of(cast.here.school_class.pk, day))
    return {mark.child.name: mark.kind for mark in register.marks.select_related("child")}


def toggle(page: Page, child: Child) -> Locator:
    """The large button beside a child's name."""
    return page.locator("li", has=page.get_by_text(child.name, exact=True)).locator("label.toggle")


def test_takes_the_register_of_thirty_in_five_taps(
    page_as: OpenPage, thirty: list[Child], cast: Cast, today: date
) -> None:
    page = page_as(cast.here.teacher.username, width=PHONE)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto("/")
    taps = 0
    for target in (
        page.get_by_role("link", name=said("Take the register")),
        *(toggle(page, child) for child in thirty),
        page.get_by_role("button", name=said("Store the register")),
    ):
        expect(target).to_be_visible()
        target.tap()
        taps += 1
    expect(page.get_by_role("status")).to_be_visible()
    assert taps == TAPS
    assert marked(cast, today) == dict.fromkeys((child.name for child in thirty), "absent")
    assert len(sent) == 1
    assert len(sent[0].post_data_buffer or b"") < SENT
    page.goto("/")
    expect(page.locator("main")).to_contain_text(said("Today's register is taken."))


def test_takes_the_register_with_the_keyboard_alone(
    page_as: OpenPage, thirty: list[Child], cast: Cast, today: date
) -> None:
    page = page_as(cast.here.teacher.username, width=DESK)
    page.goto("/")
    press(page, page.get_by_role("link", name=said("Take the register")))
    page.wait_for_url("**/attendance/**")
    tab_to(page, page.locator(".register input[type=checkbox]").first)
    keys = 0
    for key in ("1", "к", "2", "т", "1", "Enter"):
        strike(page, key)
        keys += 1
    expect(page.get_by_role("status")).to_be_visible()
    assert keys == TAPS + 1
    first, late, last = thirty
    assert marked(cast, today) == {first.name: "absent", late.name: "late", last.name: "absent"}


def test_takes_and_corrects_the_register_without_scripts(
    page_as: OpenPage, thirty: list[Child], cast: Cast, today: date, width: int
) -> None:
    page = page_as(cast.here.teacher.username, width=width, scripts=False)
    page.goto("/")
    page.get_by_role("link", name=said("Take the register")).click()
    for child in thirty:
        toggle(page, child).click()
    page.get_by_role("button", name=said("Store the register")).click()
    expect(page.get_by_role("status")).to_be_visible()
    assert marked(cast, today) == dict.fromkeys((child.name for child in thirty), "absent")

    page.goto("/")
    page.get_by_role("link", name=said("Correct the register")).click()
    line = page.locator("li", has=page.get_by_text(thirty[0].name, exact=True))
    line.locator("summary").click()
    line.get_by_label(said("Reason")).select_option("illness")
    line.get_by_label(said("Excused?")).select_option("yes")
    page.get_by_role("button", name=said("Store the register")).click()
    expect(page.get_by_role("status")).to_be_visible()
    mark = Register.objects.get(day=today).marks.get(child=thirty[0])
    assert (mark.reason, mark.excused) == ("illness", True)
    assert not too_wide(page)


def test_a_correction_keeps_what_stood_there_before(
    page_as: OpenPage, thirty: list[Child], cast: Cast, today: date, width: int
) -> None:
    page = page_as(cast.here.teacher.username, width=width)
    address = f"/attendance/{cast.here.school_class.pk}/{today}/"
    for tapped in ([thirty[0], thirty[1]], [thirty[1], thirty[2]]):
        page.goto(address)
        for child in tapped:
            toggle(page, child).click()
        page.get_by_role("button", name=said("Store the register")).click()
        expect(page.get_by_role("status")).to_be_visible()
    assert marked(cast, today) == dict.fromkeys((thirty[0].name, thirty[2].name), "absent")
    page.goto(address)
    history = page.locator("ul.history")
    expect(page.locator("aside")).to_contain_text(said("What was changed"))
    expect(history).to_contain_text(thirty[1].name)
    expect(history).to_contain_text(thirty[2].name)
    expect(history).not_to_contain_text(thirty[0].name)


def test_before_the_register_is_taken_nobody_says_that_all_is_well(
    page_as: OpenPage, cast: Cast, today: date, width: int
) -> None:
    page = page_as(cast.here.teacher.username, width=width)
    page.goto("/")
    to_call = page.locator("section", has=page.get_by_role("heading", name=said("Whom to call on the first day")))
    to_call.get_by_role("link", name=said("To today's register")).click()
    page.wait_for_url(f"**/{today}/")


def test_whom_to_call_on_the_first_day(page_as: OpenPage, cast: Cast, today: date, width: int) -> None:
    missing = cast.here.pupils[0]
    page = page_as(cast.here.teacher.username, width=width)
    page.goto(f"/attendance/{cast.here.school_class.pk}/{today}/")
    toggle(page, missing).click()
    page.get_by_role("button", name=said("Store the register")).click()
    page.goto("/")
    to_call = page.locator("section", has=page.get_by_role("heading", name=said("Whom to call on the first day")))
    expect(to_call.get_by_role("link", name=missing.name)).to_be_visible()
    to_call.get_by_role("link", name=said("Call"), exact=True).click()
    dial = page.locator("a[href='tel:+996777000001']")
    expect(dial).to_be_visible()
    expect(dial.locator("xpath=ancestor::li")).to_contain_text(said("Mother"))
    page.get_by_role("button", name=said("Record the call")).click()
    expect(page.locator("main")).to_contain_text(said("Please choose what came of it."))
    page.get_by_label(said("There is a reason, and the family told it")).check()
    page.get_by_role("button", name=said("Record the call")).click()
    expect(page.locator("main")).to_contain_text(said("Please choose the reason that the family told."))
    page.get_by_label(said("Which reason?")).select_option("illness")
    page.get_by_role("button", name=said("Record the call")).click()
    expect(page.get_by_role("status")).to_contain_text(missing.name)
    expect(to_call.get_by_role("link", name=missing.name)).to_have_count(0)
    expect(to_call.locator(".empty")).to_be_visible()
    assert Answer.objects.get().signal.child == missing
    assert Register.objects.get(day=today).marks.get(child=missing).reason == "illness"


def test_an_absence_that_is_not_a_problem_because(page_as: OpenPage, cast: Cast, today: date) -> None:
    missing = cast.here.pupils[0]
    autumn(cast, {missing: "a"})
    page = page_as(cast.here.teacher.username)
    page.goto("/watch/")
    page.locator("li.card", has_text=missing.name).locator("ul a").first.click()
    page.get_by_role("link", name=said("Not a problem")).click()
    page.get_by_role("button", name=said("Record the answer")).click()
    expect(page.locator("main")).to_contain_text(said("Please say why it is not a problem."))
    page.get_by_label(said("Not a problem, because …")).fill("Олимпиадада болгон")
    page.get_by_role("button", name=said("Record the answer")).click()
    expect(page.get_by_role("status")).to_contain_text(missing.name)
    expect(page.locator("li.card", has_text=missing.name)).to_have_count(0)
    signal = Signal.objects.get(child=missing, rule="absent_today")
    assert signal.state == "handled"
    page.goto(f"/watch/{signal.pk}/")
    expect(page.locator("main")).to_contain_text("Олимпиадада болгон")


def test_the_register_page_is_light_for_a_slow_network(
    page_as: OpenPage, thirty: list[Child], cast: Cast, today: date
) -> None:
    page = page_as(cast.here.teacher.username)
    asked: list[Request] = []

    def finished(request: Request) -> None:
        asked.append(request)

    page.on("requestfinished", finished)
    page.goto(f"/attendance/{cast.here.school_class.pk}/{today}/", wait_until="networkidle")
    expect(toggle(page, thirty[0])).to_contain_text(said_of("mark of one child", "present"))
    assert len(asked) < REQUESTS
    assert sum(request.sizes()["responseBodySize"] for request in asked) < FIRST_LOAD
