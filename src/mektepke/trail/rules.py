"""What is hashed, byte for byte. Version 1 of the form; it never changes, or no old seal could be checked any more.

An entry is the UTF-8 of a JSON array without spaces, in the order of `change_bytes` and `look_bytes`: keys as text with
hyphens, times in UTC with six decimals, bytes in hexadecimal, nothing as `null`. Its digest is SHA-256.
A seal is such an array, a line feed, and its members: for each entry one letter, 16 bytes of key, 32 of digest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple, Self
from uuid import UUID

FORM = "mektepke trail 1"
BATCH = 500
NOTHING = bytes(32)
MEMBER_SIZE = 1 + 16 + 32
_CODE = re.compile(r"[a-z][a-z0-9 _.:-]{0,63}")


class Kind(StrEnum):
    """The two things that are recorded; the letter stands in a seal's members."""

    CHANGE = "C"
    LOOK = "L"


class ProblemKind(StrEnum):
    """What can be wrong with the trail."""

    ALTERED_ROW = "altered_row"
    MISSING_ROW = "missing_row"
    NEVER_SEALED = "never_sealed"
    ALTERED_SEAL = "altered_seal"
    MISSING_SEAL = "missing_seal"
    BROKEN_CHAIN = "broken_chain"
    REORDERED = "reordered"
    CUT_TAIL = "cut_tail"
    REWRITTEN = "rewritten"


class Member(NamedTuple):
    """One entry as a seal remembers it. The digest is all zeros if the row was gone before it could be sealed."""

    kind: Kind
    key: UUID
    digest: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The last seal's number and hash. Written down outside the database, it shows a tail that was cut off."""

    number: int = 0
    hash: str = NOTHING.hex()

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The head from `number:hash`; ValueError if it is not one."""
        number, _colon, digest = text.strip().partition(":")
        if not number.isdecimal() or not re.fullmatch(r"[0-9a-f]{64}", digest):
            raise ValueError(text)
        return cls(int(number), digest)


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong, and where. Positions in a seal count from 1."""

    kind: ProblemKind
    seal: int | None = None
    position: int | None = None
    entry_kind: Kind | None = None
    entry_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a verification found; `entries` counts sealed ones."""

    entries: int
    seals: int
    unsealed: int
    head: Head
    problem: Problem | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem is None


def code(text: str) -> str:
    """The text itself if it is a code: small Latin letters, 64 at most. ValueError otherwise.

    A child's name cannot pass, so nobody writes one into a record that can never be erased.
    """
    if not _CODE.fullmatch(text):
        raise ValueError(f"The trail keeps codes, not words: {text!r}")
    return text


def moment(at: datetime) -> str:
    """A time as it is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def change_bytes(
    *, key: UUID, at: datetime, by: UUID | None, action: str, subject_kind: str, subject_key: UUID,
    child: UUID | None, place: UUID | None, fields: list[str], reason: str, sealed: bytes | None,
) -> bytes:  # fmt: skip
    """The bytes of a change."""
    return _line(
        "change", str(key), moment(at), _text(by), action, subject_kind, str(subject_key),
        _text(child), _text(place), list(fields), reason, None if sealed is None else sealed.hex(),
    )  # fmt: skip


def look_bytes(*, key: UUID, at: datetime, by: UUID | None, child: UUID, page: str, reason: str) -> bytes:
    """The bytes of a look."""
    return _line("look", str(key), moment(at), _text(by), str(child), page, reason)


def digest(content: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return sha256(content).digest()


def pack(members: Iterable[Member]) -> bytes:
    """Members as a seal keeps them, 49 bytes each."""
    return b"".join(member.kind.value.encode() + member.key.bytes + member.digest for member in members)


def unpack(packed: bytes) -> Iterator[Member]:
    """The members of a seal, in their order; ValueError if these are no members."""
    if len(packed) % MEMBER_SIZE:
        raise ValueError("not whole members")
    for start in range(0, len(packed), MEMBER_SIZE):
        part = packed[start : start + MEMBER_SIZE]
        yield Member(Kind(chr(part[0])), UUID(bytes=part[1:17]), part[17:])


def seal_hash(*, number: int, previous: bytes, at: datetime, by: UUID | None, count: int, members: bytes) -> bytes:
    """The hash of a seal; the next one contains it, which makes the chain."""
    return digest(_line("seal", number, previous.hex(), moment(at), _text(by), count) + b"\n" + members)


def _line(*values: object) -> bytes:
    return json.dumps([FORM, *values], ensure_ascii=False, separators=(",", ":")).encode()


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)
