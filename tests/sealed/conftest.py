"""A ring of keys of its own for each test of this folder, which changes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import translation

from mektepke.sealed import keys


@pytest.fixture(autouse=True)
def own_keys(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Where the keys of this test lie; there is one."""
    settings.SEALED_KEYS = tmp_path / "keys" / "sealed.keys"
    keys.begin()
    with translation.override("en"):
        yield settings.SEALED_KEYS


def stored(table: str, column: str) -> list[str]:
    """What stands in the database itself, in the order of the rows' keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY id")
        return [text for (text,) in cursor.fetchall()]
