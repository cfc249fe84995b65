"""The `mektepke` command as somebody at a terminal runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from mektepke.config.commands import day
from mektepke.config.environment import close_to_others

ANSWERS = [
    "--oblast", "Түштүк", "--district", "Тоолуу", "--municipality", "Алмалуу", "--village", "Алма-Суу",
    "--school", "Алма-Суу мектеби", "--school-code", "ALM-01", "--year", time.strftime("%Y"),
    "--admin", "Маматова Чолпон",
]  # fmt: skip


def mektepke(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One command in a house of its own, by somebody whose files are open to everybody."""
    command = [str(Path(sys.executable).parent / "mektepke"), *words]
    others = {
        name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    shell = others | {"MEKTEPKE_HOME": str(home), "MEKTEPKE_LANGUAGE": "en", "PYTHONUTF8": "1"}
    return subprocess.run(command, env=shell, capture_output=True, text=True, check=False, umask=0o022)


def open_to_others(home: Path) -> list[str]:
    """The files of a house that somebody else on the machine could read."""
    return [file.name for file in home.rglob("*") if file.is_file() and file.stat().st_mode & 0o077]


def test_a_house_begun_copied_and_restored_is_read_by_its_owner_only(tmp_path: Path) -> None:
    home, second = tmp_path / "home", tmp_path / "second"
    begun = mektepke(home, "begin", *ANSWERS)
    assert begun.returncode == 0, begun.stderr
    assert (home / "mektepke.sqlite3").exists()
    assert open_to_others(home) == []
    assert mektepke(home, "backup", str(tmp_path / "copy.zip")).returncode == 0
    shutil.copytree(home / "keys", second / "keys")
    assert mektepke(second, "restore", str(tmp_path / "copy.zip")).returncode == 0
    assert (second / "mektepke.sqlite3").exists()
    assert open_to_others(tmp_path) == []
    figures = mektepke(second, "figures")
    assert (figures.returncode, "\nSchools: 1\n" in figures.stdout) == (0, True)


def test_files_that_were_open_to_all_are_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["mektepke.sqlite3", "mektepke.sqlite3-wal", "mektepke.sqlite3-shm", "other.txt"]
    for name in names:
        (tmp_path / name).touch(mode=0o644)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / names[0]}")
    close_to_others()
    assert open_to_others(tmp_path) == ["other.txt"]


def test_another_database_has_no_file_to_close(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://mektepke@localhost/mektepke")
    monkeypatch.setenv("MEKTEPKE_HOME", str(tmp_path))
    close_to_others()
    assert list(tmp_path.iterdir()) == []


def test_a_borrowed_sentence_is_said_in_our_words() -> None:
    from django.utils import translation
    from django.utils.translation import gettext, ngettext

    with translation.override("ky"):
        assert gettext("This field is required.") == "Бул жерди толтуруңуз."
    with translation.override("ru"):
        assert gettext("This field is required.") == "Заполните это поле."
        words = ngettext("Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", 2)
        assert words % {"num": 2} == "Заполните хотя бы 2 части."


@pytest.mark.parametrize("written", ["2026-11-24", "24.11.2026", "4.9.2026"])
def test_a_day_is_typed_as_a_terminal_or_as_paper_writes_it(written: str) -> None:
    assert day(written) == (date(2026, 9, 4) if written.startswith("4") else date(2026, 11, 24))


@pytest.mark.parametrize("written", ["31.02.2026", "2026/11/24", "today", ""])
def test_a_day_that_is_none_is_refused_in_words(tmp_path: Path, written: str) -> None:
    refused = mektepke(tmp_path, "morning", "--today", written)
    assert refused.returncode == 2
    assert f"“{written}” is no date. Write it like this: 2026-11-24 or 24.11.2026." in refused.stderr


@pytest.mark.parametrize("words", [("morning",), ("trail", "verify"), ("backup",)])
def test_a_house_in_which_nothing_was_begun_is_not_looked_after(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A clock at night that has the wrong MEKTEPKE_HOME must not report that all is well."""
    for _night in range(2):
        done = mektepke(tmp_path / "home", *words)
        assert done.returncode == 1
        assert "no school yet" in done.stdout or "no house here yet" in done.stdout


def test_a_house_in_which_nothing_was_begun_is_not_served(tmp_path: Path) -> None:
    refused = mektepke(tmp_path, "serve", "--port", "1")
    assert refused.returncode == 1
    assert "Begin a house with `mektepke begin`" in refused.stdout
    assert str(tmp_path) in refused.stdout


def test_a_list_that_is_not_there_is_said_to_be_missing_whatever_else_is(tmp_path: Path) -> None:
    for no_list in (tmp_path / "none.xlsx", tmp_path):
        refused = mektepke(tmp_path, "import", str(no_list), "--school", "ALM-01")
        assert (refused.returncode, refused.stdout) == (1, f"There is no file “{no_list}” that can be read.\n")


def test_a_full_name_needs_no_quotation_marks(tmp_path: Path) -> None:
    assert mektepke(tmp_path, "begin", *ANSWERS).returncode == 0
    found = mektepke(tmp_path, "code", "маматова", "Чолпон")
    assert (found.returncode, "Sign-in name: ch.mamatova" in found.stdout) == (0, True)
