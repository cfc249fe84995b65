"""Somebody who has only Python, git and make gets a house that runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.long


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """What git would give somebody else, with what is not committed yet, and without anything that was made here."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    yield tmp_path
    # pytest keeps its folders for a while, and an environment is large.
    shutil.rmtree(tmp_path / ".venv", ignore_errors=True)


def run(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the clone, with nothing of this environment."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MEKTEPKE", "DJANGO", "MAKE", "VIRTUAL"))
    }
    return subprocess.run(words, cwd=clone, env=own, capture_output=True, text=True, check=False)


def make(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make in the clone."""
    return run(clone, "make", *words)


def test_setup_makes_a_house_that_runs_and_a_second_one_does_nothing(clone: Path) -> None:
    first = make(clone, "setup")
    assert first.returncode == 0, first.stderr
    told = run(clone, str(clone / ".venv/bin/mektepke"), "--help")
    assert "demo" in told.stdout, told.stderr
    assert list(clone.glob("src/mektepke/*/locale/ky/LC_MESSAGES/django.mo"))
    began = time.monotonic()
    assert make(clone, "setup").returncode == 0
    assert time.monotonic() - began < 2


def test_an_old_python_is_refused_in_words(clone: Path) -> None:
    old = clone / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\nexit 1\n')
    old.chmod(0o755)
    refused = make(clone, "setup", f"PYTHON={old}")
    assert refused.returncode != 0
    assert "Python 3.11 or newer is needed, this is Python 3.9.2." in refused.stdout
