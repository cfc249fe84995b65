"""The ring of keys: one small file outside the database, for its owner only.

Each line is a key: its number and base64 of 32 bytes. The one with the highest number seals; all of them open.
"""

from __future__ import annotations

import base64
import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from mektepke.sealed.rules import KEY_BYTES, KeyUnknown, Ring, new_key, unseal


class KeysRefused(Exception):
    """The file of keys is missing, damaged or another house's; the sentence says what to do."""


def file() -> Path:
    """Where the keys lie: the setting SEALED_KEYS (`MEKTEPKE_KEYS`, else `keys/sealed.keys` in the house's home)."""
    return Path(settings.SEALED_KEYS)


def is_own(path: Path) -> bool:
    """Whether this is the file of keys, or what a killed process left of a new one."""
    own, other = file().resolve(), path.resolve()
    return other.parent == own.parent and own.name in other.name


def ring(*, anew: bool = False) -> Ring:
    """The keys, read once and again whenever the file is another one, or `anew`. Raises `KeysRefused`."""
    if anew:
        _read.cache_clear()
    try:
        found = os.stat(settings.SEALED_KEYS)
        # Two files written in one tick of the disk's clock have one time; they never are the same piece of the disk.
        return _read(os.fspath(settings.SEALED_KEYS), (found.st_mtime_ns, found.st_ino, found.st_size))
    except FileNotFoundError as problem:
        words = _("The keys of this house are missing: %s. Put the file back from where you keep its copy.")
        raise KeysRefused(words % file()) from problem
    except OSError as problem:
        words = _("The file of keys cannot be read: %(file)s (%(problem)s).")
        raise KeysRefused(words % {"file": file(), "problem": problem.strerror}) from problem


def opened(sealed: str, place: str) -> str:
    """The text as it was. A key that is not known may have been added a moment ago, and a network's folder is late to
    tell that its file is another one: so the file is read again. Raises `KeyUnknown`, `Damaged` or `KeysRefused`."""
    try:
        return unseal(sealed, ring(), place)
    except KeyUnknown:
        return unseal(sealed, ring(anew=True), place)


def known() -> Mapping[str, bytes]:
    """The keys by number; none where there is no file yet. Raises `KeysRefused` where it cannot be read."""
    return ring(anew=True).keys if os.path.exists(file()) else {}


def begin() -> None:
    """The first key of a house. One whose file is there already keeps its keys."""
    with _alone():
        if not known():
            _write({"1": new_key()})


def add() -> str:
    """One more key, which seals from now on; its number."""
    with _alone():
        keys = known()
        number = str(max(map(int, keys), default=0) + 1)
        _write({**keys, number: new_key()})
    return number


def forget(number: str) -> None:
    """Take a key off the ring that nothing in the house needs any more. Old backups may still need it."""
    with _alone():
        _write({one: key for one, key in known().items() if one != number})


@lru_cache(maxsize=4)
def _read(path: str, _state: tuple[int, int, int]) -> Ring:
    lines = [line.split() for line in Path(path).read_bytes().splitlines() if line.strip()]
    try:
        keys = {_number(number): base64.b64decode(key, validate=True) for number, key in lines}
    except ValueError:
        keys = {}
    if not keys or len(keys) != len(lines) or any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeysRefused(_("The file of keys is damaged: %s. Put its copy in its place.") % path)
    return Ring(keys, current=max(keys, key=int))


def _number(word: bytes) -> str:
    if not word.isdigit() or word.startswith(b"0"):
        raise ValueError(word)
    return word.decode()


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time: of two that add a key at once, one's would be lost, with everything sealed by it."""
    try:
        own = file().resolve()
        own.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with own.with_name(f".{own.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as problem:
        words = _("The file of keys cannot be written: %(file)s (%(problem)s).")
        raise KeysRefused(words % {"file": file(), "problem": problem.strerror}) from problem


def _write(keys: Mapping[str, bytes]) -> None:
    """Put these keys into the file at once, readable for its owner only. They are on the disk before anything is sealed
    with a new one: a text whose key went with the power is lost."""
    target = file().resolve()
    beside = target.with_name(f".{target.name}.new")
    # What a killed process left there may be readable for others.
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.writelines(f"{number} {base64.b64encode(key).decode()}\n" for number, key in keys.items())
        out.flush()
        os.fsync(out.fileno())
    beside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    _read.cache_clear()
