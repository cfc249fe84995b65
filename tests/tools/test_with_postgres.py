"""The throwaway PostgreSQL: it is there for its command, answers as it does, and leaves nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "with_postgres.sh"
ASK = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as server:
    print(server.execute("show data_directory").fetchone()[0], flush=True)
"""


def start(*command: str) -> subprocess.Popen[str]:
    """Start a command with a server of its own."""
    return subprocess.Popen([str(SCRIPT), *command], stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> str:
    """The first line that the command says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_command_s_answer_is_the_answer() -> None:
    assert start("bash", "-c", "exit 7").wait() == 7


def test_several_at_once_have_each_their_own_and_nothing_stays() -> None:
    running = [start(sys.executable, "-c", ASK) for _ in range(2)]
    places = [told(process) for process in running]
    assert [process.wait() for process in running] == [0, 0]
    assert len(set(places)) == 2
    assert not any(Path(place).exists() for place in places)


@pytest.mark.parametrize("signal_sent", [signal.SIGTERM, signal.SIGHUP])
def test_nothing_stays_when_it_is_interrupted(signal_sent: signal.Signals) -> None:
    process = start(sys.executable, "-c", ASK + "import time; time.sleep(600)")
    place = told(process)
    assert Path(place).exists()
    process.send_signal(signal_sent)
    assert process.wait(timeout=20) == 143
    assert not Path(place).exists()
