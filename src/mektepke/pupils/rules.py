"""Codes and ages. No Django."""

from __future__ import annotations

from datetime import date


def age_on(day: date, *, birth_date: date | None, birth_year: int | None) -> int | None:
    """Full years on this day; by the year alone where only the year is known; None where neither is."""
    if birth_date is not None:
        before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
        return day.year - birth_date.year - before_birthday
    return None if birth_year is None else day.year - birth_year


def is_of_school_age(age: int | None, *, starts_at: int, until: int) -> bool:
    """Whether a child of this age should be in school, by the grade scheme's ages, both included."""
    return age is not None and starts_at <= age <= until
