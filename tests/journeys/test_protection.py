"""A child is in danger: the social pedagogue takes it into protection and tells the body; who is named sees nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mektepke.base import clock
from mektepke.casework.models import Case, Report
from mektepke.pupils.models import Child
from tests.cast import Cast
from tests.journeys.autumn import autumn
from tests.journeys.conftest import OpenPage, too_wide
from tests.journeys.words import said

EVIDENCE = "Эки колунда көк тагы бар, «таякем урат» дейт"


@pytest.fixture
def missing(cast: Cast, today: date) -> Child:
    """One child of the class misses the last three days, and the morning's round has noticed."""
    autumn(cast, {cast.here.pupils[0]: "aaa"})
    return cast.here.pupils[0]


def tells_of_the_danger(page: Page, child: Child) -> None:
    """From the child's page to the form, and everything but who is named."""
    page.goto(reverse("child", args=[child.pk]))
    page.get_by_role("link", name=said("The child is in danger")).click()
    expect(page.get_by_role("link", name="111")).to_have_attribute("href", "tel:111")
    page.get_by_label(said("Violence against the child")).check()
    page.get_by_label(said("What shows it?")).fill(EVIDENCE)
    page.get_by_label(said("Who said so?")).select_option("child")
    page.get_by_label(said("High"), exact=True).check()
    page.get_by_label(said("Why?")).fill("Жума сайын кайталанат")


def names(page: Page, name: str) -> None:
    """Tick that this person is named."""
    page.get_by_label(said("Yes, whoever is ticked below")).check()
    page.get_by_text(said("Who works at the school: tick here")).click()
    page.get_by_role("listitem").filter(has_text=name).get_by_text(said("is named")).click()


def test_takes_a_child_into_protection_and_tells_the_body_within_the_day(
    page_as: OpenPage, missing: Child, cast: Cast, width: int
) -> None:
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto("/")
    expect(page.get_by_role("link", name=missing.name, exact=True)).to_be_visible()
    tells_of_the_danger(page, missing)
    page.get_by_label(said("No, nobody")).check()
    page.get_by_role("button", name=said("Take into protection")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(missing.name)
    assert not too_wide(page)

    page.goto("/")
    expect(page.get_by_role("link", name=missing.name, exact=True)).to_have_count(0)
    expect(page.locator("main")).to_contain_text(said("Within 24 hours"))
    page.get_by_role("link", name=said("Open"), exact=True).click()
    page.get_by_role("link", name=said("Record whom you told")).click()
    page.get_by_label(said("Whom did you tell?")).fill("Райондук бөлүм, А. Асанова")
    page.get_by_label(said("By phone")).check()
    page.get_by_label(said("What did they answer?")).fill("Бүгүн келишет")
    page.get_by_role("button", name=said("Keep whom I told")).click()
    expect(page.locator("main")).to_contain_text("Райондук бөлүм, А. Асанова")
    report = Report.objects.get()
    assert report.told_at is not None
    assert clock.day_of(report.told_at) == clock.today()

    page.goto(reverse("call", args=[missing.pk]))
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Do not call or visit the family"))


def test_a_head_who_is_named_sees_nothing_and_the_pedagogue_no_more(
    page_as: OpenPage, missing: Child, cast: Cast, complaints: list[str]
) -> None:
    head = page_as(cast.here.head.username)
    pages = ("/", reverse("child", args=[missing.pk]), reverse("signals"))
    before = [text_of(head, path) for path in pages]

    page = page_as(cast.here.pedagogue.username)
    tells_of_the_danger(page, missing)
    names(page, cast.here.head.full_name)
    page.get_by_role("button", name=said("Take into protection")).click()
    alert = page.get_by_role("alert").filter(has_text=said("Before you send: what will happen"))
    expect(alert).to_contain_text(cast.here.protection_officer.full_name)
    assert not Case.objects.exists()
    expect(page.get_by_label(said("What shows it?"))).to_have_value(EVIDENCE)
    page.get_by_label(said("I have read it: I cannot open this case again")).check()
    page.get_by_role("button", name=said("Take into protection")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("What happens now"))

    assert [text_of(head, path) for path in pages] == before
    case = reverse("protection_case", args=[Case.objects.get().pk])
    assert page.goto(case).status == 404  # type: ignore[union-attr]
    complaints.clear()
    officer = page_as(cast.here.protection_officer.username)
    officer.goto("/")
    officer.get_by_role("link", name=missing.name).click()
    expect(officer.get_by_role("heading", level=1)).to_have_text(missing.name)
    assert officer.url.endswith(case)


def text_of(page: Page, path: str) -> str:
    """What a page says; without the times of looks, of which this is one."""
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach(one => one.remove())")
    return page.locator("main").inner_text()
