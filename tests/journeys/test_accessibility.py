"""Everybody can use it: fields have labels, the keyboard comes everywhere in reading order, axe finds nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mektepke.people.models import Person
from tests.cast import Cast
from tests.journeys.autumn import autumn
from tests.journeys.conftest import DESK, PHONE, OpenPage
from tests.journeys.walking import every_kind_of_page
from tests.journeys.words import said
from tests.promises.full_house import raise_the_house

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ROLES = [
    "pedagogue", "teacher", "head", "municipality_officer", "group_member",
    "district_officer", "programme_manager", "auditor", "administrator",
]  # fmt: skip
# Where the keyboard stands: its place in the page, its name, whether it can be seen, and whether its frame can.
HERE = """() => {
  const found = document.activeElement, box = found.getBoundingClientRect(), look = getComputedStyle(found);
  const named = found.labels?.[0]?.textContent || found.ariaLabel || found.textContent || found.title;
  const shown = found.type === "checkbox" || found.type === "radio" ? found.closest("label") ?? found : found;
  return {
    place: [...document.querySelectorAll("*")].indexOf(found),
    tag: found.outerHTML.slice(0, 120),
    named: Boolean(named?.trim()),
    seen: box.width > 0 && box.height > 0,
    // Inside a date the browser itself frames the day, the month and its calendar.
    framed: found.type === "date" ||
      [look, getComputedStyle(shown)].some(style => style.outlineStyle !== "none" || style.boxShadow !== "none"),
  };
}"""
LONGEST = 120
# A tick or a dot is as large as the line that it stands in.
SMALL = """() => [...document.querySelectorAll("main :is(a.button, button, select, input:not([type=hidden]))")]
  .map(found => [found, (found.matches("[type=checkbox], [type=radio]") ? found.closest("label") : found)])
  .filter(([, target]) => target.checkVisibility() && target.getBoundingClientRect().height < 43.5)
  .map(([found]) => found.outerHTML.slice(0, 120))"""


def stops(page: Page) -> list[dict[str, Any]]:
    """Everything the keyboard comes to, from the top until it leaves the page."""
    page.evaluate("document.activeElement.blur()")
    found: list[dict[str, Any]] = []
    for _step in range(LONGEST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["tag"].startswith("<body"):
            break
        found.append(here)
    return found


@pytest.mark.parametrize("address", ["/", "child", "case", "call", "/watch/", "/pupils/add/", "/pupils/import/"])
def test_the_keyboard_comes_everywhere_in_reading_order(
    page_as: OpenPage, cast: Cast, today: object, address: str
) -> None:
    missing = cast.here.pupils[0]
    autumn(cast, {missing: "aaa"})
    named = {
        "child": f"/children/{missing.pk}/",
        "case": f"/casework/open/{missing.pk}/",
        "call": f"/casework/call/{missing.pk}/",
    }
    page = page_as(cast.here.pedagogue.username, width=DESK)
    page.goto(named.get(address, address))
    found = stops(page)
    assert 10 < len(found) < LONGEST
    places = [stop["place"] for stop in found]
    assert places == sorted(places)
    assert [stop["tag"] for stop in found if not stop["named"]] == []
    assert [stop["tag"] for stop in found if not stop["seen"]] == []
    assert [stop["tag"] for stop in found if not stop["framed"]] == []


def test_the_first_key_skips_the_head_of_the_page(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(cast.here.teacher.username, width=DESK)
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=said("Skip to the content"))
    expect(skip).to_be_focused()
    assert (skip.bounding_box() or {"height": 0})["height"] > 20
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_every_button_on_a_phone_is_as_large_as_a_thumb(page_as: OpenPage, cast: Cast, today: object) -> None:
    missing = cast.here.pupils[0]
    autumn(cast, {missing: "aaa"})
    page = page_as(cast.here.pedagogue.username, width=PHONE)
    register = f"/attendance/{cast.here.school_class.pk}/{today}/"
    for address in ("/", f"/children/{missing.pk}/", f"/casework/open/{missing.pk}/", register, "/watch/"):
        page.goto(address)
        assert page.evaluate(SMALL) == [], address


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's own script, from npm (package.json)."""
    if not AXE.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("axe comes with npm, and there is no npm: install the Debian package npm.")
        done = subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=False)
        if done.returncode:
            pytest.skip("npm could not fetch axe; its own words stand above.")
    return AXE.read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("who", ROLES)
def test_axe_finds_nothing_on_any_page_of_a_phone(
    page_as: OpenPage, transactional_db: None, axe: str, who: str
) -> None:
    cast = raise_the_house().cast
    person: Person = getattr(cast, who, None) or getattr(cast.here, who)
    page = page_as(person.username, width=PHONE)
    for kind in every_kind_of_page(page):
        page.evaluate(axe)
        found = page.evaluate("axe.run()")["violations"]
        assert [(kind, fault["id"], [node["html"] for node in fault["nodes"][:3]]) for fault in found] == []


@pytest.mark.long
def test_axe_finds_nothing_before_somebody_signs_in(page_as: OpenPage, transactional_db: None, axe: str) -> None:
    page = page_as(None, width=PHONE)
    for address in ("/sign-in/", "/code/"):
        page.goto(address)
        page.evaluate(axe)
        assert page.evaluate("axe.run()")["violations"] == []
