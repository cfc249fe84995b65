"""Copying a house out of SQLite and back, by SQLite's own backup, which works while people go on working."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, connection, connections
from django.utils.translation import gettext as _

from mektepke.rounds.archive import Progress, Refused
from mektepke.rounds.manifest import Manifest
from mektepke.rounds.state import State, another_database, count_rows, require_same_rows, state_of

PART = "database.sqlite3"
_PAGES = 5000


@dataclass(frozen=True, slots=True)
class Kept:
    """The house that was there before, and whether its file was moved because nothing could be read from it."""

    file: Path
    moved: bool

    def __str__(self) -> str:
        return str(self.file)


def size() -> int:
    """How many bytes the database takes, roughly."""
    file = _file()
    return file.stat().st_size if file.exists() else 0


@contextmanager
def copied(folder: Path, progress: Progress) -> Iterator[tuple[Path, State]]:
    """A checked copy of the database in the folder, and what it holds."""
    copy = folder / PART
    try:
        with _one_moment():
            _copy_to(copy, progress)
        with another_database(copy) as using:
            _check(using)
            state = state_of(using, progress=progress)
    except (sqlite3.Error, DatabaseError) as problem:
        raise Refused(_("The database cannot be copied: %s") % problem) from problem
    yield copy, state


def prepare(part: Path, manifest: Manifest, progress: Progress) -> Path:
    """Check an unpacked database from end to end before anything is touched."""
    progress(_("Checking the copy"), 0, 1)
    try:
        with another_database(part) as using:
            _check(using)
            require_same_rows(manifest, count_rows(using))
    except DatabaseError as problem:
        raise Refused(_("The copy is not whole: %s") % problem) from problem
    progress(_("Checking the copy"), 1, 1)
    return part


def has_kept(stamp: str) -> bool:
    """Whether the house of another restore is kept under this stamp already."""
    return any(file.exists() for file in _files(_beside(stamp)))


def put_in_place(part: Path, stamp: str, progress: Progress) -> Kept:
    """Write a database over the house's own in one transaction. What was there is kept beside it, with the date."""
    kept = _keep(_beside(stamp), progress)
    try:
        _write_over(part, progress)
    except sqlite3.Error as problem:
        put_back(kept, progress)
        raise Refused(_("Nothing was restored, everything is as it was: %s") % problem) from problem
    return kept


def put_back(kept: Kept, progress: Progress) -> None:
    """The old house again, as if nothing had been tried."""
    if kept.moved:
        connection.close()
        for old, own in zip(_files(kept.file), _files(_file()), strict=True):
            own.unlink(missing_ok=True)
            if old.exists():
                old.rename(own)
    else:
        _write_over(kept.file, progress)
        kept.file.unlink()


def forget(kept: Kept) -> None:
    """Throw away what was kept."""
    for file in _files(kept.file):
        file.unlink(missing_ok=True)


def how_to_forget(kept: Kept) -> str:
    """A sentence for who wants to throw it away later."""
    return _("The house as it was before is kept in %s. Delete that file when you no longer need it.") % kept


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _beside(stamp: str) -> Path:
    return _file().with_name(f"{_file().name}.before-{stamp}")


def _files(file: Path) -> list[Path]:
    return [file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")]


@contextmanager
def _one_moment() -> Iterator[None]:
    """A read that stays at one moment, so that writers do not make the copy begin again and again."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            cursor.fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")


def _own() -> sqlite3.Connection:
    connection.ensure_connection()
    own: sqlite3.Connection = connection.connection
    return own


def _copy_to(copy: Path, progress: Progress) -> None:
    with closing(sqlite3.connect(copy)) as target:
        copy.chmod(0o600)
        _own().backup(target, pages=_PAGES, progress=lambda _s, left, of: progress(_("Copying"), of - left, of))
        # One file: the copy must not need a second one beside it.
        target.execute("PRAGMA journal_mode=DELETE")


def _check(using: str) -> None:
    # Through Django, because its own functions stand in the tables' constraints.
    with connections[using].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [line for (line,) in cursor.fetchall()]
    if found != ["ok"]:
        raise DatabaseError(found[0])


def _is_readable() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
    except DatabaseError:
        connection.close()
        return False
    return True


def _keep(kept: Path, progress: Progress) -> Kept:
    if _is_readable():
        _copy_to(kept, progress)
        return Kept(kept, moved=False)
    # So broken that SQLite makes nothing of it: then the files themselves are kept, as they are.
    for own, old in zip(_files(_file()), _files(kept), strict=True):
        if own.exists():
            own.rename(old)
    return Kept(kept, moved=True)


def _write_over(source: Path, progress: Progress) -> None:
    with closing(sqlite3.connect(source)) as new:
        new.backup(_own(), pages=_PAGES, progress=lambda _s, left, of: progress(_("Putting in place"), of - left, of))
    connection.close()
