"""The answers that only a list of pupils has: who an adult is to the child, languages, phones, addresses. No Django."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mektepke.pupils.importing.kin import relation_in
from mektepke.sheets.answers import read_yes_no
from mektepke.sheets.faults import Fault
from mektepke.sheets.grid import Cell, text_of
from mektepke.sheets.letters import fold, one_alphabet

YES, NO = "yes", "no"


def _stems(words: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words.split(", "))


_LANGUAGES = [
    ("ky", _stems("кыргыз, кырг, киргиз, kyrgyz, ky")),
    ("ru", _stems("орус, русск, рус, russian, ru")),
    ("uz", _stems("өзбек, узбек, uzbek, uz")), ("tg", _stems("тажик, таджик, tajik, tg, tj")),
    ("en", _stems("англис, английск, english, en")), ("kk", _stems("казак, казах, kazakh")),
    ("tr", _stems("түрк, турец, turkish")),
]  # fmt: skip
_MODES = [
    ("home", _stems("үйдө, үйдөн, надом, на дому, домаш, индивид, home")),
    ("special", _stems("атайын, специал, коррек, жардамчы, special")),
    ("evening", _stems("кечки, сырттан, вечер, заоч, evening, correspond")),
    ("school", _stems("мектеп, күндүз, школ, очн, дневн, school, full")),
]
_AWAY = _stems(
    "мигр, росси, россия, казакстан, казахстан, түрк, турц, корея, чет өлкө, за границ, заграниц, эки, экөө, оба, "
    "мать, мама, отец, папа, энеси, апасы, атасы, both, mother, father, abroad"
)
_DISABLED = _stems("овз, ловз, дмч, ммч, инвалид, майып, ребенок с овз, категор, group, группа, топ")
_PAPERS = _stems("свидет, күбөлү, метрик, паспорт, документ, справк, медиц, certificate, passport, medical")
_OWN_WORDS = {"disability": _DISABLED, "migrant_parent": _AWAY, "documents_missing": _PAPERS}
_DENIED = frozenset(_stems("не, нет, жок, эмес, no, not, none, без"))

_HOUSE = re.compile(
    r"^(?P<street>.*?[^\d\s,№])[\s,]*(?:№|дом|д\.|үй|үйү|house|no)?\s*(?P<house>\d+[\w/\-]{0,4}(?:\s*[а-яa-z])?)$",
    re.IGNORECASE,
)


def _first(kinds: list[tuple[str, tuple[str, ...]]], text: str) -> str:
    folded = fold(text)
    return next((code for code, stems in kinds if folded.startswith(stems)), "")


@lru_cache(maxsize=2_000)
def read_relation(text: str) -> str | Fault:
    """Who the adult is to the child, as `Guardian.Relation`; empty for «апасы, атасы». Fault: `relation_unclear`."""
    found = relation_in(text.split())
    return Fault("relation_unclear") if found is None else found


@lru_cache(maxsize=2_000)
def read_languages(text: str) -> str | Fault:
    """Language codes, joined by commas where there are several. Fault: `language_unclear`."""
    codes = [_first(_LANGUAGES, part) for part in re.split(r"[,;/+]| жана | и | and ", text) if part.strip()]
    return ",".join(dict.fromkeys(codes)) if codes and all(codes) else Fault("language_unclear")


@lru_cache(maxsize=2_000)
def read_mode(text: str) -> str | Fault:
    """How the child learns, as `Enrolment.Mode`. Fault: `mode_unclear`."""
    return _first(_MODES, text) or Fault("mode_unclear")


def read_known(cell: Cell, kind: str) -> str | Fault:
    """`yes`, `no`, or empty where the cell says neither; `kind` is the column's code, whose own words also mean yes."""
    answer = read_yes_no(cell)
    if isinstance(answer, Fault):
        words = fold(text_of(cell))
        said = any(stem in words for stem in _OWN_WORDS[kind]) and not _DENIED & set(words.split())
        return YES if said else answer
    return "" if answer is None else (YES if answer else NO)


@dataclass(frozen=True, slots=True)
class Address:
    """A village's name as written, a street and a house; what was not said is empty."""

    village: str = ""
    street: str = ""
    house: str = ""


def read_address(cell: Cell, *, is_village: Callable[[str], bool] = lambda name: False) -> Address:
    """`Алма-Суу айылы, Мектеп көчөсү 5а` taken apart: a village with its word, the number at the end, the rest.

    A cell with nothing but the name of a village that `is_village` knows is that village, and no street.
    """
    parts = [part.strip() for part in one_alphabet(text_of(cell)).split(",") if part.strip()]
    if len(parts) == 1 and is_village(parts[0]):
        return Address(parts[0])
    village = ""
    if parts and (found := village_in(parts[0])):
        village, parts = found, parts[1:]
    street = ", ".join(parts)
    number = _HOUSE.match(street)
    return Address(village, number["street"].strip(" ,"), number["house"]) if number else Address(village, street)


_VILLAGE = re.compile(
    r"^(?:с\.|село|айыл[ы.]?)\s*(?P<after>.+)$|^(?P<before>.+?)\s+(?:айылы|айыл|кыштагы|а\.)$", re.IGNORECASE
)


def village_in(text: str) -> str:
    """The name beside the word for a village: `с. Алма-Суу`, `Алма-Суу айылы`; empty where there is no such word."""
    found = _VILLAGE.match(text)
    return (found["after"] or found["before"]).strip() if found else ""
