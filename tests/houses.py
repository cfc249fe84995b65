"""Houses in databases of their own, in which code is run by processes of its own, as at a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connection

NAMES = iter(range(1000))


class House:
    """A house in a database of its own, in which code is run by a process of its own; `first` stands before it."""

    def __init__(self, home: Path, database: str, first: str) -> None:
        self.home, self.first = home, first
        home.mkdir()
        self.environment = os.environ | {
            "MEKTEPKE_HOME": str(home), "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "mektepke.config.settings",
            "PYTHONUTF8": "1",
        }  # fmt: skip

    def start(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run the code to its end, whatever that is."""
        command = [sys.executable, "-c", self.first + code]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def run(self, code: str) -> str:
        """What the code prints; it must end well."""
        done = self.start(code)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def house_of_its_own(folder: Path, *, first: str) -> Iterator[House]:
    """A house on the kind of database that is under test, without a single table."""
    name = f"house_{os.getpid()}_{next(NAMES)}"
    if connection.vendor == "sqlite":
        yield House(folder / "home", f"sqlite:///{folder}/home/{name}.sqlite3", first)
        return
    given = urlsplit(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield House(folder / "home", given._replace(path=f"/{name}").geturl(), first)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
