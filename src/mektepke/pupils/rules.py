"""Ages, school age, who may be the same child, how houses stand in a street. No Django."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from mektepke.base.names import search_key

# How long a child may be on the way to another school before somebody asks.
TRANSFER_TIME = timedelta(days=10)
ONE_DAY = timedelta(days=1)
# A child of the first grade turns seven. Some begin late or stay behind, few by more than three years.
BEFORE_FIRST_GRADE = 6
MOST_OFF = 3


def age_on(day: date, *, birth_date: date | None, birth_year: int | None) -> int | None:
    """Full years on this day; by the year alone where only the year is known; None where neither is."""
    if birth_date is not None:
        before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
        return day.year - birth_date.year - before_birthday
    return None if birth_year is None else day.year - birth_year


def years_before(day: date, years: int) -> date:
    """The birthday of somebody who turns so many years on this day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def is_of_school_age(age: int | None, *, starts_at: int, until: int) -> bool:
    """Whether a child of this age should be in school, by the grade scheme's ages, both included."""
    return age is not None and starts_at <= age <= until


def usual_age(grade: int) -> int:
    """How old children of this grade usually are."""
    return grade + BEFORE_FIRST_GRADE


def is_doubtful_in(grade: int, age: int | None) -> bool:
    """Whether somebody should look at the date of birth again before a child of this age is put into this grade."""
    return age is not None and abs(age - usual_age(grade)) > MOST_OFF


@dataclass(frozen=True, slots=True)
class SchoolAge:
    """From which age until which age a child should be in school, both included."""

    starts_at: int = 7
    until: int = 16

    def holds(self, age: int | None) -> bool:
        """Whether a child of this age should be in school."""
        return is_of_school_age(age, starts_at=self.starts_at, until=self.until)


@dataclass(frozen=True, slots=True)
class Known:
    """A child as a list knows it: names, and a birth date or only a year or neither."""

    family_name: str
    given_name: str
    patronymic: str = ""
    birth_date: date | None = None
    birth_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year of birth, from the date where there is one."""
        return self.birth_date.year if self.birth_date else self.birth_year

    @property
    def name_keys(self) -> set[str]:
        """Family and given name folded for search, in both orders: lists are typed in either."""
        family, given = search_key(self.family_name), search_key(self.given_name)
        return {f"{family} {given}", f"{given} {family}"}


class Birth(StrEnum):
    """How two births compare."""

    SAME = "same"
    SWAPPED = "swapped"
    """12 March and 3 December: day and month changed places."""
    NEAR = "near"
    UNKNOWN = "unknown"
    OTHER = "other"


def compare_births(one: Known, other: Known) -> Birth:
    """Two birth dates, or years where only those are known. A year apart is near: papers are often that wrong."""
    if one.year is None or other.year is None:
        return Birth.UNKNOWN
    if one.birth_date and other.birth_date:
        if one.birth_date == other.birth_date:
            return Birth.SAME
        mirrored = (other.birth_date.year, other.birth_date.day, other.birth_date.month)
        if (one.birth_date.year, one.birth_date.month, one.birth_date.day) == mirrored:
            return Birth.SWAPPED
    elif one.year == other.year:
        return Birth.SAME
    return Birth.NEAR if abs(one.year - other.year) <= 1 else Birth.OTHER


def may_be_same_child(one: Known, other: Known) -> bool:
    """Whether a person should be asked: the same folded name, and births that do not speak against it.

    A patronymic that is missing in one list fits every other; where both have one and they differ, only the same birth
    makes the two worth asking about (Асановна and Асан кызы are one father).
    """
    if not one.name_keys & other.name_keys:
        return False
    births = compare_births(one, other)
    fathers = {search_key(known.patronymic) for known in (one, other)} - {""}
    if len(fathers) > 1:
        return births in {Birth.SAME, Birth.SWAPPED}
    return births is not Birth.OTHER


def has_same_name_and_year(one: Known, other: Known) -> bool:
    """What may be said of a child of another school: the same name and the same year of birth."""
    return may_be_same_child(one, other) and one.year is not None and one.year == other.year


def house_key(house: str) -> tuple[bool, int, str]:
    """Houses as one walks along the street: 2, 2а, 10; those without a number last."""
    found = re.match(r"\D*(\d+)\s*(.*)", house)
    return (False, int(found[1]), found[2].casefold()) if found else (True, 0, house.casefold())


class Named(Protocol):
    """A child as a list needs it to tell namesakes apart."""

    @property
    def pk(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def birth_date(self) -> date | None: ...
    @property
    def birth_year(self) -> int | None: ...


def told_apart(children: Iterable[Named]) -> dict[UUID, str]:
    """The name under which each child of one list stands there, by the child's key: family and given name, for
    namesakes the patronymic too, and the birth where that does not tell them apart either."""
    listed = list({child.pk: child for child in children}.values())
    short = Counter(child.name.casefold() for child in listed)
    full = Counter(child.full_name.casefold() for child in listed)
    return {child.pk: _as_listed(child, short, full) for child in listed}


def _as_listed(child: Named, short: Counter[str], full: Counter[str]) -> str:
    if short[child.name.casefold()] == 1:
        return child.name
    # Beside a namesake who has a patronymic, the one without it would still be taken for both.
    if child.full_name != child.name and full[child.full_name.casefold()] == 1:
        return child.full_name
    born = f"{child.birth_date:%d.%m.%Y}" if child.birth_date else str(child.birth_year or "")
    return f"{child.full_name}, {born}" if born else child.full_name
