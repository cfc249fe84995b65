"""Classes as schools write them: `5-А`, `5а`, `5 «А»`, `5 A` typed with a Latin A, the preparatory class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mektepke.sheets.faults import Fault
from mektepke.sheets.grid import Cell, text_of
from mektepke.sheets.letters import fold

PREPARATORY = 0
HIGHEST = 12


@dataclass(frozen=True, slots=True, order=True)
class SchoolClass:
    """A grade (0 is the preparatory class) and a letter, empty where a grade has one class only."""

    grade: int
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.grade}-{self.letter}" if self.letter else str(self.grade)


_PREPARATORY_STEMS = tuple(
    fold(word)
    for word in (
        "даяр", "мектепке чейин", "мектеп алды", "подг", "предшк", "дошк", "нулев", "prep", "preschool",
        "pre school", "reception",
    )
)  # fmt: skip
_WORD = r"(?:класс[а-яңөү]*|кл|класы|сынып|grade|class|form)"
_ORDINAL = r"(?:чи|чы|чу|чү|нчи|нчы|нчу|нчү|й|ый|ой|th|st|nd|rd)"
_QUOTES = "\"'«»“”„‘’`()[]"
_GRADE = r"(?P<grade>\d{1,2})"
_LETTER = r"(?P<letter>[^\W\d_])"
_MARK = rf"[\s\-–—.,/_{re.escape(_QUOTES)}]*"

# The whole cell is a class. A parallel may be a number (5-1, 5/2), but only behind a dash or a stroke: 5.1 is a number.
_CELL = re.compile(
    rf"^{_MARK}(?:{_WORD}{_MARK}[:№]*{_MARK})?{_GRADE}(?:\s*-?\s*{_ORDINAL}(?![^\W\d_]))?{_MARK}"
    rf"(?:{_WORD}\b{_MARK})?(?:{_LETTER}|(?<=[-/]){_MARK}(?P<number>[1-9]))?{_MARK}(?:{_WORD}\b{_MARK})?$",
    re.IGNORECASE,
)
# Where there are two preparatory classes: «Даярдоо Б», «подг. «А»». One that ends in «кл.» has no letter.
_PREPARATORY_LETTER = re.compile(rf"(?<![^\W\d_]){_LETTER}[\s{re.escape(_QUOTES)}]*$")
_PREPARATORY_IN_TITLE = re.compile(
    r"(?:подг|даярд|нулев)\w*\.?\s+(?:кл|топ)|кл(?:асс)?[\s:№]+(?:подг|даярд|нулев)", re.IGNORECASE
)
# A class within a title: the word «класс» beside it, so that a school year or a school's number is none.
_BEFORE = re.compile(
    rf"(?<![\d\-–/.]){_GRADE}(?:\s*-?\s*{_ORDINAL}(?![^\W\d_]))?{_MARK}(?:{_LETTER}(?![^\W\d_])){{0,1}}{_MARK}{_WORD}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_WORD}{_MARK}[:№]*{_MARK}{_GRADE}(?!\d|\.\d){_MARK}(?:{_LETTER}(?![^\W\d_])){{0,1}}", re.IGNORECASE
)

# A Latin letter is the Cyrillic one that looks the same, else the one that sounds the same.
_CYRILLIC = str.maketrans("ABCDEFGHIKLMNOPRSTVXYZ", "АВСДЕФГНИКЛМНОРРСТВХУЗ")


@lru_cache(maxsize=5_000)
def _read(text: str) -> SchoolClass | Fault:
    if fold(text).startswith(_PREPARATORY_STEMS):
        found = _PREPARATORY_LETTER.search(text)
        return SchoolClass(PREPARATORY, _cyrillic(found["letter"]) if found else "")
    found = _CELL.match(text)
    if not found:
        return Fault("class_unclear")
    return _class(found["grade"], found["letter"] or found["number"])


def read_class(cell: Cell) -> SchoolClass | Fault:
    """The class in a cell; `class_unclear`, or `class_grade` where there is no such grade."""
    return _read(text_of(cell))


def read_letter(cell: Cell) -> str | Fault:
    """The letter from a column of its own: `А`, `«а»`, Latin A; empty where there is none."""
    text = text_of(cell).strip(_QUOTES + " .-–")
    if not text:
        return ""
    return _cyrillic(text) if len(text) == 1 and text.isalnum() else Fault("class_letter")


def class_in_title(text: str) -> SchoolClass | None:
    """The class that a title or a sheet's name speaks of: `Список учащихся 5 «А» класса`, `Класс: 5-А`, `5А`."""
    text = text_of(text)
    for pattern in (_BEFORE, _AFTER):
        found = pattern.search(text)
        if found:
            reading = _class(found["grade"], found["letter"])
            return reading if isinstance(reading, SchoolClass) else None
    if found := _PREPARATORY_IN_TITLE.search(text):
        letter = _PREPARATORY_LETTER.search(text[found.end() :])
        return SchoolClass(PREPARATORY, _cyrillic(letter["letter"]) if letter else "")
    reading = _read(text)
    return reading if isinstance(reading, SchoolClass) else None


def _class(grade: str, letter: str | None) -> SchoolClass | Fault:
    if int(grade) > HIGHEST:
        return Fault("class_grade", {"grade": int(grade), "highest": HIGHEST})
    return SchoolClass(int(grade), _cyrillic(letter or ""))


def _cyrillic(letter: str) -> str:
    return letter.upper().translate(_CYRILLIC)
