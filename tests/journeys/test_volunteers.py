"""Pairs of children: the teacher pairs the whole class, everybody agrees, a pair asks for a grown-up, somebody goes."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from mektepke.casework.models import Pair, Pairing, PairNote
from tests.cast import Cast
from tests.journeys.begun import more_pupils
from tests.journeys.conftest import PHONE, OpenPage, too_wide
from tests.journeys.test_accessibility import SMALL
from tests.journeys.words import counted, said

CLASS = "6-А"
IN_CLASS = {"class": CLASS}


def numbered(page: Page, name: str) -> Locator:
    """The number beside a child."""
    return page.get_by_label(name, exact=True)


def fits(page: Page, heading: str) -> None:
    """This page is open, stands on a phone, and a thumb touches every button."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert not too_wide(page)
    assert page.evaluate(SMALL) == []


def test_a_class_goes_in_pairs_and_a_pair_that_asks_gets_a_grown_up(page_as: OpenPage, cast: Cast) -> None:
    teacher = page_as(cast.here.teacher.username, width=PHONE)
    pairs_the_class(teacher)
    everybody_agrees(teacher)
    pedagogue = page_as(cast.here.pedagogue.username, width=PHONE)
    hears_a_pair(pedagogue)
    goes_there(pedagogue)
    a_new_pupil_gets_a_pair(teacher, cast)


def pairs_the_class(page: Page) -> None:
    """From Today to a proposal; two children change places; a slip is answered in words."""
    page.goto("/")
    page.get_by_role("link", name=said("Pairs of children")).tap()
    page.get_by_role("link", name=said("Propose pairs")).tap()
    expect(numbered(page, "Абдиева Айпери")).to_have_value("1")
    expect(numbered(page, "Жоробаев Нурлан")).to_have_value("1")
    fits(page, said("%(class)s: who goes with whom", **IN_CLASS))
    numbered(page, "Жоробаев Нурлан").fill("2")
    page.get_by_role("button", name=said("Keep these pairs")).tap()
    alone = said("Nobody else has the number %(number)s. Write the same number beside two children.", number=1)
    expect(page.locator("main")).to_contain_text(alone)
    numbered(page, "Камчиев Өмүрбек").fill("1")
    page.get_by_role("button", name=said("Keep these pairs")).tap()
    fits(page, counted("%(class)s: %(count)s pair", "%(class)s: %(count)s pairs", 3, count=3, **IN_CLASS))
    assert Pairing.objects.get().pairs.count() == 3


def everybody_agrees(page: Page) -> None:
    """Two ticks for each of the first two pairs; slips for those alone."""
    for number in (1, 2):
        card = page.locator("li.card", has_text=said("Pair %(number)s", number=number))
        for words in ("The children agreed", "The families agreed"):
            card.get_by_label(said(words)).check()
    page.get_by_role("button", name=said("Keep what was agreed")).tap()
    expect(page.get_by_role("status")).to_contain_text(said("What was agreed is kept."))
    page.get_by_role("link", name=said("Slips to print")).tap()
    expect(page.locator(".pair-slip")).to_have_count(2)
    expect(page.locator(".pair-slip").first).to_contain_text("Айпери, Өмүрбек")
    fits(page, CLASS)
    page.locator(".back a").tap()


def hears_a_pair(page: Page) -> None:
    """Class, number, one tap; a slip of the finger taken back; then the right button."""
    page.goto("/")
    page.get_by_role("link", name=said("Record what a pair tells")).tap()
    fits(page, said("Which class?"))
    page.get_by_role("link", name=said("Pairs of %(class)s", **IN_CLASS)).tap()
    expect(page.locator(".pair-numbers li")).to_have_count(2)
    fits(page, said("%(class)s: which pair?", **IN_CLASS))
    tells(page, 1, "I invited")
    page.get_by_role("button", name=said("That was a slip of the finger: take it back")).tap()
    expect(page.get_by_role("status")).to_contain_text(said("Taken back."))
    assert not PairNote.objects.exists()
    tells(page, 1, "Please, a grown-up")
    tells(page, 2, "We came together")
    assert set(PairNote.objects.values_list("pair__number", "kind")) == {(1, "grown_up"), (2, "came_together")}


def tells(page: Page, number: int, words: str) -> None:
    """Two taps: the number, the button."""
    page.locator(".pair-numbers a", has=page.get_by_text(str(number), exact=True)).tap()
    fits(page, f"{number}-жуп")
    page.get_by_role("button", name=said(words)).tap()
    expect(page.get_by_role("status")).to_be_visible()


def goes_there(page: Page) -> None:
    """The pair stands on Today, with both names and no word of which of them asked; one tap, and it is done."""
    page.goto("/")
    asks = counted("%(count)s pair asks for a grown-up", "%(count)s pairs ask for a grown-up", 1, count=1)
    fits(page, asks)
    card = page.locator("li.card", has_text="Айпери, Өмүрбек")
    expect(card).to_contain_text(said("The pair asked for a grown-up today."))
    card.get_by_role("button", name=said("I went")).tap()
    expect(page.get_by_role("status")).to_contain_text(said("Recorded: you went to pair %(number)s.", number=1))
    expect(page.locator("li.card", has_text="Айпери, Өмүрбек")).to_have_count(0)
    assert PairNote.objects.get(kind="grown_up").answered_on is not None


def a_new_pupil_gets_a_pair(page: Page, cast: Cast) -> None:
    """Whoever comes later is named; the others keep whom they have and what they agreed to."""
    [child] = more_pupils(cast.here.school_class, 1, cast.here.head)
    page.reload()
    alone = counted("%(count)s child is in no pair yet.", "%(count)s children are in no pair yet.", 1, count=1)
    expect(page.locator("main")).to_contain_text(alone)
    page.get_by_role("link", name=said("Pair them")).tap()
    # No streets but one: the last pair takes the new one in.
    expect(numbered(page, child.name)).to_have_value("3")
    page.get_by_role("button", name=said("Keep these pairs")).tap()
    expect(page.locator("li.card", has_text=child.name)).to_contain_text("Эшматова Үмүт")
    agreed = Pair.objects.filter(pairing__ends__isnull=True, families_agreed=True)
    assert sorted(agreed.values_list("number", flat=True)) == [1, 2]
