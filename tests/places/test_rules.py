"""Levels and codes of places, school years and terms, names of classes."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.places import rules
from mektepke.places.rules import Level, TermFault
from mektepke.sheets.classes import SchoolClass as ClassName

YEAR = (date(2014, 9, 1), date(2015, 5, 25))
FIRST = (date(2014, 9, 1), date(2014, 11, 2))


def test_levels_know_their_neighbours() -> None:
    assert rules.parent_level(Level.OBLAST) is None
    assert rules.parent_level(Level.VILLAGE) == Level.MUNICIPALITY
    assert rules.level_below(Level.OBLAST) == Level.DISTRICT
    assert rules.level_below(Level.VILLAGE) is None


@pytest.mark.parametrize(
    ("code", "level", "above", "fits"),
    [
        ("41705236804010", Level.VILLAGE, "41705236804000", True),
        ("41705236806010", Level.VILLAGE, "41705236804000", False),
        ("41705236804000", Level.MUNICIPALITY, "41705236000000", True),
        ("41706236000000", Level.DISTRICT, "41705000000000", False),
        ("", Level.VILLAGE, "41705236804000", True),
        ("41705236804010", Level.VILLAGE, "", True),
        ("41705000000000", Level.OBLAST, "", True),
    ],
)
def test_a_code_begins_as_the_one_above_it(code: str, level: Level, above: str, fits: bool) -> None:
    assert rules.soate_fits(code, level=level, above=above) is fits


@pytest.mark.parametrize(
    ("terms", "faults"),
    [
        ([FIRST], []),
        ([(date(2014, 11, 2), date(2014, 9, 1))], [(1, TermFault.BACKWARDS)]),
        ([(date(2014, 8, 31), date(2014, 11, 2))], [(1, TermFault.OUTSIDE)]),
        ([FIRST, (date(2014, 11, 2), date(2014, 12, 30))], [(2, TermFault.OVERLAP)]),
        ([FIRST, (date(2014, 11, 10), date(2015, 5, 26))], [(2, TermFault.OUTSIDE)]),
    ],
)
def test_terms_lie_in_their_year_one_after_the_other(terms: list[rules.Span], faults: list[object]) -> None:
    assert rules.term_faults(YEAR, terms) == faults


@pytest.mark.parametrize("first", range(2013, 2040))
def test_the_usual_year_has_no_fault(first: int) -> None:
    year = rules.usual_year(first)
    assert rules.term_faults((year.starts, year.ends), year.terms) == []
    assert all(year.starts <= day <= year.ends for day in year.holidays)
    assert rules.first_year(year.code) == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("2026-27", 2026), ("2026–2027", 2026), (" 2026/27 ", 2026), ("2026", 2026), ("2099-00", 2099),
        ("2026-28", None), ("26-27", None), ("", None), ("next", None),
    ],
)  # fmt: skip
def test_a_school_year_is_read_as_people_write_it(typed: str, first: int | None) -> None:
    assert rules.first_year(typed) == first


def test_classes_are_read_from_a_typed_list_each_once_and_in_order() -> None:
    read, unread = rules.class_names("2 «Б», 1-а; 1A\n11, 10-Б, hello, 13-А")
    assert [str(one) for one in read] == ["1-А", "2-Б", "10-Б", "11"]
    assert unread == ["hello", "13-А"]


def test_next_year_every_class_is_one_grade_up_and_new_first_grades_come() -> None:
    classes = [ClassName(1, "А"), ClassName(1, "Б"), ClassName(2, "А"), ClassName(11)]
    moved = rules.classes_next_year(classes, first_grade=1, last_grade=11)
    assert [str(one) for one in moved] == ["1-А", "1-Б", "2-А", "2-Б", "3-А"]


def test_the_preparatory_class_moves_up_and_comes_again() -> None:
    moved = rules.classes_next_year([ClassName(0, "А"), ClassName(1, "А")], first_grade=1, last_grade=11)
    assert [str(one) for one in moved] == ["0-А", "1-А", "2-А"]


def test_school_days_follow_the_week_the_terms_and_single_changes() -> None:
    days = rules.school_days(
        first=date(2014, 10, 27),
        last=date(2014, 11, 12),
        terms=[FIRST, (date(2014, 11, 10), date(2014, 12, 30))],
        days_a_week=5,
        changes={date(2014, 10, 29): False, date(2014, 11, 1): True, date(2014, 11, 5): True},
    )
    assert [f"{day:%d.%m}" for day in days] == [
        "27.10", "28.10", "30.10", "31.10", "01.11", "05.11", "10.11", "11.11", "12.11",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "near"),
    [(2014, True), (2015, True), (2016, True), (2013, True), (2017, False), (2012, False), (2062, False)],
)
def test_a_school_year_near_today_begins_within_two_years(first: int, *, near: bool) -> None:
    assert rules.is_near(date(first, 9, 1), date(2014, 11, 17)) is near


def test_a_leap_day_has_years_around_it() -> None:
    assert rules.add_years(date(2028, 2, 29), 2) == date(2030, 2, 28)
