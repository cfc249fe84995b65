"""Short answers in a cell: boy or girl, yes or no."""

from __future__ import annotations

from functools import lru_cache

from mektepke.sheets.faults import Fault
from mektepke.sheets.grid import Cell, text_of
from mektepke.sheets.letters import fold

BOY = "boy"
GIRL = "girl"

_MALE = frozenset(map(fold, (
    "э", "эр", "эркек", "эркек бала", "уул", "уул бала", "бала", "м", "муж", "мужской", "мужчина", "мал", "мальчик",
    "m", "male", "boy", "man",
)))  # fmt: skip
_FEMALE = frozenset(map(fold, (
    "к", "кыз", "кыз бала", "аял", "ж", "жен", "женский", "женщина", "д", "дев", "девочка", "девушка",
    "f", "female", "girl", "woman",
)))  # fmt: skip
_YES = frozenset(map(fold, ("ооба", "о", "бар", "ии", "да", "д", "есть", "имеется", "yes", "y", "true", "1", "v")))
_NO = frozenset(map(fold, ("жок", "ж", "нет", "н", "не имеет", "no", "n", "false", "0")))
_UNKNOWN = frozenset(map(fold, ("белгисиз", "билинбейт", "неизвестно", "не известно", "unknown", "not known")))
_NOTHING = _UNKNOWN | frozenset(map(fold, ("жок", "нет", "не имеет", "no", "none", "n a", "нету")))
_YES_MARKS = frozenset("+✓✔☑√")
_NO_MARKS = frozenset("-–—−☐")


@lru_cache(maxsize=1_000)
def _sex(text: str) -> str | Fault:
    folded = fold(text)
    if folded in _MALE:
        return BOY
    return GIRL if folded in _FEMALE else Fault("sex_unclear")


def read_sex(cell: Cell) -> str | Fault:
    """`boy` or `girl`: э, эркек, м, муж., к, кыз, ж, жен., m, f, boy, girl. Fault: `sex_unclear`."""
    return _sex(text_of(cell))


def read_yes_no(cell: Cell) -> bool | Fault | None:
    """Yes or no in words, figures or signs; None where nothing stands or nobody knows. Fault: `yes_no_unclear`."""
    text = text_of(cell)
    folded = fold(text)
    if text in _YES_MARKS or folded in _YES:
        return True
    if text in _NO_MARKS or folded in _NO:
        return False
    if set(text) <= {"?"} or folded in _UNKNOWN:
        return None
    return Fault("yes_no_unclear")


def says_nothing(cell: Cell) -> bool:
    """Whether a cell that may be empty is as good as empty: a dash, «нет», «жок», «белгисиз»."""
    text = text_of(cell)
    return not text.strip(" -–—−?.") or fold(text) in _NOTHING
