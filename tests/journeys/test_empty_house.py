"""The whole way in a house that begins empty: from `mektepke begin` to what a district officer compares, by hand.

No sample and no cast: whoever stands here was typed in, or came from a sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mektepke.base import clock
from mektepke.casework.models import Case
from mektepke.people.models import Person
from mektepke.places.models import Place, School, SchoolClass
from mektepke.pupils.models import Child
from mektepke.rounds.morning import morning
from mektepke.trail.actions import seal
from mektepke.trail.models import Change, Look
from mektepke.trail.verification import verify
from tests.cast import PASSWORD
from tests.journeys.begun import begin_house
from tests.journeys.conftest import DESK, PHONE, OpenPage
from tests.journeys.words import said
from tests.sheets.books import Rows, xlsx

FIRST_DAY = date(2014, 11, 10)
SCHOOL_DAYS = (date(2014, 11, 10), date(2014, 11, 11), date(2014, 11, 12))
STAFF = [
    ["Мугалимдердин тизмеси"],
    ["№", "Аты-жөнү", "Кызматы", "Классы", "Телефон"],
    [1, "Ормонов Бакыт", "Директор", "", "0777 000 301"],
    [2, "Токтоматова Нургүл", "Социалдык педагог", "", "0777 000 302"],
    [3, "Садыкова Асел", "Класс жетекчи", "6-А", "0777 000 303"],
]
NAMES = [
    "Абдиева Айпери", "Бекова Нуриза", "Жоробаев Нурлан", "Ибраимов Азамат", "Камчиев Өмүрбек", "Осмонова Гүлзат",
    "Сапаров Тилек", "Токтосунов Эрлан", "Үсөнова Сезим",
]  # fmt: skip
PUPILS = [
    ["6-А класс"],
    ["№", "Окуучунун аты-жөнү", "Туулган күнү", "Ата-энеси", "Телефону"],
    *[[place, name, "12.03.2002", f"{name.split()[0]} Гүлсара", "0777 000 401"] for place, name in enumerate(NAMES, 1)],
]
MISSING = "Камчиев Өмүрбек"


@pytest.fixture
def administrator(transactional_db: None) -> tuple[str, str]:
    """Sign-in name and code of the first administrator, as `mektepke begin` prints them."""
    clock.set_today(FIRST_DAY)
    return begin_house()


def kept(folder: Path, name: str, rows: Rows) -> Path:
    """A workbook as a school keeps it, in a file."""
    file = folder / f"{name}.xlsx"
    file.write_bytes(xlsx(rows))
    return file


def test_the_whole_way_in_a_house_that_begins_empty(
    page_as: OpenPage, administrator: tuple[str, str], tmp_path: Path
) -> None:
    page = first_time(page_as, *administrator, width=DESK)
    adds_an_oblast(page)
    adds_a_village_and_a_school(page)
    enters_the_classes(page)
    codes = loads_the_staff(page, kept(tmp_path, "кызматкерлер", STAFF))
    head = first_time(page_as, *codes["Ормонов Бакыт"], width=DESK)
    loads_the_pupils(head, kept(tmp_path, "окуучулар", PUPILS))
    teacher = first_time(page_as, *codes["Садыкова Асел"], width=PHONE)
    takes_registers(teacher, SCHOOL_DAYS[:1])
    calls_on_the_first_day(teacher)
    takes_registers(teacher, SCHOOL_DAYS[1:])

    clock.set_today(date(2014, 11, 13))
    run = morning(today=clock.today())
    assert (run.schools, run.children_waiting) == (2, 1)
    opens_a_case(first_time(page_as, *codes["Токтоматова Нургүл"], width=PHONE))
    closes_a_day_for_snow(head)
    officer = first_time(page_as, *adds_a_district_officer(page), width=DESK)
    compares_the_municipalities(officer)
    seal()
    assert verify().ok
    assert Change.objects.filter(action="case.opened").count() == 1
    assert Look.objects.filter(child_key=Child.objects.get(given_name="Өмүрбек").pk).exists()


def first_time(page_as: OpenPage, name: str, code: str, *, width: int) -> Page:
    """Sign in for the first time with what stands on the slip of paper."""
    page = page_as(None, width=width)
    page.goto("/code/")
    page.get_by_label(said("Sign-in name")).fill(name)
    page.get_by_label(said("Code"), exact=True).fill(code)
    page.get_by_role("button", name=said("Continue")).click()
    page.get_by_label(said("New password"), exact=True).fill(PASSWORD)
    page.get_by_label(said("New password once more")).fill(PASSWORD)
    page.get_by_role("button", name=said("Keep this password and sign in")).click()
    expect(page.get_by_role("status")).to_be_visible()
    return page


def adds_an_oblast(page: Page) -> None:
    """A second oblast, which its maker keeps too; then back to the first page."""
    page.get_by_role("link", name=said("Places and schools")).click()
    page.get_by_role("link", name=said("Add an oblast")).click()
    page.get_by_label(said("name in Kyrgyz")).fill("Талас")
    page.get_by_role("button", name=said("Add the oblast")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Талас")
    page.goto("/")


def adds_a_village_and_a_school(page: Page) -> None:
    """From the places down to a second village, and a school in it."""
    page.get_by_role("link", name=said("Places and schools")).click()
    for place in ("Түштүк", "Тоолуу", "Алмалуу"):
        page.get_by_role("link", name=place, exact=True).click()
    page.locator(f"a[href$='{Place.objects.get(level='municipality').pk}/add/']").click()
    page.get_by_label(said("name in Kyrgyz")).fill("Терек-Башы")
    page.get_by_role("button", name=said("Add the place")).click()
    village = Place.objects.get(name_ky="Терек-Башы")
    page.get_by_role("link", name="Терек-Башы", exact=True).click()
    page.locator(f"a[href$='{village.pk}/schools/add/']").click()
    page.get_by_label(said("name in Kyrgyz")).fill("Терек-Башы мектеби")
    page.get_by_label(said("code")).fill("TER-01")
    page.get_by_role("button", name=said("Add the school")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Терек-Башы мектеби")


def enters_the_classes(page: Page) -> None:
    """The classes of the new school, as they stand on the doors."""
    page.get_by_role("link", name=said("Enter the classes")).click()
    page.get_by_label(said("Classes"), exact=True).fill("5-А, шестой")
    page.get_by_role("button", name=said("Save")).click()
    expect(page.locator(".errorlist")).to_contain_text("шестой")
    page.get_by_label(said("Classes"), exact=True).fill("5-А, 6-А")
    page.get_by_role("button", name=said("Save")).click()
    expect(page.get_by_role("link", name="6-А")).to_be_visible()
    assert SchoolClass.objects.filter(school__code="TER-01").count() == 2


def loads_the_staff(page: Page, file: Path) -> dict[str, tuple[str, str]]:
    """Sign-in name and code of everybody on the list, from the slips to cut apart."""
    page.goto("/staff/import/")
    page.get_by_label(said("School"), exact=True).select_option(label="Терек-Башы мектеби")
    page.get_by_label(said("The list (.xlsx or .csv)")).set_input_files(file)
    page.get_by_role("button", name=said("Look at the list")).click()
    expect(page.locator("main")).to_contain_text("Садыкова Асел")
    assert Person.objects.count() == 1
    page.get_by_role("button", name=said("Confirm")).click()
    slips = page.locator(".slip")
    expect(slips).to_have_count(3)
    return {
        slip.get_by_role("heading").inner_text(): (
            slip.locator("dd").nth(0).inner_text(),
            slip.locator(".code").inner_text(),
        )
        for slip in slips.all()
    }


def loads_the_pupils(page: Page, file: Path) -> None:
    """The head loads the list of the class."""
    page.goto("/pupils/import/")
    page.get_by_label(said("The list"), exact=True).set_input_files(file)
    page.get_by_role("button", name=said("Show what it would do")).click()
    page.get_by_role("button", name=said("Confirm")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The list is stored."))
    assert Child.objects.count() == len(NAMES)


def takes_registers(page: Page, days: Sequence[date]) -> None:
    """On each of these days the same child is missing."""
    for day in days:
        clock.set_today(day)
        page.goto("/")
        page.get_by_role("link", name=said("Take the register")).tap()
        page.get_by_text(MISSING, exact=True).tap()
        page.get_by_role("button", name=said("Store the register")).tap()
        expect(page.get_by_role("status")).to_be_visible()


def calls_on_the_first_day(page: Page) -> None:
    """The class teacher calls the family on the same day, and nobody answers."""
    page.goto("/")
    page.get_by_role("link", name=said("Call"), exact=True).tap()
    expect(page.locator("a[href='tel:+996777000401']")).to_be_visible()
    page.get_by_label(said("Nobody reached")).check()
    page.get_by_role("button", name=said("Record the call")).tap()
    expect(page.get_by_role("status")).to_contain_text(MISSING)


def opens_a_case(page: Page) -> None:
    """The pedagogue finds the child on Today, sees why, and takes it into care."""
    page.goto("/")
    card = page.locator("ol.cards > li.card")
    expect(card).to_contain_text(MISSING)
    expect(card).to_contain_text("Катары менен 3 окуу күнү келген жок (10–12‑ноябрь).")
    card.get_by_role("link", name=MISSING).tap()
    page.get_by_role("link", name=said("Take into care")).tap()
    page.get_by_label(said("Why does the child miss school?")).nth(0).select_option("housework")
    page.get_by_label(said("What shows it?")).nth(0).fill("Иниси ооруп жатат")
    page.get_by_label(said("Who said so?")).nth(0).select_option("parent")
    page.get_by_label(said("What is done?")).select_option("home_visit")
    page.get_by_label(said("Who is responsible?")).select_option("pedagogue")
    page.get_by_label(said("Until when?")).fill("2014-11-14")
    page.get_by_role("button", name=said("Take into care")).tap()
    expect(page.get_by_role("status")).to_contain_text(said("The child is in your care now."))
    case = Case.objects.get()
    assert (case.school, case.child.name) == (School.objects.get(code="TER-01"), MISSING)
    page.goto("/")
    expect(page.locator("ol.cards > li.card")).to_have_count(0)


def closes_a_day_for_snow(page: Page) -> None:
    """The head enters tomorrow as a day without school; nobody owes a register of it."""
    page.goto("/places/calendar/")
    page.get_by_role("link", name="14", exact=True).click()
    page.get_by_label(said("Snow or bad weather")).check()
    page.get_by_role("button", name=said("Save the day")).click()
    expect(page.locator("td.changed").last).to_contain_text(said("Snow or bad weather"))


def adds_a_district_officer(page: Page) -> tuple[str, str]:
    """The administrator adds one person by hand; sign-in name and code from the slip."""
    page.goto("/staff/add/?role=district")
    page.get_by_label(said("Family name")).fill("Турдубаев")
    page.get_by_label(said("Given name"), exact=True).fill("Үмүт")
    page.get_by_label(said("Where?")).select_option(str(Place.objects.get(level="district").pk))
    page.get_by_role("button", name=said("Add and print the code")).click()
    slip = page.locator(".slip")
    return slip.locator("dd").nth(0).inner_text(), slip.locator(".code").inner_text()


def compares_the_municipalities(page: Page) -> None:
    """The district officer sees the one municipality and its school, and no child."""
    page.goto("/")
    row = page.get_by_role("row").filter(has_text="Алмалуу")
    expect(row.get_by_role("cell").first).to_have_text(str(len(NAMES)))
    row.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Терек-Башы мектеби")
    assert not [name for name in NAMES if name in page.content()]


def test_every_first_page_of_an_empty_house_says_what_to_do(
    page_as: OpenPage, administrator: tuple[str, str], width: int
) -> None:
    page = first_time(page_as, *administrator, width=width)
    for address in ("/", "/places/", "/staff/", "/places/years/", "/places/calendar/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main a:visible, main button:visible").first).to_be_visible()
