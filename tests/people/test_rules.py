"""One-time codes and sign-in names."""

from __future__ import annotations

import pytest

from mektepke.people import rules


def test_a_code_has_eight_signs_that_no_two_keyboards_mix_up() -> None:
    codes = {rules.make_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == 9 and code[4] == "-" for code in codes)
    assert set("".join(codes)) - {"-"} <= set(rules.CODE_SIGNS)
    assert not set("01BIJLOQSZ") & set(rules.CODE_SIGNS)


@pytest.mark.parametrize("typed", ["K7MP-3XAC", "k7mp3xac", " k7mp 3xac ", "К7МР-3ХАС", "к7мр3хас"])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert rules.tidy_code(typed) == "K7MP-3XAC"


@pytest.mark.parametrize(
    ("family", "given", "name"),
    [
        ("Садыкова", "Асел", "a.sadykova"), ("Жумаев", "Эсен", "e.jumaev"), ("Чоюбекова", "Үмүт", "u.choyubekova"),
        ("Бакыт уулу", "Нурлан", "n.bakytuulu"), ("O'Neil", "Ann", "a.oneil"), ("明", "明", "person"),
    ],
)  # fmt: skip
def test_a_sign_in_name_is_made_from_the_name_in_latin_letters(family: str, given: str, name: str) -> None:
    assert rules.sign_in_name(family, given, taken=()) == name


def test_a_taken_sign_in_name_gets_a_number() -> None:
    taken = {"a.sadykova", "a.sadykova2"}
    assert rules.sign_in_name("Садыкова", "Асел", taken=taken) == "a.sadykova3"
