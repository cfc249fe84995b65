"""A list of staff, chosen by mistake: teachers must not become pupils. No Django."""

from __future__ import annotations

from collections.abc import Callable

from mektepke.people.importing.posts import names_a_post
from mektepke.people.importing.vocabulary import STAFF_LIST
from mektepke.sheets.grid import Cell, text_of
from mektepke.sheets.headings import match
from mektepke.sheets.tables import Table
from mektepke.sheets.vocabulary import PUPIL_LIST

_LEAST = 2


def is_of_staff(table: Table, is_childs_birth: Callable[[Cell], bool]) -> bool:
    """Whether a sheet has a column of posts, by its heading or by what stands in it, and fewer than half of the days of
    birth in it are a child's: a teacher of 22 may stand among them. What a person said a column is, is believed."""
    unread = [index for index in range(len(table.heading.texts)) if _is_unread(table, index)]
    if not any(_is_headed_post(table.heading.texts[index]) or _holds_posts(table, index) for index in unread):
        return False
    births = [birth for line in table.lines if text_of(birth := table.cell(line, "birth_date"))]
    return not births or sum(map(is_childs_birth, births)) * 2 < len(births)


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
    texts = [text_of(line.cells[index]) for line in table.lines if index < len(line.cells)]
    filled = [text for text in texts if text]
    posts = sum(map(names_a_post, filled))
    return posts >= _LEAST and posts * 2 >= len(filled)
