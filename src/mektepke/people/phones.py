"""Telephone numbers as they stand in one cell of a list: often two, a mobile and one at home."""

from __future__ import annotations

import re
from functools import lru_cache

from mektepke.base.phones import dialable

PHONE = re.compile(r"\+?\d[\d\s\-–()./]{5,}\d")
# Two numbers without a sign between them are told apart by the spaces alone: 0777123456 0555123456.
_BETWEEN = re.compile(r"[,;/\n]|\s{2,}|(?<=\d{9})\s")


def phones_in(text: str) -> list[str]:
    """Every number in the cell that dials, in order and each once; empty where none does."""
    parts = [part for chunk in _BETWEEN.split(text) for part in PHONE.findall(chunk)]
    return list(dict.fromkeys(number for part in parts if (number := _dialable(part))))


@lru_cache(maxsize=20_000)
def _dialable(text: str) -> str | None:
    return dialable(text)
