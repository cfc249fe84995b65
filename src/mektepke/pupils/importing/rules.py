"""What a row says of a child, what is known of that child already, and what differs. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from mektepke.base.names import search_key
from mektepke.sheets.classes import SchoolClass

# What a field holds: a text or code, a year, a day, the key of a village.
Value = str | int | date | UUID
Fields = Mapping[str, Value]

CHILD = (
    "family_name", "given_name", "patronymic", "birth_date", "birth_year", "sex", "languages", "disability",
    "documents_missing",
)  # fmt: skip
HOUSEHOLD = ("village", "street", "house", "migrant_parent", "poor_register_number")
_NAMES = ("family_name", "given_name", "patronymic")
IN_NO_SCHOOL = "in_no_school"
_KYRGYZ_LETTERS = frozenset("ңөүҢӨҮ")


@dataclass(frozen=True)
class GuardianSaid:
    """A guardian as a row has them; whatever is empty was not said."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    language: str = ""
    column: str = "guardian_name"

    @cached_property
    def key(self) -> str:
        """How a guardian is found again: by name, or by phone where no name is given."""
        return search_key(self.name) or self.phone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: the number of the sheet in the file, the row as the person sees it."""

    sheet: int
    row: int


@dataclass(frozen=True)
class Row:
    """One child as the list has it; `said` holds only what stands there, by the names of the fields."""

    at: Place
    said: Fields
    school_class: SchoolClass
    mode: str = ""
    enrolled_on: date | None = None
    guardians: tuple[GuardianSaid, ...] = ()

    @cached_property
    def name_key(self) -> str:
        """Family and given name, folded: Өмүрбек and Омурбек are one."""
        return search_key(f"{self.said['family_name']} {self.said['given_name']}")

    @property
    def birth_date(self) -> date | None:
        """The day, where the list has one."""
        found = self.said.get("birth_date")
        return found if isinstance(found, date) else None

    @property
    def birth_year(self) -> int | None:
        """The year, from the day or alone."""
        found = self.said.get("birth_year")
        return found if isinstance(found, int) else None

    @property
    def name(self) -> str:
        """As a class list has it."""
        return f"{self.said['family_name']} {self.said['given_name']}"


@dataclass(frozen=True)
class GuardianKnown:
    """A guardian on record."""

    key: UUID
    name: str
    relation: str
    phone: str
    language: str

    @cached_property
    def folded(self) -> str:
        """The name, folded."""
        return search_key(self.name)


@dataclass(frozen=True, slots=True)
class Roll:
    """Where a child is on the roll of this school: the enrolment, its class and year; `ended` is why it ended.

    A child of the village that is in no school yet has `in_no_school` there, and nothing else.
    """

    enrolment: UUID | None = None
    school_class: SchoolClass | None = None
    year: str = ""
    mode: str = ""
    starts: date = date.min
    ended: str = ""
    ended_on: date | None = None

    @property
    def class_name(self) -> str:
        """As on the door of the room; empty for a child in no school."""
        return str(self.school_class) if self.school_class else ""


@dataclass(frozen=True)
class Known:
    """A child that this school has or had, with its household's fields among its own."""

    key: UUID
    household: UUID
    has: Fields
    roll: Roll
    guardians: tuple[GuardianKnown, ...] = ()
    # On another school's roll by now, or on the way.
    elsewhere: bool = False

    @cached_property
    def name_key(self) -> str:
        """Family and given name, folded."""
        return search_key(f"{self.has['family_name']} {self.has['given_name']}")

    @property
    def name(self) -> str:
        """As a class list has it."""
        return f"{self.has['family_name']} {self.has['given_name']}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, before and after; `about` is the guardian's name where the field is a guardian's."""

    field: str
    before: Value | None
    after: Value
    about: str = ""


# A household on record, or the one that the row at this place begins.
Home = UUID | Place


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Who is likely the same child; name and class stay empty where it is another school's, which is not told."""

    name: str = ""
    school_class: str = ""


@dataclass(slots=True)
class Step:
    """What one row of the list will do: add a child, change one, or leave it alone."""

    row: Row
    home: Home
    known: Known | None = None
    differences: list[Difference] = field(default_factory=list)
    # Enrolled anew from this day; None where the child stays where it is.
    enrols_on: date | None = None
    duplicates: list[Duplicate] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`added`, `changed` or `same`."""
        if self.known is None:
            return "added"
        return "changed" if self.differences else "same"

    def changed_fields(self, fields: tuple[str, ...]) -> dict[str, Value]:
        """The new values of the fields that differ."""
        return {found.field: found.after for found in self.differences if found.field in fields}


@dataclass(slots=True)
class GuardianPlanned:
    """A guardian of a household as it will be; `key` None where they are new, `changes` where they are not."""

    name: str
    folded: str
    relation: str
    phone: str
    language: str
    key: UUID | None = None
    changes: dict[str, str] = field(default_factory=dict)
    said_at: dict[str, Place] = field(default_factory=dict)


def differing(has: Fields, said: Fields, fields: tuple[str, ...]) -> list[Difference]:
    """What the row changes. What it does not say stays; a name without ң, ө, ү does not replace one with them."""
    found = []
    for name in fields:
        before, after = has.get(name), said.get(name)
        if after is None or after == before or _only_poorer_spelling(name, before, after):
            continue
        found.append(Difference(name, before or None, after))
    return found


def _only_poorer_spelling(name: str, before: Value | None, after: Value) -> bool:
    if name not in _NAMES or not isinstance(before, str) or not isinstance(after, str):
        return False
    if search_key(before) != search_key(after):
        return False
    return not (_KYRGYZ_LETTERS & set(after)) or bool(_KYRGYZ_LETTERS & set(before))


def same_birth(row: Row, known: Known) -> bool:
    """Whether both have a day of birth and it is the same, or one has only the year and that is the same."""
    day, year = known.has.get("birth_date"), known.has.get("birth_year")
    if row.birth_date and day:
        return row.birth_date == day
    return row.birth_year is not None and row.birth_year == year


def same_patronymic(row: Row, known: Known) -> bool:
    """Whether nothing speaks against it: one has none, or both fold alike."""
    ours, theirs = str(row.said.get("patronymic", "")), str(known.has.get("patronymic", ""))
    return not ours or not theirs or search_key(ours) == search_key(theirs)
