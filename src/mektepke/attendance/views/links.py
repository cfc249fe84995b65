"""The months around the one that a page shows."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.attendance.rules import month_span
from mektepke.attendance.words import month_words


def month_links(month: date, *, today: date) -> dict[str, date | str | None]:
    """For a page's context: the month and its name, the one before, and the one after if it has begun."""
    first, last = month_span(month)
    after = last + timedelta(days=1)
    return {
        "month": first,
        "month_name": month_words(first),
        "month_before": (first - timedelta(days=1)).replace(day=1),
        "month_after": after if after <= today else None,
    }
