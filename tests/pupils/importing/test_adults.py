"""One cell about an adult, as people fill it."""

from __future__ import annotations

import pytest

from mektepke.pupils.importing.adults import Adult, each_of, read_adult, says_a_state
from mektepke.pupils.importing.guardians import Said, guardians
from mektepke.pupils.importing.rules import GuardianSaid
from mektepke.sheets.faults import Fault

ONE, OTHER = "+996777123456", "+996555654321"


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("отец Абдиев Марат", "Абдиев Марат", "father"),
        ("Абдиев Марат (отец)", "Абдиев Марат", "father"),
        ("атасы: Абдиев Марат", "Абдиев Марат", "father"),
        ("Абдиева Гүлсара, апасы", "Абдиева Гүлсара", "mother"),
        ("апасы Абдиева Гүлсара", "Абдиева Гүлсара", "mother"),
        ("чоң апасы Абдиева Сайра", "Абдиева Сайра", "grandmother"),
        ("Таенеси Абдиева Сайра", "Абдиева Сайра", "grandmother"),
        ("бабушка", "", "grandmother"),
        ("чоң апасы", "", "grandmother"),
        ("родители", "", ""),
        ("Атаев Марат", "Атаев Марат", ""),
        ("Мамаева Сайра", "Мамаева Сайра", ""),
        ("Сайра апа", "Сайра апа", ""),
        ("Бакыт байке", "Бакыт байке", ""),
        ("апасы Сайра эже", "Сайра эже", "mother"),
        ("тайэнеси Сайра", "Сайра", "grandmother"),
        ("мать-одиночка Абдиева Гүлсара", "Абдиева Гүлсара", "mother"),
        ("Абдиева Гүлсара (мать ребенка)", "Абдиева Гүлсара", "mother"),
        ("Абдиева Гүлсара (дарыгер)", "Абдиева Гүлсара", ""),
    ],
)
def test_who_the_adult_is_stands_beside_the_name_and_is_no_part_of_it(text: str, name: str, relation: str) -> None:
    found = read_adult(text)
    assert (found.name, found.relation, found.phones, found.rest) == (name, relation, (), "")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("апасы жок", ""),
        ("отец - нет", ""),
        ("мать: неизвестно", ""),
        ("жок", ""),
        ("Мать и отец", ""),
        ("апасы, атасы", ""),
        ("эне, ата", ""),
        ("ата-энеси", ""),
        ("мать/отец", ""),
        ("мать Абдиева Гүлсара, отец Абдиев Марат", "мать Абдиева Гүлсара, отец Абдиев Марат"),
        ("мама Гүлсара, папа Марат", "мама Гүлсара, папа Марат"),
        ("Мать и отец Абдиевы", "Мать и отец Абдиевы"),
    ],
)
def test_nobody_and_two_at_once_are_no_adult(text: str, rest: str) -> None:
    assert read_adult(text) == Adult(rest=rest)


@pytest.mark.parametrize("text", ["отец умер", "атасы каза болгон", "апасы Россияда", "мать в России", "Абдиев умер"])
def test_what_became_of_somebody_says_not_whom_to_call(text: str) -> None:
    assert read_adult(text).relation == ""
    assert says_a_state(read_adult(text).name)


@pytest.mark.parametrize("text", ["Умеров Казакбай", "Казакбаев Марат", "Маркумов Бек"])
def test_a_name_like_a_state_is_a_name(text: str) -> None:
    assert read_adult(text).name == text
    assert not says_a_state(text)


@pytest.mark.parametrize(
    ("text", "name", "phones", "rest"),
    [
        ("Абдиева Гүлсара 0777123456", "Абдиева Гүлсара", (ONE,), ""),
        ("Абдиева Гүлсара, тел.: 0777 12 34 56", "Абдиева Гүлсара", (ONE,), ""),
        ("Гүлсара Телегенова 0777123456", "Гүлсара Телегенова", (ONE,), ""),
        ("0777 123456 Абдиева Гүлсара", "Абдиева Гүлсара", (ONE,), ""),
        ("Абдиева Гүлсара 0777 123456, 0555 654321", "Абдиева Гүлсара", (ONE, OTHER), ""),
        ("0777 123456, 0555 65432", "", (ONE,), "0555 65432"),
        ("Абдиева Гүлсара 0777123456, Абдиев Марат 0555654321", "Абдиева Гүлсара", (ONE, OTHER), "Абдиев Марат"),
        ("Абдиева Гүлсара", "Абдиева Гүлсара", (), ""),
    ],
)
def test_a_name_and_a_phone_in_one_cell(text: str, name: str, phones: tuple[str, ...], rest: str) -> None:
    found = read_adult(text)
    assert (found.name, found.phones, found.rest) == (name, phones, rest)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Шаршенов Кубан, Шаршенова Анара", ["Шаршенов Кубан", "Шаршенова Анара"]),
        ("мать Жылдыз, отец Марат", ["мать Жылдыз", "отец Марат"]),
        ("Абдиев Марат жана Абдиева Нур", ["Абдиев Марат", "Абдиева Нур"]),
        ("Абдиев Марат, 0777 12 34 56", ["Абдиев Марат, 0777 12 34 56"]),
        ("Абдиева Гүлсара, апасы", ["Абдиева Гүлсара, апасы"]),
        ("Абдиев, Марат", ["Абдиев, Марат"]),
    ],
)
def test_two_people_in_one_cell_are_two(text: str, people: list[str]) -> None:
    assert each_of(text) == people


def test_as_many_numbers_as_people_are_theirs_in_order() -> None:
    told: list[tuple[str, Fault]] = []
    names = Said("guardian_name", "мать Шаршенова Анара, отец Шаршенов Кубан")
    both = guardians(names, Said("guardian_phone", "0777123456, 0555654321"), lambda *fault: told.append(fault))
    assert both == [
        GuardianSaid("Шаршенова Анара", "mother", ONE), GuardianSaid("Шаршенов Кубан", "father", OTHER),
    ]  # fmt: skip
    first = guardians(names, Said("guardian_phone", "0777123456"), lambda *fault: told.append(fault))
    assert [adult.phone for adult in first] == [ONE, ""]
    assert told == []
