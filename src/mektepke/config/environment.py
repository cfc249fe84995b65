"""What the machine tells Mektepke: where its files lie, which database, which secret."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import date
from pathlib import Path

import dj_database_url


def home() -> Path:
    """Where Mektepke's files lie: `MEKTEPKE_HOME`, else `~/.mektepke`. Made if missing, for its owner only."""
    folder = Path(os.environ.get("MEKTEPKE_HOME") or Path.home() / ".mektepke").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def database_url() -> str:
    """`DATABASE_URL`, else one SQLite file in the home."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{home() / 'mektepke.sqlite3'}"


def close_to_others() -> None:
    """Take SQLite's files and the keys from everybody but their owner, also those that were left or copied open to
    all."""
    for own in [*_sqlite_files(), keys_file()]:
        # Another user's file is not ours to close, and a memory stick's knows of no owners.
        with suppress(PermissionError):
            if own.is_file() and own.stat().st_uid == os.getuid():
                own.chmod(0o600)


def _sqlite_files() -> list[Path]:
    database = dj_database_url.parse(database_url())
    file = Path(database["NAME"])
    return list(file.parent.glob(f"{file.name}*")) if database["ENGINE"].endswith("sqlite3") else []


def secret_key() -> str:
    """The key that signs sessions: `MEKTEPKE_SECRET_KEY`, else made once and kept in the home, for its owner only."""
    given = os.environ.get("MEKTEPKE_SECRET_KEY")
    if given:
        return given
    file = home() / "secret.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text().strip()


def keys_file() -> Path:
    """Where the keys of sealed fields lie: `MEKTEPKE_KEYS`, else in the home; never in the database or a backup."""
    return Path(os.environ.get("MEKTEPKE_KEYS") or home() / "keys" / "sealed.keys").absolute()


def pinned_today() -> date | None:
    """The demo's today: `MEKTEPKE_TODAY`, else what `mektepke demo --today` left in the home, else none."""
    given = os.environ.get("MEKTEPKE_TODAY")
    file = home() / "today.txt"
    if not given and file.exists():
        given = file.read_text().strip()
    return date.fromisoformat(given) if given else None


def pin_today(day: date | None) -> None:
    """Leave the demo's today in the home, for the server that starts next."""
    file = home() / "today.txt"
    if day is None:
        file.unlink(missing_ok=True)
    else:
        file.write_text(day.isoformat())


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no from the environment; an unclear word is an error, not a guess."""
    given = os.environ.get(name, "").strip().lower()
    if given in {"", "0", "no", "false", "off"}:
        return default if given == "" else False
    if given in {"1", "yes", "true", "on"}:
        return True
    raise SystemExit(f"{name}={given!r}: write yes or no.")


def word(name: str, *, default: str) -> str:
    """A word or number from the environment; given as nothing, it is the default all the same."""
    return os.environ.get(name, "").strip() or default


def words(name: str, *, default: str = "") -> list[str]:
    """A list from the environment, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def terminal_language() -> str:
    """The terminal's language: `MEKTEPKE_LANGUAGE`, else what the machine speaks if it is ours, else English."""
    given = os.environ.get("MEKTEPKE_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return given[:2] if given[:2] in {"ky", "ru", "en"} else "en"
