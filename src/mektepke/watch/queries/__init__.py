"""Reading signals, limits, and what the rules need to know. Functions named `unsafe_…` ask for nobody."""

from mektepke.watch.queries.answered import answer_about_absence
from mektepke.watch.queries.calls import Call, call_for, calls_of_today, mostly_missing
from mektepke.watch.queries.limits import limits_of, own_limits, programme_of
from mektepke.watch.queries.returns import with_return
from mektepke.watch.queries.signals import (
    about_schools,
    answerable_by,
    answers_to,
    by_child,
    in_no_school,
    open_by_child,
    signal_for,
    signals_of,
    visible_to,
    waiting_for,
    worst_first,
)

__all__ = [
    "Call",
    "about_schools",
    "answer_about_absence",
    "answerable_by",
    "answers_to",
    "by_child",
    "call_for",
    "calls_of_today",
    "in_no_school",
    "limits_of",
    "mostly_missing",
    "open_by_child",
    "own_limits",
    "programme_of",
    "signal_for",
    "signals_of",
    "visible_to",
    "waiting_for",
    "with_return",
    "worst_first",
]
