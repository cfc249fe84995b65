"""Reading what a family has asked for: only for who makes the record, or decides."""

from mektepke.casework.rights.queries.erasures import (
    erasure_for,
    erasures_proposed_by,
    erasures_to_decide,
    erasures_to_finish,
    held_by,
    open_erasure_of,
    time_is_over,
)
from mektepke.casework.rights.queries.requests import (
    child_to_speak_for,
    children_of,
    correction_for,
    keeper_of,
    may_make,
    request_for,
    requests_of,
    school_for,
    waiting_requests,
)
from mektepke.casework.rights.queries.retention import (
    decided,
    own_periods,
    proposal_for,
    proposals_to_decide,
    year_ends,
)

__all__ = [
    "child_to_speak_for",
    "children_of",
    "correction_for",
    "decided",
    "erasure_for",
    "erasures_proposed_by",
    "erasures_to_decide",
    "erasures_to_finish",
    "held_by",
    "keeper_of",
    "may_make",
    "open_erasure_of",
    "own_periods",
    "proposal_for",
    "proposals_to_decide",
    "request_for",
    "requests_of",
    "school_for",
    "time_is_over",
    "waiting_requests",
    "year_ends",
]
