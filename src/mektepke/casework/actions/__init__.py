"""Writing cases: each action leaves its line in the trail."""

from mektepke.casework.actions.approving import ask_approval, decide
from mektepke.casework.actions.assessing import add_cause, end_cause, keep_assessment, set_risk
from mektepke.casework.actions.capacity import remove_capacity, set_capacity
from mektepke.casework.actions.closing import close_case
from mektepke.casework.actions.contacts import record_contact
from mektepke.casework.actions.given import (
    ActionGiven,
    AlreadyClosed,
    AlreadyOpen,
    CauseGiven,
    NamedAlready,
    NotInProtection,
    NotReturned,
    NotYet,
    NotYours,
    RiskGiven,
)
from mektepke.casework.actions.looking import look_at_case, look_at_family
from mektepke.casework.actions.opening import open_case, reopen_case
from mektepke.casework.actions.planning import (
    add_action,
    agree,
    ask_for_aid,
    drop_action,
    finish_action,
    postpone_action,
    receive_aid,
    say_what_came,
)
from mektepke.casework.actions.reviewing import bring_reviews_forward, review
from mektepke.casework.actions.staying import refresh_stays
from mektepke.casework.actions.stepping import back_to, go_on

__all__ = [
    "ActionGiven",
    "AlreadyClosed",
    "AlreadyOpen",
    "CauseGiven",
    "NamedAlready",
    "NotInProtection",
    "NotReturned",
    "NotYet",
    "NotYours",
    "RiskGiven",
    "add_action",
    "add_cause",
    "agree",
    "ask_approval",
    "ask_for_aid",
    "back_to",
    "bring_reviews_forward",
    "close_case",
    "decide",
    "drop_action",
    "end_cause",
    "finish_action",
    "go_on",
    "keep_assessment",
    "look_at_case",
    "look_at_family",
    "open_case",
    "postpone_action",
    "receive_aid",
    "record_contact",
    "refresh_stays",
    "remove_capacity",
    "reopen_case",
    "review",
    "say_what_came",
    "set_capacity",
    "set_risk",
]
