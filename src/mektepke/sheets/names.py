"""Names of people in a cell: spaces, capitals and letters put right; a full name taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mektepke.sheets.faults import Fault
from mektepke.sheets.grid import Cell, text_of
from mektepke.sheets.letters import one_alphabet, two_alphabets

# Son and daughter, as Kyrgyz, Uzbek, Tajik, Turkmen and Azeri patronymics end.
_CHILD_OF = frozenset(
    {"уулу", "кызы", "оглы", "оглу", "огли", "углы", "угли", "ўғли", "ўгли", "гызы", "қизи", "кизи",
     "uulu", "kyzy", "ugli", "oglu", "qizi"}
)  # fmt: skip
_STRANGE = re.compile(r"[^\w\s.\-'’ʼ`]|[\d_]")
_INITIAL = re.compile(r"^(?:[^\W\d_]\.)*[^\W\d_]\.?$")
# Cyrillic as a machine set to Russian saves it: in place of ө, ү and ң stands «?».
# The number of the row in front of the name: `1. Асанова`, `12) Бекова`.
_NUMBERED = re.compile(r"^\d{1,3}(?:\s*[.)]\s*|\s+)(?=[^\W\d_])")
# Son and daughter, shortened; as a capital it would be an initial.
_SHORT = {"к.": "кызы", "у.": "уулу"}
_PARTS = re.compile(r"[^-.]+")
_LOST = re.compile(r"[\u0400-\u04FF]\?|\?[\u0400-\u04FF]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class FullName:
    """A name in its parts; the patronymic may be empty."""

    family: str
    given: str
    patronymic: str = ""


def read_name(cell: Cell, *, beside: str = "") -> str | Fault:
    """One part of a name, tidy: `  ACAHOBA ` in a Cyrillic row is Асанова; empty where the cell is.

    Faults: `letters_lost` («Айг?л»), `name_signs` (a digit or a sign), `name_alphabets` (letters of two alphabets),
    `name_long`.
    """
    whole = _NUMBERED.sub("", one_alphabet(text_of(cell), beside=beside)).rstrip(" ,;-")
    text = whole.strip(" .,;-")
    if whole.endswith(".") and _INITIAL.match(text.split()[-1] if text else ""):
        text += "."
    if _LOST.search(text):
        return Fault("letters_lost")
    strange = _STRANGE.search(text)
    if strange:
        return Fault("name_signs", {"sign": strange.group()})
    if two_alphabets(text):
        return Fault("name_alphabets")
    if len(text) > _LONGEST:
        return Fault("name_long", {"most": _LONGEST})
    return _capitals(text)


def split_full_name(cell: Cell) -> FullName | Fault:
    """Family name, given name, patronymic from one cell.

    `Асанова Айпери Бакыт кызы` has all three; `Бакыт уулу Нурлан` has the father's name for a family name.
    Further faults: `name_one_word`, `name_initials` (a child is not found again under an initial).
    """
    text = read_name(text_of(cell).replace(",", " "))
    if isinstance(text, Fault):
        return text
    words = text.split()
    if len(words) < 2:
        return Fault("name_one_word")
    if any(_INITIAL.match(word) for word in words):
        return Fault("name_initials")
    size = 2 if words[1].lower() in _CHILD_OF else 1
    if len(words) == size:
        return Fault("name_one_word")
    return FullName(" ".join(words[:size]), words[size], " ".join(words[size + 1 :]))


def _capitals(text: str) -> str:
    """АСАНОВА and асанова as Асанова; what is written with both stays as written: МакДональд."""
    words = text.split()
    return " ".join(_capital(_SHORT.get(word, word) if place else word) for place, word in enumerate(words))


def _capital(word: str) -> str:
    if word.lower() in _CHILD_OF:
        return word.lower()
    if word.isupper() or word.islower():
        return _PARTS.sub(lambda part: part[0][:1].upper() + part[0][1:].lower(), word)
    return word
