"""Whole files as schools really keep them, from bytes to rows."""

from __future__ import annotations

from datetime import date

from mektepke.base.identity import new_key
from mektepke.base.names import search_key
from mektepke.pupils.importing.reading import Reading, School, read
from mektepke.pupils.importing.rules import GuardianSaid
from mektepke.sheets.opening import open_book
from tests.sheets.books import Rows, xlsx, xlsx_of

NEAR, FAR = new_key(), new_key()
SCHOOL = School(NEAR, {"alma-suu": NEAR, "terek-bashi": FAR}, 11, date(2015, 5, 25), date(2014, 11, 17))


def opened(content: bytes, name: str = "a.xlsx") -> Reading:
    """A file, read for a school."""
    return read(open_book(content, name=name), SCHOOL)


def names(reading: Reading) -> list[tuple[str, str]]:
    """Each row's child and class."""
    return [(row.name, str(row.school_class)) for row in reading.rows]


def codes(reading: Reading) -> list[tuple[str, str]]:
    """Each problem's code and cell."""
    return [(problem.code, problem.cell) for _place, problem in reading.problems]


def test_a_class_journal_with_titles_merged_cells_totals_and_signatures() -> None:
    rows: Rows = [
        ["Баткен облусу, Лейлек району"],
        ["Алма-Суу орто мектебинин 5-«А» классынын окуучуларынын тизмеси"],
        ["2014–2015-окуу жылы"],
        [],
        ["№", "Окуучунун аты-жөнү", "Туулган күнү", "Ата-энеси", None, "Дареги"],
        [None, None, None, "аты-жөнү", "телефону", None],
        [1, 2, 3, 4, 5, 6],
        [1, "Асанова Айпери Бакыт кызы", date(2003, 3, 12), "Абдиева Гүлсара", 777123456, "Ош көчөсү 5"],
        [2, "Бакыт уулу Нурлан", "12.03.2003", "Асанов Бакыт", "0777123457", "Терек-Башы айылы, Ош 7"],
        [3, "Камчиев  Өмүрбек", 37692, None, None, None],
        ["№", "Окуучунун аты-жөнү", "Туулган күнү", "аты-жөнү", "телефону", "Дареги"],
        [4, "Эшматова Үмүт", "2003-03-12", None, None, None],
        [5, None, None, None, None, None],
        [None, "Бардыгы:", 4],
        [None, "Класс жетекчи:", "Садыкова А."],
    ]
    found = opened(xlsx(rows, merged=["A2:F2", "D5:E5", "A5:A6", "B5:B6", "C5:C6", "F5:F6"]))
    assert names(found) == [
        ("Асанова Айпери", "5-А"),
        ("Бакыт уулу Нурлан", "5-А"),
        ("Камчиев Өмүрбек", "5-А"),
        ("Эшматова Үмүт", "5-А"),
    ]
    assert [row.birth_date for row in found.rows] == [
        date(2003, 3, 12), date(2003, 3, 12), date(2003, 3, 12), date(2003, 3, 12),
    ]  # fmt: skip
    assert codes(found) == []
    assert found.rows[0].guardians == (GuardianSaid("Абдиева Гүлсара", "", "+996777123456"),)
    assert (found.rows[1].said["village"], found.rows[1].said["street"]) == (FAR, "Ош")


def test_one_sheet_for_all_in_russian_with_merged_classes() -> None:
    rows: Rows = [
        ["Класс", "Фамилия", "Имя", "Отчество", "Пол", "Г.р."],
        ["5 «А»", "Асанов", "Бакыт", "Маратович", "м", 2003],
        [None, "Acaнoвa", "Айпери", None, "ж", "2003 г."],
        ["5б", "Белов", "Руслан", None, "M", "01/9/03"],
        ["Итого", None, None, None, None, 3],
    ]
    found = opened(xlsx(rows, merged=["A2:A3"]))
    assert names(found) == [("Асанов Бакыт", "5-А"), ("Асанова Айпери", "5-А"), ("Белов Руслан", "5-Б")]
    assert [row.birth_year for row in found.rows] == [2003, 2003, 2003]
    assert [row.said["sex"] for row in found.rows] == ["boy", "girl", "boy"]


def test_one_sheet_per_class_in_english_named_by_the_class() -> None:
    head = ["Date of birth", "Full name"]
    found = opened(xlsx_of({"5a": [head, ["12.03.2003", "Asanova Aiperi"]], "0": [head, ["2008", "Asanov Bakyt"]]}))
    assert names(found) == [("Asanova Aiperi", "5-А"), ("Asanov Bakyt", "0")]


