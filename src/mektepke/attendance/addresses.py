"""Days, months and parts of a day in an address. Anything else is no address."""

from __future__ import annotations

from datetime import date

from mektepke.attendance.rules import Session

# A school's registers lie within these; at the ends of the calendar there is no day before or after.
YEARS = range(1990, 2101)


def _day(value: str) -> date:
    found = date.fromisoformat(value)
    if found.year not in YEARS:
        raise ValueError(f"{found.year} is no year of this house.")
    return found


class DayInAddress:
    """`2014-11-17`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; a ValueError makes Django answer 404."""
        return _day(value)

    def to_url(self, value: date | str) -> str:
        """As in the address."""
        return value if isinstance(value, str) else value.isoformat()


class MonthInAddress:
    """`2014-11`: its first day."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """The month's first day; a ValueError makes Django answer 404."""
        return _day(f"{value}-01")

    def to_url(self, value: date | str) -> str:
        """As in the address."""
        return value[:7] if isinstance(value, str) else f"{value:%Y-%m}"


class SessionInAddress:
    """`morning` or `afternoon`; the whole day is not said."""

    regex = f"{Session.MORNING}|{Session.AFTERNOON}"

    def to_python(self, value: str) -> str:
        """The code itself."""
        return value

    def to_url(self, value: str) -> str:
        """As in the address."""
        return value
