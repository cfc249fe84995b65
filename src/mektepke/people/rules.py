"""One-time codes and sign-in names. No Django."""

from __future__ import annotations

import secrets
from collections.abc import Container
from datetime import date, timedelta

from mektepke.base.names import tidy
from mektepke.places.rules import add_years

# Only signs that are the same on a Latin and a Cyrillic keyboard and look like no other: no O beside 0, no B beside 8.
CODE_SIGNS = "ACEHKMPTXY23456789"
_CYRILLIC_TO_LATIN = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")
CODE_LENGTH = 8
CODE_HOLDS = timedelta(days=14)
CODE_TRIES = 5


def make_code() -> str:
    """A new code in two groups: `K7MP-3XAC`. Eleven thousand million of them, and five tries for each."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def tidy_code(typed: str) -> str:
    """A code as it was made, however it was typed: small letters, Cyrillic ones, with or without spaces."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_CYRILLIC_TO_LATIN)
    return f"{signs[:4]}-{signs[4:]}"


# Nobody works at a school for longer; beyond it a year was mistyped.
LONGEST_WORK = 60
# Next year's class teachers are given their roles in spring, and nobody's are planned further ahead.
PLANNED_AHEAD = 2


def may_begin(starts: date, today: date) -> bool:
    """Whether a role can begin on this day, or its year is a slip of the finger."""
    return add_years(today, -LONGEST_WORK) <= starts <= add_years(today, PLANNED_AHEAD)


def may_end(ends: date | None, today: date) -> bool:
    """Whether a role can end on this day: nobody's lasts as long as a life."""
    return ends is None or ends <= add_years(today, LONGEST_WORK)


_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ү": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip


def latin(text: str) -> str:
    """A name in small Latin letters, as people here spell themselves in them: Нургүл is nurgul."""
    spelled = "".join(_LATIN.get(letter, letter) for letter in tidy(text).lower())
    return "".join(letter for letter in spelled if letter.isascii() and letter.isalnum())


def sign_in_name(family_name: str, given_name: str, *, taken: Container[str]) -> str:
    """A sign-in name that is free: `a.sadykova`, then `a.sadykova2`. Never a child's: children have no account."""
    plain = ".".join(part for part in (latin(given_name[:1]), latin(family_name)[:40]) if part) or "person"
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}{number}", number + 1
    return name
