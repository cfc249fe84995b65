"""Who an adult is to a child, in the words of school lists: one vocabulary for a name's cell and for a column of its
own. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mektepke.sheets.letters import fold

# Whole words, not stems: Атаев is no father and Мамаев no mother.
_KIN = {
    "mother": "эне, апа, энеси, апасы, энем, апам, мама, мамасы, мать, мать одиночка, mother, mum, mom",
    "father": "ата, атасы, атам, папа, папасы, отец, отец одиночка, father, dad",
    "grandmother": "чоң эне, чоң апа, чоң энеси, чоң апасы, чоңэне, чоңапа, чоңэнеси, чоңапасы, таене, таенеси, "
    "тайене, тайенеси, тайэне, тайэнеси, тай эне, тай энеси, бабушка, бабушкасы, бабуля, бабка, grandmother, grandma",
    "grandfather": "чоң ата, чоң атасы, чоңата, чоңатасы, таята, таятасы, тайата, тайатасы, тай ата, тай атасы, дед, "
    "деда, дедушка, дедушкасы, grandfather, grandpa",
    "relative": "эже, эжеси, эжекеси, ага, агасы, байке, байкеси, аке, акеси, карындаш, карындашы, сиңди, сиңдиси, "
    "ини, иниси, таяке, таякеси, таэже, таэжеси, жеңе, жеңеси, тууган, тууганы, тетя, тётка, тётушка, дядя, дядька, "
    "брат, сестра, родственник, родственница, aunt, uncle, brother, sister, relative",
    "other": "опекун, опекунша, камкорчу, камкорчусу, попечитель, попечительница, отчим, мачеха, өгөй эне, өгөй энеси, "
    "өгөй апа, өгөй апасы, өгөй ата, өгөй атасы, приёмная мать, приёмный отец, кошуна, кошунасы, сосед, соседка, "
    "башка, guardian, stepmother, stepfather, step mother, step father, neighbour, other",
    # Nobody knows which of the two is meant.
    "": "родители, родитель, ата эне, ата энеси, ата энелери, эне ата, parents, parent",
}
_BY_WORDS = {fold(words): code for code, kin in _KIN.items() for words in kin.split(", ")}
_LONGEST = 2
_BETWEEN = frozenset(map(fold, ("и", "или", "жана", "менен", "же", "and", "or")))


def relation_of(phrase: str) -> str | None:
    """The relation that these very words are, as `Guardian.Relation`; empty for both parents, None for no kinship."""
    return _BY_WORDS.get(fold(phrase))


def relation_in(words: Sequence[str]) -> str | None:
    """The relation that these words name somewhere; empty where they name two people or both parents, None for none."""
    codes = {code for _piece, code in _pieces(words) if code is not None}
    return None if not codes else codes.pop() if len(codes) == 1 else ""


def beside_kin(words: Sequence[str]) -> list[str]:
    """What these words say besides, folded: no kinship, and no «и» between two of them."""
    return [piece for piece, code in _pieces(words) if code is None and piece not in _BETWEEN]


def _pieces(words: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """The words folded, those of one kinship together: «мать», «чоң энеси»."""
    left = fold(" ".join(words)).split()
    while left:
        size = next((size for size in range(_LONGEST, 1, -1) if " ".join(left[:size]) in _BY_WORDS), 1)
        piece = " ".join(left[:size])
        yield piece, _BY_WORDS.get(piece)
        left = left[size:]
