"""How a text is sealed: AES-GCM with a key by its number, bound to the table and field in which it stands. No Django.

A sealed text is `s1:<number of the key>:<base64 of 12 bytes nonce and the ciphertext with its tag>`. The place where it
stands is authenticated with it, so that a text moved to another field no longer opens.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM = "s1"
KEY_BYTES = 32
NONCE_BYTES = 12
# A sealed text is as long as what is in it, and "yes" is longer than "no": so each is filled up to a multiple of this.
STEP = 32
# Any word does for a proof, as long as it is always the same.
WORD = "mektepke"
PROOF = "sealed.proof.word"


class KeyUnknown(Exception):
    """A sealed text names a key that is not on the ring; its number is in the exception."""


class Damaged(Exception):
    """A sealed text does not open: it was altered, cut, moved to another field, or its key is a wrong one."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys by number, and the number of the one that seals."""

    keys: Mapping[str, bytes]
    current: str


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def seal(text: str, ring: Ring, place: str) -> str:
    """The text, sealed with the current key for this place (`casework.case.words`)."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(ring.keys[ring.current]).encrypt(nonce, _filled_up(text.encode()), _bound(ring.current, place))
    return f"{prefix(ring.current)}{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, ring: Ring, place: str) -> str:
    """The text as it was. Raises `KeyUnknown` or `Damaged`."""
    number = key_number(sealed)
    if number not in ring.keys:
        raise KeyUnknown(number)
    try:
        raw = base64.b64decode(sealed.rsplit(":", 1)[1], validate=True)
        opened = _cipher(ring.keys[number]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(number, place))
    except (InvalidTag, binascii.Error, ValueError) as problem:
        raise Damaged(place) from problem
    return _without_filling(opened).decode()


def key_number(sealed: str) -> str:
    """The number of the key that sealed it. Raises `Damaged` where this is no sealed text."""
    parts = sealed.split(":")
    if len(parts) != 3 or parts[0] != FORM:
        raise Damaged
    return parts[1]


def prefix(number: str) -> str:
    """How every text begins that is sealed with this key."""
    return f"{FORM}:{number}:"


def proof(number: str, ring: Ring) -> str:
    """A known word, sealed with the key of this number: who holds the key can open it."""
    return seal(WORD, Ring(ring.keys, number), PROOF)


def not_opened(proofs: Mapping[str, str], keys: Mapping[str, bytes]) -> list[str]:
    """The numbers of the proofs that these keys do not open: the key is missing, or it is another house's."""
    ring = Ring(keys, current="")
    return [number for number, sealed in proofs.items() if not _opens(sealed, ring, number)]


def _opens(sealed: str, ring: Ring, number: str) -> bool:
    try:
        return key_number(sealed) == number and unseal(sealed, ring, PROOF) == WORD
    except (KeyUnknown, Damaged):
        return False


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _filled_up(raw: bytes) -> bytes:
    # As ISO 7816-4 does it: one mark, then zeros, so that the end is found whatever the text ends with.
    return raw + b"\x80" + bytes(-(len(raw) + 1) % STEP)


def _without_filling(filled: bytes) -> bytes:
    return filled.rstrip(b"\0")[:-1]


def _bound(number: str, place: str) -> bytes:
    return f"{prefix(number)}{place}".encode()
