"""Levels of places, and which days are school days. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

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
