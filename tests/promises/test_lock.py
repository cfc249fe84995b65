"""What is installed is exactly what was tried: versions and hashes, no addresses, the same for tests as for schools."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-test.lock")
# One locked package: its name, its version, and everything up to the next one.
LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(.*?)(?=^[a-z0-9]|\Z)", re.MULTILINE | re.DOTALL)


def text(lock: str) -> str:
    """A lock's text."""
    return (ROOT / lock).read_text(encoding="utf-8")


def locked(lock: str) -> dict[str, tuple[str, str]]:
    """The packages of a lock: name to version, and what is written below it."""
    return {name: (version, below) for name, version, below in LOCKED.findall(text(lock))}


def asked(lock: str) -> list[Requirement]:
    """What pyproject.toml asks of a lock: what the house needs, what builds it and, for tests, every extra."""
    lines = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]
    if lock == "requirements-test.lock":
        lines = lines + [line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in text(lock)
    assert not [line for line in text(lock).splitlines() if line.startswith("-")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_an_exact_version_with_a_hash(lock: str) -> None:
    starts = [line for line in text(lock).splitlines() if line and not line.startswith((" ", "#"))]
    packages = locked(lock)
    assert len(starts) == len(packages) > 0
    assert [name for name, (_, below) in packages.items() if "--hash=sha256:" not in below] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_fits_what_pyproject_asks(lock: str) -> None:
    packages = locked(lock)
    wrong = [
        str(requirement)
        for requirement in asked(lock)
        if not requirement.specifier.contains(packages.get(canonicalize_name(requirement.name), ("0", ""))[0])
    ]
    assert wrong == [], "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_nothing_that_pyproject_no_longer_asks(lock: str) -> None:
    direct = {name for name, (_, below) in locked(lock).items() if "mektepke (pyproject.toml" in below}
    assert direct == {canonicalize_name(requirement.name) for requirement in asked(lock)}, "run `make lock`"


def test_what_is_tested_is_what_runs() -> None:
    running, testing = ({name: version for name, (version, _) in locked(lock).items()} for lock in LOCKS)
    assert running.items() <= testing.items()


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if re.match(r'\s+"[A-Za-z0-9_.\[\],-]+[<>=]=', line)]
    assert len(listed) >= len(PROJECT["project"]["dependencies"])
    assert [line for line in listed if not re.search(r"#\s*\w+", line)] == []
