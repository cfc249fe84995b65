"""A pupil list as a school really keeps it, from the file to the children in their classes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from mektepke.people.models import Person
from mektepke.pupils.importing import running
from mektepke.pupils.models import Child, Enrolment, Guardian
from mektepke.trail.models import Change
from tests.cast import Cast
from tests.journeys.conftest import DESK, OpenPage, too_wide
from tests.journeys.words import said
from tests.sheets.books import Rows, xlsx_of

HEAD = ["№ п/п", "Фамилия, имя ученика", "Дата рождения", "Пол", "Кайда", "Ата-энеси", "Тел. родителей"]
SIXTH = [
    [1, "Абдиева Айпери", "12.03.2002", "ж", "Алма-Суу", "Абдиева Гүлсара", "0777 000 001"],
    [2, "Бообекова Нурзат", "2002-11-05", "ж", "Алма-Суу", "Бообекова Зейнеп", "0777 000 201"],
    [3, "Ормонов Өмүрбек", 37567, "м", "Алма-Суу", "Ормонов Талант", "+996 777 000 202"],
    [4, "Жунусов Чыңгыз", "31.02.2002", "м", "Алма-Суу", "", ""],
]
SEVENTH = [
    [1, "Үсөнова Сезим", date(2001, 7, 9), "ж", "Алма-Суу", "Үсөнова Асел", "0777 000 203"],
    [None, None, None, None, None, None, None],
    [2, "Тилек", "2001", "м", "Алма-Суу", "", ""],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """One sheet a class, with a merged title, a blank row, a total, and dates in every way there is."""
    file = tmp_path / "тизме.xlsx"
    sheets = {name: _as_kept(name, rows) for name, rows in {"6-А": SIXTH, "7 «Б»": SEVENTH}.items()}
    file.write_bytes(xlsx_of(sheets, merged=["A1:G1"]))
    return file


def _as_kept(name: str, rows: Rows) -> Rows:
    title = [f"Список учащихся {name} класса на 2014-2015 учебный год"]
    return [title, ["Классный руководитель: Садыкова А."], [], HEAD, *rows, ["Всего:", len(rows)]]


def upload(page: Page, file: Path) -> None:
    """Choose a file and look at what it would do."""
    page.goto("/pupils/import/")
    page.get_by_label(said("The list"), exact=True).set_input_files(file)
    page.get_by_role("button", name=said("Show what it would do")).click()


def test_loads_the_lists_of_two_classes_and_the_children_are_there(
    page_as: OpenPage, cast: Cast, book: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MOST_AT_ONCE", 1)  # as with a long list: written beside the page
    before = Child.objects.count()
    pedagogue = cast.here.pedagogue
    page = page_as(pedagogue.username, width=width)
    upload(page, book)
    assert Child.objects.count() == before
    expect(page.locator("main")).to_contain_text("31.02.2002")
    expect(page.locator("main")).to_contain_text("7-Б")
    assert not too_wide(page)
    says_where_they_live(page)

    page.get_by_role("button", name=said("Confirm")).click()
    expect(page.get_by_role("status")).to_contain_text(said("The list is stored."))
    assert Child.objects.count() == before + 4
    assert Enrolment.objects.filter(school_class__grade=7, school_class__letter="Б").count() == 1
    assert Child.objects.get(given_name="Чыңгыз").birth_date is None
    assert Child.objects.get(family_name="Ормонов").birth_date == date(2002, 11, 7)
    assert Guardian.objects.get(full_name="Ормонов Талант").phone == "+996777000202"
    page.goto("/pupils/classes/")
    page.locator("li.card", has_text="6-А").get_by_role("link", name=said("List")).click()
    for name in ("Бообекова Нурзат", "Жунусов Чыңгыз", "Ормонов Өмүрбек"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    assert Change.objects.filter(action="child.added", reason="list", by_key=pedagogue.pk).count() == 4


def says_where_they_live(page: Page) -> None:
    """The heading «Кайда» says nothing: the person says that it is the village."""
    group = page.locator("form", has=page.get_by_role("button", name=said("Read the list again")))
    group.locator("summary").first.click()
    column = group.get_by_label("E: Кайда").first
    expect(column).to_have_value("")
    column.select_option("village")
    group.get_by_role("button").click()
    expect(group.locator("summary").first).to_contain_text(said("Village"))
    assert not Child.objects.filter(family_name="Ормонов").exists()


def test_the_same_file_again_changes_nothing(page_as: OpenPage, cast: Cast, book: Path) -> None:
    page = page_as(cast.here.head.username)
    upload(page, book)
    page.get_by_role("button", name=said("Confirm")).click()
    expect(page.get_by_role("status")).to_be_visible()
    children, changes = Child.objects.count(), Change.objects.count()
    upload(page, book)
    expect(page.get_by_role("heading", level=1)).to_have_text(said("The list changes nothing"))
    expect(page.get_by_role("button", name=said("Confirm"))).to_have_count(0)
    assert (Child.objects.count(), Change.objects.count()) == (children, changes)


def test_the_rows_with_problems_come_back_as_a_sheet(page_as: OpenPage, cast: Cast, book: Path, tmp_path: Path) -> None:
    page = page_as(cast.here.pedagogue.username, width=DESK)
    upload(page, book)
    with page.expect_download() as coming:
        page.get_by_role("link", name=said("Download the rows to put right (.xlsx)")).click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    rows = [[cell.value for cell in row] for sheet in load_workbook(file) for row in sheet.iter_rows(min_row=2)]
    assert file.suffix == ".xlsx"
    assert {row[1] for row in rows} == {"Жунусов Чыңгыз", "Тилек"}
    assert any(str(cell).startswith("C8: ") for row in rows for cell in row)
    assert not Child.objects.filter(family_name="Бообекова").exists()


NO_LISTS = {
    "program.xlsx": b"MZ\x90\x00" + b"\x00" * 2000,
    "broken.xlsx": b"PK\x03\x04" + b"\x00" * 200,
    "empty.csv": b"",
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_is_refused_in_one_sentence(
    page_as: OpenPage, cast: Cast, tmp_path: Path, complaints: list[str], name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(NO_LISTS[name])
    page = page_as(cast.here.pedagogue.username)
    upload(page, file)
    refused = page.locator("ul.errorlist li")
    expect(refused).to_have_count(1)
    assert len(refused.inner_text()) < 150
    expect(page.get_by_role("button", name=said("Show what it would do"))).to_be_visible()
    assert complaints == ["/pupils/import/: 422"]
    complaints.clear()


def test_two_people_load_the_same_list_and_no_child_is_there_twice(
    page_as: OpenPage, cast: Cast, book: Path, complaints: list[str]
) -> None:
    people: list[Person] = [cast.here.pedagogue, cast.here.head]
    pages = [page_as(person.username, width=DESK) for person in people]
    for page in pages:
        upload(page, book)
    for page in pages:
        page.get_by_role("button", name=said("Confirm")).click()
        page.wait_for_load_state()
    expect(pages[1].locator("main")).to_contain_text(
        said("Somebody changed the lists meanwhile, so nothing was written. Please look again.")
    )
    assert Child.objects.filter(family_name="Бообекова").count() == 1
