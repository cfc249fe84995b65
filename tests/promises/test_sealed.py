"""Whoever holds only the database reads nothing that was told in confidence: what is to be encrypted is, and no table
holds a word of it in plain."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations import AlterField, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from mektepke.sealed.fields import SealedText
from mektepke.sealed.resealing import sealed_fields
from tests.promises.full_house import House, tables
from tests.promises.personal_fields import TABLES

# Sealed by the trail itself, with a key for each child, so that a child can be erased from it.
BY_THE_TRAIL = {"trail.Change.sealed_values"}
# Words of the full house that stand in sealed fields only, by the marks of whose they are.
SEALED_WORDS = {"жардам", "кедей", "жооп", "далил", "иш", "жыйынтык", "сөз"}


def to_be_encrypted() -> set[str]:
    """`table.field` of whatever could hurt a child or a family."""
    return {
        f"{name}.{field}" for name, table in TABLES.items() for field, kind, _why in table.fields() if kind == "encrypt"
    }


def label(field: SealedText) -> str:
    """`table.field` of a field."""
    return f"{field.model._meta.label}.{field.name}"


def test_whatever_is_to_be_encrypted_is_sealed() -> None:
    sealed = {label(field) for field in sealed_fields()}
    assert sealed
    assert to_be_encrypted() - sealed - BY_THE_TRAIL == set(), "make these a SealedText"


def test_whatever_is_sealed_is_said_to_be() -> None:
    assert {label(field) for field in sealed_fields()} - to_be_encrypted() == set(), "say so in personal_fields.py"


def rows_of(table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """What stands in a table, as whoever holds only the database sees it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(table)}")
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_sealed_field_is_sealed_in_the_database(house: House) -> None:
    """Codes too, of which no word could be searched for."""
    plain = {
        f"{label(field)}: {text}"
        for field in sealed_fields()
        for (text,) in rows_of(field.model._meta.db_table, connection.ops.quote_name(field.column))
        if not str(text).startswith("s1:") and (text or field.even_nothing) and text is not None
    }
    assert plain == set()


@pytest.mark.django_db
def test_no_word_from_a_sealed_field_stands_in_plain_anywhere(house: House) -> None:
    told = set(confided(house))
    assert {f"{full.mark}-{word}" for full in (house.here, house.there) for word in SEALED_WORDS} <= {
        "-".join(words.split(":")[0].split("-")[:2]) for words in told
    }
    dump = "\n".join(repr(row) for table in tables_of_the_database() for row in table)
    assert house.here.side.pupils[0].family_name in dump, "names are scrubbed from copies, not encrypted"
    assert [words for words in told if words in dump] == []


def confided(house: House) -> Iterator[str]:
    """What was written into sealed fields and bears a mark, as the program reads it."""
    marks = [f"{full.mark}-" for full in (house.here, house.there)]
    for field in sealed_fields():
        for text in field.model._base_manager.values_list(field.name, flat=True):
            if text and any(mark in text for mark in marks):
                yield text


def tables_of_the_database() -> Iterator[list[tuple[object, ...]]]:
    """The rows of every table with all columns, also of those that no model knows."""
    names = set(connection.introspection.table_names())
    assert {model._meta.db_table for model in tables()} <= names
    yield from map(rows_of, names)


def test_what_lay_open_before_is_sealed_by_the_migration_that_seals_the_field() -> None:
    """Else the words of an older house would stay in plain, and no page could open them."""
    found = dict(opened_before())
    assert found["watch.0003_sealed_words: answer.words"]
    left_open = [name for name, sealed in found.items() if not sealed]
    assert not left_open, f"seal_stored has to seal them there: {left_open}"


def opened_before() -> Iterator[tuple[str, bool]]:
    """The fields that a migration makes sealed ones, and whether it seals what stands in them."""
    graph, state = MigrationLoader(None).graph, ProjectState()
    for key in graph._generate_plan(graph.leaf_nodes(), at_end=True):
        migration, before = graph.nodes[key], state.clone()
        state = migration.mutate_state(state, preserve=False)
        sources = "".join(inspect.getsource(one.code) for one in migration.operations if isinstance(one, RunPython))
        for one in migration.operations:
            if isinstance(one, AlterField) and isinstance(one.field, SealedText):
                was = before.models[key[0], one.model_name_lower].fields.get(one.name)
                if was is not None and not isinstance(was, SealedText):
                    sealed = re.search(rf'seal_stored\(.*"{one.name}"', sources, re.DOTALL) is not None
                    yield f"{'.'.join(key)}: {one.model_name}.{one.name}", sealed
