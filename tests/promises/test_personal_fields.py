"""Every field of every table is classified: kept, scrubbed from copies, or encrypted."""

from __future__ import annotations

from collections import Counter

from django.apps import apps
from django.db.models import Field, TextField

from tests.promises.personal_fields import CLASSES, PAGE, TABLES, page

WORDS = {"scrub", "encrypt"}


def concrete() -> dict[str, list[Field[object, object]]]:
    """Every table that the house keeps, its own and those of the parts it stands on, with its columns."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: list(model._meta.concrete_fields) for model in models if not model._meta.proxy}


def stored() -> set[str]:
    """`table.field` for every column."""
    return {f"{table}.{field.name}" for table, fields in concrete().items() for field in fields}


def classified() -> dict[str, str]:
    """The class of each `table.field`."""
    return {f"{name}.{field}": kind for name, table in TABLES.items() for field, kind, _why in table.fields()}


def test_every_field_has_a_class() -> None:
    missing = stored() - classified().keys()
    assert missing == set(), "say in tests/promises/personal_fields.py what becomes of these"


def test_every_class_has_a_field() -> None:
    gone = classified().keys() - stored()
    assert gone == set(), "these are gone: take them out of tests/promises/personal_fields.py"


def test_no_field_has_two_classes() -> None:
    fields = Counter(f"{name}.{field}" for name, table in TABLES.items() for field, _class, _why in table.fields())
    assert [field for field, times in fields.items() if times > 1] == []


def test_free_words_about_a_child_are_never_kept() -> None:
    """Whatever somebody may type at length about a child or a family is scrubbed or encrypted."""
    free = {
        f"{table}.{field.name}"
        for table, fields in concrete().items()
        for field in fields
        if table in TABLES and TABLES[table].about in {"child", "family"}
        if isinstance(field, TextField) and not field.choices
    }
    assert free
    assert {name for name in free if classified().get(name) not in WORDS} == set()


def test_the_page_says_what_the_table_says() -> None:
    assert set(classified().values()) == set(CLASSES)
    told = PAGE.read_text(encoding="utf-8")
    assert told == page(), "write it again: python -m tests.promises.personal_fields"
