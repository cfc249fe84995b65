"""Sealing anew what older keys sealed, field by field and piece by piece, while people work."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from mektepke.sealed import keys
from mektepke.sealed.fields import SealedText
from mektepke.sealed.rules import Damaged, KeyUnknown, prefix, seal

PIECE = 500
# How often rows are looked for again that somebody held just then, and how many seconds they are waited for.
ROUNDS, PAUSE = 3, 1.0
# Seconds between two pieces, in which a teacher's register gets its turn: SQLite has one writer at a time.
TURN = 0.02

Progress = Callable[[str, int, int], None]
"""Called with the table and field, how many are done, and of how many."""


@dataclass
class Resealed:
    """How many texts were sealed anew, the rows of a field whose text does not open, and how many somebody held."""

    texts: int = 0
    unopened: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    held: int = 0


@dataclass(frozen=True, slots=True)
class Walk:
    """One way through a field's rows: which of them (SQL), and what becomes of a text at this place."""

    field: SealedText
    chosen: str
    anew: Callable[[str, str], str]


def sealed_fields() -> Iterator[SealedText]:
    """Every sealed field of every table."""
    for model in apps.get_models():
        yield from (one for one in model._meta.local_fields if isinstance(one, SealedText))


def sealed_with(number: str) -> int:
    """How many texts are sealed with this key."""
    return sum(_count(one, _begins(number)) for one in sealed_fields())


def reseal(progress: Progress | None = None) -> Resealed:
    """Seal with the current key whatever is not sealed with it. A text that does not open stays as it is."""
    done = Resealed()
    for one in sealed_fields():
        _reseal(one, done, progress or (lambda _place, _done, _of: None))
    return done


def seal_stored(model: type[models.Model], *names: str) -> None:
    """For a migration that makes plain fields sealed ones: seal what is stored, as it stands in the rows."""
    for name in names:
        plain = model._meta.get_field(name)
        assert isinstance(plain, SealedText)  # noqa: S101 - for the type checker
        _walk(Walk(plain, "TRUE", _sealed), Resealed())


def _sealed(text: str, place: str) -> str:
    return seal(text, keys.ring(), place)


def _anew(text: str, place: str) -> str:
    return _sealed(keys.opened(text, place), place)


def _reseal(one: SealedText, done: Resealed, progress: Progress) -> None:
    older = f"NOT {_begins(keys.ring().current)}"
    before, of = done.texts, _count(one, older)
    for again in range(ROUNDS):
        found = Resealed(done.texts)
        _walk(Walk(one, older, _anew), found, lambda texts: progress(one.place, texts - before, of))
        done.texts, held = found.texts, _count(one, older) - len(found.unopened.get(one.place, []))
        if held <= 0:
            break
        time.sleep(PAUSE if again < ROUNDS - 1 else 0)
    done.unopened |= found.unopened
    done.held += max(held, 0)


def _walk(walk: Walk, done: Resealed, progress: Callable[[int], None] = lambda _texts: None) -> None:
    piece = _one_piece(walk, "TRUE", [], done)
    while piece is not None:
        progress(done.texts)
        if not connection.in_atomic_block:
            time.sleep(TURN)
        piece = _one_piece(walk, "{key} > %s", [piece], done)


def _one_piece(walk: Walk, after: str, last: list[Any], done: Resealed) -> Any:
    """Seal the next rows in the order of their keys, in one transaction; the last key, None behind the end."""
    words = f"SELECT {{key}}, {{column}} FROM {{table}} WHERE {after} AND {_filled(walk.field)} AND {walk.chosen}"  # noqa: S608
    # Those that somebody is just changing are left out: a page that waits for us while we wait for it would end with
    # an error for somebody.
    held = "FOR NO KEY UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_sql(walk.field, f"{words} ORDER BY {{key}} LIMIT {PIECE} {held}"), last)
        rows = cursor.fetchall()
        sealed = list(_rows(walk, rows, done))
        cursor.executemany(_sql(walk.field, "UPDATE {table} SET {column} = %s WHERE {key} = %s"), sealed)
    done.texts += len(sealed)
    return rows[-1][0] if rows else None


def _rows(walk: Walk, rows: list[tuple[Any, str]], done: Resealed) -> Iterator[tuple[str, Any]]:
    for key, text in rows:
        try:
            yield walk.anew(text, walk.field.place), key
        except (Damaged, KeyUnknown):
            done.unopened[walk.field.place].append(key)


def _count(one: SealedText, chosen: str) -> int:
    counted = f"SELECT COUNT(*) FROM {{table}} WHERE {_filled(one)} AND {chosen}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(_sql(one, counted))
        return int(cursor.fetchone()[0])


def _filled(one: SealedText) -> str:
    return "{column} IS NOT NULL" if one.even_nothing else "{column} <> ''"


def _begins(number: str) -> str:
    """That a text is sealed with this key. A number has digits only: nothing in it could be a quotation mark."""
    begin = prefix(str(int(number)))
    return f"(SUBSTR({{column}}, 1, {len(begin)}) = '{begin}')"


def _sql(one: SealedText, words: str) -> str:
    """The statement with the names of the table, its key and the field's column, none of them typed by anybody."""
    meta, quoted = one.model._meta, connection.ops.quote_name
    key = meta.pk.column if meta.pk else ""
    return words.format(table=quoted(meta.db_table), column=quoted(str(one.column)), key=quoted(str(key)))
