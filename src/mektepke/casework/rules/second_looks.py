"""Whose promise to look again holds, and which numbers were found wrong. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Spoken:
    """One call or visit of a person about a child: when, when to look again, and whether that day is the house's own.

    Where nobody was spoken with, the day that stood before it still stands. What else ends a promise (care of the child
    that began or ended, an answer, somebody else's talk with the family) is one on which nothing was agreed.
    """

    on: date
    next_on: date | None = None
    by_house: bool = False
    spoke: bool = True


def second_look(contacts: Sequence[Spoken], *, by: date) -> Spoken | None:
    """Of these contacts (oldest first) the one whose day to look again holds now, if that day has come by then."""
    for contact in reversed(contacts):
        if contact.next_on:
            return contact if contact.next_on <= by else None
        if contact.spoke:
            return None
    return None


def wrong_numbers(calls: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Of these calls (number dialled, whether it was wrong; oldest first) the numbers whose latest call found it so."""
    latest = dict(calls)
    return frozenset(number for number, wrong in latest.items() if number and wrong)
