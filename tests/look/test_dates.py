"""Dates as they are said in each of the three languages."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.look import dates

DAY = date(2014, 11, 17)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ky", ["17‑ноябрь, дүйшөмбү", "17‑ноябрь", "2014‑жылдын 17‑ноябры", "17‑ноябрга чейин"]),
        ("ru", ["17 ноября, понедельник", "17 ноября", "17 ноября 2014 года", "до 17 ноября"]),
        ("en", ["Monday 17 November", "17 November", "17 November 2014", "by 17 November"]),
    ],
)
def test_a_date_is_said_in_the_readers_language(language: str, said: list[str]) -> None:
    ways = [dates.day, dates.day_short, dates.day_full, dates.day_by]
    assert [way(DAY, language) for way in ways] == said


def test_a_kyrgyz_ending_follows_its_month() -> None:
    said = [dates.day_by(date(2015, month, 1), "ky") for month in (3, 4, 8)]
    assert said == ["1‑мартка чейин", "1‑апрелге чейин", "1‑августка чейин"]


def test_the_first_language_is_kyrgyz() -> None:
    assert dates.calendar("de") is dates.KYRGYZ
    assert dates.calendar("ru-ru") is dates.RUSSIAN


@pytest.mark.parametrize("calendar", [dates.KYRGYZ, dates.RUSSIAN, dates.ENGLISH])
def test_a_week_has_seven_days_and_a_year_twelve_months(calendar: dates.Calendar) -> None:
    assert len(set(calendar.weekdays)) == len(set(calendar.letters)) == 7
    months = (calendar.months, calendar.months_said, calendar.months_of_year, calendar.months_by)
    assert [len(set(names)) for names in months] == [12] * 4