def test_a_csv_of_cp1251() -> None:
    content = "Список класса;;\r\nФИО;Класс;Дата рождения\r\nАсанова Айпери;5А;12.03.2003\r\n;;\r\nВсего: 1;;\r\n"
    assert names(opened(content.encode("cp1251"), "список.csv")) == [("Асанова Айпери", "5-А")]


def test_every_problem_names_its_cell_and_what_stood_there() -> None:
    rows: Rows = [
        ["ФИО", "Класс", "Дата рождения", "Пол", "Телефон", "Село", "ОВЗ"],
        ["Асанова Айпери", "5-А", "31.02.2003", "?!", "12", "Атлантида", "x"],
        ["Асанов", "5-А", None, None, None, None, None],
        ["Асанов Бакыт", "14", None, None, None, None, None],
        ["Асанов Тилек", None, None, None, None, None, None],
        [None, "5-А", "12.03.2003", None, None, None, None],
    ]
    found = opened(xlsx(rows))
    assert codes(found) == [
        ("date_impossible", "C2"),
        ("sex_unclear", "D2"),
        ("yes_no_unclear", "G2"),
        ("village_unknown", "F2"),
        ("phone_unclear", "E2"),
        ("name_one_word", "A3"),
        ("class_grade", "B4"),
        ("class_missing", "B5"),
        ("name_missing", "A6"),
    ]
    assert found.problems[0][1].stood == "31.02.2003"
    assert {place.row for place in found.left_out} == {3, 4, 5, 6}
    assert names(found) == [("Асанова Айпери", "5-А")]


def test_a_name_like_a_formula_is_a_problem_and_not_a_name() -> None:
    found = opened("ФИО,Класс\n=HYPERLINK(1) Айпери,5-А\n".encode(), "a.csv")
    assert codes(found) == [("name_signs", "A2")]


def test_mother_and_father_and_one_phone() -> None:
    head = ["ФИО", "Класс", "Мать", "Отец", "Телефон"]
    found = opened(xlsx([head, ["Асанова Айпери", "5-А", "Абдиева Гүлсара (дарыгер)", "Асанов Бакыт", "0777123456"]]))
    assert [(adult.name, adult.relation, adult.phone) for adult in found.rows[0].guardians] == [
        ("Абдиева Гүлсара", "mother", "+996777123456"),
        ("Асанов Бакыт", "father", ""),
    ]


def test_a_number_in_the_register_is_asked_for_where_only_yes_stands() -> None:
    head = ["ФИО", "Класс", "Малоимущая семья"]
    rows = [["Асанов Бакыт", "5-А", "да"], ["Асанов Тилек", "5-А", "нет"], ["Асанов Нур", "5-А", "17"]]
    found = opened(xlsx([head, *rows]))
    assert codes(found) == [("poor_number_missing", "C2")]
    assert [row.said.get("poor_register_number") for row in found.rows] == [None, None, "17"]


def test_letters_that_a_kind_of_csv_cannot_hold_are_told() -> None:
    text = "Окуучунун аты-жөнү;Классы;Дареги\nБакыт уулу Өмүрбек;5-А;Терек-Башы\nАсанова Айгүл;5-А;Көк-Суу айылы\n"
    found = opened(text.replace("жөнү", "жону").encode("cp1251", errors="replace"), "a.csv")
    assert codes(found) == [("letters_lost", "A2"), ("letters_lost", "A3"), ("letters_lost", "C3")]
    found = opened(text.encode(), "a.csv")
    assert [row.said.get("village") for row in found.rows] == [FAR, None]
    assert codes(found) == [("village_unknown", "C3")]


STAFF: Rows = [
    ["№", "Ф.И.О.", "Должность", "Класс", "Телефон"],
    [1, "Абдыкадырова Гүлнара", "завуч", None, "0555123456"],
    [2, "Эшматова Назира", "мугалим", "1-А", "0555000111"],
    [3, "Осмонов Кубаныч", "мугалим", "5-А", "0700000001"],
]


def test_a_list_of_staff_makes_nobody_a_pupil() -> None:
    for head in (STAFF[0], ["№", "Ф.И.О.", "Ким", "Класс", "Телефон"], ["№", "Ф.И.О.", None, "Класс", "Телефон"]):
        found = opened(xlsx([head, *STAFF[1:]]))
        assert found.of_staff
        assert (names(found), codes(found)) == ([], [])
    births: Rows = [[*STAFF[0], "Дата рожд."], *[[*row, "12.03.1970"] for row in STAFF[1:]]]
    assert opened(xlsx(births)).of_staff


