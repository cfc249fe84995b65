"""The pilot's keys: the same seed gives the same rows, so that building again meets what is there."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mektepke.base.identity import derived_key


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys below one seed."""

    seed: int

    def of(self, kind: str, *parts: str | int) -> UUID:
        """The key of something by its kind and its place in the plan."""
        return derived_key("pilot", str(self.seed), kind, *(str(part) for part in parts))

    def place(self, english: str) -> UUID:
        """Of an oblast, district, municipality or village."""
        return self.of("place", english)

    def school(self, code: str) -> UUID:
        """Of a school."""
        return self.of("school", code)

    def school_class(self, code: str, place: int) -> UUID:
        """Of a class by its place in the school's plan."""
        return self.of("class", code, place)

    def person(self, username: str) -> UUID:
        """Of a member of staff."""
        return self.of("person", username)

    def child(self, code: str, place: int) -> UUID:
        """Of a child by its place in the school's plan."""
        return self.of("child", code, place)
