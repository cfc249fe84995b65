"""A social pedagogue's Monday: whom to see and why, a call, a visit, a child taken into care and let go again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from mektepke.base import clock
from mektepke.casework.models import Case, Contact
from mektepke.pupils.models import Child
from mektepke.rounds.morning import morning
from mektepke.trail.models import Look
from tests.casework.story import in_care
from tests.cast import PASSWORD, Cast
from tests.journeys.autumn import autumn
from tests.journeys.conftest import DESK, OpenPage, too_wide
from tests.journeys.keyboard import choose, press, tab_to, write
from tests.journeys.words import counted, said
from tests.watch.school import take

EVIDENCE = "Апасы: пияз жыйноого барат"
NEARER = "Мектеп алыс, унаа жок"


@pytest.fixture
def missing(cast: Cast, today: date) -> Child:
    """One child of the class misses the last three days, and the morning's round has noticed."""
    autumn(cast, {cast.here.pupils[0]: "aaa"})
    return cast.here.pupils[0]


def card_of(page: Page, child: Child) -> Locator:
    """The child's card on Today."""
    return page.locator("li.card").filter(has=page.get_by_role("link", name=child.name, exact=True))


def test_signs_in_and_sees_whom_to_see_today_and_why(
    page_as: OpenPage, missing: Child, cast: Cast, width: int, complaints: list[str]
) -> None:
    page = page_as(None, width=width)
    page.goto("/")
    sign_in_by_hand(page, "N.TOKTOMATOVA", "not the password")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(said("Sign-in name"))).to_have_value("N.TOKTOMATOVA")
    complaints.clear()
    sign_in_by_hand(page, "N.TOKTOMATOVA", PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_contain_text("1")
    card = card_of(page, missing)
    expect(card).to_contain_text("Катары менен 3 окуу күнү келген жок (13–15‑ноябрь).")
    expect(card).to_contain_text(said("Visit the home"))
    expect(card.locator("svg.strip title")).to_contain_text("15‑ноябрь")
    assert not too_wide(page)


@pytest.mark.parametrize(("language", "reason"), [("ru", "3 учебных дня"), ("en", "3 school days in a row")])
def test_sees_the_same_in_another_language(
    page_as: OpenPage, missing: Child, cast: Cast, language: str, reason: str
) -> None:
    page = page_as(cast.here.pedagogue.username)
    page.goto("/")
    page.locator(f"button[name=language][value={language}]").click()
    expect(card_of(page, missing)).to_contain_text(reason)
    expect(card_of(page, missing)).to_contain_text(said("Visit the home", language))


def test_opens_the_childs_page_and_the_page_says_who_looked(
    page_as: OpenPage, missing: Child, cast: Cast, width: int
) -> None:
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto("/")
    page.get_by_role("link", name=missing.name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(missing.given_name)
    expect(page.locator("main")).to_contain_text("62 күндүн 3 күнүндө")
    family = page.locator("details", has_text=said("Family and circumstances"))
    expect(family.get_by_role("link", name="+996777000001")).to_be_hidden()
    family.locator("summary").click()
    expect(family.get_by_role("link", name="+996777000001")).to_have_attribute("href", "tel:+996777000001")
    looked = page.locator("details", has_text=said("Who looked at this page"))
    looked.locator("summary").click()
    expect(looked).to_contain_text(f"{cast.here.pedagogue.full_name}, {said('Social pedagogue')}, 17‑ноябрь")
    assert Look.objects.filter(child_key=missing.pk, by_key=cast.here.pedagogue.pk, page="child").count() == 1


def test_dials_and_records_what_came_of_the_call(page_as: OpenPage, missing: Child, cast: Cast, width: int) -> None:
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto("/")
    card_of(page, missing).get_by_role("link", name=said("Call")).click()
    expect(page.locator("a[href='tel:+996777000001']")).to_be_visible()
    page.get_by_label(said("The child comes back to school")).check()
    page.get_by_label(said("What was said and agreed?")).fill("Эртең келет")
    page.get_by_role("button", name=said("Record the call")).click()

    recorded = said(
        "The call about %(child)s is recorded. You look again on %(day)s.", child=missing.name, day="18‑ноябрь"
    )
    expect(page.get_by_role("status")).to_contain_text(recorded)
    expect(card_of(page, missing)).to_have_count(0)
    contact = Contact.objects.get(child=missing)
    assert (contact.kind, contact.result, contact.words) == ("call", "comes_back", "Эртең келет")
    assert contact.next_on == date(2014, 11, 18)
    clock.set_today(contact.next_on)
    page.reload()
    expect(card_of(page, missing)).to_contain_text(said("A second look was planned for %(day)s.", day="18‑ноябрь"))


def test_records_a_visit_and_is_reminded_on_the_agreed_day(page_as: OpenPage, missing: Child, cast: Cast) -> None:
    page = page_as(cast.here.pedagogue.username)
    page.goto("/")
    card_of(page, missing).get_by_role("link", name=said("Visited")).click()
    expect(page.get_by_label(said("The number is wrong"))).to_have_count(0)
    page.get_by_label(said("Spoke with the family at home")).check()
    page.get_by_label(said("What was said and agreed?")).fill("Бут кийими жок экен")
    page.get_by_label(said("Look again on")).fill("2014-11-10")
    page.get_by_role("button", name=said("Record the visit")).click()
    expect(page.locator("main")).to_contain_text(said("This day has passed. Choose today or a later day."))
    expect(page.get_by_label(said("What was said and agreed?"))).to_have_value("Бут кийими жок экен")
    expect(page.get_by_label(said("Spoke with the family at home"))).to_be_checked()
    assert not Contact.objects.exists()

    page.get_by_label(said("Look again on")).fill("2014-11-23")
    page.get_by_role("button", name=said("Record the visit")).click()
    expect(page.locator("main")).to_contain_text("24‑ноябрь, дүйшөмбү")
    assert not Contact.objects.exists()

    page.get_by_label(said("Look again on")).fill("2014-11-20")
    page.get_by_role("button", name=said("Record the visit")).click()
    expect(card_of(page, missing)).to_have_count(0)
    clock.set_today(date(2014, 11, 19))
    page.reload()
    expect(card_of(page, missing)).to_have_count(0)
    clock.set_today(date(2014, 11, 20))
    page.reload()
    expect(card_of(page, missing)).to_contain_text(said("You agreed to look again on %(day)s.", day="20‑ноябрь"))
    expect(card_of(page, missing)).to_contain_text("Катары менен 3 окуу күнү келген жок (13–15‑ноябрь).")


def test_takes_a_child_into_care_and_closes_the_case_in_the_end(
    page_as: OpenPage, missing: Child, cast: Cast, width: int
) -> None:
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto("/")
    card_of(page, missing).get_by_role("link", name=said("Take into care")).click()
    causes = page.get_by_label(said("Why does the child miss school?"))
    causes.nth(0).select_option("seasonal_work")
    page.locator("summary", has_text=said("One more cause")).first.click()
    causes.nth(1).select_option("seasonal_work")
    page.get_by_label(said("What shows it?")).nth(1).fill(NEARER)
    page.get_by_label(said("Who said so?")).nth(1).select_option("seen")
    page.get_by_label(said("What is done?")).select_option("home_visit")
    page.get_by_label(said("Until when?")).fill("2014-11-01")
    page.get_by_role("button", name=said("Take into care")).click()

    expect(page.locator("main")).to_contain_text(said("Please write what shows it. One sentence is enough."))
    expect(page.locator("main")).to_contain_text(said("Please choose who is responsible."))
    assert not Case.objects.exists()
    assert not too_wide(page)
    expect(page.locator("main")).to_contain_text(said("This day has passed. Choose today or a later day."))
    expect(causes.nth(0)).to_have_value("seasonal_work")
    expect(causes.nth(1)).to_have_value("seasonal_work")
    expect(page.get_by_label(said("What shows it?")).nth(1)).to_have_value(NEARER)
    page.get_by_label(said("What shows it?")).nth(0).fill(EVIDENCE)
    page.get_by_label(said("Who said so?")).nth(0).select_option("parent")
    page.get_by_label(said("Who is responsible?")).select_option("pedagogue")
    page.get_by_label(said("Until when?")).fill("2014-11-19")
    page.get_by_role("button", name=said("Take into care")).click()
    expect(page.locator("main")).to_contain_text(said("This cause is already named above."))
    causes.nth(1).select_option("distance")
    page.get_by_role("button", name=said("Take into care")).click()

    expect(page.get_by_role("status")).to_contain_text(said("The child is in your care now."))
    case = Case.objects.get(child=missing)
    assert [(cause.cause, cause.evidence, cause.said_by) for cause in case.causes.all()] == [
        ("seasonal_work", EVIDENCE, "parent"),
        ("distance", NEARER, "seen"),
    ]
    works_on_it(page, case)
    page.goto("/")
    expect(card_of(page, missing)).to_have_count(0)


def works_on_it(page: Page, case: Case) -> None:
    """One more action, the first one done, the case closed with what helped."""
    page.get_by_role("link", name=said("Add an action")).click()
    page.get_by_label(said("What is done?")).select_option("transport")
    page.get_by_label(said("Who is responsible?")).select_option("village_head")
    page.get_by_label(said("Until when?")).fill("2014-11-28")
    page.get_by_label(said("In your words")).fill("Таңкы унаа менен")
    page.get_by_role("button", name=said("Keep the action")).click()
    expect(page.locator("li.card", has_text=said("Transport to school"))).to_contain_text(said("The village head"))
    page.locator("li.card", has_text=said("Home visit")).get_by_role("button", name=said("Mark as done")).click()
    expect(page.get_by_role("status")).to_contain_text(said("Marked as done."))
    assert case.actions.get(kind="home_visit").done_on == clock.today()

    page.get_by_role("link", name=said("Close the case")).click()
    expect(page.locator("main li", has_text=said("Transport to school"))).to_be_visible()
    page.get_by_label(said("Comes to school again")).check()
    page.get_by_label(said("What helped?")).fill("Айыл өкмөтүнүн унаасы")
    page.get_by_role("button", name=said("Close the case")).click()
    expect(page.locator("main")).to_contain_text("бала акыркы белгиленген 3 күндө мектепте болгон эмес (13–15‑ноябрь)")
    expect(page.get_by_label(said("What helped?"))).to_have_value("Айыл өкмөтүнүн унаасы")
    page.get_by_label(said("I know what the registers say, and it is so all the same")).check()
    page.get_by_label(said("Why is it so all the same?")).fill("Бүгүн эртең менен келди")
    page.get_by_role("button", name=said("Close the case")).click()
    expect(page.locator("main")).to_contain_text("Айыл өкмөтүнүн унаасы")
    expect(page.locator("main")).to_contain_text("Бүгүн эртең менен келди")
    expect(page.locator("li.card", has_text=said("Transport to school"))).to_contain_text("17‑ноябрь")
    expect(page.get_by_role("link", name=said("Add an action"))).to_have_count(0)
    case.refresh_from_db()
    assert (case.outcome, case.closed_on) == ("at_school", clock.today())


def test_takes_a_child_into_care_with_the_keyboard_alone(page_as: OpenPage, missing: Child, cast: Cast) -> None:
    page = page_as(cast.here.pedagogue.username, width=DESK)
    page.goto("/")
    press(page, card_of(page, missing).get_by_role("link", name=said("Take into care")))
    page.wait_for_url("**/casework/open/**")
    choose(page, page.get_by_label(said("Why does the child miss school?")).nth(0), said("The child works"))
    write(page, page.get_by_label(said("What shows it?")).nth(0), EVIDENCE)
    choose(page, page.get_by_label(said("Who said so?")).nth(0), said("A parent or guardian"))
    choose(page, page.get_by_label(said("What is done?")), said("Talk with the parents"))
    choose(page, page.get_by_label(said("Who is responsible?")), said("Social pedagogue"))
    tab_to(page, page.get_by_label(said("Until when?")))
    page.keyboard.type("11192014")
    press(page, page.get_by_role("button", name=said("Take into care")))
    expect(page.get_by_role("status")).to_contain_text(said("The child is in your care now."))
    case = Case.objects.get(child=missing)
    assert case.causes.get().cause == "work"
    assert (case.actions.get().kind, case.actions.get().due_on) == ("talk_parents", date(2014, 11, 19))


def test_the_list_is_as_long_as_the_day_and_says_who_waits(
    page_as: OpenPage, cast: Cast, today: date, width: int
) -> None:
    marks = {child: "a" * days for days, child in enumerate(cast.here.pupils[:5], start=3)}
    autumn(cast, marks)
    page = page_as(cast.here.pedagogue.username, width=width)
    page.goto("/")
    expect(page.locator("ol.cards > li.card")).to_have_count(2)
    expect(page.locator("ol.cards > li.card").first).to_contain_text(cast.here.pupils[4].name)
    expect(page.locator("main")).to_contain_text(
        counted("%(count)s more child waits", "%(count)s more children wait", 3, count=3)
    )
    page.get_by_role("link", name=said("I have time for one more")).click()
    expect(page.locator("ol.cards > li.card")).to_have_count(3)


def test_a_child_in_care_who_gets_worse_is_named_again(
    page_as: OpenPage, missing: Child, cast: Cast, today: date
) -> None:
    page = page_as(cast.here.pedagogue.username)
    page.goto(f"/casework/open/{missing.pk}/")
    page.get_by_label(said("Why does the child miss school?")).nth(0).select_option("illness")
    page.get_by_label(said("What shows it?")).nth(0).fill(EVIDENCE)
    page.get_by_label(said("Who said so?")).nth(0).select_option("parent")
    page.get_by_label(said("What is done?")).select_option("home_visit")
    page.get_by_label(said("Who is responsible?")).select_option("pedagogue")
    page.get_by_label(said("Until when?")).fill("2014-11-19")
    page.get_by_role("button", name=said("Take into care")).click()
    expect(page.get_by_role("status")).to_be_visible()

    still_missing(cast, missing, days=7)
    page.goto("/")
    expect(page.locator("main")).to_contain_text(said("In care, and worse than before"))
    expect(page.locator("ol.cards > li.card")).to_have_count(0)
    expect(card_of(page, missing).get_by_role("link", name=said("Call"), exact=True)).to_be_visible()
    expect(card_of(page, missing).get_by_role("link", name=said("Visited"))).to_be_visible()
    card_of(page, missing).get_by_role("link", name=said("To the case")).click()
    page.wait_for_url(f"**/casework/{Case.objects.get().pk}/")
    page.get_by_role("link", name=said("Today")).last.click()
    page.wait_for_url("**/")


def test_a_child_in_care_to_look_at_again_leads_to_its_case(
    page_as: OpenPage, missing: Child, cast: Cast, today: date
) -> None:
    case = in_care(cast.here, missing, due=today)
    page = page_as(cast.here.pedagogue.username)
    page.goto(f"/casework/call/{missing.pk}/")
    page.get_by_label(said("Nobody reached")).check()
    page.get_by_label(said("Look again on")).fill(str(today))
    page.get_by_role("button", name=said("Record the call")).click()
    expect(card_of(page, missing).get_by_role("link", name=said("Take into care"))).to_have_count(0)
    card_of(page, missing).get_by_role("link", name=said("To the case")).click()
    page.wait_for_url(f"**/casework/{case.pk}/")


def still_missing(cast: Cast, child: Child, *, days: int) -> None:
    """The next school days go by without the child, and their mornings."""
    first = clock.today()
    for number in range(days):
        day = first + timedelta(days=number)
        if day.weekday() == 6:
            continue
        take(cast.here.school_class, [day], cast.here.teacher, {child: "a"})
        clock.set_today(day + timedelta(days=1))
        morning(today=clock.today())


def sign_in_by_hand(page: Page, name: str, password: str) -> None:
    """Type what the sign-in page asks for."""
    page.get_by_label(said("Sign-in name")).fill(name)
    page.get_by_label(said("Password")).fill(password)
    page.get_by_role("button", name=said("Sign in")).click()
