"""What the registers say before and after each action of a case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from mektepke.attendance.queries import ShownDay, child_days
from mektepke.casework.models import Action, Case
from mektepke.casework.rules.effects import Count, around

HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Effect:
    """One action that was done, with the marked days before it and after it."""

    action: Action
    before: Count
    after: Count


def effects_of(case: Case, actions: Collection[Action], *, today: date) -> tuple[list[Effect], list[ShownDay]]:
    """Of the actions that were done what the registers say around them, and the child's days since half a year before
    the case. The caller fetched the case for a person."""
    days = child_days(case.child, first=case.since - HALF_A_YEAR, last=today)
    marked = [(shown.date, shown.kind) for shown in days]
    done = [action for action in actions if action.done_on]
    return [Effect(action, *around(marked, action.done_on or today)) for action in done], days
