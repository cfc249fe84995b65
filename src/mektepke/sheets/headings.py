"""Finding the row that heads the columns, below any title, and what each column holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mektepke.sheets.grid import Row, text_of
from mektepke.sheets.letters import fold
from mektepke.sheets.vocabulary import Phrase, Stem, Vocabulary

# Titles, the school's name and its address stand above a list; nobody writes forty lines of them.
LOOKED_AT = 40
# A heading is mostly its key words; «Списочный состав учащихся на 2014–2015 учебный год» is a title.
_LEAST_COVERED = 0.34
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading says: the column's code, how many of its letters said so, and which share of them."""

    code: str
    letters: int
    covered: float


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading row or rows (`first`, from 0; `height` 0 where none was found), its texts, the guessed columns."""

    first: int
    height: int
    texts: tuple[str, ...]
    columns: dict[int, str]

    @property
    def below(self) -> int:
        """The first row under the heading."""
        return self.first + self.height


@lru_cache(maxsize=5_000)
def match(text: str, vocabulary: Vocabulary) -> Match | None:
    """The best reading of one heading: the most letters explained wins, then the phrase that came first."""
    words = fold(text).split()
    size = sum(map(len, words))
    if not size or len(text) > _LONGEST:
        return None
    readings = [(_letters(words, phrase), code) for code, phrase in vocabulary.folded]
    letters, code = max(readings, key=lambda reading: reading[0])
    return Match(code, letters, letters / size) if letters >= _LEAST_COVERED * size else None


def find(rows: Sequence[Row], vocabulary: Vocabulary) -> Heading:
    """The heading that explains the most columns, one row or two; height 0 and no columns where there is none."""
    width = max((len(row) for row in rows), default=0)
    best = Heading(0, 0, ("",) * width, {})
    best_score = 0.0
    for first in range(min(LOOKED_AT, len(rows))):
        for heading in _candidates(rows, first, vocabulary):
            score = _score(heading, vocabulary)
            if score > best_score + 0.01:
                best, best_score = heading, score
    return best


def read_at(rows: Sequence[Row], first: int, height: int, vocabulary: Vocabulary) -> Heading:
    """The heading that somebody pointed at."""
    texts = _joined(rows[first], rows[first + 1]) if height == 2 else tuple(text_of(cell) for cell in rows[first])
    return Heading(first, height, texts, assign(texts, vocabulary))


def assign(texts: Sequence[str], vocabulary: Vocabulary) -> dict[int, str]:
    """Each column's code, each code once: the surest heading has the first choice."""
    found = [(index, reading) for index, text in enumerate(texts) if (reading := match(text, vocabulary))]
    found.sort(key=lambda pair: (-pair[1].covered, -pair[1].letters, pair[0]))
    columns: dict[int, str] = {}
    for index, reading in found:
        if reading.code in vocabulary.unread or reading.code not in columns.values():
            columns[index] = reading.code
    return _names_in_parts({index: columns[index] for index in sorted(columns)})


def _names_in_parts(columns: dict[int, str]) -> dict[int, str]:
    """Beside a column for the family name, «Name» and «Аты-жөнү» can only mean the given name."""
    codes = set(columns.values())
    if "family_name" in codes and "full_name" in codes and "given_name" not in codes:
        return {index: "given_name" if code == "full_name" else code for index, code in columns.items()}
    return columns


def _candidates(rows: Sequence[Row], first: int, vocabulary: Vocabulary) -> list[Heading]:
    one = tuple(text_of(cell) for cell in rows[first])
    found = [Heading(first, 1, one, assign(one, vocabulary))]
    if first + 1 < len(rows) and _is_second_row(rows[first], rows[first + 1], vocabulary):
        two = _joined(rows[first], rows[first + 1])
        found.append(Heading(first, 2, two, assign(two, vocabulary)))
    return found


def _score(heading: Heading, vocabulary: Vocabulary) -> float:
    codes = set(heading.columns.values()) - vocabulary.unread
    if not codes & vocabulary.needed:
        return 0.0
    readings = (match(heading.texts[index], vocabulary) for index in heading.columns)
    return sum(0.5 + reading.covered / 2 for reading in readings if reading and reading.code != "other")


def _is_second_row(top: Row, below: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row goes on heading the columns: under «Ата-энеси» stands «аты-жөнү» and «телефону»."""
    pairs = [(text_of(above), text_of(under)) for above, under in zip(top, below, strict=False)]
    new = [under for above, under in pairs if under and under != above]
    if not new or not any(above for above, _ in pairs):
        return False
    if any(letter.isdigit() for under in new for letter in under):
        return False
    known = sum(1 for under in new if match(under, vocabulary))
    return known * 2 >= len(new)


def _joined(top: Row, below: Row) -> tuple[str, ...]:
    texts: list[str] = []
    spanning = ""
    for above, under in zip(map(text_of, top), map(text_of, below), strict=False):
        # A heading over several columns that are not merged stands over the first one only.
        spanning = above or (spanning if under else "")
        parts = dict.fromkeys(part for part in (spanning, under) if part)
        texts.append(", ".join(parts))
    return tuple(texts)


def _letters(words: list[str], phrase: Phrase) -> int:
    """How many letters of the heading the phrase explains: all its stems, in any order; 0 if one is missing."""
    left = list(words)
    for stem in phrase:
        found = next((word for word in left if _fits(word, stem)), None)
        if found is None:
            return 0
        left.remove(found)
    return sum(map(len, words)) - sum(map(len, left))


def _fits(word: str, stem: Stem) -> bool:
    text, open_ended = stem
    return word.startswith(text) if open_ended else word == text
