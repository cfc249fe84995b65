"""Who carries how much: a head gives a child's case to a colleague, and an officer looks at how care is going."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from mektepke.casework.models import Case
from mektepke.people.models import Person
from tests.casework.caseload.story import case_of, cases, late_action, second_pedagogue
from tests.cast import Cast
from tests.journeys.conftest import OpenPage, too_wide
from tests.journeys.words import said

FULL = "Has as many open cases as fit the hours, or more."


@pytest.fixture
def colleague(cast: Cast) -> Person:
    """A second social pedagogue, who has as many cases as fit a few hours; one child has been in care since October."""
    made = second_pedagogue(cast.here, hours=10)
    cases(cast.here, 8, worker=made)
    late_action(case_of(cast.here, cast.here.pupils[0]))
    return made


def test_a_head_gives_a_case_to_a_colleague_who_is_full(
    page_as: OpenPage, cast: Cast, colleague: Person, width: int, today: date
) -> None:
    child = cast.here.pupils[0]
    page = page_as(cast.here.head.username, width=width)
    page.goto("/")
    page.get_by_role("link", name=said("Who carries how much")).click()
    row = page.locator("dl.facts > div", has_text=child.name)
    expect(row).to_contain_text(said("a step is late"))
    expect(page.get_by_role("row").filter(has_text=colleague.full_name)).to_contain_text(said(FULL))
    assert not too_wide(page)
    row.get_by_role("link").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(child.name)
    page.get_by_role("button", name=said("Give the case")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    choice = page.get_by_label(colleague.full_name)
    expect(page.locator("label", has=choice)).to_contain_text(said(FULL))
    assert not too_wide(page)
    choice.check()
    page.get_by_role("button", name=said("Give the case")).click()

    expect(page.locator("main")).to_contain_text(colleague.full_name)
    expect(page.locator("dl", has_text=child.name).locator("xpath=preceding-sibling::h3[1]")).to_have_text(
        colleague.full_name
    )
    assert Case.objects.get(child=child).given_on == today
    finds(page_as(colleague.username, width=width), child.name, there=True)
    finds(page_as(cast.here.pedagogue.username, width=width), child.name, there=False)


def finds(page: Page, child: str, *, there: bool) -> None:
    """Whether the child stands among those in this person's care."""
    page.goto("/casework/")
    expect(page.locator("main").get_by_text(child)).to_have_count(1 if there else 0)


def test_a_district_officer_looks_at_how_care_is_going(
    page_as: OpenPage, cast: Cast, colleague: Person, width: int
) -> None:
    cases(cast.there, 2)
    page = page_as(cast.district_officer.username, width=width)
    page.goto("/")
    page.get_by_role("link", name=said("How care is going")).click()
    here, there = (
        page.get_by_role("row").filter(has_text=side.municipality.name_ky) for side in (cast.here, cast.there)
    )
    expect(here.get_by_role("cell").first).to_have_text("9")
    expect(there.get_by_role("cell").first).to_have_text(said("not shown"))
    assert not too_wide(page)
    here.get_by_role("link").click()
    expect(page.get_by_role("row").filter(has_text=cast.here.school.name_ky)).to_be_visible()
    source = page.content()
    assert cast.here.pupils[0].family_name not in source
    assert colleague.family_name not in source
    assert not too_wide(page)
    page.get_by_role("link", name=said("How care is going")).first.click()
    expect(there).to_be_visible()
