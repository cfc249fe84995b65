"""Dates as they stand in lists: real dates, text in any of the usual orders, Excel's serial numbers, only a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from mektepke.sheets.faults import Fault
from mektepke.sheets.grid import Cell, clean, text_of
from mektepke.sheets.letters import fold

# Excel counts days from here (its 29 February 1900 never was).
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
_YEARS = range(1900, 2100)

_TAIL = r"[\s.,\-–]*(?:г|год|года|ж|жыл|жылы|y|year)?\.?"
_TIME = r"(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*Z?)?"
_GAP = r"\s*[.,/\-–— ]+\s*"
_DAY_FIRST = re.compile(rf"^(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}(\d{{4}}|\d{{2}}){_TIME}{_TAIL}$", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"^(\d{{4}}){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}}){_TIME}{_TAIL}$", re.IGNORECASE)
_MONTH_NAMED = re.compile(rf"^(?:(\d{{1,2}}){_GAP})?([^\W\d_]+){_GAP}(\d{{4}}|\d{{2}}){_TAIL}$", re.IGNORECASE)
# «2012-жылдын 5-майы», as Kyrgyz writes it in full. A fifth digit right behind the year is a slip, not a day.
_YEAR_THEN_MONTH = re.compile(
    rf"^(\d{{4}})(?!\d)\s*[-–—]?\s*(?:(?:жыл[а-яңөү]*|жж?|год[а-я]*|г)\b\.?)?[\s,]*(\d{{1,2}}){_GAP}([^\W\d_]+)$",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"^(\d{{4}}){_TAIL}$", re.IGNORECASE)

_MONTHS = [
    tuple(map(fold, stems))
    for stems in (
        ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("май", "мая", "may"), ("июн", "jun"),
        ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayOrYear:
    """A date, or only its year where nobody knows more."""

    year: int
    day: date | None = None

    def __str__(self) -> str:
        return self.day.isoformat() if self.day else str(self.year)


def read_date(cell: Cell, *, earliest: date, latest: date) -> DayOrYear | Fault:
    """A date between two others: `12.03.2011`, `2011-03-12`, `12/3/11`, 40614, `2011`, `12-март 2011-ж.`,
    `2011-жылдын 12-марты`

    The day stands before the month, as everywhere here. Two digits of a year are the latest century not after `latest`.
    Faults: `date_unclear`, `date_impossible` (31 February, month 25), `date_early`, `date_late`.
    """
    reading = _read(clean(cell), earliest, latest)
    if isinstance(reading, Fault):
        return reading
    if (reading.day or date(reading.year, 12, 31)) < earliest:
        return Fault("date_early", {"earliest": earliest.isoformat()})
    if (reading.day or date(reading.year, 1, 1)) > latest:
        return Fault("date_late", {"latest": latest.isoformat()})
    return reading


def _read(cell: Cell, earliest: date, latest: date) -> DayOrYear | Fault:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return DayOrYear(cell.year, cell)
    if isinstance(cell, bool):
        return Fault("date_unclear")
    if isinstance(cell, float) and isfinite(cell):
        cell = int(cell)  # the part behind the point is the time of day
    text = text_of(cell).strip(" .,'\"")
    if text.isdecimal():
        return _digits(text, earliest, latest)
    return _written(text, latest)


def _digits(text: str, earliest: date, latest: date) -> DayOrYear | Fault:
    number = int(text)
    if len(text) == 4 and number in _YEARS:
        return DayOrYear(number)
    if len(text) == 5 and number in _SERIALS:
        return _whole(_EXCEL_ZERO + timedelta(days=number))
    if len(text) in {7, 8}:
        # Dots left out on a number pad: 12032011, or 1032011 for the first of March. Taken only where one order fits.
        text = text.zfill(8)
        both = (_day(text[4:], text[2:4], text[:2], latest), _day(text[:4], text[4:6], text[6:], latest))
        fitting = [day for day in both if isinstance(day, DayOrYear) and day.day and earliest <= day.day <= latest]
        return fitting[0] if len(fitting) == 1 else Fault("date_unclear")
    return Fault("date_unclear")


def _written(text: str, latest: date) -> DayOrYear | Fault:
    if found := _DAY_FIRST.match(text):
        return _day(found[3], found[2], found[1], latest)
    if found := _YEAR_FIRST.match(text):
        return _day(found[1], found[2], found[3], latest)
    if (found := _YEAR.match(text)) and int(found[1]) in _YEARS:
        return DayOrYear(int(found[1]))
    if (found := _MONTH_NAMED.match(text)) and (month := _month(found[2])):
        return _day(found[3], str(month), found[1], latest) if found[1] else DayOrYear(_full_year(found[3], latest))
    if (found := _YEAR_THEN_MONTH.match(text)) and (month := _month(found[3])):
        return _day(found[1], str(month), found[2], latest)
    return Fault("date_unclear")


def _day(year: str, month: str, day: str, latest: date) -> DayOrYear | Fault:
    try:
        return _whole(date(_full_year(year, latest), int(month), int(day)))
    except ValueError:
        return Fault("date_impossible")


def _full_year(digits: str, latest: date) -> int:
    if len(digits) == 4:
        return int(digits)
    year = latest.year - latest.year % 100 + int(digits)
    return year if year <= latest.year else year - 100


def _month(word: str) -> int | None:
    folded = fold(word)
    for number, stems in enumerate(_MONTHS, start=1):
        if folded.startswith(stems):
            return number
    return None


def _whole(day: date) -> DayOrYear:
    return DayOrYear(day.year, day)
