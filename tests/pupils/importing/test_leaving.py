"""Children whom a list marks as gone."""

from __future__ import annotations

import pytest

from mektepke.pupils.importing.leaving import heads_remarks, marked_left


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("выбыл", ""),
        ("Кетти", ""),
        ("выбыла 01.11.2014", ""),
        ("Асанов Бакыт выбыл", "Асанов Бакыт"),
        ("Асанов Бакыт (кетти)", "Асанов Бакыт"),
        ("Асанов Бакыт, выбыл", "Асанов Бакыт"),
        ("выбыла в Исфану", ""),
        ("Переведён в школу №3", ""),
        ("выбыл по болезни", ""),
        ("выбыла из-за переезда семьи", ""),
        ("выбыл из школы 01.11.2014", ""),
        ("уехала к бабушке в Ош", ""),
        ("уехал с 3 ноября", ""),
        ("выбыл (болезнь)", ""),
        ("көчүп кетти", ""),
        ("кетип калды", ""),
        ("кетти Бишкекке", ""),
        ("left for Osh", ""),
        ("transferred to School 5", ""),
        ("Асанов Бакыт переведён в школу №5", "Асанов Бакыт"),
        ("көчүп келген", None),
        ("Көчүп келди 10.09.2014", None),
        ("кетип, кайра келди", None),
        ("переведена из школы №3", None),
        ("переехала 01.09 из Оша", None),
        ("transferred from School 3", None),
        ("уехал отец", None),
        ("уехала (мать)", None),
        ("уехал в Россию отец", None),
        ("Асанов Бакыт (отец уехал)", None),
        ("переведён на домашнее обучение", None),
        ("уехала сестрёнка", None),
        ("left-handed", None),
        ("left hand", None),
        ("Асанов Бакыт", None),
        ("Переведенцев Олег", None),
        ("", None),
    ],
)
def test_the_words_for_having_left_are_found_behind_a_name(text: str, before: str | None) -> None:
    assert marked_left(text) == before


@pytest.mark.parametrize(
    ("heading", "does"),
    [
        ("Эскертүү", True),
        ("Примечание", True),
        ("Remarks", True),
        ("Выбыл", True),
        ("Кеткен күнү", True),
        ("", True),
        ("Место работы отца", False),
        ("Жумушу", False),
        ("Прописка", False),
    ],
)
def test_a_remark_stands_under_a_heading_for_remarks_or_under_none(heading: str, does: bool) -> None:
    assert heads_remarks(heading) is does
