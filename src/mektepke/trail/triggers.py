"""Triggers that hold a promise inside the database, kept in one place, because Django loses them.

Where SQLite cannot change a table in place, Django builds a new one and drops the old, and its triggers with it,
without a word. So each folder lists its own in `triggers.py` as `TRIGGERS`, and after every migration the missing ones
are made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: its name (unique in the house), its table, and the statements that make it, by `connection.vendor`.

    A vendor without statements does not need it: SQLite knows no TRUNCATE.
    """

    name: str
    table: str
    statements: Mapping[str, Sequence[str]]


_REFUSE = """
CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def append_only(table: str, *, key: str = "id") -> list[Trigger]:
    """The triggers that let rows be added to a table and nothing else. Anything else is an IntegrityError."""
    return [_no(table, "UPDATE"), _no(table, "DELETE"), _no_truncate(table), _no_replace(table, key)]


def _no(table: str, event: str) -> Trigger:
    name = f"{table}_no_{event.lower()}"
    lite = f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    post = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION trail_refuse()"
    return Trigger(name, table, {"sqlite": [lite], "postgresql": [_REFUSE, post]})


def _no_truncate(table: str) -> Trigger:
    name = f"{table}_no_truncate"
    post = f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()"
    return Trigger(name, table, {"postgresql": [_REFUSE, post]})


def _no_replace(table: str, key: str) -> Trigger:
    # SQLite's INSERT OR REPLACE deletes the old row and asks no DELETE trigger.
    name = f"{table}_no_replace"
    same = f"SELECT 1 FROM {table} WHERE {key} = NEW.{key}"  # noqa: S608 - our own names
    lite = (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN EXISTS ({same})"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
    return Trigger(name, table, {"sqlite": [lite]})


TRIGGERS = [
    *append_only("trail_change"),
    *append_only("trail_look"),
    *append_only("trail_seal", key="number"),
    *append_only("trail_verification"),
]


def declared() -> list[Trigger]:
    """All triggers of all folders of the house."""
    found: list[Trigger] = []
    for folder in apps.get_app_configs():
        if folder.name.startswith("mektepke.") and module_has_submodule(folder.module, "triggers"):
            found += import_module(f"{folder.name}.triggers").TRIGGERS
    return found


def present(*, using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The names of the triggers that are in the database."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)")
        return {name for (name,) in cursor.fetchall()}


def create_missing(triggers: Iterable[Trigger] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Make what is missing, of these or of all declared, on tables that exist. Returns the names of those made."""
    there = present(using=using)
    tables = set(connections[using].introspection.table_names())
    made = []
    for trigger in declared() if triggers is None else triggers:
        if trigger.name not in there and trigger.table in tables:
            made += _create(trigger, connections[using])
    return made


def drop(triggers: Iterable[Trigger] | None = None, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Take triggers away: a test empties its database between two tests. The next migration makes them again."""
    there = present(using=using)
    with connections[using].cursor() as cursor:
        for trigger in declared() if triggers is None else triggers:
            if trigger.name in there:
                on_table = "" if connections[using].vendor == "sqlite" else f" ON {trigger.table}"
                cursor.execute(f"DROP TRIGGER {trigger.name}{on_table}")


def after_migration(*, using: str, **_signal: Any) -> None:
    """What Django calls after every migration."""
    create_missing(using=using)


def _create(trigger: Trigger, connection: BaseDatabaseWrapper) -> list[str]:
    statements = trigger.statements.get(connection.vendor, ())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return [trigger.name] if statements else []
