"""What a newcomer can type is written down, and what is written down leads somewhere."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
VARIABLE = re.compile(r"MEKTEPKE_[A-Z_]+|DATABASE_URL")


def written() -> str:
    """Everything that the documentation says."""
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def variables() -> set[str]:
    """The environment variables that the house reads."""
    files = [ROOT / "src" / "mektepke" / "config" / name for name in ("environment.py", "settings.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return {text for text in texts if VARIABLE.fullmatch(text)}


def make_commands() -> set[str]:
    """The commands of the Makefile that it lists to a newcomer."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def house_commands() -> set[str]:
    """The commands that `mektepke --help` lists."""
    command = [str(Path(sys.executable).parent / "mektepke"), "--help"]
    # A newcomer's shell knows nothing of the tests' settings, which this process may have put into its environment.
    shell = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | {"COLUMNS": "200"}
    told = subprocess.run(command, env=shell, capture_output=True, text=True, check=True)
    return set(re.findall(r"^ {4}([a-z]+) {2,}", told.stdout, re.MULTILINE))


def test_every_command_of_the_house_is_explained() -> None:
    assert {"begin", "demo", "serve", "morning", "import", "trail", "backup", "restore", "figures"} <= house_commands()
    assert {name for name in house_commands() if not re.search(rf"\bmektepke {name}\b", written())} == set()


def test_every_environment_variable_is_explained() -> None:
    assert {"MEKTEPKE_HOME", "DATABASE_URL"} <= variables()
    assert {name for name in variables() if name not in written()} == set()


def test_every_make_command_is_explained() -> None:
    assert {"demo", "test"} <= make_commands()
    assert {name for name in make_commands() if not re.search(rf"\bmake {name}\b", written())} == set()


def test_every_folder_has_its_floor() -> None:
    floors = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## The floors")[1].split("\n\n")[1]
    folders = {path.parent.name for path in ROOT.glob("src/mektepke/*/__init__.py")}
    assert set(re.findall(r"[a-z]+", floors)) == folders


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(Path(page).relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link and ":" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
