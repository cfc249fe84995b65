"""Run named parts one after the other and say at the end how long each took.

    python tools/parts.py "linters" "make check" "unit tests" "pytest tests"

A failing part does not stop the others, so that one run on a machine far away tells everything there is to mend.
"""

from __future__ import annotations

import subprocess
import sys
import time


def run(name: str, command: str) -> tuple[str, float, bool]:
    """Run one part with its output shown: its name, its seconds, whether it went well."""
    print(f"\n── {name}: {command}", flush=True)
    began = time.monotonic()
    # The words come from the Makefile, not from a stranger; bash, because parts set variables and join commands.
    well = subprocess.run(["bash", "-euo", "pipefail", "-c", command], check=False).returncode == 0
    return name, time.monotonic() - began, well


def main(words: list[str]) -> int:
    """Run the parts given as pairs of a name and a command; 1 if any failed."""
    parts = [run(name, command) for name, command in zip(words[::2], words[1::2], strict=True)]
    print("\n── how long it took")
    for name, seconds, well in parts:
        print(f"{seconds:7.1f} s  {'ok    ' if well else 'FAILED'}  {name}")
    print(f"{sum(seconds for _, seconds, _ in parts):7.1f} s  in all")
    return 0 if all(well for *_, well in parts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
