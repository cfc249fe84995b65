"""Absences whose reason came into the register after a round asked for it: nobody asks the family again for that."""

from __future__ import annotations

from collections.abc import Sequence

from mektepke.attendance.models import Mark
from mektepke.watch.models import Signal
from mektepke.watch.rules.evidence import Rule


def note_settled(signals: Sequence[Signal]) -> None:
    """Mark the open first-day absences that the register explains by now, so that no sentence says that nobody knows.

    The next round ends them. One query, none where no such signal is open.
    """
    asked = [
        signal for signal in signals if signal.rule == Rule.ABSENT_TODAY and signal.state == Signal.State.OPEN
    ]  # fmt: skip
    if not asked:
        return
    days = {signal.facts.until for signal in asked}
    absent = Mark.objects.filter(child__in={signal.child_id for signal in asked}, kind=Mark.Kind.ABSENT)
    unexplained = {
        (child, day)
        for child, day, reason, excused in absent.filter(register__day__in=days).values_list(
            "child_id", "register__day", "reason", "excused"
        )
        if not excused and (not reason or excused is False)
    }
    for signal in asked:
        signal.is_settled = (signal.child_id, signal.facts.until) not in unexplained
