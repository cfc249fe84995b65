"""Letters that look alike in two alphabets, as typed on a keyboard that was left in the other one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Only letters that a reader cannot tell apart: р and p, but not н and h, in small letters.
_LATIN = "AaBCcEeHKkMOoPpTXxYy"
_CYRILLIC = "АаВСсЕеНКкМОоРрТХхУу"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)

# What stands for ө and ү where a keyboard or a font has neither.
_STRAY = str.maketrans({"ɵ": "ө", "Ɵ": "Ө", "θ": "ө", "Θ": "Ө", "ѳ": "ө", "Ѳ": "Ө", "γ": "ү", "ұ": "ү", "Ұ": "Ү"})

# For headings: any case, either alphabet, with or without the Kyrgyz letters, one spelling.
_SKELETON = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "ё": "e", "к": "k", "м": "m", "н": "h", "ң": "h", "о": "o", "ө": "o", "ɵ": "o",
        "ѳ": "o", "θ": "o", "р": "p", "с": "c", "т": "t", "у": "y", "ү": "y", "ұ": "y", "γ": "y", "х": "x", "і": "i",
    }
)  # fmt: skip
_NOT_A_LETTER = re.compile(r"[\W_]+")

_ANY_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_ANY_LATIN = re.compile(r"[A-Za-z\u00C0-\u024F]")
_ONLY_CYRILLIC = re.compile(rf"[^\W\d_{_CYRILLIC}A-Za-z\u00C0-\u024F]")
_ONLY_LATIN = re.compile(rf"[A-Za-z](?<![{_LATIN}])")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A heading's skeleton: no case, no punctuation, look-alikes alike; `Туулган күнү:` and `TУУЛГАН КУНУ` are one."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_SKELETON)
    return " ".join(_NOT_A_LETTER.sub(" ", plain).split())


def one_alphabet(text: str, *, beside: str = "") -> str:
    """Letters from the other alphabet put right: `Aсaновa` typed with Latin a is Асанова. What is unclear stays.

    `beside` is what stands in the same row: in a Cyrillic row the word `ACAHOBA` is no Latin word.
    """
    text = unicodedata.normalize("NFC", text).translate(_STRAY)
    if not _ANY_LATIN.search(text):
        return text
    if _ONLY_CYRILLIC.search(text):
        return _each_word(text, _TO_CYRILLIC, _ONLY_LATIN)
    if _ONLY_LATIN.search(text):
        return _each_word(text, _TO_LATIN, _ONLY_CYRILLIC)
    return text.translate(_TO_CYRILLIC) if _ANY_CYRILLIC.search(text) or _ONLY_CYRILLIC.search(beside) else text


def two_alphabets(text: str) -> bool:
    """Whether one word still holds letters of both alphabets, so that nobody could find it by typing it."""
    return any(_ANY_CYRILLIC.search(word) and _ANY_LATIN.search(word) for word in re.split(r"[\s\-]+", text))


def _each_word(text: str, table: dict[int, int], foreign: re.Pattern[str]) -> str:
    words = text.split(" ")
    return " ".join(word if foreign.search(word) else word.translate(table) for word in words)
