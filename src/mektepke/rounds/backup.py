"""`mektepke backup`: the whole house in one file, checked after it was written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.base.identity import HOUSE
from mektepke.rounds import archive, on_postgresql, on_sqlite
from mektepke.rounds.archive import Archive, Progress, Refused
from mektepke.rounds.manifest import Manifest, Part
from mektepke.rounds.state import State
from mektepke.sealed import keys
from mektepke.sealed.actions import check as check_keys
from mektepke.trail.actions import Keyed, record, seal
from mektepke.trail.models import Change

SUBJECT = ("house", HOUSE)


def back_up(file: Path | None = None, *, by: Keyed = None, progress: Progress = archive.silent) -> Archive:
    """Copy the database and the uploaded files into one new file; people may go on working meanwhile.

    Without a file, or with a folder, the file's name is the time. Refused, in one sentence, if anything is in the way;
    `KeysRefused` if the house's keys are not here: whoever keeps such copies would find out too late.
    """
    target = _target(file)
    try:
        _require_house()
        check_keys()
        record(by=by, action="house.copied", subject=SUBJECT)
        seal(by=by)
        return _write(target, progress)
    except DatabaseError as problem:
        raise Refused(_("The database cannot be copied: %s") % problem) from problem


def engine() -> ModuleType:
    """The half that knows the database in use."""
    return on_sqlite if connection.vendor == "sqlite" else on_postgresql


def home() -> Path:
    """Where the house's files lie."""
    return Path(settings.MEDIA_ROOT).parent


def stamp() -> str:
    """Now, as it stands in a file's name: 2026-11-23-141205."""
    return clock.now().astimezone(clock.SCHOOL_TIME).strftime("%Y-%m-%d-%H%M%S")


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for what is only needed meanwhile, beside the house's files and as private as they are."""
    for left in home().glob("copying-*"):
        if not _is_running(int(left.name.split("-")[1])):
            # Somebody cut the power: children's names must not lie about.
            shutil.rmtree(left)
    room_for(3 * engine().size(), home())
    with TemporaryDirectory(prefix=f"copying-{os.getpid()}-", dir=home()) as folder:
        yield Path(folder)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _write(target: Path, progress: Progress) -> Archive:
    with working_folder() as folder, engine().copied(folder, progress) as (database, state):
        uploads = uploaded_files(Path(settings.MEDIA_ROOT))
        files = [(engine().PART, database), *uploads]
        return archive.write(target, files, lambda parts: _describe(parts, state), progress)


def _target(file: Path | None) -> Path:
    target = file or _own_folder()
    if target.is_dir():
        target = target / f"mektepke-{stamp()}.zip"
    if target.exists():
        raise archive.already_there(target)
    if not target.parent.is_dir():
        raise Refused(_("There is no folder %s.") % target.parent)
    return target


def _own_folder() -> Path:
    folder = home() / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _require_house() -> None:
    if is_empty():
        raise Refused(_("There is no house here yet. Begin one with: mektepke begin"))


def is_empty() -> bool:
    """Whether nobody has an account here and nothing was ever done. What cannot be read is not empty."""
    try:
        tables = connection.introspection.table_names()
        used = (model for model in (get_user_model(), Change) if model._meta.db_table in tables)
        return not any(model._default_manager.exists() for model in used)
    except DatabaseError:
        return False


def _describe(parts: list[Part], state: State) -> Manifest:
    return Manifest(
        program=version("mektepke"),
        made_at=clock.now().astimezone(clock.SCHOOL_TIME).isoformat(timespec="seconds"),
        vendor=connection.vendor,
        migrations=state.migrations,
        rows=state.rows,
        head=state.head,
        problem=state.problem,
        proofs=state.proofs,
        parts=parts,
    )


def uploaded_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every uploaded file, with its name in the archive. The keys are none, wherever somebody has put them."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink() and not keys.is_own(path):
            yield archive.UPLOADS + path.relative_to(folder).as_posix(), path


def room_for(size: int, folder: Path) -> None:
    """Refused if the disk has no room for so many bytes."""
    free = shutil.disk_usage(folder).free
    if free < size:
        needed, there = f"{size / 1e6:.0f}", f"{free / 1e6:.0f}"
        words = _("The disk is too full: %(needed)s MB are needed in %(folder)s, %(there)s MB are free.")
        raise Refused(words % {"needed": needed, "there": there, "folder": folder})
