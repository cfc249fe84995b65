"""Figures of many measured times."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: what was measured, the figures in words, the bar if there is one, whether it was held."""

    what: str
    figures: str
    bar: str = ""
    held: bool | None = None


def milliseconds(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    return median(seconds) * 1000, quantiles(seconds, n=20)[-1] * 1000


def say(*figures: Figure) -> None:
    """Print figures for the process that asked, each a line of JSON on standard output."""
    for figure in figures:
        sys.stdout.write(json.dumps(asdict(figure), ensure_ascii=False) + "\n")
    sys.stdout.flush()