def test_one_young_teacher_makes_no_list_of_pupils() -> None:
    head = ["ФИО", "Должность", "Дата рождения", "Класс"]
    births = "12.03.2003", "12.03.1970", "05.05.1981"
    rows: Rows = [head, *[[row[1], row[2], born, "5-А"] for row, born in zip(STAFF[1:], births, strict=True)]]
    found = opened(xlsx_of({"Мугалимдер": rows}))
    assert (found.of_staff, found.staff_sheets, names(found)) == (True, ["Мугалимдер"], [])


def test_half_of_the_births_are_enough_for_a_list_of_pupils() -> None:
    head = ["ФИО", "Класс", "Д.р.", "Должность"]
    births = "12.03.2003", None, "12.03.1970"
    rows: Rows = [head, *[["Асанов Бакыт", "5-А", born, "учитель"] for born in births]]
    found = opened(xlsx(rows))
    assert (found.of_staff, len(found.rows)) == (False, 3)


def test_the_posts_of_parents_and_a_childs_day_of_birth_make_no_list_of_staff() -> None:
    parents: Rows = [["ФИО", "Класс", "Родители", "Должность родителей"], ["Асанов Бакыт", "5-А", None, "учитель"]]
    born: Rows = [["ФИО", "Класс", "Д.р.", "Должность"], *[["Асанов Бакыт", "5-А", "12.03.2003", "учитель"]] * 2]
    for rows in (parents, born):
        found = opened(xlsx(rows))
        assert not found.of_staff
        assert names(found)[0] == ("Асанов Бакыт", "5-А")


def test_a_sheet_of_staff_beside_sheets_of_pupils_is_left_unread_and_named() -> None:
    found = opened(xlsx_of({"5-А": [["ФИО"], ["Асанов Бакыт"]], "Мугалимдер": STAFF}))
    assert (found.of_staff, found.staff_sheets) == (False, ["Мугалимдер"])
    assert names(found) == [("Асанов Бакыт", "5-А")]


def adults(*rows: list[object], head: list[object]) -> tuple[list[list[tuple[str, str, str]]], list[tuple[str, str]]]:
    """The adults of each row and the problems, from a list with these columns behind name and class."""
    found = opened(xlsx([["ФИО", "Класс", *head], *[["Асанов Бакыт", "5-А", *row] for row in rows]]))  # type: ignore[list-item]
    return [[(one.name, one.relation, one.phone) for one in row.guardians] for row in found.rows], codes(found)


