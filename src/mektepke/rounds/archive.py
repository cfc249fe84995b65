"""The one file that a house is copied into: a zip in which every byte is accounted for.

It begins with a line of text that says what it is, then the database and the uploaded files, then `manifest.json`.
The last 64 characters are the SHA-256 of everything before them, so a flipped bit or a missing end shows before
anything is unpacked.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.rounds.manifest import FORMAT, Manifest, Part

MARK = "mektepke-backup.txt"
MANIFEST = "manifest.json"
UPLOADS = "uploads/"
_PIECE = 1 << 20
_DIGEST = 64
_LARGEST_MANIFEST = 64 << 20
# All that Python's zip reader says of a zip that somebody made to be unreadable.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
_MARK_TEXT = (
    b"A copy of a Mektepke house, with children's names in it: keep it locked away. To read it: mektepke restore FILE\n"
)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, in words, how far it is, and how far it goes."""


def silent(_what: str, _done: int, _of: int) -> None:
    """No progress is shown."""


class Refused(Exception):
    """What was asked cannot be done; the text is one sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that has been read through and found whole."""

    file: Path
    manifest: Manifest

    def extract(self, part: Part, target: Path) -> None:
        """Write one part to a new file. Refused if it is not what the manifest says."""
        try:
            with zipfile.ZipFile(self.file) as packed, packed.open(part.name) as source, target.open("xb") as unpacked:
                same = _copy(source, unpacked, at_most=part.size) == part
        except _UNREADABLE as problem:
            raise _damaged(self.file) from problem
        if not same:
            raise _damaged(self.file)


