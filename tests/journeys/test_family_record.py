"""A mother asks what school keeps about her girl; and the head confirms that what has had its time is removed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from mektepke.base import clock
from mektepke.casework.actions import close_case
from mektepke.casework.models import Case, CaseCause, RecordRequest, RetentionProposal, Review
from mektepke.casework.rights.actions import set_period
from mektepke.casework.rights.rules.schedule import Kind
from mektepke.pupils.models import Child
from mektepke.rounds.morning import morning
from mektepke.trail.actions import check
from mektepke.trail.models import Look
from tests.casework.story import in_care
from tests.cast import Cast
from tests.journeys.autumn import autumn
from tests.journeys.conftest import OpenPage
from tests.journeys.words import counted, said

# Half a year after the case was closed; the programme keeps its words no longer.
LATER = date(2015, 5, 18)
HALF_A_YEAR = 6


@pytest.fixture
def girl(cast: Cast, today: date) -> Child:
    """Айпери was away for three days, is in care, and a neighbour has said something, too."""
    child = cast.here.pupils[0]
    autumn(cast, {child: "aaa"})
    case = in_care(cast.here, child, due=today + timedelta(3))
    CaseCause.objects.create(
        case=case, cause="work", said_by="neighbour", evidence="Коңшусу айтты: базарда иштейт",
        recorded_by=cast.here.pedagogue,
    )  # fmt: skip
    return child


def test_a_mother_asks_and_the_pedagogue_prints_the_record_in_kyrgyz(
    page_as: OpenPage, cast: Cast, girl: Child, width: int
) -> None:
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto(f"/children/{girl.pk}/")
    page.locator("summary", has_text=said("Family and circumstances")).click()
    page.get_by_role("link", name=said("What the family can ask for")).click()
    page.get_by_role("link", name=said("The family asks for the record")).click()
    page.get_by_label(said("Who asks for it?")).select_option("mother")
    page.get_by_role("button", name=said("Keep the request")).click()
    expect(page.locator("main")).to_contain_text(said("Please say whether this person lives with the child."))
    page.get_by_label(said("Yes"), exact=True).check()
    page.get_by_role("button", name=said("Keep the request")).click()
    page.get_by_role("link", name=said("Read and print it")).click()

    paper = page.locator("article")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Мектепте сакталган маалымат: Абдиева Айпери")
    expect(paper).to_contain_text("Ноябрь 2014: Белгиленген күндөр: ")
    expect(paper).to_contain_text("Sorts onions with an uncle")
    expect(paper).not_to_contain_text("базарда")
    expect(paper).not_to_contain_text("оңшу")
    _looks_well_on_paper(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name=said("Save it as a file")).click()
    file = downloading.value.path().read_text(encoding="utf-8-sig")
    assert file.startswith("Мектепте сакталган маалымат: Абдиева Айпери")
    assert "Sorts onions with an uncle" in file
    assert "базарда" not in file

    page.goto(f"/casework/rights/requests/{RecordRequest.objects.get().pk}/")
    page.get_by_role("button", name=said("The family has it now")).click()
    expect(page.get_by_role("status")).to_contain_text(said("Kept: the family has its record."))
    assert RecordRequest.objects.get().handed_on == clock.today()
    assert Look.objects.filter(child_key=girl.pk, page="family_record").exists()


def _looks_well_on_paper(page: Page) -> None:
    """Only the record is printed: no ways, no buttons."""
    page.emulate_media(media="print")
    for hidden in (page.get_by_role("navigation").first, page.locator(".buttons").first, page.locator("footer")):
        expect(hidden).to_be_hidden()
    expect(page.locator("article")).to_be_visible()
    page.emulate_media(media="screen")


def test_the_head_confirms_that_the_words_of_an_old_case_are_removed(
    page_as: OpenPage, cast: Cast, girl: Child, today: date, width: int
) -> None:
    case = Case.objects.get(child=girl)
    Review.objects.create(case=case, decision="ended", words="Күн сайын келет", by=cast.here.pedagogue)
    close_case(case=case, outcome="moved", words="Жаңы өтүк", by=cast.here.pedagogue)
    set_period(kind=Kind.CASES, months=HALF_A_YEAR, by=cast.programme_manager)
    clock.set_today(LATER)
    morning(today=LATER)
    proposal = RetentionProposal.objects.get(kind="cases")

    page = page_as(cast.here.head.username, width=width)
    page.goto("/casework/rights/retention/")
    page.get_by_role("link", name=said("Words of closed cases, consents and letters")).click()
    page.get_by_role("button", name=said("Record the decision")).click()
    expect(page.locator("main")).to_contain_text(said("Please choose what you decide."))
    page.get_by_label(said("Remove it for good")).check()
    page.get_by_role("button", name=said("Record the decision")).click()
    removed = counted("%(count)d record was removed.", "%(count)d records were removed.", 1, count=1)
    expect(page.get_by_role("status")).to_contain_text(removed)
    expect(page.locator("aside")).to_contain_text(said("Words of closed cases, consents and letters"))
    proposal.refresh_from_db()
    case.refresh_from_db()
    assert (proposal.decided_by, proposal.removed) == (cast.here.head, 1)
    assert (case.outcome, case.closing_words, case.reviews.get().words) == ("moved", "", "")
    assert check().ok
