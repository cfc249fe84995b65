"""Noticing, answering, and setting limits."""

from mektepke.watch.actions.answering import answer, answer_absence, answer_signals_of
from mektepke.watch.actions.limits import LimitsContradict, set_limits
from mektepke.watch.actions.noticing import notice, notice_children_in_no_school

__all__ = [
    "LimitsContradict",
    "answer",
    "answer_absence",
    "answer_signals_of",
    "notice",
    "notice_children_in_no_school",
    "set_limits",
]
