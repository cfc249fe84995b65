"""Reading registers. All figures count marked days only; unmarked days are told as such."""

from mektepke.attendance.queries.counting import SchoolDays
from mektepke.attendance.queries.days import ClassDays, ShownDay, child_days, class_days, day_kind, days_of_children
from mektepke.attendance.queries.grid import GridRow, class_grid
from mektepke.attendance.queries.history import Correction, Kept, history
from mektepke.attendance.queries.missing import MissingRegisters, missing_registers, owing_since, taken_on
from mektepke.attendance.queries.missing_today import missing_today, with_figures
from mektepke.attendance.queries.months import months_of
from mektepke.attendance.queries.neighbours import Neighbours, missing_before, neighbours, school_days_of_class
from mektepke.attendance.queries.rates import weekly_rates
from mektepke.attendance.queries.registers import (
    class_to_mark,
    closed_by_school,
    expected_roll,
    register_of,
    registers_of_day,
    sessions_used,
    why_closed,
)

__all__ = [
    "ClassDays",
    "Correction",
    "GridRow",
    "Kept",
    "MissingRegisters",
    "Neighbours",
    "SchoolDays",
    "ShownDay",
    "child_days",
    "class_days",
    "class_grid",
    "class_to_mark",
    "closed_by_school",
    "day_kind",
    "days_of_children",
    "expected_roll",
    "history",
    "missing_before",
    "missing_registers",
    "missing_today",
    "months_of",
    "neighbours",
    "owing_since",
    "register_of",
    "registers_of_day",
    "school_days_of_class",
    "sessions_used",
    "taken_on",
    "weekly_rates",
    "why_closed",
    "with_figures",
]
