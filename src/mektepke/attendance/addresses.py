"""A day in an address."""

from __future__ import annotations

from datetime import date


class DayInAddress:
    """`2014-11-17`; anything that is no day is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day; a ValueError makes Django answer 404."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """As in the address."""
        return value if isinstance(value, str) else value.isoformat()
