"""Dates, classes, names and short answers in all the ways in which they are typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.look.dates import day_full, day_short
from mektepke.sheets.answers import read_sex, read_yes_no, says_nothing
from mektepke.sheets.classes import SchoolClass, class_in_title, read_class, read_letter
from mektepke.sheets.dates import DayOrYear, read_date
from mektepke.sheets.faults import Fault
from mektepke.sheets.grid import Cell, column_letter
from mektepke.sheets.letters import fold, one_alphabet, two_alphabets
from mektepke.sheets.names import FullName, read_name, split_full_name

EARLIEST, LATEST = date(1990, 1, 1), date(2014, 11, 17)
MARCH = date(2011, 3, 12)


def day(cell: Cell) -> DayOrYear | Fault:
    """A date between 1990 and the demo's today."""
    return read_date(cell, earliest=EARLIEST, latest=LATEST)


def fault(reading: object) -> str:
    """The code of a fault."""
    assert isinstance(reading, Fault)
    return reading.code


@pytest.mark.parametrize(
    "cell",
    [
        "12.03.2011",
        "2011-03-12",
        "12/3/11",
        40614,
        40614.5,
        "40614",
        MARCH,
        datetime(2011, 3, 12, 10, 30),
        "2011-жылдын 12-марты",
        "2011-ж. 12-март",
        "2011-жылы 12-март",
        "12 марта 2011 г.",
        "12.3.2011 г.",
        "12-03-2011",
        "12.03.11",
        " 12 . 03 . 2011 ",
        "2011.03.12",
        "12.03.2011 0:00:00",
        "2011-03-12T00:00:00",
        "12-март 2011-ж.",
        "12 марта 2011 года",
        "12 March 2011",
        "12032011",
        12032011,
        "20110312",
        "12,03,2011",
        "12.03.2011-ж.",
        "12\N{HYPHEN}03\N{HYPHEN}2011",
        "2011 12 марты",
    ],
)
def test_a_date_is_read_however_it_is_written(cell: Cell) -> None:
    assert day(cell) == DayOrYear(2011, MARCH)


@pytest.mark.parametrize("cell", [2011, 2011.0, "2011", "2011-ж.", "2011 г.", "2011-жыл", "март 2011"])
def test_a_year_alone_is_a_year(cell: Cell) -> None:
    assert day(cell) == DayOrYear(2011)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31.02.2011", "date_impossible"),
        ("25/13/2011", "date_impossible"),
        ("3/25/2011", "date_impossible"),
        ("00.00.2011", "date_impossible"),
        ("12.03.2041", "date_late"),
        (date(2014, 11, 18), "date_late"),
        (2015, "date_late"),
        ("12.03.1911", "date_early"),
        (1950, "date_early"),
        ("белгисиз", "date_unclear"),
        ("12", "date_unclear"),
        (True, "date_unclear"),
        ("12.03", "date_unclear"),
        (-5, "date_unclear"),
        ("10102010х", "date_unclear"),
        (99999999, "date_unclear"),
        ("20115 май", "date_unclear"),
        ("20111 2 март", "date_unclear"),
    ],
)
def test_a_date_that_cannot_be_has_a_code(cell: Cell, code: str) -> None:
    assert fault(day(cell)) == code


@given(
    st.dates(EARLIEST, LATEST),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y", "%d %m %Y"]),
)
def test_any_date_in_any_order_comes_back(written: date, form: str) -> None:
    assert day(written.strftime(form)) == DayOrYear(written.year, written)


@given(st.dates(EARLIEST, LATEST), st.sampled_from(["ky", "ru", "en"]))
def test_any_date_that_this_program_writes_out_comes_back(written: date, language: str) -> None:
    assert day(day_full(written, language)) == DayOrYear(written.year, written)
    assert day(f"{day_short(written, language)} {written.year}") == DayOrYear(written.year, written)


@given(st.dates(EARLIEST, LATEST))
def test_any_serial_number_comes_back(written: date) -> None:
    assert day((written - date(1899, 12, 30)).days) == DayOrYear(written.year, written)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(allow_nan=True), st.booleans(), st.datetimes()))
def test_no_cell_is_too_strange_to_be_read(cell: Cell) -> None:
    for read in (day, read_class, read_letter, read_sex, read_yes_no, read_name, split_full_name):
        read(cell)


