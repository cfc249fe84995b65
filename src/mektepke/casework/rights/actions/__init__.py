"""What is done for a family's rights, and to let go what is no longer needed: each leaves its line in the trail."""

from mektepke.casework.rights.actions.emptying import empty_cases, empty_words_of
from mektepke.casework.rights.actions.erasing import (
    NotYet,
    ProposedAlready,
    SamePerson,
    confirm_erasure,
    finish_erasures,
    look_at_erasure,
    propose_erasure,
    refuse_erasure,
)
from mektepke.casework.rights.actions.letting_go import confirm_proposal, keep_for_now
from mektepke.casework.rights.actions.proposing import propose, set_period
from mektepke.casework.rights.actions.requests import (
    answer_correction,
    ask_for_correction,
    ask_for_record,
    hand_over,
    look_at_record,
)

__all__ = [
    "NotYet",
    "ProposedAlready",
    "SamePerson",
    "answer_correction",
    "ask_for_correction",
    "ask_for_record",
    "confirm_erasure",
    "confirm_proposal",
    "empty_cases",
    "empty_words_of",
    "finish_erasures",
    "hand_over",
    "keep_for_now",
    "look_at_erasure",
    "look_at_record",
    "propose",
    "propose_erasure",
    "refuse_erasure",
    "set_period",
]
