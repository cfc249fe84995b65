"""Files stay below 400 lines and functions below 50. What is longer is written down, and may only get shorter."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def too_long(name: str, text: str) -> Iterator[str]:
    """What of one file is too long: itself, its functions, each with its number of lines."""
    lines = len(text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{name} {lines}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{name}:{node.name} {lines}"


def code() -> Iterator[Path]:
    """Every Python file that people write; migrations are written by Django."""
    for folder in ("src", "tests", "tools", "benchmarks"):
        yield from (path for path in sorted(ROOT.glob(f"{folder}/**/*.py")) if "migrations" not in path.parts)


def test_what_is_too_long_is_exactly_what_is_written_down() -> None:
    kept = (Path(__file__).parent / "sizes.txt").read_text(encoding="utf-8").splitlines()
    written = {line for line in kept if line and not line.startswith("#")}
    found = {
        line for path in code() for line in too_long(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    }
    assert found - written == set(), "grew too long: split it along the words of the domain"
    assert written - found == set(), "got shorter: take the line out of tests/promises/sizes.txt or lower its number"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x = 1\n" * 400, []),
        ("x = 1\n" * 401, ["a.py 401"]),
        ("def work():\n" + "    x = 1\n" * 49, []),
        ("def work():\n" + "    x = 1\n" * 50, ["a.py:work 51"]),
    ],
)
def test_the_measure_counts_lines(text: str, found: list[str]) -> None:
    assert list(too_long("a.py", text)) == found
