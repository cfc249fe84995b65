"""What one cell says of an adult: the name, who they are to the child, the phones, and what is left over. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mektepke.people.phones import PHONE, phones_in
from mektepke.pupils.importing.kin import beside_kin, relation_in, relation_of
from mektepke.sheets.answers import says_nothing
from mektepke.sheets.letters import fold

# Behind a name these are how one calls an elder, and not whose mother she is: Гүлсара апа.
_POLITE = frozenset(map(fold, (
    "эне", "апа", "ата", "мама", "папа", "чоң эне", "чоң апа", "чоң ата", "таене", "таята", "эже", "ага", "байке",
    "аке", "жеңе",
)))  # fmt: skip
# What became of somebody, and where they are: «отец умер» tells no name and nobody to call.
_STATES = frozenset(map(fold, (
    "умер", "умерла", "умерший", "погиб", "погибла", "скончался", "скончалась", "покойный", "покойная",
    "каза", "кайтыш", "маркум", "өлгөн", "өлдү", "разведён", "разведена", "развод", "ажырашкан",
    "уехал", "уехала", "кетти", "кеткен", "мигрант", "миграцияда", "россия", "россии", "россияда",
    "москва", "москве", "москвада", "казахстане", "казакстанда", "турции", "түркияда",
    "иштейт", "работает", "сидит", "dead", "died", "deceased", "abroad", "divorced",
)))  # fmt: skip
# What stands beside a number and is about the number.
_ABOUT_NUMBERS = frozenset(map(fold, (
    "тел", "телефон", "телефону", "телефоны", "моб", "мобильный", "сот", "сотка", "сотовый", "номер", "номери",
    "ватсап", "вацап", "whatsapp", "дом", "домашний", "үй", "уюлдук", "байланыш", "phone", "tel", "mob", "mobile",
    "no", "n",
)))  # fmt: skip
_BETWEEN = re.compile(r"[,;/\n]")
_SEVERAL = re.compile(r"[,;\n]|\s(?:и|жана|менен|and)\s")
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
    """`отец Абдиев Марат, 0777 12 34 56`, `Бекова Жылдыз (мать)`, `0777123456 апасы`, `бабушка` taken apart.

    `апасы жок` is nobody; of `мать Жылдыз, отец Марат` nobody can tell who is meant, so all of it is left over.
    """
    name, relation = "", ""
    phones = tuple(phones_in(text))
    # A second number that does not dial, beside one that does.
    rest = [part.strip(_MARKS) for part in _BETWEEN.split(text) if _is_wrong_number(part)] if phones else []
    for part in PHONE.split(text):
        found = _one_of(_about_the_person(part))
        relation = relation or found.relation
        if found.rest or (found.name and name and phones):
            rest.append(found.rest or found.name)
        name = name or found.name
    return Adult(name, relation, phones, ", ".join(rest))


def each_of(text: str) -> list[str]:
    """`Шаршенов Кубан, Шаршенова Анара` or `мать Жылдыз, отец Марат`, one by one; whatever is not surely several people
    is one text."""
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip(_MARKS)]
    found = [read_adult(part) for part in parts]
    are_people = all(one.reads_as_a_name or (one.name and one.relation) for one in found)
    return parts if len(parts) > 1 and are_people else [text]


def says_a_state(words: str) -> bool:
    """Whether words that stand for a name say what became of somebody instead: «умер», «в России»."""
    return any(word in _STATES for word in fold(words).split())


def _is_wrong_number(part: str) -> bool:
    return bool(PHONE.search(part)) and not phones_in(part)


def _about_the_person(part: str) -> str:
    words = part.split()
    while words and (not fold(words[-1]) or fold(words[-1]) in _ABOUT_NUMBERS):
        words.pop()
    while words and (not fold(words[0]) or fold(words[0]) in _ABOUT_NUMBERS):
        words.pop(0)
    return " ".join(words)


def _one_of(text: str) -> Adult:
    """Who they are to the child, and the name without it. What else stands in brackets is no part of a name."""
    words = _IN_BRACKETS.sub(" ", text).strip(_MARKS).split()
    polite = _polite_words(words)
    said = words[: len(words) - polite]
    relation = relation_in([*said, *_IN_BRACKETS.findall(text)])
    if relation == "":
        return Adult(rest=" ".join(words) if beside_kin(words) else "")
    name = " ".join(words if relation is None else [*_without_kin(said), *words[len(said) :]]).strip(_MARKS)
    if name and says_nothing(name):
        return Adult()
    return Adult(name, "" if says_a_state(name) else relation or "")


def _polite_words(words: Sequence[str]) -> int:
    """How many words at the end are only how one calls an elder by name: one in «Гүлсара апа», none in «апа»."""
    sizes = (size for size in (2, 1) if fold(" ".join(words[-size:])) in _POLITE)
    return next((size for size in sizes if beside_kin(words[:-size])), 0)


def _without_kin(words: Sequence[str]) -> Sequence[str]:
    """The words without the kinship that they begin or end with."""
    for size in (2, 1):
        if relation_of(" ".join(words[:size])) is not None:
            return words[size:]
        if relation_of(" ".join(words[-size:])) is not None:
            return words[:-size]
    return words
