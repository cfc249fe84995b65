"""A throwaway house for one measurement, before Django is loaded."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def house_of_its_own() -> Iterator[str]:
    """An empty, migrated house in a folder of its own, its today pinned; the name of its database."""
    home = tempfile.mkdtemp(prefix="mektepke-bench-")
    os.environ["MEKTEPKE_HOME"] = home
    os.environ["MEKTEPKE_TODAY"] = "2014-11-17"
    os.environ["DJANGO_SETTINGS_MODULE"] = "mektepke.config.settings"
    import django

    django.setup()
    from django.db import connection

    from mektepke.sealed.actions import bring_forward

    bring_forward()
    try:
        yield {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    finally:
        connection.close()
        shutil.rmtree(home, ignore_errors=True)