def test_a_heading_for_name_and_phone_below_another_heading_gives_both() -> None:
    rows: Rows = [
        ["Аты-жөнү", "Класс", "Ата-энеси", None],
        [None, None, "Ким болот", "Аты-жөнү, телефону"],
        ["Асанов Бакыт", "5-А", "апасы", "Абдиева Гүлсара 0555112233"],
        ["Асанов Тилек", "5-А", "чоң энеси", "Жумабаева Сайра"],
    ]
    found = opened(xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1"]))
    assert [(one.name, one.relation, one.phone) for row in found.rows for one in row.guardians] == [
        ("Абдиева Гүлсара", "mother", "+996555112233"),
        ("Жумабаева Сайра", "grandmother", ""),
    ]
    assert codes(found) == []


def test_words_in_a_column_of_phones_are_a_name_or_are_told() -> None:
    found, told = adults(
        ["0555112233 Абдиева Гүлсара"],
        ["Жумабаева Сайра"],
        ["0555112233 кечинде чалыңыз"],
        ["0555112233, 0777 12"],
        ["жазып берген жок"],
        ["Жумабаева Сайра 0777 12"],
        ["0555112233 (апасы)"],
        head=["Телефон"],
    )
    assert found == [
        [("Абдиева Гүлсара", "", "+996555112233")],
        [("Жумабаева Сайра", "", "")],
        [("", "", "+996555112233")],
        [("", "", "+996555112233")],
        [],
        [("Жумабаева Сайра", "", "")],
        [("", "mother", "+996555112233")],
    ]
    assert told == [("phone_rest", "C4"), ("phone_rest", "C5"), ("phone_unclear", "C6"), ("phone_unclear", "C7")]


def test_a_phone_of_somebody_else_than_the_parent_named_is_told() -> None:
    found, told = adults(
        ["Абдиева Гүлсара (апасы)", "0555112233 атасы"], ["Абдиева Гүлсара", "0555112233 Гүлсара"],
        head=["Родитель", "Телефон"],
    )  # fmt: skip
    assert found == [[("Абдиева Гүлсара", "mother", "+996555112233")], [("Абдиева Гүлсара", "", "+996555112233")]]
    assert told == [("phone_rest", "D2")]


def test_mother_and_father_in_one_column_are_an_adult_of_whom_nobody_knows_which() -> None:
    for heading in ("Апасы, атасы", "Энеси, атасы", "Мать, отец", "Mother, father"):
        found, told = adults(["Абдиева Гүлсара"], head=[heading])
        assert (found, told) == ([[("Абдиева Гүлсара", "", "")]], []), heading
    assert adults(["Абдиева Гүлсара", "апасы, атасы"], head=["Ата-энеси", "Ким болот"])[0] == [
        [("Абдиева Гүлсара", "", "")]
    ]


def test_nobody_is_called_no_nor_dead_nor_father() -> None:
    found, told = adults(
        ["апасы жок"], ["отец умер"], ["Мать и отец"], ["апасы, атасы"], ["мать в России"],
        ["мать Абдиева Гүлсара, отец умер"], ["отец умер, 0555112233"], head=["Ата-энеси"],
    )  # fmt: skip
    assert found == [[], [], [], [], [], [], [("", "", "+996555112233")]]
    assert told == [("name_one_word", "C3"), ("phone_rest", "C6"), ("phone_rest", "C7"), ("name_one_word", "C8")]
    assert adults(["умерла", "апасы жок"], head=["Мать", "Отец"]) == ([[]], [("name_one_word", "C2")])


def test_both_parents_in_one_cell_are_two_adults_with_their_numbers() -> None:
    both = ["мать Абдиева Гүлсара, отец Абдиев Марат", "0555112233, 0777123456"]
    found, told = adults(both, head=["Ата-энеси", "Телефон"])
    assert found == [
        [("Абдиева Гүлсара", "mother", "+996555112233"), ("Абдиев Марат", "father", "+996777123456")]
    ]  # fmt: skip
    assert told == []


def test_the_column_for_kinship_and_the_name_know_the_same_words() -> None:
    for kinship, code in (("дед", "grandfather"), ("тайэнеси", "grandmother"), ("байкеси", "relative")):
        beside, told = adults(["Абдиев Марат", kinship], head=["Ата-энеси", "Ким болот"])
        before, also_told = adults([f"{kinship} Абдиев Марат"], head=["Ата-энеси"])
        assert beside == before == [[("Абдиев Марат", code, "")]]
        assert told == also_told == []


def test_which_part_of_a_name_is_missing_is_said() -> None:
    rows: Rows = [["Фамилия", "Имя", "Класс"], [None, "Жаныл", "5-А"], ["Кадыров", None, "5-А"], [None, None, "5-А"]]
    rows[3].append("x")
    rows[0].append("Примечание")
    found = opened(xlsx(rows))
    assert codes(found)[:2] == [("family_name_missing", "A2"), ("given_name_missing", "B3")]


def test_a_child_marked_as_left_is_not_put_on_the_roll() -> None:
    rows: Rows = [
        ["Фамилия", "Имя", "Класс", "Эскертүү"],
        ["Асанов", "Бакыт (выбыл)", "5-А", None],
        ["Асанова", "Айпери", "5-А", "кетти 01.11.2014"],
        ["выбыл", None, "5-А", None],
        ["Асанов", "Тилек", "5-А", "жакшы окуйт"],
    ]
    found = opened(xlsx(rows))
    assert codes(found) == [("marked_left", "B2"), ("marked_left", "D3"), ("marked_left", "A4")]
    assert names(found) == [("Асанов Тилек", "5-А")]
    assert found.unsure == {search_key("Асанов Бакыт"), search_key("Асанова Айпери")}


def test_who_came_and_whose_father_went_away_are_loaded() -> None:
    rows: Rows = [
        ["ФИО", "Класс", "Эскертүү", "Место работы отца"],
        ["Асанова Айпери", "5-А", "көчүп келген", None],
        ["Асанов Бакыт", "5-А", "переведена из школы №3", None],
        ["Асанов Тилек", "5-А", None, "уехал в Россию"],
        ["Асанова Нур", "5-А", "уехал в Россию", None],
    ]
    found = opened(xlsx(rows))
    assert names(found) == [("Асанова Айпери", "5-А"), ("Асанов Бакыт", "5-А"), ("Асанов Тилек", "5-А")]
    assert codes(found) == [("marked_left", "C5")]
