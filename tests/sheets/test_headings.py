"""Which column is what, however a school heads it."""

from __future__ import annotations

import pytest

from mektepke.sheets.grid import Row
from mektepke.sheets.headings import assign, find, match
from mektepke.sheets.vocabulary import PUPIL_LIST

HEADINGS = {
    "full_name": "Ф.И.О.|ФИО ученика|Аты-жөнү|"
    "Окуучунун аты-жөнү|ОКУУЧУНУН АТЫ-ЖОНУ|Фамилия, имя, отчество|Full name|Child's name|"
    "Фамилия, имя ученика|Фамилия, имя, отчество учащегося|Окуучунун фамилиясы, аты",
    "family_name": "Фамилия|Фамилиясы|Surname|Family name",
    "given_name": "Имя|Аты|First name",
    "patronymic": "Отчество|Атасынын аты|Patronymic",
    "birth_date": "Дата рождения|Туулган күнү|"
    "Туулган жылы, айы, күнү|Г.р.|Год рожд.|Date of Birth|дата рождения (число, месяц, год)",
    "sex": "Пол|Жынысы|Sex|Gender|М/Ж",
    "school_class": "Класс|Kлacc|КЛАССЫ|Class|Grade",
    "class_letter": "Литера|Буква класса|Letter",
    "village": "Село|Айылы|Village|Нас. пункт",
    "street": "Улица|Көчөсү|Street",
    "house": "Дом|Үй №|House number",
    "address": "Адрес|Домашний адрес|Дареги|Үй дареги|Жашаган жери|Home address",
    "guardian_name": "Родители|ФИО родителей|"
    "Ата-энесинин аты-жөнү|Ата-энеси|Законный представитель|Parent's name|Guardian",
    "guardian_relation": "Кем приходится|Ким болот|Relation to child|Степень родства",
    "guardian_phone": "Телефон|Тел.|"
    "Телефон родителей|Ата-энесинин тел. номери|Байланыш телефону|Phone|Родители, телефон",
    "guardian_language": "Язык общения|Guardian language|Ата-энесинин тили",
    "mother_name": "Мать|Энеси|ФИО матери|Апасынын аты-жөнү|Mother's full name",
    "mother_phone": "Телефон матери|Энесинин телефону|Mother's phone",
    "father_name": "Отец|Атасы|ФИО отца|Атасынын аты-жөнү|Father",
    "father_phone": "Телефон отца|Атасынын телефону|Father's phone",
    "home_language": "Родной язык|Эне тили|Үй-бүлөдө сүйлөгөн тили|Home language",
    "disability": "Инвалидность|ОВЗ|Майыптыгы|Ден соолугунун мүмкүнчүлүгү чектелген|Disability",
    "documents_missing": "Нет документов|Документтери жок|Missing documents",
    "mode": "Форма обучения|Окуу формасы|Mode",
    "enrolled_on": "Дата зачисления|Кабыл алынган күнү|Дата прибытия|Enrolled on|Admission date",
    "migrant_parent": "Мигранттар|Родители в миграции|Ата-энеси миграцияда|Migrant parent",
    "poor_family_number": "Аз камсыз болгондор|"
    "Номер в реестре малоимущих|Аз камсыз болгон үй-бүлө|Малоимущая семья|Register of poor families",
    "number": "№|№ п/п|N|П/п|Катар номери",
    "other": "ПИН|Возраст|Примечание|Эскертүү|Дата выдачи свидетельства о рождении|Язык обучения|Улуту|Class teacher",
}


@pytest.mark.parametrize(
    ("heading", "code"), [(heading, code) for code, all_of in HEADINGS.items() for heading in all_of.split("|")]
)
def test_a_heading_is_understood(heading: str, code: str) -> None:
    found = match(heading, PUPIL_LIST)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text", ["Асанова Айпери", "12.03.2011", "", "Алма-Суу орто мектеби 2014–2015-окуу жылы", "x" * 300]
)
def test_what_is_no_heading_is_none(text: str) -> None:
    assert match(text, PUPIL_LIST) is None


def test_the_order_of_columns_does_not_matter() -> None:
    assert assign(["Телефон", "Класс", "Фамилия Имя", "№"], PUPIL_LIST) == {
        0: "guardian_phone", 1: "school_class", 2: "full_name", 3: "number",
    }  # fmt: skip


def test_beside_a_family_name_the_name_is_the_given_one() -> None:
    assert assign(["Surname", "Name", "Middle name"], PUPIL_LIST) == {
        0: "family_name", 1: "given_name", 2: "patronymic",
    }  # fmt: skip


def test_two_headings_for_one_thing_give_it_to_the_surer() -> None:
    assert assign(["Телефон (эгер болсо, кошуна)", "Телефон"], PUPIL_LIST) == {1: "guardian_phone"}


TITLES: list[Row] = [
    ["Алма-Суу орто мектебинин окуучуларынын тизмеси", None, None],
    [None, None, None],
    ["2014–2015-окуу жылы", None, None],
]
HEAD: Row = ["№", "Аты-жөнү", "Класс"]


def test_the_heading_stands_below_titles() -> None:
    found = find([*TITLES, HEAD, [1, "Асанова Айпери", "5-А"]], PUPIL_LIST)
    assert (found.first, found.height, found.below) == (3, 1, 4)


def test_a_heading_of_two_merged_rows_is_one() -> None:
    top: Row = ["№", "Аты-жөнү", "Ата-энеси", "Ата-энеси"]
    found = find([*TITLES, top, ["№", "Аты-жөнү", "аты-жөнү", "телефону"], [1, "А Б", "В Г", "0777"]], PUPIL_LIST)
    assert (found.first, found.height) == (3, 2)
    assert found.texts[2:] == ("Ата-энеси, аты-жөнү", "Ата-энеси, телефону")
    assert found.columns == {0: "number", 1: "full_name", 2: "guardian_name", 3: "guardian_phone"}


def test_a_heading_of_two_rows_that_nobody_merged_is_one() -> None:
    found = find(
        [["ФИО", "Родители", None, "Адрес"], [None, "ФИО", "телефон", None], ["А Б", "В", "1", "x"]], PUPIL_LIST
    )
    assert found.height == 2
    assert found.columns == {0: "full_name", 1: "guardian_name", 2: "guardian_phone", 3: "address"}


def test_a_first_child_is_not_taken_for_a_second_heading_row() -> None:
    assert find([HEAD, ["1", "Асанова Айпери", "5-А"]], PUPIL_LIST).height == 1


def test_without_a_heading_there_are_no_columns() -> None:
    found = find([[1, "Асанова Айпери", "5-А"], [2, "Өмүров Үсөн", "5-А"]], PUPIL_LIST)
    assert (found.height, found.columns) == (0, {})


def test_a_single_column_of_names_is_a_list() -> None:
    assert find([["5-А класс"], ["Аты-жөнү"], ["Асанова Айпери"]], PUPIL_LIST).first == 1