@pytest.mark.parametrize(
    "text",
    [
        "5-А",
        "5а",
        "5 «А»",
        "5 A",
        "5А класс",
        "5 - А",
        "5«а»",
        '5-"А" кл.',
        "5-А классы",
        "05-А",
        "5.А",
        "5 ‘А’",
        "кл. 5-А",
        "5-a",
    ],
)
def test_a_class_is_read_however_it_is_written(text: str) -> None:
    assert read_class(text) == SchoolClass(5, "А")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("5", SchoolClass(5)),
        (5, SchoolClass(5)),
        (5.0, SchoolClass(5)),
        ("5-класс", SchoolClass(5)),
        ("5-чи", SchoolClass(5)),
        ("5 класс", SchoolClass(5)),
        ("10-Б", SchoolClass(10, "Б")),
        ("11в", SchoolClass(11, "В")),
        ("5-1", SchoolClass(5, "1")),
        ("5/2", SchoolClass(5, "2")),
        ("1 К", SchoolClass(1, "К")),
        (0, SchoolClass(0)),
        ("0", SchoolClass(0)),
        ("даярдык", SchoolClass(0)),
        ("Даярдоо классы", SchoolClass(0)),
        ("подготовительный", SchoolClass(0)),
        ("подг. кл.", SchoolClass(0)),
        ("Даярдоо", SchoolClass(0)),
        ("Даярдоо «Б»", SchoolClass(0, "Б")),
        ("подготовительный класс А", SchoolClass(0, "А")),
        ("5 D", SchoolClass(5, "Д")),
    ],
)
def test_other_classes(cell: Cell, expected: SchoolClass) -> None:
    assert read_class(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("13-А", "class_grade"),
        ("бешинчи", "class_unclear"),
        ("", "class_unclear"),
        (date(2011, 1, 5), "class_unclear"),
        (5.1, "class_unclear"),
        ("5-АБВ", "class_unclear"),
    ],
)
def test_what_is_no_class_has_a_code(cell: Cell, code: str) -> None:
    assert fault(read_class(cell)) == code


@given(
    st.integers(0, 12),
    st.sampled_from([*"АБВГДЕЖ", ""]),
    st.sampled_from(
        ["{}-{}", "{}\N{NON-BREAKING HYPHEN}{}", "{}{}", "{} «{}»", "{} {}", '{}"{}"', "{}-{} класс", "{} {} кл."]
    ),
    st.booleans(),
)
def test_any_class_in_any_form_comes_back(grade: int, letter: str, form: str, small: bool) -> None:
    text = form.format(grade, letter)
    assert read_class(text.lower() if small else text) == SchoolClass(grade, letter)


@pytest.mark.parametrize(
    "text",
    [
        "2014-2015 окуу жылы",
        "Алма-Суу № 12 орто мектеби",
        "Маалымат",
        "2014",
        "Sheet1",
        "Лист2",
        "Бекитемин: директор",
        "01.09.2014",
    ],
)
def test_a_title_without_a_class_has_none(text: str) -> None:
    assert class_in_title(text) is None


def test_a_class_in_a_title_may_have_a_hyphen_that_does_not_break() -> None:
    assert class_in_title("Список учащихся 5\N{NON-BREAKING HYPHEN}А класса") == SchoolClass(5, "А")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Список учащихся подготовительного класса", SchoolClass(0)),
        ("Даярдоо тобу Б", SchoolClass(0, "Б")),
        ("Класс: подготовительный", SchoolClass(0)),
    ],
)
def test_a_title_speaks_of_a_preparatory_class(text: str, expected: SchoolClass) -> None:
    assert class_in_title(text) == expected


@pytest.mark.parametrize("cell", [None, "", " - ", "–", "нет", "Жок", "НЕТ.", "none", "белгисиз", "?"])
def test_a_cell_that_says_nothing(cell: Cell) -> None:
    assert says_nothing(cell)


@pytest.mark.parametrize("cell", ["0777 12 34 56", "Жокеева", "ооба", 0, "5-А", "нет телефона у матери"])
def test_a_cell_that_says_something(cell: Cell) -> None:
    assert not says_nothing(cell)


