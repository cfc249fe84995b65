"""One adult of a row, from a column of names and one of phones; either may hold what belongs into the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mektepke.people.phones import PHONE, phones_in
from mektepke.pupils.importing.adults import Adult, each_of, read_adult, says_a_state
from mektepke.pupils.importing.rules import GuardianSaid
from mektepke.sheets.faults import Fault
from mektepke.sheets.letters import fold
from mektepke.sheets.names import read_name

# Tells what is wrong in a column of the row.
Tell = Callable[[str, Fault], None]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in one cell, under the code of its column."""

    column: str
    text: str


def guardian(names: Said, phones: Said, tell: Tell, *, relation: str = "", language: str = "") -> GuardianSaid | None:
    """The adult, or None where nothing is said of one. Whatever is not taken from the two cells is told."""
    named, dialled = read_adult(names.text), _of_phones(phones.text)
    column, own = (names.column, named) if named.name or not dialled.reads_as_a_name else (phones.column, dialled)
    name = _name(column, own.name, tell)
    if own is dialled:
        dialled = replace(dialled, name="")
    taken = Adult(named.name or name, relation or named.relation or dialled.relation)
    _tell_names(names, named, tell)
    _tell_phones(phones, dialled, taken, tell)
    numbers = list(dict.fromkeys([*dialled.phones, *named.phones]))
    if len(numbers) > 1:
        tell(phones.column if dialled.phones else names.column, Fault("phone_more", {"phone": numbers[0]}))
    if not name and not numbers and not (named.relation or dialled.relation):
        return None
    number = next(iter(numbers), "")
    return GuardianSaid(name, taken.relation, number, language, column if name else phones.column)


def guardians(names: Said, phones: Said, tell: Tell, *, relation: str = "", language: str = "") -> list[GuardianSaid]:
    """The adults of one cell, usually one. As many numbers as people are theirs in the same order; otherwise all are
    the first one's. Of two people a column of relations says nothing."""
    people = each_of(names.text)
    numbers = phones_in(phones.text)
    if len(people) > 1:
        relation = ""
    each = numbers if len(numbers) == len(people) > 1 else [phones.text, *[""] * (len(people) - 1)]
    found = [
        guardian(Said(names.column, person), Said(phones.column, phone), tell, relation=relation, language=language)
        for person, phone in zip(people, each, strict=True)
    ]
    return [adult for adult in found if adult]


def one_phone_for_all(guardians: Sequence[GuardianSaid]) -> tuple[GuardianSaid, ...]:
    """A phone that stands in a column of its own, beside parents in columns of theirs, is the first parent's."""
    found = list(guardians)
    if len(found) > 1 and not found[0].name and not found[1].phone and found[0].relation in {"", found[1].relation}:
        nameless, first = found[0], found[1]
        language = first.language or nameless.language
        found[:2] = [GuardianSaid(first.name, first.relation, nameless.phone, language, first.column)]
    return tuple(found)


def _of_phones(text: str) -> Adult:
    return Adult() if set(text) <= set("-–— ") else read_adult(text)


def _name(column: str, text: str, tell: Tell) -> str:
    if says_a_state(text):
        tell(column, Fault("phone_rest", {"rest": text[:80]}) if len(text.split()) > 1 else Fault("name_one_word"))
        return ""
    name = read_name(text)
    if isinstance(name, Fault):
        tell(column, name)
        return ""
    return "" if set(name) <= set("-–— ") else name


def _tell_names(names: Said, named: Adult, tell: Tell) -> None:
    if PHONE.search(names.text) and not named.phones:
        tell(names.column, Fault("phone_unclear"))
    elif named.rest:
        tell(names.column, Fault("phone_rest", {"rest": named.rest[:80]}))


def _tell_phones(phones: Said, dialled: Adult, taken: Adult, tell: Tell) -> None:
    """A cell for phones without a number that dials, or with words beside it that were not taken."""
    other = dialled.relation and dialled.relation != taken.relation
    again = set(fold(dialled.name).split()) <= set(fold(taken.name).split())
    left = ", ".join(filter(None, ["" if again else dialled.name, dialled.rest, _words(phones.text) if other else ""]))
    if dialled.phones:
        if left:
            tell(phones.column, Fault("phone_rest", {"rest": left[:80]}))
    elif not set(phones.text) <= set("-–— ") and (left or any(map(str.isdigit, phones.text)) or not _taken(taken)):
        tell(phones.column, Fault("phone_unclear"))


def _words(text: str) -> str:
    return " ".join(PHONE.sub(" ", text).strip(" ,;:()").split())


def _taken(adult: Adult) -> bool:
    return bool(adult.name or adult.relation)
