"""Keys: UUIDv7 for what somebody records, a derived key for a fact that has a natural one."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

# Every derived key of this project hangs below this one; it was drawn once and never changes.
HOUSE = UUID("6d656b74-6570-5b65-8d65-6b7465706b65")


def new_key() -> UUID:
    """A new UUIDv7: sorts by the time it was made, and a phone can make it without asking."""
    return uuid7()


def derived_key(*parts: str | UUID | date) -> UUID:
    """The UUIDv5 of a natural key. Two phones that take the same register come to the same one."""
    return uuid5(HOUSE, "/".join(str(part) for part in parts))
