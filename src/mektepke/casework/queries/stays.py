"""Whether a child in care has returned and stayed, as the registers show it."""

from __future__ import annotations

from datetime import date

from mektepke.attendance.queries import child_days
from mektepke.casework.models import Case
from mektepke.casework.rules.outcomes import Stay, stay


def stay_of(case: Case, *, today: date) -> Stay:
    """Since when the child has been back since the case began, and for how many marked days. The caller fetched the
    case for a person."""
    days = child_days(case.child, first=case.since, last=today)
    return stay(((shown.date, shown.kind) for shown in days), since=case.since)
