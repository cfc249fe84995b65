"""Copying a house out of PostgreSQL and back, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from mektepke.rounds.archive import Progress, Refused
from mektepke.rounds.manifest import Manifest
from mektepke.rounds.state import State, require_same_rows, state_of

PART = "database.pgdump"
SCHEMA = "public"
DEBIAN = Path("/usr/lib/postgresql")
_BEGINS = re.compile(rb'COPY public\.("?)(\w+)\1 \(.*\) FROM stdin;\n')


@dataclass(frozen=True, slots=True)
class Kept:
    """The schema that holds the house as it was before."""

    schema: str

    def __str__(self) -> str:
        return self.schema


def size() -> int:
    """How many bytes the database takes, roughly."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


@contextmanager
def copied(folder: Path, progress: Progress) -> Iterator[tuple[Path, State]]:
    """A dump in the folder and what it holds, counted at the very same moment, and counted again in the dump."""
    dump, program = folder / PART, _program("pg_dump")
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        state = state_of(progress=progress)
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        progress(_("Copying"), 0, 1)
        _run(program, "--format=custom", f"--schema={SCHEMA}", f"--snapshot={snapshot}", f"--file={dump}", _address())
    dump.chmod(0o600)
    script = _script(dump)
    found = _counted(script)
    script.unlink()
    if found != state.rows:
        raise Refused(_("The database cannot be copied: the copy does not hold what the database holds."))
    progress(_("Copying"), 1, 1)
    yield dump, state


def prepare(part: Path, manifest: Manifest, progress: Progress) -> Path:
    """Unpack a dump to the end and count its rows before anything is touched."""
    progress(_("Checking the copy"), 0, 1)
    script = _script(part)
    require_same_rows(manifest, _counted(script))
    progress(_("Checking the copy"), 1, 1)
    return script


def has_kept(stamp: str) -> bool:
    """Whether the house of another restore is kept under this stamp already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [_beside(stamp)])
        return cursor.fetchone() is not None


def put_in_place(script: Path, stamp: str, progress: Progress) -> Kept:
    """Put the new house in place of the old one in one transaction; the old one is kept as a schema beside it."""
    kept = Kept(_beside(stamp))
    progress(_("Putting in place"), 0, 1)
    connection.close()
    aside = f"ALTER SCHEMA {SCHEMA} RENAME TO {kept}; CREATE SCHEMA {SCHEMA};"
    options = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--dbname={_address()}"]
    _run(_program("psql"), *options, f"--command={aside}", f"--file={script}")
    progress(_("Putting in place"), 1, 1)
    return kept


def put_back(kept: Kept, _progress: Progress) -> None:
    """The old house again, as if nothing had been tried."""
    connection.close()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        cursor.execute(f"ALTER SCHEMA {kept} RENAME TO {SCHEMA}")


def forget(kept: Kept) -> None:
    """Throw away what was kept."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {kept} CASCADE")


def how_to_forget(kept: Kept) -> str:
    """A sentence for who wants to throw it away later."""
    words = _("The house as it was before is kept in the schema %(schema)s. To throw it away: %(command)s")
    return words % {"schema": kept, "command": f"psql -c 'DROP SCHEMA {kept} CASCADE'"}


def _beside(stamp: str) -> str:
    return f"before_{re.sub('[^0-9]', '_', stamp)}"


def _address() -> str:
    """The database as PostgreSQL's programs are told it. Without the password: everybody sees a program's arguments."""
    connection.ensure_connection()
    known = connection.connection.info.get_parameters()
    # Only what this house was told: an older program does not know what a newer library adds by itself.
    told = {"host", "hostaddr", "port", "user", "dbname", *connection.settings_dict["OPTIONS"]}
    return make_conninfo("", **{name: value for name, value in known.items() if name in told})


def _program(name: str) -> str:
    # Debian keeps them by version. The server's own is best: an older one cannot read it, a newer one writes what it
    # does not understand.
    connection.ensure_connection()
    own = DEBIAN / str(connection.connection.info.server_version // 10000) / "bin" / name
    found = str(own) if own.exists() else shutil.which(name)
    if not found:
        raise Refused(_("The program %s is missing: install the package postgresql-client.") % name)
    return found


def _run(*command: str) -> None:
    password = connection.settings_dict.get("PASSWORD") or ""
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"{command[0]}: {done.returncode}"]
        raise Refused(_("PostgreSQL refused: %s") % said[0])


def _script(dump: Path) -> Path:
    """The whole dump as SQL. It is written out first: a pipe that breaks would look like a short script."""
    script = dump.with_suffix(".sql")
    options = [f"--schema={SCHEMA}", "--no-owner", "--no-privileges", f"--file={script}"]
    _run(_program("pg_restore"), *options, str(dump))
    return script


def _counted(script: Path) -> dict[str, int]:
    with script.open("rb") as lines:
        return dict(_counts(lines))


def _counts(lines: IO[bytes]) -> Iterator[tuple[str, int]]:
    """Rows by table. A row is one line, whatever stands in it: line feeds are written as `\\n`."""
    for line in lines:
        begins = _BEGINS.fullmatch(line)
        if begins:
            yield begins[2].decode(), _until_end(lines)


def _until_end(lines: Iterable[bytes]) -> int:
    rows = 0
    for line in lines:
        if line == b"\\.\n":
            break
        rows += 1
    return rows
