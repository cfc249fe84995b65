"""What a database holds, in numbers: enough to tell whether two of them are the same house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from mektepke.rounds.archive import Progress, Refused
from mektepke.rounds.manifest import Manifest
from mektepke.sealed.actions import proofs
from mektepke.trail.verification import verify


@dataclass(frozen=True, slots=True)
class State:
    """Migrations, rows by table, the trail's head, the code of what is wrong with the trail, if anything is, and the
    proofs of the keys."""

    migrations: list[str]
    rows: dict[str, int]
    head: str
    problem: str
    proofs: dict[str, str]


def state_of(using: str = DEFAULT_DB_ALIAS, *, progress: Progress) -> State:
    """Count everything and verify the trail."""
    head, problem = trail_of(using, progress=progress)
    migrations = MigrationRecorder(connections[using]).applied_migrations()
    return State(sorted(".".join(name) for name in migrations), count_rows(using), head, problem, proofs(using))


def trail_of(using: str = DEFAULT_DB_ALIAS, *, progress: Progress) -> tuple[str, str]:
    """The trail's head, and the code of the first thing that is wrong with it, if anything is."""
    result = verify(using=using, progress=lambda done, of: progress(_("Verifying the trail"), done, of))
    return str(result.head), result.problem.kind.value if result.problem else ""


def count_rows(using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """Rows by table."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return {
            table: _one(cursor, f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - own tables
            for table in sorted(connection.introspection.table_names(cursor))
        }


def require_same_rows(manifest: Manifest, rows: Mapping[str, int]) -> None:
    """Refused, naming the first table that does not hold what the manifest says."""
    for table in sorted(manifest.rows.keys() | rows.keys()):
        expected, found = manifest.rows.get(table), rows.get(table)
        if expected != found:
            words = _("The copy is not whole: table %(table)s should hold %(expected)s rows and holds %(found)s.")
            raise Refused(words % {"table": table, "expected": expected or 0, "found": found or 0})


def require_same_trail(manifest: Manifest, *, progress: Progress) -> None:
    """Refused if the trail is not the one that the manifest saw. One that was broken already must be so again."""
    head, problem = trail_of(progress=progress)
    if (head, problem) != (manifest.head, manifest.problem):
        raise Refused(_("The copy is not whole: its trail does not end where the copy says it ends."))


@contextmanager
def another_database(file: Path) -> Iterator[str]:
    """Another SQLite file beside the house's own, by a name that Django's `using` understands."""
    alias = "copy"
    other = connections[DEFAULT_DB_ALIAS].copy(alias)
    other.settings_dict |= {"NAME": str(file), "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
    connections[alias] = other
    try:
        yield alias
    finally:
        other.close()
        del connections[alias]


def _one(cursor: Any, sql: str) -> int:
    cursor.execute(sql)
    return int(cursor.fetchone()[0])
