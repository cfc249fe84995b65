"""A list of staff, chosen by mistake: teachers must not become pupils. No Django."""

from __future__ import annotations

from collections.abc import Callable

from mektepke.people.importing.vocabulary import STAFF_LIST
from mektepke.sheets.grid import Cell, text_of
from mektepke.sheets.headings import match
from mektepke.sheets.letters import fold
from mektepke.sheets.tables import Table
from mektepke.sheets.vocabulary import PUPIL_LIST

_POSTS = tuple(map(fold, (
    "директор", "завуч", "заместитель", "орун басар", "орунбасар", "мугалим", "учитель", "учительница", "педагог",
    "соцпедагог", "соц", "социал", "психолог", "тарбиячы", "воспитатель", "библиотекарь", "китепканачы", "завхоз",
    "класс жетекчи", "классный руковод", "кл рук", "teacher", "head teacher", "principal", "pedagogue",
)))  # fmt: skip
_LEAST = 2


def is_of_staff(table: Table, is_childs_birth: Callable[[Cell], bool]) -> bool:
    """Whether a sheet has a column of posts, by its heading or by what stands in it, and nobody's day of birth is a
    child's. What a person said a column is, is believed."""
    if any(is_childs_birth(table.cell(line, "birth_date")) for line in table.lines):
        return False
    unread = [index for index in range(len(table.heading.texts)) if _is_unread(table, index)]
    return any(_is_headed_post(table.heading.texts[index]) or _holds_posts(table, index) for index in unread)


def _is_unread(table: Table, index: int) -> bool:
    return table.columns.get(index, "other") in PUPIL_LIST.unread


def _is_headed_post(text: str) -> bool:
    """«Должность», and not «Должность родителей»."""
    staff, pupils = match(text, STAFF_LIST), match(text, PUPIL_LIST)
    return staff is not None and staff.code == "role" and (pupils is None or pupils.letters < staff.letters)


def _holds_posts(table: Table, index: int) -> bool:
    """Whether half of a column that no heading explains are posts."""
    if match(table.heading.texts[index], PUPIL_LIST):
        return False
    cells = [fold(text_of(line.cells[index])) for line in table.lines if index < len(line.cells)]
    filled = [text for text in cells if text]
    posts = sum(1 for text in filled if text.startswith(_POSTS))
    return posts >= _LEAST and posts * 2 >= len(filled)