def write(
    target: Path, files: Iterable[tuple[str, Path]], describe: Callable[[list[Part]], Manifest], progress: Progress
) -> Archive:
    """Write the archive under another name, read it back, and only then give it its own.

    Never half a file, and never one written over another. The first of `files` is the database; `describe` makes the
    manifest of the parts.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write(partial, files, describe, progress)
        manifest = read(partial, progress).manifest
        _name(partial, target)
    except OSError as problem:
        raise Refused(
            _("The copy could not be written to %(file)s: %(problem)s")
            % {"file": target, "problem": problem.strerror or problem}
        ) from problem
    finally:
        partial.unlink(missing_ok=True)
    return Archive(target, manifest)


def read(file: Path, progress: Progress = silent) -> Archive:
    """Read the whole archive through. Refused if it is another kind of file, damaged, cut short or newer."""
    try:
        _require_mark(file)
        _require_digest(file, progress)
        with zipfile.ZipFile(file) as packed:
            manifest = _manifest(packed, file)
            if _sizes(packed) != {part.name: part.size for part in manifest.parts}:
                raise _damaged(file)
    except OSError as problem:
        words = _("The file %(file)s cannot be read: %(problem)s")
        raise Refused(words % {"file": file, "problem": problem.strerror or problem}) from problem
    except _UNREADABLE as problem:
        raise _damaged(file) from problem
    return Archive(file, manifest)


def _write(
    partial: Path, files: Iterable[tuple[str, Path]], describe: Callable[[list[Part]], Manifest], progress: Progress
) -> None:
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "r+b") as stream:
        with zipfile.ZipFile(stream, "w") as packed:
            packed.comment = b"0" * _DIGEST
            packed.writestr(_entry(MARK), _MARK_TEXT)
            parts = [_add(packed, name, path, progress) for name, path in files]
            packed.writestr(_entry(MANIFEST), describe(parts).to_json())
        end = stream.seek(-_DIGEST, os.SEEK_END)
        found = _digest(stream, end, partial, silent)
        stream.seek(end)
        stream.write(found.encode())
        stream.flush()
        os.fsync(stream.fileno())


def _entry(name: str) -> zipfile.ZipInfo:
    made = clock.now().astimezone(clock.SCHOOL_TIME)
    entry = zipfile.ZipInfo(name, made.timetuple()[:6])
    entry.external_attr = 0o600 << 16
    # PostgreSQL's own dump is packed already, and packing it again only costs time.
    entry.compress_type = zipfile.ZIP_STORED if name in {MARK, "database.pgdump"} else zipfile.ZIP_DEFLATED
    return entry


def _add(packed: zipfile.ZipFile, name: str, path: Path, progress: Progress) -> Part:
    size = path.stat().st_size
    with path.open("rb") as source, packed.open(_entry(name), "w", force_zip64=True) as target:
        return _copy(source, target, step=lambda done: progress(_("Packing"), done, size), name=name)


def _copy(
    source: IO[bytes],
    target: IO[bytes],
    *,
    at_most: int | None = None,
    step: Callable[[int], None] = lambda _done: None,
    name: str = "",
) -> Part:
    digest, size = sha256(), 0
    while piece := source.read(_PIECE):
        size += len(piece)
        if at_most is not None and size > at_most:
            break
        digest.update(piece)
        target.write(piece)
        step(size)
    return Part(name or getattr(source, "name", ""), size, digest.hexdigest())


def _require_mark(file: Path) -> None:
    with file.open("rb") as stream:
        beginning = stream.read(30 + len(MARK))
    # A zip's first entry has its name after 30 bytes; a sheet or somebody else's zip begins with another one.
    if beginning[:4] != b"PK\x03\x04" or beginning[30:] != MARK.encode():
        raise Refused(_("%(file)s is not a copy of a Mektepke house.") % {"file": file})


def _require_digest(file: Path, progress: Progress) -> None:
    with file.open("rb") as stream:
        end = max(stream.seek(0, os.SEEK_END) - _DIGEST, 0)
        found = _digest(stream, end, file, progress)
        if stream.read() != found.encode():
            raise _damaged(file)


def _digest(stream: IO[bytes], end: int, file: Path, progress: Progress) -> str:
    """The digest of the first `end` bytes; leaves the stream there."""
    digest, done = sha256(), 0
    stream.seek(0)
    while done < end and (piece := stream.read(min(_PIECE, end - done))):
        digest.update(piece)
        done += len(piece)
        progress(_("Reading the file through"), done, end)
    return digest.hexdigest()


def _manifest(packed: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        if packed.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise ValueError(MANIFEST)
        text = packed.read(MANIFEST)
        if json.loads(text)["format"] > FORMAT:
            raise Refused(_("%(file)s was made by a newer Mektepke. Install that one first.") % {"file": file})
        manifest = Manifest.from_json(text)
    except (KeyError, ValueError, TypeError, AttributeError) as problem:
        raise _damaged(file) from problem
    if not all(_is_safe(part.name) for part in manifest.uploads):
        raise _damaged(file)
    return manifest


def _is_safe(name: str) -> bool:
    """Whether an uploaded file's name stays inside its folder: a made-up archive could name any file of the machine."""
    steps = PurePosixPath(name).parts
    return name.startswith(UPLOADS) and len(steps) > 1 and not {"..", "/"} & set(steps) and "\\" not in name


def _sizes(packed: zipfile.ZipFile) -> dict[str, int]:
    return {entry.filename: entry.file_size for entry in packed.infolist() if entry.filename not in {MARK, MANIFEST}}


def _damaged(file: Path) -> Refused:
    return Refused(_("%(file)s is damaged or was cut short. Use another copy.") % {"file": file})


def _name(partial: Path, target: Path) -> None:
    try:
        os.link(partial, target)
    except FileExistsError:
        raise already_there(target) from None
    except OSError:
        # A memory stick's file system knows no links.
        if target.exists():
            raise already_there(target) from None
        partial.rename(target)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)


def already_there(target: Path) -> Refused:
    """The refusal to write over a file."""
    return Refused(
        _("%(file)s is already there. A copy never replaces a file: choose another name.") % {"file": target}
    )
