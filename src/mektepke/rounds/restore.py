"""`mektepke restore`: a house back from one file, checked before anything is touched, and again afterwards."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from dataclasses import replace as with_other
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from mektepke.rounds import archive
from mektepke.rounds.archive import Archive, Progress, Refused
from mektepke.rounds.backup import SUBJECT, engine, home, is_empty, room_for, stamp, working_folder
from mektepke.rounds.manifest import Manifest
from mektepke.rounds.state import count_rows, require_same_rows, require_same_trail
from mektepke.sealed import keys
from mektepke.sealed.actions import bring_forward
from mektepke.sealed.rules import not_opened
from mektepke.trail.actions import Keyed, record, seal


def restore(
    file: Path, *, replace: bool = False, by: Keyed = None, progress: Progress = archive.silent
) -> tuple[Manifest, list[str]]:
    """Bring a house back, all of it or nothing. Returns what was brought back, and sentences about what was kept.

    Refused, in one sentence, if the file is not a whole copy, is of another kind of database or of a newer program,
    needs keys that are not here, or if there is a house here already and `replace` was not said; with it, the old one
    is kept beside the new one.
    """
    found = archive.read(file, progress)
    _require_same_vendor(found.manifest)
    _refuse_newer(found)
    _require_keys(found.manifest)
    empty = is_empty()
    if not empty and not replace:
        raise Refused(_("There is a house here already. To put the copy in its place, add --replace."))
    try:
        with working_folder() as folder:
            room_for(3 * sum(part.size for part in found.manifest.parts), home())
            ready = _unpack(found, folder, progress)
            kept = _exchange(found.manifest, ready, folder / "uploads", progress)
    except (OSError, DatabaseError) as problem:
        raise Refused(_("Nothing was restored, everything is as it was: %s") % problem) from problem
    # Whoever was signed in when the copy was made, on a phone that may be lost by now, is so no longer.
    Session.objects.all().delete()
    record(by=by, action="house.restored", subject=SUBJECT)
    seal(by=by)
    return found.manifest, _forget(kept) if empty else kept.sentences()


@dataclass(frozen=True, slots=True)
class Kept:
    """The house that was here before: its database, as its engine keeps it, and the folder of its uploaded files."""

    database: Any
    uploads: Path | None

    def sentences(self) -> list[str]:
        """Where it lies and how to throw it away."""
        said = [engine().how_to_forget(self.database)]
        if self.uploads:
            said.append(_("Its uploaded files are kept in %s.") % self.uploads)
        return said


def _require_same_vendor(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        words = _("The copy is of a house on %(theirs)s, this one is on %(ours)s.")
        raise Refused(words % {"theirs": manifest.vendor, "ours": connection.vendor})


def _refuse_newer(found: Archive) -> None:
    loader = MigrationLoader(None)
    known = {".".join(name) for name in loader.disk_migrations}
    unknown = [
        name
        for name in found.manifest.migrations
        if name.partition(".")[0] in loader.migrated_apps and name not in known
    ]
    if unknown:
        words = _("%(file)s was made by a newer Mektepke. Install that one first.")
        raise Refused(words % {"file": found.file})


def _require_keys(manifest: Manifest) -> None:
    here = keys.known()
    for number in not_opened(manifest.proofs, here):
        if number in here:
            words = _("Key %(number)s in %(file)s is not the copied house's. Put that house's file there first.")
        else:
            words = _("The copy needs key %(number)s, which is not in %(file)s. Put that house's file there first.")
        raise Refused(words % {"number": number, "file": keys.file()})


def _unpack(found: Archive, folder: Path, progress: Progress) -> Path:
    database = folder / engine().PART
    found.extract(found.manifest.database, database)
    for part in found.manifest.uploads:
        target = folder / part.name
        target.parent.mkdir(parents=True, exist_ok=True)
        found.extract(part, target)
    ready: Path = engine().prepare(database, found.manifest, progress)
    return ready


def _exchange(manifest: Manifest, ready: Path, uploads: Path, progress: Progress) -> Kept:
    moment = _free_moment()
    kept = Kept(engine().put_in_place(ready, moment, progress), None)
    try:
        require_same_rows(manifest, count_rows())
        bring_forward()
        require_same_trail(manifest, progress=progress)
        return with_other(kept, uploads=_exchange_uploads(uploads, moment))
    except BaseException:
        engine().put_back(kept.database, progress)
        raise
    finally:
        # Django remembers the numbers of content types, and the other house had others.
        ContentType.objects.clear_cache()


def _free_moment() -> str:
    """Now, with a number behind it where another restore of this second, perhaps a killed one, has kept a house."""
    now = stamp()
    moments = chain([now], (f"{now}-{number}" for number in count(2)))
    return next(moment for moment in moments if not engine().has_kept(moment) and not _uploads_of(moment).exists())


def _uploads_of(moment: str) -> Path:
    own = Path(settings.MEDIA_ROOT)
    return own.with_name(f"{own.name}.before-{moment}")


def _exchange_uploads(new: Path, moment: str) -> Path | None:
    own = Path(settings.MEDIA_ROOT)
    kept = _uploads_of(moment) if own.exists() else None
    if kept:
        own.rename(kept)
    if new.exists():
        new.rename(own)
    return kept


def _forget(kept: Kept) -> list[str]:
    engine().forget(kept.database)
    if kept.uploads:
        shutil.rmtree(kept.uploads)
    return []
