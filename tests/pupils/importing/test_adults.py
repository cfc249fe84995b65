"""One cell about an adult, as people fill it."""

from __future__ import annotations

import pytest

from mektepke.pupils.importing.adults import read_adult

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
        ("Абдиева Гүлсара (дарыгер)", "Абдиева Гүлсара", ""),
    ],
)
def test_who_the_adult_is_stands_beside_the_name_and_is_no_part_of_it(text: str, name: str, relation: str) -> None:
    found = read_adult(text)
    assert (found.name, found.relation, found.phones, found.rest) == (name, relation, (), "")


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
