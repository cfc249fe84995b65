"""A house with people, children, a trail and an uploaded file, and a way to see whether it is still the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.utils import translation

from mektepke.sealed.actions import make_sure
from mektepke.trail import actions
from tests.cast import Cast

Everything = dict[str, list[str]]


@pytest.fixture
def in_english() -> Iterator[None]:
    """What is refused is read in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def house(
    transactional_db: None, cast: Cast, settings: LazySettings, tmp_path: Path, in_english: None
) -> Iterator[Cast]:
    """The cast's house, with its own folder and an uploaded letter."""
    settings.MEDIA_ROOT = tmp_path / "home" / "uploads"
    (settings.MEDIA_ROOT / "2014").mkdir(parents=True)
    (settings.MEDIA_ROOT / "2014" / "кат.txt").write_text("Саламатсызбы")
    make_sure()
    for child in cast.here.pupils:
        actions.looked(by=cast.here.teacher, child=child, page="child", reason="teacher")
    actions.seal()
    yield cast
    for kept in kept_houses():
        if connection.vendor == "sqlite":
            Path(kept).unlink()
        else:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {kept} CASCADE")


def everything() -> Everything:
    """Every row of every table of the house, to be compared."""
    return {
        model._meta.db_table: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def kept_schemas() -> list[str]:
    """The schemas in which PostgreSQL keeps houses that were replaced."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before%%'")
        return [name for (name,) in cursor.fetchall()]


def kept_houses() -> list[str]:
    """Where houses are kept that were replaced, in this database."""
    if connection.vendor == "postgresql":
        return kept_schemas()
    file = Path(connection.settings_dict["NAME"])
    return sorted(str(path) for path in file.parent.glob(f"{file.name}.before-*"))
