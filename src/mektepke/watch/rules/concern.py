"""What concerns from the village say about a child, as evidence: when and how many, no word of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mektepke.watch.rules.evidence import URGENT, Evidence


def concern(days: Sequence[date], *, urgent: bool) -> Evidence:
    """Concerns that came on these days, at least one. Each further one is a step up: it comes back when answered."""
    return Evidence(
        since=min(days), until=max(days), count=len(days), level=len(days), reason=URGENT if urgent else None
    )
