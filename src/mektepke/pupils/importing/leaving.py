"""Children whom a list still has and marks as gone. No Django."""

from __future__ import annotations

from collections.abc import Sequence

from mektepke.pupils.importing.kin import relation_in
from mektepke.sheets.letters import fold


def _words(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split(", "))


# Whole words: Переведенцев is a family name. «Выбыл из школы» has left it, «переведена из школы №3» has come from it.
_OFF_THE_LIST = _words("выбыл, выбыла, выбыли, выбывший, выбывшая, отчислен, отчислена, отчислён, withdrawn")
_GONE_IN_KYRGYZ = _words("кетти, кеткен, кетип, көчүп, көчкөн, чыгарылган")
_GONE = (
    _OFF_THE_LIST
    | _GONE_IN_KYRGYZ
    | _words(
        "уехал, уехала, переехал, переехала, перевелся, перевёлся, перевелась, переведен, переведён, переведена, left, "
        "transferred"
    )
)
_FROM = _words("из, from")
_CAME = _words("келген, келди, келип, прибыл, прибыла, arrived, came")
# What goes on from the word: when, where to, why. «Переведён на домашнее обучение» and «left hand» do not.
_GOES_ON = _GONE | _words(
    "в, во, по, за, к, с, со, до, из, из-за, калды, калган, to, for, on, in, because, due, school"
)
# Where to: «Бишкекке», «Россияга».
_WHERE_TO = tuple(map(fold, ("га", "ге", "го", "гө", "ка", "ке", "ко", "кө")))
_REASON_FOLLOWS = tuple(",;:.()-–—")
_BEFORE_SOMEBODY = _words("к, с, со, у, от, with, to")
_REMARKS = tuple(map(fold, ("эскертүү", "примечан", "note", "remark", "comment", "выбы", "кеткен")))


def heads_remarks(heading: str) -> bool:
    """Whether a column is for remarks about the child: by its heading, or because it has none, as a margin."""
    words = fold(heading).split()
    return not words or any(word.startswith(_REMARKS) for word in words)


def marked_left(text: str) -> str | None:
    """What stands before «выбыл» or «кетти» in a cell: the child's name, or nothing; None where the cell does not say
    that the child is gone: «көчүп келген» has come, and of «уехал отец» the child is still there."""
    words = text.split()
    gone = next((number for number, word in enumerate(words) if fold(word) in _GONE), None)
    if gone is None or _is_about_somebody_else(words) or not _says_gone(words[gone], words[gone + 1 :]):
        return None
    return " ".join(words[:gone]).strip(" ,;:()-–—")


def _says_gone(word: str, rest: Sequence[str]) -> bool:
    after = [fold(part) for part in rest]
    if _CAME & set(after) or (_FROM & set(after) and fold(word) not in _OFF_THE_LIST):
        return False
    if not rest or word.endswith(_REASON_FOLLOWS) or rest[0].startswith(_REASON_FOLLOWS):
        return True
    is_day, is_place = any(map(str.isdigit, rest[0])), fold(word) in _GONE_IN_KYRGYZ and after[0].endswith(_WHERE_TO)
    return is_day or is_place or after[0] in _GOES_ON


def _is_about_somebody_else(words: Sequence[str]) -> bool:
    """Whether a parent is who went: «отец уехал», and not «уехал к бабушке»."""
    before = ["", *map(fold, words)]
    return any(
        relation_in([word]) is not None and there not in _BEFORE_SOMEBODY
        for word, there in zip(words, before, strict=False)
    )
