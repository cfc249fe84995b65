"""A family agrees that the Red Crescent is told; a letter for boots goes without a name, in Russian; it is accepted."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect

from mektepke.casework.models import Consent, Referral
from tests.casework.story import in_care
from tests.cast import Cast
from tests.journeys.conftest import OpenPage, too_wide
from tests.journeys.words import said

RED_CRESCENT = "Кызыл Жарым Ай коому, Баткен"
BOOTS = "Тёплая обувь, размер 34, одна пара"


def test_asks_for_help_with_the_familys_consent_and_hears_that_it_comes(
    page_as: OpenPage, cast: Cast, today: date, width: int
) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    case.risk = "medium"
    case.save()
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto(f"/casework/{case.pk}/")
    page.get_by_role("link", name=said("What the family agrees to")).click()
    agrees(page)
    page.get_by_role("link", name=said("Write a letter")).click()
    page.get_by_role("link", name=said("Who gives help in kind")).click()
    writes(page)

    letter = page.locator("section.letter")
    expect(letter).to_contain_text(BOOTS)
    expect(letter).not_to_contain_text(case.child.family_name)
    assert not Referral.objects.exists()
    assert not too_wide(page)
    page.get_by_role("button", name=said("Send it")).click()
    expect(page.get_by_role("status")).to_contain_text(
        said("The letter is ready. Print it in the language of whoever receives it.")
    )

    prints(page, case.child.given_name)
    hears_the_answer(page)
    sent = Referral.objects.get()
    assert (sent.body, sent.fields, sent.answer, sent.answer_words) == ("aid", [], "accepted", "Жума күнү берилет")
    assert (sent.consent, sent.addressee) == (Consent.objects.get(), RED_CRESCENT)


def agrees(page: Page) -> None:
    """The mother agrees, face to face; which body may be told has to be said."""
    page.get_by_label(said("Who decided?")).select_option("mother")
    page.locator("input[name=sharing][value=yes]").check()
    page.get_by_role("button", name=said("Record what they said")).click()
    expect(page.locator("main")).to_contain_text(said("Please write which body was spoken of."))
    assert not Consent.objects.exists()
    page.get_by_label(said("Which body may be told?")).fill(RED_CRESCENT)
    page.get_by_role("button", name=said("Record what they said")).click()
    expect(page.get_by_role("status")).to_contain_text(said("What the family said is recorded."))
    expect(page.locator("li.card")).to_contain_text(RED_CRESCENT)
    assert not too_wide(page)


def writes(page: Page) -> None:
    """What is needed and in which size; nothing about the child is ticked."""
    page.get_by_label(said("To whom by name?")).fill(RED_CRESCENT)
    page.get_by_label(said("What is asked?")).fill(BOOTS)
    expect(page.locator("input[type=checkbox]:checked")).to_have_count(0)
    page.get_by_label(RED_CRESCENT).check()
    assert not too_wide(page)
    page.get_by_role("button", name=said("See the letter")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("This is all they will read"))


def prints(page: Page, child: str) -> None:
    """On paper the letter stands alone, in Russian, while the page around it speaks Kyrgyz."""
    page.get_by_role("main").get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Letter to print"))
    letter = page.locator("section.letter")
    expect(letter).to_contain_text("Алма-Сууйская школа просит Вас о следующем:")
    expect(letter).to_contain_text(RED_CRESCENT)
    expect(letter).not_to_contain_text(child)
    assert not too_wide(page)
    page.emulate_media(media="print")
    expect(page.locator("body > header")).to_be_hidden()
    expect(page.get_by_role("link", name="Русский").first).to_be_hidden()
    expect(letter).to_be_visible()
    page.emulate_media(media="screen")


def hears_the_answer(page: Page) -> None:
    """They call: it comes on Friday."""
    page.get_by_role("link", name=said("To the letter")).click()
    page.get_by_role("link", name=said("Record the answer")).click()
    page.get_by_label(said("Accepted")).check()
    page.get_by_label(said("In their words")).fill("Жума күнү берилет")
    page.get_by_role("button", name=said("Keep the answer")).click()
    expect(page.locator("main")).to_contain_text(said("Accepted on %(day)s.", day="17\N{NON-BREAKING HYPHEN}ноябрь"))
    expect(page.locator("main")).to_contain_text("Жума күнү берилет")
