"""A small trail, and a way to touch it as somebody with the database's password could."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import connection

from mektepke.trail import actions, triggers
from mektepke.trail.models import Change

Tamper = Callable[..., None]


@pytest.fixture
def three_seals(db: None) -> list[Change]:
    """Three seals of two changes and a look each; the changes in their order."""
    changes: list[Change] = []
    for _seal in range(3):
        changes += [record_one(), record_one()]
        actions.looked(by=uuid4(), child=uuid4(), page="child", reason="teacher")
        actions.seal()
    return changes


@pytest.fixture
def tamper(db: None) -> Tamper:
    """Runs SQL with the triggers taken away. Keys are given as they are stored."""

    def run(sql: str, *values: object) -> None:
        triggers.drop()
        with connection.cursor() as cursor:
            cursor.execute(sql, [stored(value) for value in values])
            assert cursor.rowcount > 0, "nothing was touched, so nothing is tested"

    return run


def stored(value: object) -> object:
    """A key as this database keeps it: SQLite has no type for it."""
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def record_one() -> Change:
    """One change of one case."""
    return actions.record(by=uuid4(), action="case.opened", subject=("casework.case", uuid4()), child=uuid4())
