"""Dates as people here say them.

Django's Kyrgyz writes «17 Ноябрь»; a school writes «17-ноябрь». Its tables also lack the endings that a sentence needs
("by 18 November": «18-ноябрга чейин»), so the month names stand here, in three languages. The hyphen is the one at
which no line ends: on a phone «17-» would stand at the end of a line, and the month at the beginning of the next.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Calendar:
    """One language's words for dates, Monday and January first, and its four ways of saying a date."""

    weekdays: tuple[str, ...]
    letters: tuple[str, ...]  # of weekdays, for the head of a narrow column
    months: tuple[str, ...]  # alone, at the head of a column
    months_said: tuple[str, ...]  # after a day's number
    months_of_year: tuple[str, ...]  # after a day's number, with a year
    months_by: tuple[str, ...]  # in "by that day"
    with_weekday: str
    short: str
    full: str
    by: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_KY_MONTHS = _words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
_RU_MONTHS = _words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_EN_MONTHS = _words("January February March April May June July August September October November December")

KYRGYZ = Calendar(
    weekdays=_words("дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби"),
    letters=_words("дш шш шр бш жм иш жк"),
    months=_KY_MONTHS,
    months_said=_KY_MONTHS,
    months_of_year=_words("январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры"),
    months_by=_words("январга февралга мартка апрелге майга июнга июлга августка сентябрга октябрга ноябрга декабрга"),
    with_weekday="{day}\N{NON-BREAKING HYPHEN}{month}, {weekday}",
    short="{day}\N{NON-BREAKING HYPHEN}{month}",
    full="{year}\N{NON-BREAKING HYPHEN}жылдын {day}\N{NON-BREAKING HYPHEN}{month}",
    by="{day}\N{NON-BREAKING HYPHEN}{month} чейин",
)
RUSSIAN = Calendar(
    weekdays=_words("понедельник вторник среда четверг пятница суббота воскресенье"),
    letters=_words("пн вт ср чт пт сб вс"),
    months=_words("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"),
    months_said=_RU_MONTHS,
    months_of_year=_RU_MONTHS,
    months_by=_RU_MONTHS,
    with_weekday="{day} {month}, {weekday}",
    short="{day} {month}",
    full="{day} {month} {year} года",
    by="до {day} {month}",
)
ENGLISH = Calendar(
    weekdays=_words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
    letters=_words("Mo Tu We Th Fr Sa Su"),
    months=_EN_MONTHS,
    months_said=_EN_MONTHS,
    months_of_year=_EN_MONTHS,
    months_by=_EN_MONTHS,
    with_weekday="{weekday} {day} {month}",
    short="{day} {month}",
    full="{day} {month} {year}",
    by="by {day} {month}",
)
_CALENDARS = {"ky": KYRGYZ, "ru": RUSSIAN, "en": ENGLISH}


def calendar(language: str) -> Calendar:
    """The words of a language code such as `ky` or `ru-ru`; Kyrgyz, the house's first language, for any other."""
    return _CALENDARS.get(language[:2], KYRGYZ)


def day(date: datetime.date, language: str) -> str:
    """«17-ноябрь, дүйшөмбү»."""
    words = calendar(language)
    return words.with_weekday.format(
        day=date.day, month=words.months_said[date.month - 1], weekday=words.weekdays[date.weekday()]
    )


def day_short(date: datetime.date, language: str) -> str:
    """«17-ноябрь»."""
    words = calendar(language)
    return words.short.format(day=date.day, month=words.months_said[date.month - 1])


def day_full(date: datetime.date, language: str) -> str:
    """«2014-жылдын 17-ноябры»."""
    words = calendar(language)
    return words.full.format(day=date.day, month=words.months_of_year[date.month - 1], year=date.year)


def day_by(date: datetime.date, language: str) -> str:
    """«18-ноябрга чейин»."""
    words = calendar(language)
    return words.by.format(day=date.day, month=words.months_by[date.month - 1])
