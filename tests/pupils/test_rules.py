"""Ages, who may be the same child, how houses stand in a street."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from mektepke.pupils.rules import (
    Birth,
    Known,
    SchoolAge,
    age_on,
    compare_births,
    has_same_name_and_year,
    house_key,
    is_doubtful_in,
    may_be_same_child,
    told_apart,
    years_before,
)

AIPERI = Known("Абдиева", "Айпери", "Бакытовна", date(2003, 3, 12))


def like(**other: Any) -> Known:
    """Айпери with something different."""
    same = {
        "family_name": "Абдиева",
        "given_name": "Айпери",
        "patronymic": "Бакытовна",
        "birth_date": date(2003, 3, 12),
    }
    return Known(**(same | other))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"birth_date": date(2003, 3, 12)}, Birth.SAME),
        ({"birth_date": date(2003, 12, 3)}, Birth.SWAPPED),
        ({"birth_date": date(2003, 5, 20)}, Birth.NEAR),
        ({"birth_date": date(2004, 3, 12)}, Birth.NEAR),
        ({"birth_date": date(2005, 3, 12)}, Birth.OTHER),
        ({"birth_date": None, "birth_year": 2003}, Birth.SAME),
        ({"birth_date": None, "birth_year": 2002}, Birth.NEAR),
        ({"birth_date": None, "birth_year": 2001}, Birth.OTHER),
        ({"birth_date": None}, Birth.UNKNOWN),
    ],
)
def test_births_compare(other: dict[str, Any], expected: Birth) -> None:
    assert compare_births(AIPERI, like(**other)) is expected
    assert compare_births(like(**other), AIPERI) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, True),
        ({"family_name": "АБДИЕВА", "given_name": "Aiperi"}, True),  # Latin letters of a phone
        ({"family_name": "Айпери", "given_name": "Абдиева"}, True),  # typed in the other order
        ({"patronymic": "", "birth_date": date(2003, 5, 20)}, True),
        ({"patronymic": "Бакыт кызы"}, True),  # the same father, written in the other way
        ({"patronymic": "Бакыт кызы", "birth_date": date(2003, 12, 3)}, True),
        ({"patronymic": "Асановна", "birth_date": date(2003, 5, 20)}, False),
        ({"patronymic": "", "birth_date": date(2006, 5, 20)}, False),
        ({"given_name": "Айжан"}, False),
    ],
)
def test_who_may_be_the_same_child(other: dict[str, Any], expected: bool) -> None:
    assert may_be_same_child(AIPERI, like(**other)) is expected


def test_kyrgyz_letters_are_found_under_russian_ones() -> None:
    assert may_be_same_child(Known("Өмүралиев", "Жаңыбек"), Known("Омуралиев", "Жаныбек"))


def test_of_other_schools_only_the_same_year_is_told() -> None:
    assert has_same_name_and_year(AIPERI, like(patronymic="", birth_date=None, birth_year=2003))
    assert not has_same_name_and_year(AIPERI, like(patronymic="", birth_date=None, birth_year=2004))
    assert not has_same_name_and_year(AIPERI, like(birth_date=None))


def test_school_age_has_both_its_ends() -> None:
    age = SchoolAge(7, 16)
    assert [age.holds(years) for years in (6, 7, 16, 17, None)] == [False, True, True, False, False]
    assert age_on(date(2014, 3, 11), birth_date=date(2003, 3, 12), birth_year=2003) == 10
    assert age_on(date(2014, 3, 12), birth_date=date(2003, 3, 12), birth_year=2003) == 11


def test_houses_stand_as_one_walks() -> None:
    assert sorted(["", "10", "2а", "2", "ферма", "№ 3"], key=house_key) == ["2", "2а", "№ 3", "10", "", "ферма"]


@dataclass(frozen=True)
class Listed:
    """A child of one list."""

    name: str
    patronymic: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    pk: UUID = field(default_factory=uuid4)

    @property
    def full_name(self) -> str:
        """With the patronymic."""
        return f"{self.name} {self.patronymic}".strip()


BORN = date(2003, 3, 12)


@pytest.mark.parametrize(
    ("children", "shown"),
    [
        (
            [Listed("Нурматов Кубаныч", "Абдилазизович"), Listed("Асанова Айпери", "Болотовна")],
            ["Нурматов Кубаныч", "Асанова Айпери"],
        ),
        (
            [Listed("Нурматов Кубаныч", "Абдилазизович"), Listed("Нурматов Кубаныч", "Эшматович")],
            ["Нурматов Кубаныч Абдилазизович", "Нурматов Кубаныч Эшматович"],
        ),
        (
            [Listed("Нурматов Кубаныч", "Эшматович"), Listed("Нурматов Кубаныч", birth_date=BORN)],
            ["Нурматов Кубаныч Эшматович", "Нурматов Кубаныч, 12.03.2003"],
        ),
        (
            [Listed("Нурматов Кубаныч", "Эшматович", BORN), Listed("Нурматов Кубаныч", "Эшматович", birth_year=2004)],
            ["Нурматов Кубаныч Эшматович, 12.03.2003", "Нурматов Кубаныч Эшматович, 2004"],
        ),
        ([Listed("Нурматов Кубаныч"), Listed("НУРМАТОВ Кубаныч")], ["Нурматов Кубаныч", "НУРМАТОВ Кубаныч"]),
    ],
)
def test_namesakes_of_one_list_are_told_apart(children: list[Listed], shown: list[str]) -> None:
    told = told_apart(children)
    assert [told[child.pk] for child in children] == shown


def test_a_child_who_stands_in_a_list_twice_is_no_namesake() -> None:
    child = Listed("Нурматов Кубаныч", "Эшматович")
    assert told_apart([child, child]) == {child.pk: "Нурматов Кубаныч"}


@pytest.mark.parametrize(
    ("grade", "age", "asked"),
    [(1, 7, False), (1, 10, False), (1, 11, True), (1, 23, True), (11, 14, False), (11, 13, True), (11, None, False)],
)
def test_whose_age_is_far_from_the_class_is_asked_about(grade: int, age: int | None, asked: bool) -> None:
    assert is_doubtful_in(grade, age) is asked


def test_the_twenty_ninth_of_february_has_a_birthday_every_year() -> None:
    assert years_before(date(2016, 2, 29), 4) == date(2012, 2, 29)
    assert years_before(date(2016, 2, 29), 5) == date(2011, 2, 28)
