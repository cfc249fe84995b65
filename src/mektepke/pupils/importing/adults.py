"""What one cell says of an adult: the name, who they are to the child, the phones, and what is left over. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from mektepke.people.phones import PHONE, phones_in
from mektepke.sheets.letters import fold

# Whole words, not stems: Атаев is no father and Мамаев no mother.
_KIN = {
    "mother": "эне, эне, апа, энеси, апасы, мама, мамасы, мать, mother, mum",
    "father": "ата, атасы, папа, папасы, отец, father, dad",
    "grandmother": "чоң эне, чоң апа, чоң энеси, чоң апасы, чоңэнеси, чоңапасы, таене, таенеси, тай энеси, тайенеси, "
    "бабушка, бабушкасы, бабуля, grandmother, grandma",
    "grandfather": "чоң ата, чоң атасы, чоңатасы, таята, таятасы, тай атасы, дед, дедушка, дедушкасы, grandfather, "
    "grandpa",
    "relative": "эжеси, агасы, байкеси, акеси, карындашы, сиңдиси, иниси, таякеси, таэжеси, жеңеси, тууганы, тетя, "
    "тётя, дядя, брат, сестра, родственник, родственница, aunt, uncle, brother, sister, relative",
    "other": "опекун, опекунша, камкорчу, камкорчусу, отчим, мачеха, өгөй энеси, өгөй атасы, кошунасы, сосед, соседка, "
    "guardian, stepmother, stepfather",
    "": "родители, ата эне, ата энеси, эне ата, parents, parent",
}
_BY_WORDS = {fold(words): code for code, kin in _KIN.items() for words in kin.split(", ")}
# Behind a name these are how one calls an elder, and not whose mother she is: Гүлсара апа.
_POLITE = frozenset(map(fold, ("эне", "апа", "ата", "мама", "папа", "чоң эне", "чоң апа", "чоң ата", "таене", "таята")))
# What stands beside a number and is about the number.
_ABOUT_NUMBERS = frozenset(map(fold, (
    "тел", "телефон", "телефону", "телефоны", "моб", "мобильный", "сот", "сотка", "сотовый", "номер", "номери",
    "ватсап", "вацап", "whatsapp", "дом", "домашний", "үй", "уюлдук", "байланыш", "phone", "tel", "mob", "mobile",
    "no", "n",
)))  # fmt: skip
_BETWEEN = re.compile(r"[,;/\n]")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_MARKS = " ,;:()/.-–—"


@dataclass(frozen=True, slots=True)
class Adult:
    """One cell: a name as written, `Guardian.Relation` or empty, numbers that dial, and whatever is none of these."""

    name: str = ""
    relation: str = ""
    phones: tuple[str, ...] = ()
    rest: str = ""

    @property
    def reads_as_a_name(self) -> bool:
        """Whether words that stand beside a number are somebody's name: two or more, each with a capital."""
        words = self.name.split()
        return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)


@lru_cache(maxsize=20_000)
def read_adult(text: str) -> Adult:
    """`отец Абдиев Марат, 0777 12 34 56`, `Бекова Жылдыз (мать)`, `0777123456 апасы`, `бабушка` taken apart."""
    name, relation = "", ""
    phones = tuple(phones_in(text))
    # A second number that does not dial, beside one that does.
    rest = [part.strip(_MARKS) for part in _BETWEEN.split(text) if _is_wrong_number(part)] if phones else []
    for part in PHONE.split(text):
        said, words = _kin_in(_about_the_person(part))
        relation = relation or said
        if words and name:
            rest.append(words)
        name = name or words
    return Adult(name, relation, phones, ", ".join(rest) if phones else "")


def _is_wrong_number(part: str) -> bool:
    return bool(PHONE.search(part)) and not phones_in(part)


def _about_the_person(part: str) -> str:
    words = part.split()
    while words and (not fold(words[-1]) or fold(words[-1]) in _ABOUT_NUMBERS):
        words.pop()
    while words and (not fold(words[0]) or fold(words[0]) in _ABOUT_NUMBERS):
        words.pop(0)
    return " ".join(words)


def _kin_in(text: str) -> tuple[str, str]:
    """Who they are to the child, and the name without it. What else stands in brackets is no part of a name."""
    bracketed = (_BY_WORDS.get(fold(found), "") for found in _IN_BRACKETS.findall(text))
    relation = next(filter(None, bracketed), "")
    words = _IN_BRACKETS.sub(" ", text).strip(_MARKS).split()
    for size in (2, 1):
        before, behind = _folded(words[:size]), _folded(words[-size:])
        if before in _BY_WORDS:
            return relation or _BY_WORDS[before], " ".join(words[size:]).strip(_MARKS)
        if behind in _BY_WORDS and behind not in _POLITE:
            return relation or _BY_WORDS[behind], " ".join(words[:-size]).strip(_MARKS)
    return relation, " ".join(words)


def _folded(words: Iterable[str]) -> str:
    return fold(" ".join(words))
