"""A head's day: what is missing, what the school is asked, a day of snow, a new teacher who signs in the first time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from mektepke.base import clock
from mektepke.people.models import Assignment, Person
from mektepke.places.models import DayChange, SchoolClass
from mektepke.rounds.morning import morning
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.trail.models import Change
from mektepke.watch.models import Signal
from tests.cast import PASSWORD, Cast
from tests.journeys.begun import enter_classes, more_pupils
from tests.journeys.conftest import DESK, PHONE, OpenPage, too_wide
from tests.journeys.words import said
from tests.watch.school import days_until, take

FRIDAY = date(2014, 11, 14)


@pytest.fixture
def two_classes(cast: Cast, today: date) -> SchoolClass:
    """The class here has all registers but today's; another class has had none since Wednesday."""
    [other] = enter_classes(cast.here.school, [ClassName(7, "Б")], cast.administrator)
    more_pupils(other, 8, cast.here.head)
    for school_class, last in ((cast.here.school_class, date(2014, 11, 15)), (other, date(2014, 11, 11))):
        take(school_class, days_until(school_class, last), cast.here.teacher)
    morning(today=today)
    return other


def test_sees_which_registers_are_missing_and_takes_one(
    page_as: OpenPage, two_classes: SchoolClass, cast: Cast, today: date, width: int
) -> None:
    page = page_as(cast.here.head.username, width=width)
    page.goto("/")
    missing = page.locator("section", has=page.get_by_role("heading", name=said("Without a register"), exact=True))
    expect(missing.get_by_role("link", name="6-А")).to_be_visible()
    expect(missing).to_contain_text("12‑ноябрь, 13‑ноябрь, 14‑ноябрь, 15‑ноябрь")
    missing.get_by_role("link", name="6-А").click()
    page.get_by_role("button", name=said("Store the register")).click()
    expect(page.get_by_role("status")).to_be_visible()
    page.goto("/")
    expect(missing.get_by_role("link", name="6-А")).to_have_count(0)
    expect(missing.get_by_role("link", name="7-Б").first).to_be_visible()


def test_the_head_of_the_page_takes_two_rows_of_a_phone(page_as: OpenPage, cast: Cast) -> None:
    page = page_as(cast.here.head.username, width=PHONE)
    for language in ("ky", "ru", "en"):
        page.goto("/")
        page.locator(f"button[name=language][value={language}]").click()
        header = page.locator("body > header")
        assert (header.bounding_box() or {"height": 999})["height"] < 2 * 44 + 20
        for target in header.locator("a, button").all():
            box = target.bounding_box() or {"height": 0, "width": 0}
            assert min(box["height"], box["width"]) >= 44
        assert not too_wide(page)


def test_answers_a_question_about_the_school(
    page_as: OpenPage, two_classes: SchoolClass, cast: Cast, width: int
) -> None:
    page = page_as(cast.here.head.username, width=width)
    page.goto("/")
    question = page.locator("li.card", has_text="7-Б классы: 4 окуу күнү журнал белгиленген жок")
    question.get_by_role("link", name=said("Answer")).click()
    page.get_by_role("link", name=said("Say what happened")).click()
    page.get_by_role("button", name=said("Record the answer")).click()
    expect(page.locator("main")).to_contain_text(said("Please say what happened."))
    page.get_by_label(said("What happened?")).fill("Мугалим ооруп калган")
    page.get_by_role("button", name=said("Record the answer")).click()
    page.goto("/")
    expect(question).to_have_count(0)
    signal = Signal.objects.get(school_class=two_classes, rule="no_register")
    assert signal.state == "handled"
    assert signal.answers.get().words == "Мугалим ооруп калган"


def test_closes_a_day_for_snow_and_no_child_counts_as_missing(
    page_as: OpenPage, cast: Cast, today: date, width: int
) -> None:
    page = page_as(cast.here.head.username, width=width)
    page.goto("/places/calendar/")
    page.get_by_role("link", name="18", exact=True).click()
    page.get_by_label(said("Snow or bad weather")).check()
    page.get_by_role("button", name=said("Save the day")).click()
    expect(page.locator("td.changed").last).to_contain_text(said("Snow or bad weather"))
    assert DayChange.objects.get(school=cast.here.school).day == today + timedelta(days=1)
    assert not too_wide(page)

    clock.set_today(today + timedelta(days=1))
    teacher = page_as(cast.here.teacher.username, width=width)
    teacher.goto("/")
    expect(teacher.locator("main")).to_contain_text(said("No school today."))
    teacher.goto(f"/attendance/{cast.here.school_class.pk}/{clock.today()}/")
    expect(teacher.locator("main")).to_contain_text(
        said("There was no school on this day because of snow or bad weather.")
    )
    page.get_by_role("link", name=said("Take this change back")).click()
    page.get_by_role("button", name=said("Take this change back")).click()
    assert not DayChange.objects.filter(school=cast.here.school).exists()
    teacher.goto("/")
    expect(teacher.get_by_role("link", name=said("Take the register"))).to_be_visible()


