"""Children whom a list marks as gone."""

from __future__ import annotations

import pytest

from mektepke.pupils.importing.leaving import marked_left


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("выбыл", ""),
        ("Кетти", ""),
        ("выбыла 01.11.2014", ""),
        ("Асанов Бакыт выбыл", "Асанов Бакыт"),
        ("Асанов Бакыт (кетти)", "Асанов Бакыт"),
        ("Асанов Бакыт, выбыл", "Асанов Бакыт"),
        ("Асанов Бакыт", None),
        ("Переведенцев Олег", None),
        ("", None),
    ],
)
def test_the_words_for_having_left_are_found_behind_a_name(text: str, before: str | None) -> None:
    assert marked_left(text) == before
