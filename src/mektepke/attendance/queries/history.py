"""What a register said before, who said it, and what a second phone sent that was not taken over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mektepke.attendance.models import Register, RegisterVersion, from_stored
from mektepke.attendance.rules import Change, MarkGiven, Outcome, changes
from mektepke.people.models import Person


@dataclass(frozen=True, slots=True)
class Correction:
    """Somebody changed a register: who, when, and what each child's mark was before and after."""

    by: Person
    at: datetime
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody sent another state of the register without having seen the stored one. It was kept, not taken over;
    the changes are what the sender made of the register as the sender had it open, and nothing that others changed."""

    by: Person
    at: datetime
    changes: list[Change]


def history(register: Register) -> list[Correction | Kept]:
    """What happened to the register after it was first taken, the latest first. One query, none if nothing happened."""
    versions = list(register.versions.select_related("by"))
    states = {kept.version: kept for kept in versions if kept.outcome == Outcome.UPDATED}
    found: list[Correction | Kept] = []
    for number, kept in states.items():
        following = states.get(number + 1)
        author, at = (following.by, following.at) if following else (register.taken_by, register.taken_at)
        found.append(Correction(author, at, changes(from_stored(kept.marks), _state(number + 1, states, register))))
    for kept in versions:
        if kept.outcome == Outcome.CONFLICTING:
            opened = _state(kept.version, states, register)
            found.append(Kept(kept.by, kept.at, changes(opened, from_stored(kept.marks))))
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _state(version: int, states: Mapping[int, RegisterVersion], register: Register) -> dict[UUID, MarkGiven]:
    if version == 0:
        return {}  # a page on which nobody was marked yet
    kept = states.get(version)
    return register.given() if kept is None else from_stored(kept.marks)
