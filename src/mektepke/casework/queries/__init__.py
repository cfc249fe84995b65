"""Reading cases, and the call list."""

from mektepke.casework.queries.call_list import CallList, Line, call_list
from mektepke.casework.queries.cases import (
    acting_school,
    action_for,
    capacity_of,
    case_for,
    cases_of,
    children_with_open_case,
    contacts_of,
    due_actions,
    last_days_of,
    next_school_day,
    open_actions,
    open_case_of,
    open_cases,
    open_cases_by_child,
    visible_to,
)
from mektepke.casework.queries.steps import Steps, open_case_count, overdue_count, steps_this_year

__all__ = [
    "CallList",
    "Line",
    "Steps",
    "acting_school",
    "action_for",
    "call_list",
    "capacity_of",
    "case_for",
    "cases_of",
    "children_with_open_case",
    "contacts_of",
    "due_actions",
    "last_days_of",
    "next_school_day",
    "open_actions",
    "open_case_count",
    "open_case_of",
    "open_cases",
    "open_cases_by_child",
    "overdue_count",
    "steps_this_year",
    "visible_to",
]
