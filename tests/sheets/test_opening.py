"""A file is what its bytes say; what is no list gets one code and is never loaded."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from mektepke.sheets import archive, excel, opening
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.opening import open_book, open_file
from tests.sheets.books import saved, xlsx, xlsx_of
from tests.sheets.old_excel import xls

LINES = "Аты-жөнү;Класс\nАсанова Айпери;5-А\nӨмүров Үсөн;5-А\n"
ROWS = [["Аты-жөнү", "Класс"], ["Асанова Айпери", "5-А"], ["Өмүров Үсөн", "5-А"]]


def code(content: bytes, name: str) -> str:
    """The code of why a file is refused."""
    with pytest.raises(Unreadable) as refused:
        open_book(content, name=name)
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_whatever_the_encoding_and_the_delimiter(encoding: str, delimiter: str) -> None:
    content = LINES.replace(";", delimiter).encode(encoding)
    assert open_book(content, name="тизме.csv").sheets[0].rows == ROWS


def test_a_csv_in_cp1251_is_read() -> None:
    content = "ФИО;Класс\r\nАсанова Айпери;5-А\r\n".encode("cp1251")
    assert open_book(content, name="список.CSV").sheets[0].rows == [["ФИО", "Класс"], ["Асанова Айпери", "5-А"]]


def test_a_csv_that_names_its_delimiter_begins_behind_that_line() -> None:
    assert open_book(f"sep=;\r\n{LINES}".encode(), name="a.csv").sheets[0].rows == ROWS


def test_a_quoted_cell_may_hold_the_delimiter() -> None:
    book = open_book('ФИО,Адрес\nАсанова А,"Алма-Суу, Мектеп 5"\n'.encode(), name="a.csv")
    assert book.sheets[0].rows[1] == ["Асанова А", "Алма-Суу, Мектеп 5"]


def test_cells_of_a_workbook_come_as_what_they_are() -> None:
    content = xlsx([["x", 5, 5.5, date(2011, 3, 12), None, "  y "]])
    assert open_book(content, name="a.xlsx").sheets[0].rows == [["x", 5, 5.5, date(2011, 3, 12), None, "y"]]


def test_row_numbers_stay_those_that_the_person_sees() -> None:
    book = Workbook()
    book.worksheets[0]["C4"] = "x"
    rows = open_book(saved(book), name="a.xlsx").sheets[0].rows
    assert rows[3] == [None, None, "x"]


def test_merged_cells_are_filled() -> None:
    rows = open_book(xlsx([["5-А", "a"], [None, "b"], [None, "c"]], merged=["A1:A3"]), name="a.xlsx").sheets[0].rows
    assert rows == [["5-А", "a"], ["5-А", "b"], ["5-А", "c"]]


def test_hidden_sheets_are_named_and_not_read() -> None:
    book = open_book(xlsx_of({"5-А": [["x"]], "Эски": [["y"]]}, hidden=["Эски"]), name="a.xlsx")
    assert [sheet.name for sheet in book.sheets] == ["5-А"]
    assert book.hidden == ["Эски"]


def test_an_old_excel_workbook_is_read() -> None:
    content = xls([["Аты-жөнү", "Туулган күнү"], ["Асанова Айпери", 40614]], sheet="5-А")
    sheet = open_book(content, name="a.xls").sheets[0]
    assert (sheet.name, sheet.rows) == ("5-А", [["Аты-жөнү", "Туулган күнү"], ["Асанова Айпери", 40614]])


def test_an_old_workbook_with_two_far_corners_ends_only_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_MEMORY", 300_000_000)
    assert code(xls([["x"], *[[]] * 65_534, [*[""] * 255, "y"]]), "a.xls") == "too_much"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "a.xlsx", "empty"),
        (b"\r\n;;;\r\n", "a.csv", "empty"),
        (b"MZ\x90\x00" + bytes(range(256)) * 9, "тизме.xlsx", "not_a_workbook"),
        (b"MZ\x90\x00" + bytes(range(256)) * 9, "a.csv", "not_text"),
        ("ФИО;Класс\n".encode(), "a.xlsx", "not_a_workbook"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "a.xls", "web_page"),
        (b"<!DOCTYPE html><html>", "a.csv", "web_page"),
        (b"PK\x03\x04" + b"\x00" * 200, "a.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 3000, "a.xls", "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 500 + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "password",
        ),
        (b"%PDF-1.7", "a.pdf", "unknown_ending"),
        (b"x", "no ending", "unknown_ending"),
    ],
)
def test_what_is_not_what_it_says_is_refused(content: bytes, name: str, expected: str) -> None:
    assert code(content, name) == expected


def test_an_empty_workbook_is_refused() -> None:
    assert code(saved(Workbook()), "a.xlsx") == "empty"


def test_a_document_packed_like_a_workbook_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    assert code(packed.getvalue(), "a.xlsx") == "not_a_workbook"


def test_a_cut_workbook_is_refused() -> None:
    whole = xlsx(ROWS)
    assert code(whole[: len(whole) // 2], "a.xlsx") == "damaged"


def test_a_workbook_with_a_broken_part_is_refused() -> None:
    assert code(with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c"), "a.xlsx") in {
        "damaged",
        "empty",
    }


def with_part(name: str, content: bytes) -> bytes:
    """A small workbook in which one part says something else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as whole, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in whole.namelist():
            made.writestr(part, content if part == name else whole.read(part))
    return packed.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert code(bomb, "a.xlsx") == "bomb"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_more_unpacked_than_a_list_can_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000)
    assert code(xlsx(ROWS), "a.xlsx") == "bomb"


def test_a_bomb_that_lies_about_its_size_ends_only_its_reader() -> None:
    bomb = bytearray(with_part("xl/worksheets/sheet1.xml", b" " * 60_000_000))
    true_size, lie = (60_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert true_size in bomb
    assert code(bytes(bomb.replace(true_size, lie)), "a.xlsx") in {"damaged", "too_much", "empty"}


def test_two_cells_in_the_far_corners_are_refused() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "x"
    book.worksheets[0]["XFD1048576"] = "y"
    assert code(saved(book), "a.xlsx") == "too_much"


def test_more_rows_or_columns_than_a_school_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 2)
    assert code(xlsx(ROWS), "a.xlsx") == "too_much"


def test_a_csv_with_too_many_columns_is_refused() -> None:
    assert code(b"a," * 400, "a.csv") == "too_much"


def test_a_sheet_of_200_megabytes_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "big.xlsx"
    with file.open("wb") as made:
        made.truncate(200_000_000)
    with pytest.raises(Unreadable) as refused:
        open_file(file)
    assert refused.value.code == "too_big"
    assert refused.value.parameters == {"megabytes": 200, "most": opening.MOST_BYTES // opening.MEGABYTE}
