"""What is decided by rule alone: capacity, steps, outcomes, what registers say. Pure functions, no Django."""

from mektepke.casework.rules.capacity import Capacity, capacity_for, cut, monday_of
from mektepke.casework.rules.returns import (
    AFTER_CARE,
    SCHOOL_DAYS_UNTIL_LOOK,
    LastDays,
    Since,
    came_back,
    counted_day,
    last_days,
    school_days_after_care,
    school_days_until_look,
    since,
)
from mektepke.casework.rules.second_looks import Spoken, second_look, wrong_numbers

__all__ = [
    "AFTER_CARE",
    "SCHOOL_DAYS_UNTIL_LOOK",
    "Capacity",
    "LastDays",
    "Since",
    "Spoken",
    "came_back",
    "capacity_for",
    "counted_day",
    "cut",
    "last_days",
    "monday_of",
    "school_days_after_care",
    "school_days_until_look",
    "second_look",
    "since",
    "wrong_numbers",
]
