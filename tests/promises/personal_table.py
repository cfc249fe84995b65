"""How a table's fields are classified, and the reasons that return in many tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Class = Literal["keep", "scrub", "encrypt"]
CLASSES: dict[Class, str] = {
    "keep": "says nothing about a person by itself: a key, a code, a date of a place or of a record, a sum",
    "scrub": "names a person or helps to find one: removed or replaced in any copy that leaves the house",
    "encrypt": "could hurt a child or a family if read by others: encrypted where it is stored, and never in a copy",
}

KEY = "a key: says nothing without the table it leads to"
CODE = "one of a few codes"
WHEN = "when it was written"
DATES = "dates of the record"
NAME = "a name"
MADE_FROM_NAME = "made from the name"
PHONE = "rings in somebody's pocket"
WORDS = "free words: people write names and more into them"
NARRATIVE = "what a family or a child told in confidence"
PLACE = "a place, not a person"
MADE_UP = "whether the house itself invented the person"
ORDER = "counts versions and changes"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: whom its rows are about, and its fields by class, `"one two": why`."""

    about: Literal["child", "family", "staff", "nobody"]
    keep: dict[str, str] = field(default_factory=dict)
    scrub: dict[str, str] = field(default_factory=dict)
    encrypt: dict[str, str] = field(default_factory=dict)

    def fields(self) -> Iterator[tuple[str, Class, str]]:
        """Each field with its class and the reason for it."""
        for name, by_words in (("keep", self.keep), ("scrub", self.scrub), ("encrypt", self.encrypt)):
            for words, why in by_words.items():
                for one in words.split():
                    yield one, name, why  # type: ignore[misc]
