"""What the page for everybody carries: when it was shown, signed, and the key of what will be sent with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from mektepke.base.identity import new_key

_signer = TimestampSigner(salt="concern")


@dataclass(frozen=True, slots=True)
class Token:
    """A page that was shown: sent twice, it is one concern."""

    key: UUID
    text: str
    is_too_fresh: bool


def token_of(text: str, *, shortest: timedelta) -> Token:
    """The token that the page carries, or a new one where it carries none of ours: that one is too fresh as well."""
    try:
        key = UUID(_signer.unsign(text))
    except (BadSignature, ValueError):
        key = new_key()
        return Token(key, _signer.sign(str(key)), is_too_fresh=True)
    return Token(key, text, is_too_fresh=_is_younger(text, shortest))


def _is_younger(text: str, age: timedelta) -> bool:
    """Whether it was signed less than this ago: one that is not too old for that age."""
    try:
        _signer.unsign(text, max_age=age)
    except BadSignature:
        return False
    return True
