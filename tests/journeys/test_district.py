"""Those who look at many schools: figures without a name; and a municipality that finds the children in no school."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mektepke.pupils.models import Child, Guardian, OutOfSchool
from mektepke.rounds.morning import morning
from mektepke.trail.models import Change
from tests.cast import Cast, Side
from tests.journeys.conftest import DESK, OpenPage, too_wide
from tests.journeys.words import counted, said
from tests.watch.school import days_until, take

LAST_DAYS = {"here": date(2014, 11, 15), "there": date(2014, 11, 13)}


@pytest.fixture
def autumn_everywhere(cast: Cast, today: date) -> None:
    """Both schools have their registers; there, those of Friday and Saturday are missing."""
    for side, last in ((cast.here, LAST_DAYS["here"]), (cast.there, LAST_DAYS["there"])):
        take(side.school_class, days_until(side.school_class, last), side.teacher, {side.pupils[0]: "aaaa"})
    morning(today=today)


def names_in(page: Page, sides: list[Side]) -> list[str]:
    """The family names of children and guardians that stand anywhere in the page, seen or unseen."""
    source = page.content()
    names = {child.family_name for side in sides for child in side.pupils}
    return [name for name in names if name in source]


@pytest.mark.usefixtures("autumn_everywhere")
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_compares_municipalities_and_reads_no_name(page_as: OpenPage, cast: Cast, width: int, language: str) -> None:
    page = page_as(cast.district_officer.username, width=width)
    page.goto("/")
    page.locator(f"button[name=language][value={language}]").click()
    expect(page.get_by_role("heading", name=said("Municipalities", language))).to_be_visible()
    here, there = (
        page.get_by_role("row").filter(has_text=getattr(side.municipality, f"name_{language}"))
        for side in (cast.here, cast.there)
    )
    expect(here.get_by_role("cell").first).to_have_text("6")
    expect(there.get_by_role("cell").first).to_have_text("3")
    missing = page.locator(f"td[data-label='{said('Registers missing', language)}']")
    expect(there.locator(missing)).to_have_text("2")
    expect(here.locator(missing)).to_have_text("0")
    expect(here.locator(missing)).to_be_in_viewport()
    assert names_in(page, [cast.here, cast.there]) == []
    assert not too_wide(page)


@pytest.mark.usefixtures("autumn_everywhere")
def test_goes_down_to_a_schools_classes_and_back_and_reads_no_name(page_as: OpenPage, cast: Cast, width: int) -> None:
    page = page_as(cast.district_officer.username, width=width)
    page.goto("/")
    page.get_by_role("link", name=cast.there.municipality.name_ky).click()
    page.get_by_role("link", name=cast.there.school.name_ky).click()
    expect(page.get_by_role("row").filter(has_text=cast.there.school_class.name)).to_contain_text(
        "14‑ноябрь, 15‑ноябрь"
    )
    assert names_in(page, [cast.here, cast.there]) == []
    assert not too_wide(page)
    page.get_by_role("link", name=cast.there.municipality.name_ky).click()
    page.get_by_role("link", name=said("To Today")).click()
    expect(page.get_by_role("heading", name=said("Municipalities"))).to_be_visible()


@pytest.mark.usefixtures("autumn_everywhere")
def test_a_district_officer_finds_no_way_to_a_child(page_as: OpenPage, cast: Cast, complaints: list[str]) -> None:
    page = page_as(cast.district_officer.username, width=DESK)
    child = cast.here.pupils[0]
    for address in (f"/children/{child.pk}/", "/pupils/", "/watch/", f"/casework/open/{child.pk}/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in {403, 404}
        assert child.family_name not in page.content()
        expect(page.get_by_role("link", name=said("To the first page"))).to_be_visible()
    assert len(complaints) == 4
    complaints.clear()


@pytest.mark.usefixtures("autumn_everywhere")
def test_a_municipality_officer_compares_the_schools(page_as: OpenPage, cast: Cast, width: int) -> None:
    page = page_as(cast.here.municipality_officer.username, width=width)
    page.goto("/")
    expect(page.get_by_role("row").filter(has_text=cast.here.school.name_ky)).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=cast.there.school.name_ky)).to_have_count(0)
    assert names_in(page, [cast.here, cast.there]) == []


def test_registers_a_child_in_no_school_and_walks_from_door_to_door(
    page_as: OpenPage, cast: Cast, today: date, width: int
) -> None:
    page = page_as(cast.here.municipality_officer.username, width=width)
    page.goto("/")
    page.get_by_role("link", name=said("Show these children")).click()
    page.get_by_role("link", name=said("Write down a child")).click()
    fills_in(page)
    page.get_by_label(said("Known since")).fill("17.13.2014")
    page.get_by_role("button", name=said("Write down")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label(said("Known since"))).to_have_value("17.13.2014")
    expect(page.get_by_label(said("Given name"), exact=True)).to_have_value("Айзада")
    expect(page.get_by_label(said("Never enrolled"))).to_be_checked()
    assert not OutOfSchool.objects.exists()
    assert not too_wide(page)
    page.get_by_label(said("Known since")).fill("03.11.2014")
    page.get_by_role("button", name=said("Write down")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("1")
    child = Child.objects.get(given_name="Айзада")
    assert (child.birth_year, child.birth_date, child.household.village) == (2006, None, cast.here.village)
    assert Guardian.objects.get(household=child.household).phone == "+996777000099"
    assert OutOfSchool.objects.get(child=child).found_on == date(2014, 11, 3)
    prints_the_sheet(page, cast)


def fills_in(page: Page) -> None:
    """What an officer knows of the child at the first visit."""
    page.get_by_label(said("Family name"), exact=True).fill("Кенжебаева")
    page.get_by_label(said("Given name"), exact=True).fill("Айзада")
    page.locator("input[name=born]").fill("2006")
    page.locator("input[name=sex][value=girl]").check()
    page.get_by_label(said("Never enrolled")).check()
    page.get_by_label(said("Street")).fill("Тоо көчөсү")
    page.get_by_label(said("House"), exact=False).first.fill("4")
    page.locator("input[name=adult-0-full_name]").fill("Кенжебаева Бурул")
    page.locator("select[name=adult-0-relation]").select_option("mother")
    page.locator("input[name=adult-0-phone]").fill("0777 000 099")


def prints_the_sheet(page: Page, cast: Cast) -> None:
    """The sheet by street, as it comes out of the printer."""
    page.get_by_role("link", name=said("Door-to-door sheet")).click()
    sheet = page.locator("section.sheet")
    expect(sheet).to_contain_text("Тоо көчөсү")
    expect(sheet.get_by_role("row").filter(has_text="Айзада")).to_contain_text("Кенжебаева Бурул")
    expect(sheet).to_contain_text(cast.here.pupils[0].family_name)
    expect(sheet).not_to_contain_text(cast.there.pupils[0].family_name)
    page.emulate_media(media="print")
    for unprinted in (".languages", ".screen-only", ".back"):
        for part in page.locator(unprinted).all():
            expect(part).to_be_hidden()
    expect(sheet).to_be_visible()
    assert Change.objects.filter(by_key=cast.here.municipality_officer.pk).exists()


@pytest.mark.usefixtures("autumn_everywhere")
def test_the_officer_is_reminded_of_a_child_in_no_school(page_as: OpenPage, cast: Cast, today: date) -> None:
    child = cast.here.pupils[5]
    child.enrolments.all().delete()
    OutOfSchool.objects.create(
        child=child, kind="left", found_on=date(2014, 10, 1), found_by=cast.here.municipality_officer
    )
    morning(today=today)
    page = page_as(cast.here.municipality_officer.username)
    page.goto("/")
    expect(page.locator("main")).to_contain_text(
        counted(
            "%(count)s child of school age waits for a school.",
            "%(count)s children of school age wait for a school.",
            1,
            count=1,
        )
    )
    page.goto("/watch/")
    expect(page.locator("main")).to_contain_text(child.name)
    expect(page.locator("main")).to_contain_text(said("Find a school for the child"))
    # The officer works with the record of a child; its page is not the officer's to open.
    expect(page.locator("main a[href^='/children/']")).to_have_count(0)
    page.locator("li.card", has_text=child.name).locator("ul a").click()
    expect(page.locator("main a[href^='/children/']")).to_have_count(0)
    page.get_by_role("link", name=said("To the children in no school")).click()
    expect(page.locator("main")).to_contain_text(child.name)
