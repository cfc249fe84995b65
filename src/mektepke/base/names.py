"""Names as people here write, look for and sort them."""

from __future__ import annotations

import unicodedata

ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
_PLACE = {letter: f"{place:02d}" for place, letter in enumerate(ALPHABET, start=10)}

# Letters a typist mixes up or a phone lacks: a search must find Өмүрбек under Омурбек and Omurbek alike.
_FOLD = {
    "ң": "н", "ө": "о", "ү": "у", "ё": "е", "й": "и", "ъ": "", "ь": "", "э": "е", "ы": "и", "щ": "ш",
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "ю": "iu", "я": "ia",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
}  # fmt: skip


def tidy(text: str) -> str:
    """One space between words, none around, composed letters: «  Асанова   Айпери» is one person."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def search_key(text: str) -> str:
    """A name folded for search: no case, ө as о, Cyrillic as Latin, y and j as i."""
    folded = "".join(_FOLD.get(letter, letter) for letter in tidy(text).lower())
    folded = "".join(_FOLD.get(letter, letter) for letter in folded)
    return folded.replace("yu", "iu").replace("ya", "ia").replace("y", "i").replace("j", "zh").replace("zhzh", "zh")


def sort_key(text: str) -> str:
    """A key that any database sorts as a Kyrgyz reader does: ң after н, ө after о, ү after у, Latin last."""
    return "".join(_PLACE.get(letter, "00" if letter == " " else f"9{letter}") for letter in tidy(text).lower())