def test_a_day_with_registers_is_not_closed_by_a_slip_of_the_finger(
    page_as: OpenPage, two_classes: SchoolClass, cast: Cast
) -> None:
    page = page_as(cast.here.head.username)
    page.goto(f"/places/schools/{cast.here.school.pk}/calendar/add/?day={FRIDAY}")
    page.get_by_label(said("The school was closed")).check()
    page.get_by_role("button", name=said("Save the day")).click()
    although = page.get_by_label(said("Close the day although registers were taken"))
    expect(although).to_be_visible()
    assert not DayChange.objects.filter(school=cast.here.school).exists()
    although.check()
    page.get_by_role("button", name=said("Save the day")).click()
    assert DayChange.objects.get(school=cast.here.school).day == FRIDAY


def test_adds_a_teacher_who_signs_in_with_the_printed_code(page_as: OpenPage, cast: Cast, width: int) -> None:
    page = page_as(cast.here.head.username, width=width)
    page.goto("/")
    page.get_by_role("navigation", name=said("Main pages")).get_by_role("link", name=said("Staff")).click()
    page.get_by_role("link", name=said("Add a person")).click()
    choice = page.locator("li.card", has=page.get_by_role("heading", name=said("Class teacher")))
    expect(choice).to_contain_text(
        said("Takes the register of their classes, sees those children, and calls on the first day.")
    )
    choice.get_by_role("link").click()
    page.get_by_label(said("Family name")).fill("Кадырова")
    page.get_by_label(said("Given name"), exact=True).fill("Бермет")
    page.get_by_label(said("Phone")).fill("12")
    page.get_by_role("button", name=said("Add and print the code")).click()
    expect(page.locator("main")).to_contain_text(said("This number cannot be dialled. Write it like 0777 123 456."))
    expect(page.get_by_label(said("Given name"), exact=True)).to_have_value("Бермет")
    page.get_by_label(said("Phone")).fill("0777 000 123")
    page.get_by_role("button", name=said("Add and print the code")).click()

    slip = page.locator(".slip")
    expect(slip.get_by_role("heading")).to_have_text("Кадырова Бермет")
    name, code = (slip.locator("dd").nth(place).inner_text() for place in (0, 1))
    page.emulate_media(media="print")
    expect(slip).to_be_visible()
    expect(page.locator("body > header")).to_be_hidden()
    assert Assignment.objects.get(person__username=name).role == "teacher"
    uses_the_code(page_as(None, width=width), name, code)
    assert Change.objects.filter(action__startswith="person.").exists()


def uses_the_code(page: Page, name: str, code: str) -> None:
    """A wrong code first; then the right one, a password that is too easy, and a good one."""
    page.goto("/")
    page.get_by_role("link", name=said("I have a code")).click()
    for given in ("AAAA-AAAA", code):
        page.get_by_label(said("Sign-in name")).fill(name.upper())
        page.get_by_label(said("Code"), exact=True).fill(given.lower())
        page.get_by_role("button", name=said("Continue")).click()
    for given in ("12345678", PASSWORD):
        page.get_by_label(said("New password"), exact=True).fill(given)
        page.get_by_label(said("New password once more")).fill(given)
        page.get_by_role("button", name=said("Keep this password and sign in")).click()
    expect(page.get_by_role("status")).to_contain_text(
        said("Your password is set, and you are signed in. The slip of paper can go.")
    )
    expect(page.get_by_role("link", name=said("Take the register"))).to_be_visible()
    assert Person.objects.get(username=name).has_usable_password()


def test_a_code_works_once(page_as: OpenPage, cast: Cast) -> None:
    head = page_as(cast.here.head.username, width=DESK)
    head.goto(f"/staff/{cast.here.teacher.pk}/")
    head.get_by_role("button", name=said("Make a new code")).click()
    name, code = (head.locator(".slip dd").nth(place).inner_text() for place in (0, 1))
    page = page_as(None, width=PHONE)
    uses_the_code(page, name, code)
    again = page_as(None, width=PHONE)
    again.goto("/code/")
    again.get_by_label(said("Sign-in name")).fill(name)
    again.get_by_label(said("Code"), exact=True).fill(code)
    again.get_by_role("button", name=said("Continue")).click()
    expect(again.get_by_role("alert")).to_be_visible()
    expect(again.get_by_label(said("Sign-in name"))).to_have_value(name)
