"""Names as people here write, look for and sort them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.base.names import ALPHABET, search_key, sort_key, tidy


def test_kyrgyz_letters_stand_where_a_kyrgyz_reader_looks_for_them() -> None:
    names = ["Усенова", "Орозова", "Нарбаева", "Өмүрова", "Үсөнова", "Ңалиева", "Осмонова", "Панова", "Фатова"]
    expected = ["Нарбаева", "Ңалиева", "Орозова", "Осмонова", "Өмүрова", "Панова", "Усенова", "Үсөнова", "Фатова"]
    assert sorted(names, key=sort_key) == expected


def test_a_shorter_name_comes_first_and_latin_last() -> None:
    assert sorted(["Zamir", "Асанова", "Асан"], key=sort_key) == ["Асан", "Асанова", "Zamir"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Өмүрбек", "Омурбек"),
        ("Өмүрбек", "Omurbek"),
        ("Чыңгыз", "Чингиз"),
        ("Жылдыз", "Zhyldyz"),
        ("Асанова  Айпери ", "асанова айпери"),
        ("Семёнов", "Семенов"),
        ("Юсупов", "Yusupov"),
    ],
)
def test_a_search_finds_a_name_however_it_is_typed(written: str, typed: str) -> None:
    assert search_key(written) == search_key(typed)


def test_different_names_stay_different() -> None:
    assert search_key("Асанов") != search_key("Асанова")


@given(st.text(alphabet=ALPHABET + ALPHABET.upper() + " -", max_size=30))
def test_keys_do_not_depend_on_case_or_spaces(text: str) -> None:
    assert sort_key(text) == sort_key(f"  {text.upper()} ")
    assert search_key(text) == search_key(f"  {text.upper()} ")


def test_tidy_composes_letters() -> None:
    assert tidy("й") == "й"
