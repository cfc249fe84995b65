"""Days of school life written short, so that a test reads like a register: `.` came, `a` absent, `e` excused."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.watch.rules.days import ChildDays, DayKind

LETTERS = {
    ".": DayKind.PRESENT, "a": DayKind.ABSENT, "e": DayKind.EXCUSED, "l": DayKind.LATE, "g": DayKind.LEFT_EARLY,
}  # fmt: skip
OPENING = date(2014, 9, 1)  # a Monday


def week_days(number: int, *, first: date = OPENING, days_a_week: int = 5) -> list[date]:
    """The next `number` week days from `first` on."""
    found: list[date] = []
    day = first
    while len(found) < number:
        if day.weekday() < days_a_week:
            found.append(day)
        day += timedelta(days=1)
    return found


def child(letters: str, *, first: date = OPENING, days_a_week: int = 5) -> ChildDays:
    """A child's marked week days from `first` on; `_` is a day without a register, spaces are ignored."""
    written = letters.replace(" ", "")
    days = week_days(len(written), first=first, days_a_week=days_a_week)
    marked = [(day, LETTERS[letter]) for day, letter in zip(days, written, strict=True) if letter != "_"]
    return ChildDays(tuple(day for day, _ in marked), tuple(kind for _, kind in marked))
