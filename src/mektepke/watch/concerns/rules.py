"""Codes of what people notice, how much may come from one address and about one village, names in addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import product

from mektepke.people.rules import latin

# The page for everybody speaks these, the house itself only three of them.
LANGUAGES = ("ky", "ru", "uz", "tg", "en")
LONGEST_WORDS = 2000
LONGEST_REACH = 200
# Nobody reads the questions and answers them faster; a program does.
SHORTEST_TIME = timedelta(seconds=4)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Noticed(StrEnum):
    """What somebody may have noticed about a child."""

    NO_SCHOOL = "no_school"
    WORK = "work"
    VIOLENCE = "hurt"
    MARRIAGE = "marriage"
    NEEDS = "needs"
    ALONE = "alone"
    OTHER = "other"


# Where the child is in danger even if nobody says so, and a call to the family could make it worse.
PROTECTED = frozenset({Noticed.VIOLENCE, Noticed.MARRIAGE})


def is_urgent(codes: Iterable[str], *, in_danger: bool) -> bool:
    """Whether it must not wait. Who ticks that a child is beaten seldom thinks of ticking that it is in danger too."""
    return in_danger or not PROTECTED.isdisjoint(codes)


class Reader(StrEnum):
    """Who reads a concern."""

    SCHOOL = "school"
    OFFICER = "officer"
    """The child-protection officer: no school has the village's children, or nobody there to read."""
    WORKER = "worker"
    """The child-protection officer, because it is about somebody who works at the school."""


# What the thanks tell, as one letter in their address. Everybody who uses the phone can read the addresses it has been
# at, and none of them says that somebody wrote about a worker of the school, or that a child is in danger.
THANKS = dict(zip("abcdef", product(Reader, (False, True)), strict=True))


def letter_of(reader: Reader, *, urgent: bool) -> str:
    """The letter for this reader, and whether it was urgent."""
    return next(letter for letter, told in THANKS.items() if told == (reader, urgent))


def told_by(letter: str) -> tuple[Reader, bool]:
    """Who reads it, and whether it was urgent; as for most, where an address has no letter of ours."""
    return THANKS.get(letter, (Reader.SCHOOL, False))


class Limited(StrEnum):
    """Whose limit is reached."""

    ADDRESS = "address"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Sent:
    """How much has come lately: from one address of everything, about one village of what was not urgent."""

    address_hour: int = 0
    address_day: int = 0
    village_hour: int = 0
    village_day: int = 0


# A mobile network hides a whole district behind one address, and a village has one bad day: the limits are there for
# programs, not for people. Whoever says that a child is in danger may come more often.
ADDRESS_HOUR, ADDRESS_DAY = 6, 20
URGENT_HOUR, URGENT_DAY = 20, 60
VILLAGE_HOUR, VILLAGE_DAY = 15, 40


def limited(sent: Sent, *, urgent: bool) -> Limited | None:
    """Whose limit refuses one more, if any does. The village's never refuses what is urgent."""
    hour, day = (URGENT_HOUR, URGENT_DAY) if urgent else (ADDRESS_HOUR, ADDRESS_DAY)
    if sent.address_hour >= hour or sent.address_day >= day:
        return Limited.ADDRESS
    if not urgent and (sent.village_hour >= VILLAGE_HOUR or sent.village_day >= VILLAGE_DAY):
        return Limited.VILLAGE
    return None


def in_address(name: str) -> str:
    """A village's name as it stands in the address on its board: Алма-Суу is `alma-suu`."""
    parts = name.replace("-", " ").split()
    return "-".join(filter(None, map(latin, parts)))
