"""Children whom a list still has and marks as gone. No Django."""

from __future__ import annotations

from mektepke.sheets.letters import fold

# Whole words: Переведенцев is a family name.
_GONE = frozenset(
    map(
        fold,
        (
            "выбыл", "выбыла", "выбыли", "выбывший", "выбывшая", "отчислен", "отчислена", "отчислён", "уехал", "уехала",
            "переехал", "переехала", "перевелся", "перевёлся", "перевелась", "переведен", "переведён", "переведена",
            "кетти", "кеткен", "кетип", "көчүп", "көчкөн", "чыгарылган", "left", "transferred", "withdrawn",
        ),
    )
)  # fmt: skip


def marked_left(text: str) -> str | None:
    """What stands before «выбыл» or «кетти» in a cell: the child's name, or nothing; None where no such word is."""
    words = text.split()
    gone = next((number for number, word in enumerate(words) if fold(word) in _GONE), None)
    return None if gone is None else " ".join(words[:gone]).strip(" ,;:()-–—")