def test_a_letter_of_its_own_column() -> None:
    assert [read_letter(cell) for cell in ("а", "«Б»", "A", "", None, 1)] == ["А", "Б", "А", "", "", "1"]
    assert fault(read_letter("АБ")) == "class_letter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Асанова Айпери Бакыт кызы", FullName("Асанова", "Айпери", "Бакыт кызы")),
        ("Асанов  Нурлан\u00a0Маратович", FullName("Асанов", "Нурлан", "Маратович")),
        ("Бакыт уулу Нурлан", FullName("Бакыт уулу", "Нурлан")),
        ("Бакыт Кызы Айпери", FullName("Бакыт кызы", "Айпери")),
        ("Асанова, Айпери", FullName("Асанова", "Айпери")),
        ("АСАНОВА АЙПЕРИ БАКЫТ КЫЗЫ", FullName("Асанова", "Айпери", "Бакыт кызы")),
        ("асанов бакыт", FullName("Асанов", "Бакыт")),
        ("1. Асанова Айпери", FullName("Асанова", "Айпери")),
        ("12) АСАНОВА АЙПЕРИ", FullName("Асанова", "Айпери")),
        ("7 Асанова Айпери", FullName("Асанова", "Айпери")),
        ("Бакыт к. Айпери", FullName("Бакыт кызы", "Айпери")),
        ("Асанов Нурлан Бакыт у.", FullName("Асанов", "Нурлан", "Бакыт уулу")),
        ("Мамат-Алиева Нур-Айым", FullName("Мамат-Алиева", "Нур-Айым")),
        ("Asanova Aiperi", FullName("Asanova", "Aiperi")),
        ("Aсaновa Aйпepи", FullName("Асанова", "Айпери")),
        ("ACAHOBA Айпери", FullName("Асанова", "Айпери")),
        ("Θмүров Yсен", FullName("Өмүров", "Усен")),
    ],
)
def test_a_full_name_is_taken_apart(text: str, expected: FullName) -> None:
    assert split_full_name(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Асанова", "name_one_word"),
        ("Асан уулу", "name_one_word"),
        ("Асанова А.Б.", "name_initials"),
        ("Бакыт К. Айпери", "name_initials"),
        ("Асанова А", "name_initials"),
        ("Асан0ва Айпери", "name_signs"),
        ("=1+1", "name_signs"),
        ("Асанова Айпериsz", "name_alphabets"),
        ("Асанова " + "А" * 90, "name_long"),
    ],
)
def test_what_is_no_full_name_has_a_code(text: str, code: str) -> None:
    assert fault(split_full_name(text)) == code


@pytest.mark.parametrize("written", ["Воронцов И.П.", "ВОРОНЦОВ И.П.", "Воронцов и.п."])
def test_initials_are_capitals_with_their_points(written: str) -> None:
    assert read_name(written) == "Воронцов И.П."
    assert read_name("Бекова Н. ,") == "Бекова Н."


def test_a_name_in_look_alike_letters_follows_its_row() -> None:
    assert read_name("ACAH", beside="Айпери") == "Асан"
    assert read_name("ACAH", beside="Nurlan") == "Acah"


@given(st.text(alphabet="АВСЕНКМОРТХавсеорхуйжя", min_size=1, max_size=12))
def test_look_alikes_come_back_beside_a_cyrillic_word(name: str) -> None:
    latin = name.translate(str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy"))
    assert one_alphabet(latin, beside="Жылдыз") == name


def test_letters_of_both_alphabets_in_one_word_are_noticed() -> None:
    assert two_alphabets("Айпериsz")
    assert not two_alphabets("Айпери Smith")


def test_a_heading_folds_to_one_skeleton() -> None:
    assert fold("Туулган күнү:") == fold("TУУЛГАН  КУНУ") == fold("туулган_күнү")


@pytest.mark.parametrize("cell", ["э", "Эркек", "М", "m", "муж.", "мальчик", "Boy", "male", "уул бала", "M"])
def test_a_boy(cell: Cell) -> None:
    assert read_sex(cell) == "boy"


@pytest.mark.parametrize("cell", ["к", "K", "кыз", "Ж", "жен.", "девочка", "f", "Girl", "аял"])
def test_a_girl(cell: Cell) -> None:
    assert read_sex(cell) == "girl"


def test_an_unclear_sex_is_not_guessed() -> None:
    assert fault(read_sex("1")) == "sex_unclear"


def test_yes_no_and_nobody_knows() -> None:
    assert [read_yes_no(cell) for cell in ("ооба", "Да", "yes", "+", 1, "бар", True)] == [True] * 7
    assert [read_yes_no(cell) for cell in ("жок", "Нет", "no", "-", 0, False)] == [False] * 6
    assert [read_yes_no(cell) for cell in (None, "", "?", "белгисиз")] == [None] * 4
    assert fault(read_yes_no("x")) == "yes_no_unclear"


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
