"""Levels of places and their codes, school years and terms, which days are school days, names of classes. No Django."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.sheets.classes import read_class

SUNDAY = 6
SATURDAY = 5


class Level(StrEnum):
    """The state's levels of places, from the largest."""

    OBLAST = "oblast"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    VILLAGE = "village"


# How many steps a village lies below a place of each level.
STEPS_TO_VILLAGE = {Level.VILLAGE: 0, Level.MUNICIPALITY: 1, Level.DISTRICT: 2, Level.OBLAST: 3}


def parent_level(level: Level) -> Level | None:
    """The level above, or None for an oblast."""
    levels = list(Level)
    place = levels.index(level)
    return levels[place - 1] if place else None


def level_below(level: Level) -> Level | None:
    """The level below, or None for a village."""
    levels = list(Level)
    place = levels.index(level) + 1
    return levels[place] if place < len(levels) else None


# How many leading digits of its SOATE code a place shares with the one above it: 41705 is Batken oblast, 41705236
# Leilek district in it, 41705236804 Beshkent municipality in that.
DIGITS_FROM_ABOVE = {Level.OBLAST: 0, Level.DISTRICT: 5, Level.MUNICIPALITY: 8, Level.VILLAGE: 11}


def soate_fits(code: str, *, level: Level, above: str) -> bool:
    """Whether a code can belong to a place below the one with the code `above`; an unknown code fits everything."""
    digits = DIGITS_FROM_ABOVE[level]
    return not code or not above or code[:digits] == above[:digits]


def is_week_day(day: date, *, days_a_week: int) -> bool:
    """Whether a school with five or six days a week has school on this weekday."""
    return day.weekday() < days_a_week


def school_days(
    *, first: date, last: date, terms: Iterable[tuple[date, date]], days_a_week: int, changes: Mapping[date, bool]
) -> list[date]:
    """The school days from first to last, both included.

    `changes` says of single days whether there is school (True) or not (False), against the week's pattern: holidays,
    a snow day, a Saturday that makes up for one.
    """
    spans = sorted(terms)
    found = []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        usual = is_week_day(day, days_a_week=days_a_week) and any(starts <= day <= ends for starts, ends in spans)
        if changes.get(day, usual):
            found.append(day)
    return found


Span = tuple[date, date]


class TermFault(StrEnum):
    """What can be wrong with the terms of a school year."""

    BACKWARDS = "backwards"
    OUTSIDE = "outside"
    OVERLAP = "overlap"


def term_faults(year: Span, terms: Sequence[Span]) -> list[tuple[int, TermFault]]:
    """What is wrong, each with the number of the term (from 1). An overlap is named at the later term."""
    found = []
    for number, (starts, ends) in enumerate(terms, start=1):
        if ends <= starts:
            found.append((number, TermFault.BACKWARDS))
        elif starts < year[0] or ends > year[1]:
            found.append((number, TermFault.OUTSIDE))
        elif number > 1 and starts <= terms[number - 2][1]:
            found.append((number, TermFault.OVERLAP))
    return found


@dataclass(frozen=True, slots=True)
class UsualYear:
    """A school year as schools in Kyrgyzstan usually have it; every date can be changed afterwards."""

    code: str
    starts: date
    ends: date
    terms: tuple[Span, ...]
    holidays: tuple[date, ...]


# State holidays with a fixed date that fall between September and May. Orozo Ait and Kurman Ait follow the moon and are
# added by hand each year.
_HOLIDAYS = ((11, 7), (11, 8), (1, 1), (1, 7), (2, 23), (3, 8), (3, 21), (4, 7), (5, 1), (5, 5), (5, 9))


def usual_year(first: int) -> UsualYear:
    """The school year that begins on 1 September of this year: four terms, 25 May the last day."""
    after = first + 1
    return UsualYear(
        code=f"{first}-{after % 100:02d}",
        starts=date(first, 9, 1),
        ends=date(after, 5, 25),
        terms=(
            (date(first, 9, 1), date(first, 11, 4)),
            (date(first, 11, 10), date(first, 12, 30)),
            (date(after, 1, 12), date(after, 3, 20)),
            (date(after, 4, 1), date(after, 5, 25)),
        ),
        holidays=tuple(date(first if month > 8 else after, month, day) for month, day in _HOLIDAYS),
    )


def first_year(code: str) -> int | None:
    """2026 for `2026-27`, `2026–2027` or `2026`; None for anything else, also for years that do not follow."""
    found = re.fullmatch(r"(20\d\d)(?:\s*[-–—/]\s*(?:20)?(\d\d))?", code.strip())
    if not found or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
        return None
    return int(found[1])


def is_near(first: date, today: date) -> bool:
    """Whether a school year that begins on this day is one that somebody plans or catches up on, and no slip of the
    finger: it begins within two years of today."""
    return add_years(today, -2) <= first <= add_years(today, 2)


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


def class_names(text: str) -> tuple[list[ClassName], list[str]]:
    """The classes of a typed list such as `1-А, 1б; 2 «В»`, each once and in order, and the parts that are none."""
    parts = [part.strip() for part in re.split(r"[,;\n]", text)]
    found = {part: read_class(part) for part in parts if part}
    read = sorted({one for one in found.values() if isinstance(one, ClassName)})
    return read, [part for part, one in found.items() if not isinstance(one, ClassName)]


def classes_next_year(classes: Iterable[ClassName], *, first_grade: int, last_grade: int) -> list[ClassName]:
    """Every class one grade up, without those that finished; the new first grades get the letters of this year's."""
    known = sorted(classes)
    moved = {ClassName(one.grade + 1, one.letter) for one in known if one.grade + 1 <= last_grade}
    new = {one for one in known if one.grade <= first_grade}
    return sorted(moved | new)


def month_weeks(month: date) -> list[list[date]]:
    """The weeks, Monday first, that cover the month of this day."""
    return Calendar().monthdatescalendar(month.year, month.month)


def usual_grades(first: int) -> str:
    """The code of the grade scheme of a school year by its first calendar year: 12 grades since 2025, 11 before."""
    return "12" if first >= 2025 else "11"
