"""Reading cases, and the call list."""

from mektepke.casework.queries.call_list import CallList, call_list
from mektepke.casework.queries.cases import (
    InCare,
    acting_school,
    action_for,
    capacity_of,
    case_for,
    cases_of,
    children_with_open_case,
    coming_school_days,
    contacts_of,
    day_after_care,
    due_actions,
    last_days_of,
    next_school_day,
    open_actions,
    open_case_of,
    open_cases,
    open_cases_by_child,
    visible_to,
    wrong_numbers_of,
)
from mektepke.casework.queries.lines import Line, Step
from mektepke.casework.queries.meetings import Meeting, meetings_of
from mektepke.casework.queries.steps import (
    Steps,
    in_care_counts,
    overdue_count,
    steps_this_year,
)

__all__ = [
    "CallList",
    "InCare",
    "Line",
    "Meeting",
    "Step",
    "Steps",
    "acting_school",
    "action_for",
    "call_list",
    "capacity_of",
    "case_for",
    "cases_of",
    "children_with_open_case",
    "coming_school_days",
    "contacts_of",
    "day_after_care",
    "due_actions",
    "in_care_counts",
    "last_days_of",
    "meetings_of",
    "next_school_day",
    "open_actions",
    "open_case_of",
    "open_cases",
    "open_cases_by_child",
    "overdue_count",
    "steps_this_year",
    "visible_to",
    "wrong_numbers_of",
]
