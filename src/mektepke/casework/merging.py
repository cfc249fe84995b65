"""Two people change the same page of a case: nobody's words vanish. The second sees the first's and decides field by
field.

A page carries a short digest of each field as it was shown. When it comes back, a field that only this person changed
is kept as typed, one that only somebody else changed stays as it is stored, and one that both changed is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

SEEN = "seen"


def digest(value: str) -> str:
    """Twelve letters that tell one text from another, and say nothing of it."""
    return sha256(value.replace("\r\n", "\n").strip().encode()).hexdigest()[:12]


def seen(values: Mapping[str, str]) -> str:
    """What a page remembers of its fields: `name:digest name:digest`."""
    return " ".join(f"{name}:{digest(value)}" for name, value in values.items())


def read_seen(text: str) -> dict[str, str]:
    """The digests by field; what somebody has cut or made up counts as not seen."""
    pairs = (part.partition(":") for part in text.split())
    return {name: value for name, colon, value in pairs if colon}


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of each field, and which fields both changed differently, with what is stored there now."""

    values: dict[str, str]
    both: dict[str, str]


def merge(typed: Mapping[str, str], stored: Mapping[str, str], shown: Mapping[str, str]) -> Merged:
    """By field: as typed, as stored, or asked about. A field without a digest counts as shown as it is stored."""
    values, both = {}, {}
    for name, mine in typed.items():
        theirs = stored.get(name, "")
        was = shown.get(name, digest(theirs))
        mine_changed, theirs_changed = digest(mine) != was, digest(theirs) != was
        if mine_changed and theirs_changed and digest(mine) != digest(theirs):
            both[name] = theirs
        values[name] = mine if mine_changed else theirs
    return Merged(values, both)
