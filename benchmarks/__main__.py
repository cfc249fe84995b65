"""`make bench`: run every part, print the table, and write it to docs/bench.md with machine and versions."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.timing import Figure
from mektepke.config.serving import WORKERS

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "bench.md"
POSTGRESQL = [str(ROOT / "tools" / "with_postgres.sh"), "--durable"]
YARDSTICK = "how fast this machine is meanwhile: ten million squares added up in Python"
# Name of the part, and what stands before the command.
PARTS: list[tuple[str, list[str]]] = [
    ("registers", []),
    ("registers", POSTGRESQL),
    ("pilot", []),
    ("caseload", []),
    ("caseload", POSTGRESQL),
    ("importing", []),
]


def main() -> int:
    """Every part in turn, so that none disturbs another; 1 if a bar was missed."""
    before = yardstick()
    figures = [figure for part, command in PARTS for figure in measure(part, command)]
    figures.append(Figure(YARDSTICK, f"{before:.2f} s before, {yardstick():.2f} s after the measuring"))
    table = Table("what", "figures", "bar", "held")
    for figure in figures:
        table.add_row(figure.what, figure.figures, figure.bar, held(figure))
    Console(width=180).print(table)
    PAGE.write_text(page(figures), encoding="utf-8")
    return int(any(figure.held is False for figure in figures))


def yardstick() -> float:
    """Seconds for the same small work every time: a shared machine is three times as fast on one day as on another, and
    two pages of results compare only by this."""
    begun = time.perf_counter()
    sum(number * number for number in range(10_000_000))
    return time.perf_counter() - begun


def measure(part: str, before: list[str]) -> list[Figure]:
    """Run one part as a process of its own; its figures."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MEKTEPKE_HOME"}}
    command = [*before, sys.executable, "-m", f"benchmarks.{part}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith('{"what"')]


def held(figure: Figure) -> str:
    """Whether the bar was held, in a word."""
    return {True: "yes", False: "**no**", None: ""}[figure.held]


def page(figures: list[Figure]) -> str:
    """The results page: machine, versions, table."""
    rows = "\n".join(f"| {found.what} | {found.figures} | {found.bar} | {held(found)} |" for found in figures)
    names = ("django", "granian", "psycopg", "django-ninja")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"""# Measured

Made by `make bench` on {time.strftime("%Y-%m-%d")}: {platform.system()}
{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}, {versions}.
Served by granian with {WORKERS} processes of one thread (`mektepke serve`); clients and server share the processors.
SQLite runs with `synchronous=FULL`, PostgreSQL with `fsync` on. Registers go over HTTP with a session and the token
against forgery, and are counted in the database afterwards.

| what | figures | bar | held |
| --- | --- | --- | --- |
{rows}

On two such cores two widely used PHP school systems take 97 and 355 ms to store one class register, store 19 and 9 a
second at 8 clients, and load 300 kB and 1.4 MB for the page. The bar is 20 times the better one's rate and a fifth of
its weight.
"""


if __name__ == "__main__":
    raise SystemExit(main())
