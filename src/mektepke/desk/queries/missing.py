"""Registers that are missing, those of today apart: at nine in the morning they are not late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mektepke.attendance.queries import MissingRegisters, missing_registers
from mektepke.places.models import School

A_SCHOOL_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Missing:
    """Classes without a register of today, and classes with gaps on the days before."""

    today: list[MissingRegisters]
    earlier: list[MissingRegisters]

    def __bool__(self) -> bool:
        return bool(self.today or self.earlier)


def missing_this_week(schools: Sequence[School], *, today: date) -> Missing:
    """The last school week up to today. A fixed number of queries."""
    found = missing_registers(schools, first=today - A_SCHOOL_WEEK, last=today)
    gaps = [MissingRegisters(gap.school_class, [day for day in gap.days if day < today]) for gap in found]
    return Missing(today=[gap for gap in found if today in gap.days], earlier=[gap for gap in gaps if gap.days])
