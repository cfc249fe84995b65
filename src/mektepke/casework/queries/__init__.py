"""Reading cases, and the call list."""

from mektepke.casework.queries.call_list import CallList, Line, call_list
from mektepke.casework.queries.cases import (
    action_for,
    capacity_of,
    case_for,
    cases_of,
    children_with_open_case,
    contacts_of,
    due_actions,
    open_case_of,
    open_cases,
    visible_to,
)
from mektepke.casework.queries.steps import Steps, open_case_count, overdue_count, steps_this_year

__all__ = [
    "CallList",
    "Line",
    "Steps",
    "action_for",
    "call_list",
    "capacity_of",
    "case_for",
    "cases_of",
    "children_with_open_case",
    "contacts_of",
    "due_actions",
    "open_case_count",
    "open_case_of",
    "open_cases",
    "overdue_count",
    "steps_this_year",
    "visible_to",
]
