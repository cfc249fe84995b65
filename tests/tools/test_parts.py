from __future__ import annotations

import pytest

from tools.parts import main


def test_a_failing_part_fails_the_whole_and_stops_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["first", "false", "second", "echo the second ran"]) == 1
    told = capfd.readouterr().out
    assert "the second ran\n" in told
    assert "FAILED  first" in told
    assert "ok      second" in told


def test_a_part_fails_with_any_of_its_commands() -> None:
    assert main(["both", "false | true"]) == 1
    assert main(["both", "false; true"]) == 1
    assert main(["both", "true; true"]) == 0
