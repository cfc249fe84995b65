"""Answers that only a list of pupils has, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.pupils.importing import cells
from mektepke.pupils.importing.adults import read_adult
from mektepke.pupils.importing.cells import Address
from mektepke.pupils.importing.leaving import marked_left
from mektepke.sheets.faults import Fault


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("апасы", "mother"),
        ("Энеси", "mother"),
        ("мать", "mother"),
        ("атасы", "father"),
        ("Отец", "father"),
        ("чоң апасы", "grandmother"),
        ("Чоң энеси", "grandmother"),
        ("бабушка", "grandmother"),
        ("чоң атасы", "grandfather"),
        ("эжеси", "relative"),
        ("агасы", "relative"),
        ("тётя", "relative"),
        ("опекун", "other"),
        ("камкорчу", "other"),
        ("step-mother", "other"),
        ("приёмная мать", "other"),
        ("дед", "grandfather"),
        ("тайэнеси", "grandmother"),
        ("таенеси", "grandmother"),
        ("таене", "grandmother"),
        ("мать ребёнка", "mother"),
        ("родная тётя", "relative"),
        ("башка", "other"),
        ("апасы, атасы", ""),
        ("мать/отец", ""),
        ("энеси жана атасы", ""),
        ("ата-энеси", ""),
        ("родители", ""),
    ],
)
def test_who_the_adult_is(text: str, relation: str) -> None:
    assert cells.read_relation(text) == relation


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("кыргыз", "ky"),
        ("Кыргызча", "ky"),
        ("русский", "ru"),
        ("орусча", "ru"),
        ("өзбек тили", "uz"),
        ("таджикский", "tg"),
        ("кыргыз, орус", "ky,ru"),
        ("кыргызский и русский", "ky,ru"),
        ("Kyrgyz/Russian", "ky,ru"),
    ],
)
def test_languages(text: str, codes: str) -> None:
    assert cells.read_languages(text) == codes


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("надомное", "home"),
        ("үйдө", "home"),
        ("очная", "school"),
        ("мектепте", "school"),
        ("кечки", "evening"),
        ("заочно", "evening"),
        ("коррекционная", "special"),
    ],
)
def test_how_the_child_learns(text: str, mode: str) -> None:
    assert cells.read_mode(text) == mode


@pytest.mark.parametrize("read", [cells.read_relation, cells.read_languages, cells.read_mode])
def test_what_is_unclear_is_not_guessed(read: object) -> None:
    assert isinstance(read("???"), Fault)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Мектеп көчөсү 5", Address("", "Мектеп көчөсү", "5")),
        ("ул. Ленина, 12а", Address("", "ул. Ленина", "12а")),
        ("Ленина 12/3", Address("", "Ленина", "12/3")),
        ("с. Алма-Суу, ул. Ош, дом 7", Address("Алма-Суу", "ул. Ош", "7")),
        ("Алма-Суу айылы, Ош көчөсү №7", Address("Алма-Суу", "Ош көчөсү", "7")),
        ("Алма-Суу айылы", Address("Алма-Суу", "", "")),
        ("Мектеп көчөсү", Address("", "Мектеп көчөсү", "")),
        ("", Address()),
    ],
)
def test_an_address_is_taken_apart(text: str, address: Address) -> None:
    assert cells.read_address(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Кызыл-Булак", Address("Кызыл-Булак")),
        ("Кызыл-Булак, 5", Address("", "Кызыл-Булак", "5")),
        ("Мектеп", Address("", "Мектеп")),
    ],
)
def test_only_the_name_of_a_village_is_that_village(text: str, address: Address) -> None:
    assert cells.read_address(text, is_village=lambda name: name == "Кызыл-Булак") == address


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("ооба", "disability", "yes"),
        ("ОВЗ", "disability", "yes"),
        ("инвалид детства", "disability", "yes"),
        ("жок", "disability", "no"),
        ("Россия", "migrant_parent", "yes"),
        ("экөө тең", "migrant_parent", "yes"),
        ("атасы", "migrant_parent", "yes"),
        ("свидетельство о рождении", "documents_missing", "yes"),
        ("?", "disability", ""),
    ],
)
def test_yes_no_and_the_columns_own_words(text: str, kind: str, answer: str) -> None:
    assert cells.read_known(text, kind) == answer


@pytest.mark.parametrize(
    ("text", "kind"), [("не мигрант", "migrant_parent"), ("инвалид эмес", "disability"), ("x", "disability")]
)
def test_a_denial_or_a_bare_sign_is_asked_about(text: str, kind: str) -> None:
    assert isinstance(cells.read_known(text, kind), Fault)


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    for read in (cells.read_relation, cells.read_languages, cells.read_mode, cells.read_address):
        read(text)
    read_adult(text)
    marked_left(text)
