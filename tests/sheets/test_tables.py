"""Rows that are children, rows that are not, and the class that a title speaks of."""

from __future__ import annotations

from mektepke.sheets.classes import SchoolClass
from mektepke.sheets.grid import Row, Sheet
from mektepke.sheets.tables import Table, understand
from mektepke.sheets.vocabulary import PUPIL_LIST

HEAD: Row = ["№", "Аты-жөнү", "Туулган күнү"]
FIVE_A = SchoolClass(5, "А")


def table(*rows: Row, name: str = "Лист1") -> Table:
    """A sheet understood."""
    width = max(map(len, rows))
    return understand(Sheet(name, [[*row, *[None] * (width - len(row))] for row in rows]), PUPIL_LIST)


def names(found: Table) -> list[object]:
    """The names in the lines."""
    return [found.cell(line, "full_name") for line in found.lines]


def test_lines_keep_the_row_number_that_the_person_sees() -> None:
    found = table(["Тизме"], HEAD, [1, "Асанова Айпери", 2003], [], [2, "Өмүров Үсөн", 2003])
    assert [line.number for line in found.lines] == [3, 5]


def test_blank_rows_are_left_out_even_when_numbered_ahead() -> None:
    found = table(HEAD, [1, "Асанова Айпери", 2003], [2], [3], [None, " ", None])
    assert names(found) == ["Асанова Айпери"]


def test_total_rows_are_left_out_and_said() -> None:
    totals = ["Бардыгы", "Итого:", "Всего 25 учеников", "Total", "ЖЫЙЫНТЫК", "Эркек балдар: 12", "Кыздар"]
    found = table(HEAD, [1, "Асанова Айпери", 2003], *([None, text, 25] for text in totals))
    assert names(found) == ["Асанова Айпери"]
    assert [(row.code, row.text) for row in found.left_out] == [("total", text) for text in totals]


def test_a_child_whose_name_only_begins_like_a_total_stays() -> None:
    assert names(table(HEAD, [1, "Жалпыев Нур", 2003])) == ["Жалпыев Нур"]


def test_signatures_at_the_foot_are_left_out() -> None:
    found = table(HEAD, [1, "Асанова Айпери", 2003], [None, "Класс жетекчиси:", "Садыкова А."], [None, "Директор"])
    assert names(found) == ["Асанова Айпери"]
    assert {row.code for row in found.left_out} == {"signature"}


def test_a_repeated_heading_and_a_row_of_column_numbers_are_left_out() -> None:
    found = table(HEAD, [1, 2, 3], [1, "Асанова Айпери", 2003], HEAD, [2, "Өмүров Үсөн", 2003])
    assert len(found.lines) == 2
    assert [row.code for row in found.left_out] == ["numbers", "heading"]


def test_the_class_comes_from_the_title() -> None:
    for title in ("5-А класс", "Список учащихся 5 «А» класса", "5-А классынын тизмеси", "Класс: 5-А", "Grade 5A"):
        found = table(["Алма-Суу мектеби № 12"], [title], ["2014-2015"], HEAD, [1, "Асанова Айпери", 2003])
        assert found.lines[0].titled == FIVE_A, title


def test_the_class_may_stand_in_the_cell_beside_its_label() -> None:
    assert table(["Класс:", "5-А"], HEAD, [1, "Асанова Айпери", 2003]).lines[0].titled == FIVE_A


def test_the_class_comes_from_the_name_of_the_sheet() -> None:
    assert table(HEAD, [1, "Асанова Айпери", 2003], name="5а").lines[0].titled == FIVE_A
    assert table(HEAD, [1, "Асанова Айпери", 2003], name="Лист1").lines[0].titled is None


def test_a_title_between_the_rows_begins_the_next_class() -> None:
    found = table(
        ["5-А"],
        HEAD,
        [1, "Асанова Айпери", 2003],
        ["5-Б класс"],
        HEAD,
        [1, "Өмүров Үсөн", 2003],
        ["Класс: 6"],
        [1, "Ж Ж", 2002],
    )
    assert [line.titled for line in found.lines] == [FIVE_A, SchoolClass(5, "Б"), SchoolClass(6)]


def test_a_merged_title_over_all_columns_is_one_title() -> None:
    found = table(["5-А класс"] * 3, HEAD, [1, "Асанова Айпери", 2003], ["5-Б класс"] * 3, [1, "Өмүров Үсөн", 2003])
    assert [line.titled for line in found.lines] == [FIVE_A, SchoolClass(5, "Б")]


def test_chosen_columns_replace_the_guessed_ones() -> None:
    rows: list[Row] = [["Бала", "x"], ["Асанова Айпери", "Өмүров Үсөн"]]
    found = understand(Sheet("5-А", rows), PUPIL_LIST, chosen={1: "full_name"})
    assert "Өмүров Үсөн" in names(found)


def test_without_a_name_column_nothing_is_read() -> None:
    assert table(["Маалымат"], ["Жалпы эсеп", 12]).lines == []


def test_a_problem_knows_its_cell() -> None:
    found = table(["Тизме"], HEAD, [1, "Асанова Айпери", "31.02.2003"], name="5-А")
    problem = found.problem(found.lines[0], "birth_date", "date_impossible")
    assert (problem.sheet, problem.cell, problem.stood) == ("5-А", "C3", "31.02.2003")
    assert found.problem(found.lines[0], "", "whole_row").cell == "3"
