"""The database itself refuses to change what happened."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from mektepke.trail import triggers
from mektepke.trail.models import Change, Seal
from tests.trail.conftest import record_one, stored

pytestmark = pytest.mark.django_db
TABLES = ["trail_change", "trail_look", "trail_seal", "trail_verification"]


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def expected() -> set[str]:
    """What this database needs of what is declared."""
    return {trigger.name for trigger in triggers.declared() if connection.vendor in trigger.statements}


def test_after_all_migrations_every_declared_trigger_is_there() -> None:
    assert len(expected()) >= 12
    assert expected() <= triggers.present()


def test_every_table_of_the_trail_but_the_queue_is_guarded() -> None:
    assert {trigger.table for trigger in triggers.TRIGGERS} == set(TABLES)


@pytest.mark.parametrize("sql", ["UPDATE {} SET at = at", "DELETE FROM {}"])
@pytest.mark.parametrize("table", TABLES)
def test_what_happened_cannot_be_changed(three_seals: list[Change], table: str, sql: str) -> None:
    if table == "trail_verification":
        from mektepke.trail.actions import check

        check()
    with pytest.raises(IntegrityError, match=f"{table} is append-only"):
        run(sql.format(table))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_cannot_be_emptied_at_once(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"TRUNCATE {table}")


def test_a_row_cannot_be_replaced(three_seals: list[Change]) -> None:
    if connection.vendor == "sqlite":
        copy = "INSERT OR REPLACE INTO trail_change SELECT * FROM trail_change WHERE id = %s"
    else:
        copy = (
            "INSERT INTO trail_change SELECT * FROM trail_change WHERE id = %s"
            " ON CONFLICT (id) DO UPDATE SET reason = 'x'"
        )
    with pytest.raises(IntegrityError, match="append-only"):
        run(copy, stored(three_seals[0].pk))


def test_not_by_django_either(three_seals: list[Change]) -> None:
    change = three_seals[0]
    for attempt in (change.delete, change.save, Seal.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_lost_triggers_come_back_with_the_next_migration() -> None:
    triggers.drop()
    assert expected() & triggers.present() == set()
    call_command("migrate", verbosity=0)
    assert expected() <= triggers.present()


@pytest.mark.django_db(transaction=True)
def test_a_table_that_django_rebuilds_gets_its_triggers_back() -> None:
    record_one()
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor._remake_table(Change)  # type: ignore[attr-defined]
        else:
            triggers.drop(triggers.TRIGGERS)
    assert "trail_change_no_update" not in triggers.present()
    call_command("migrate", verbosity=0)
    with pytest.raises(IntegrityError):
        run("UPDATE trail_change SET reason = 'x'")


def test_only_what_is_missing_is_made() -> None:
    assert triggers.create_missing() == []
    triggers.drop(triggers.append_only("trail_look"))
    assert set(triggers.create_missing()) == {name for name in expected() if name.startswith("trail_look")}


def test_a_trigger_for_a_table_that_is_not_there_waits() -> None:
    assert triggers.create_missing(triggers.append_only("fund_line")) == []


def test_another_folder_can_have_its_own() -> None:
    run("CREATE TABLE fund_line (id integer PRIMARY KEY)")
    made = triggers.create_missing(triggers.append_only("fund_line"))
    assert len(made) == 3
    run("INSERT INTO fund_line VALUES (1)")
    with pytest.raises(IntegrityError, match="fund_line is append-only"):
        run("DELETE FROM fund_line")
    run("DROP TABLE fund_line")
