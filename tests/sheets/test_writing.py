"""What is written is a workbook that any program opens, in which no name is a formula."""

from __future__ import annotations

import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mektepke.sheets.opening import open_book
from mektepke.sheets.writing import SheetToWrite, workbook


def test_what_was_written_reads_the_same() -> None:
    content = workbook(
        [SheetToWrite("5-А", ["Аты-жөнү", "Туулган"], [["Асанова Айпери", date(2011, 3, 12)], ["Ө Ү", None]])]
    )
    sheet = open_book(content, name="a.xlsx").sheets[0]
    assert sheet.name == "5-А"
    assert sheet.rows == [["Аты-жөнү", "Туулган"], ["Асанова Айпери", date(2011, 3, 12)], ["Ө Ү", None]]


def test_a_name_never_becomes_a_formula() -> None:
    names = ["=1+1", "+7", "-5", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"]
    page = load_workbook(io.BytesIO(workbook([SheetToWrite("a", ["=1+2"], [[name] for name in names])]))).worksheets[0]
    cells = [row[0] for row in page.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["=1+2", *names]
    assert all(cell.quotePrefix for cell in cells)


def test_dates_are_dates_and_the_head_stays_in_sight() -> None:
    content = workbook([SheetToWrite("a", ["Туулган"], [[date(2011, 3, 12)]], titles=["Тизме"])])
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    assert page["A3"].is_date
    assert page["A3"].number_format == "DD.MM.YYYY"
    assert page.freeze_panes == "A3"
    assert page["A2"].font.bold


def test_sheets_get_names_that_are_allowed_and_differ() -> None:
    book = load_workbook(io.BytesIO(workbook([SheetToWrite(name, ["x"], []) for name in ("5/А", "5/А", "", "x" * 40)])))
    assert book.sheetnames == ["5 А", "5 А 2", "3", "x" * 31]


@given(st.text(max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    page = load_workbook(io.BytesIO(workbook([SheetToWrite(text, [text], [[text]])]))).worksheets[0]
    assert page["A1"].data_type != "f"
