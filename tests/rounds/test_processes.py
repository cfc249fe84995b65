"""Copies made and brought back by processes of their own, as at a terminal; some are killed, some find a ruin."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.houses import House, house_of_its_own

START = """
import os, signal
import django
django.setup()
from pathlib import Path
from django.core.management import call_command
from django.utils import translation
from mektepke.base.identity import new_key
from mektepke.rounds import on_sqlite
from mektepke.rounds.copying import run_backup, run_restore
from mektepke.rounds.restore import restore
from mektepke.trail import actions, queries
from mektepke.trail.models import Change
translation.activate("en")
on_sqlite._PAGES = 40  # small steps, so that there is much to be killed in
copy = Path(os.environ["MEKTEPKE_HOME"]) / "copy.zip"

def work():
    actions.record(by=None, action="a.done", subject=("b.c", new_key()))

def state():
    return Change.objects.filter(action="a.done").count(), queries.verify().ok

def killed_at(call):
    calls = iter(range(1, call))
    def progress(what, done, of):
        if next(calls, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    return progress

"""


@pytest.fixture
def new_house(tmp_path: Path, transactional_db: None) -> Iterator[House]:
    """A house on the kind of database that is under test, without a single table."""
    with house_of_its_own(tmp_path, first=START) as house:
        yield house


def test_the_whole_way_at_a_terminal(new_house: House) -> None:
    said = new_house.run("""
print(run_backup(copy, echo=print))
call_command("migrate", verbosity=0)
work(); work()
print(run_backup(copy, echo=print))
print(run_restore(copy, replace=False, echo=print))
work()
print(run_restore(copy, replace=True, echo=print))
print(state())
""")
    sentences = [
        "There is no house here yet. Begin one with: mektepke begin", "1",
        "The copy is in ", "There are children's names in it", "Head of the trail in the copy: 1:", "0",
        "There is a house here already. To put the copy in its place, add --replace.", "1",
        "The house is back as it was copied on ", "The house as it was before is kept in ", "Head of the trail", "0",
        "(2, True)",
    ]  # fmt: skip
    for line, sentence in zip(said.splitlines(), sentences, strict=True):
        assert line.startswith(sentence)


def test_into_a_place_without_a_single_table(new_house: House) -> None:
    new_house.run("call_command('migrate', verbosity=0); work(); run_backup(copy, echo=print)")
    if connection.vendor == "sqlite":
        for file in new_house.home.glob("house_*"):
            file.unlink()
    else:
        with psycopg.connect(new_house.environment["DATABASE_URL"]) as database:
            database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    said = new_house.run("print(run_restore(copy, replace=False, echo=print), state())")
    assert "kept" not in said
    assert "0 (1, True)" in said


@pytest.mark.parametrize("ruin", [b"nothing that SQLite knows " * 4000, b"SQLite format 3\0" + b"\xff" * 40_000])
def test_a_ruined_database_is_replaced_and_its_remains_are_kept(new_house: House, ruin: bytes) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks after its own files")
    new_house.run("call_command('migrate', verbosity=0); work(); run_backup(copy, echo=print)")
    [file] = new_house.home.glob("house_*.sqlite3")
    for old in new_house.home.glob("house_*"):
        old.unlink()
    file.write_bytes(ruin)
    said = new_house.run("""
print(run_backup(None, echo=print))
print(run_restore(copy, replace=False, echo=print))
print(run_restore(copy, replace=True, echo=print), state())
""")
    assert "The database cannot be copied" in said
    assert "There is a house here already." in said
    assert "0 (1, True)" in said
    [kept] = new_house.home.glob("house_*.before-*")
    assert kept.read_bytes() == ruin


@pytest.mark.long
def test_killed_at_any_moment_it_is_one_house_or_the_other(new_house: House) -> None:
    new_house.run("call_command('migrate', verbosity=0); work(); run_backup(copy, echo=print); work()")
    seen = []
    for call in range(1, 200):
        script = f"restore(copy, replace=True, progress=killed_at({call}))"
        done = new_house.start(script)
        state = new_house.run("print(state())").strip()
        seen.append(state)
        assert state in {"(1, True)", "(2, True)"}, f"killed at call {call}"
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
        if state == "(1, True)":
            new_house.run("work()")
    assert seen[0] == "(2, True)"
    assert seen[-1] == "(1, True)"
    assert not list(new_house.home.glob("copying-*"))
