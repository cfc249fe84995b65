"""The floors of the house hold: lower never imports higher, and no folder stands outside the plan."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(place: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the copy of the house that lies in a folder."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    return subprocess.run(
        command, cwd=place, env={"PYTHONPATH": "src", "PYTHONUTF8": "1"}, capture_output=True, text=True, check=False
    )


def copy_of_the_house(place: Path) -> Path:
    """The code and its contracts, to break without harm."""
    shutil.copy(ROOT / "pyproject.toml", place)
    shutil.copytree(ROOT / "src", place / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "locale"))
    return place / "src" / "mektepke"


def test_lower_folders_do_not_import_higher_ones() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_lower_folder_that_imports_a_higher_one_is_refused(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    (house / "base" / "curious.py").write_text("import mektepke.config\n")
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "mektepke.base.curious -> mektepke.config" in result.stdout


def test_a_small_thing_that_needs_django_is_refused(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    (house / "base" / "heavy.py").write_text("from django.db import models\n")
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "mektepke.base.heavy -> django" in result.stdout


def test_a_folder_that_is_not_in_the_plan_is_refused(tmp_path: Path) -> None:
    house = copy_of_the_house(tmp_path)
    (house / "shed").mkdir()
    (house / "shed" / "__init__.py").touch()
    result = lint_imports(tmp_path)
    assert result.returncode == 1
    assert "mektepke.shed" in result.stdout
