"""`mektepke restore`: the whole house back, or everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, TransactionTestCase

from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.rounds import restore as restore_module
from mektepke.rounds.archive import Archive, Refused, read, silent, write
from mektepke.rounds.backup import back_up, home, is_empty
from mektepke.rounds.manifest import Manifest
from mektepke.rounds.models import MorningRun
from mektepke.rounds.restore import restore
from mektepke.trail import actions, queries, triggers
from mektepke.trail.models import Change, Seal
from tests.cast import Cast
from tests.rounds.conftest import Everything, everything, kept_houses

TRAIL = {"trail_change", "trail_seal", "trail_unsealed"}


def remade(made: Archive, folder: Path, change: Callable[[Manifest], Manifest]) -> Path:
    """The same archive with another manifest, and otherwise whole."""
    parts = []
    for number, part in enumerate(made.manifest.parts):
        made.extract(part, folder / str(number))
        parts.append((part.name, folder / str(number)))
    write(folder / "remade.zip", parts, lambda found: change(replace(made.manifest, parts=found)), silent)
    return folder / "remade.zip"


def but_the_trail(rows: Everything) -> Everything:
    """Everything that a restore does not add a line to."""
    return {table: found for table, found in rows.items() if table not in TRAIL}


def change_the_house(cast: Cast) -> None:
    """Somebody is renamed, somebody is gone, somebody is new, a letter is replaced."""
    child = cast.here.pupils[0]
    Child.objects.filter(pk=child.pk).update(family_name="Башка")
    Person.objects.create_user("new", None, family_name="Жаңы", given_name="Киши")
    letter = Path(settings.MEDIA_ROOT) / "2014" / "кат.txt"
    letter.write_text("Башка кат")
    (letter.parent / "more.txt").write_text("Дагы")
    actions.record(by=cast.here.head, action="child.corrected", subject=child)
    actions.seal()


def test_everything_comes_back(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    before = everything()
    change_the_house(house)
    assert but_the_trail(everything()) != but_the_trail(before)
    manifest, kept = restore(made.file, replace=True)
    after = everything()
    assert but_the_trail(after) == but_the_trail(before)
    for table in TRAIL - {"trail_unsealed"}:
        assert len(set(after[table]) - set(before[table])) == 1, "the restore itself is recorded and sealed"
        assert set(before[table]) <= set(after[table])
    assert manifest == made.manifest
    assert (Path(settings.MEDIA_ROOT) / "2014" / "кат.txt").read_text() == "Саламатсызбы"
    assert not (Path(settings.MEDIA_ROOT) / "2014" / "more.txt").exists()
    assert queries.verify().ok
    assert queries.changes(action="house.restored").exists()
    assert len(kept) == 2


def test_the_house_works_on_afterwards(house: Cast, tmp_path: Path) -> None:
    restore(back_up(tmp_path / "copy.zip").file, replace=True)
    assert set(triggers.create_missing()) == set(), "the triggers came back with the tables"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        cursor.execute("SELECT 1")
    actions.record(by=None, action="child.corrected", subject=house.here.pupils[0])
    MorningRun.objects.create(day="2014-11-17", seconds=1, schools=2, new_signals=0, children_waiting=0)
    assert actions.seal() == 1
    assert queries.verify().ok


def test_what_was_there_is_kept_beside_it(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    change_the_house(house)
    _manifest, sentences = restore(made.file, replace=True)
    [kept] = kept_houses()
    assert kept in sentences[0]
    assert family_name_in(kept, house.here.pupils[0]) == "Башка"
    [uploads] = home().glob("uploads.before-2014-11-17-*")
    assert str(uploads) in sentences[1]
    assert (uploads / "2014" / "more.txt").read_text() == "Дагы"
    assert sorted(path.name for path in home().iterdir()) == ["uploads", uploads.name]


def family_name_in(kept: str, child: Child) -> str:
    """A child's name in a house that was replaced."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT family_name FROM {kept}.pupils_child WHERE id = %s", [child.pk])
            return str(cursor.fetchone()[0])
    import sqlite3

    with sqlite3.connect(kept) as opened:
        [(name,)] = opened.execute("SELECT family_name FROM pupils_child WHERE id = ?", [child.pk.hex])
    opened.close()
    return str(name)


def refuses(file: Path, words: str) -> None:
    """The file is refused in these words, and nothing whatever is touched."""
    before, uploads = everything(), sorted(home().rglob("*"))
    with pytest.raises(Refused, match=words):
        restore(file, replace=True)
    assert everything() == before
    assert sorted(home().rglob("*")) == uploads
    assert kept_houses() == []


def test_a_house_is_not_replaced_unasked(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    before = everything()
    with pytest.raises(Refused, match="add --replace"):
        restore(made.file)
    assert everything() == before


@pytest.mark.parametrize("place", [0.2, 0.5, 0.99])
def test_a_damaged_file_is_refused(house: Cast, tmp_path: Path, place: float) -> None:
    file = back_up(tmp_path / "copy.zip").file
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(content)
    refuses(file, "damaged or was cut short")


def test_half_a_file_is_refused(house: Cast, tmp_path: Path) -> None:
    file = back_up(tmp_path / "copy.zip").file
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    refuses(file, "damaged or was cut short")


def test_a_letter_is_refused(house: Cast, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Саламатсызбы")
    refuses(tmp_path / "letter.txt", "is not a copy of a Mektepke house")


def test_another_kind_of_database_is_refused(house: Cast, tmp_path: Path) -> None:
    file = remade(back_up(tmp_path / "copy.zip"), tmp_path, lambda found: replace(found, vendor="oracle"))
    refuses(file, "The copy is of a house on oracle, this one is on")


def test_a_newer_program_is_refused(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    newer = [*made.manifest.migrations, "pupils.0999_from_the_future"]
    refuses(remade(made, tmp_path, lambda found: replace(found, migrations=newer)), "made by a newer Mektepke")


def test_a_lost_row_is_named_by_its_table(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    rows = made.manifest.rows | {"pupils_child": 10}
    refuses(
        remade(made, tmp_path, lambda found: replace(found, rows=rows)),
        "table pupils_child should hold 10 rows and holds 9",
    )


def test_another_trail_is_refused_and_the_old_house_put_back(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    head = "1:" + "0f" * 32
    refuses(remade(made, tmp_path, lambda found: replace(found, head=head)), "its trail does not end where")


@pytest.mark.parametrize("content", [b"nothing that any database knows" * 300, b""])
def test_a_database_that_is_none_is_refused(house: Cast, tmp_path: Path, content: bytes) -> None:
    made = back_up(tmp_path / "copy.zip")
    (tmp_path / "bad").write_bytes(content)
    name = made.manifest.database.name
    write(tmp_path / "x.zip", [(name, tmp_path / "bad")], lambda parts: replace(made.manifest, parts=parts), silent)
    refuses(tmp_path / "x.zip", r"The copy is not whole|PostgreSQL refused")


def test_uploads_that_cannot_be_moved_put_everything_back(
    house: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(tmp_path / "copy.zip")
    monkeypatch.setattr(restore_module, "_free_moment", lambda: "2014-11-17-080000")
    (home() / "uploads.before-2014-11-17-080000").write_text("in the way")
    refuses(made.file, "Nothing was restored, everything is as it was")


def test_two_within_a_second_are_both_kept(house: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = back_up(tmp_path / "copy.zip")
    monkeypatch.setattr(restore_module, "stamp", lambda: "2014-11-17-080000")
    child = house.here.pupils[0]
    for name in ("Биринчи", "Экинчи"):
        Child.objects.filter(pk=child.pk).update(family_name=name)
        restore(made.file, replace=True)
    first, second = kept_houses()
    assert [family_name_in(kept, child) for kept in (first, second)] == ["Биринчи", "Экинчи"]
    assert len(list(home().glob("uploads.before-2014-11-17-080000*"))) == 2


def test_an_older_copy_is_brought_forward(house: Cast, tmp_path: Path) -> None:
    call_command("migrate", "rounds", "zero", verbosity=0)
    try:
        made = back_up(tmp_path / "copy.zip")
        assert "rounds_morningrun" not in made.manifest.rows
    finally:
        call_command("migrate", verbosity=0)
    restore(made.file, replace=True)
    assert MorningRun.objects.count() == 0
    assert queries.verify().ok


def test_a_copy_with_a_touched_trail_comes_back_as_touched(house: Cast, tmp_path: Path) -> None:
    actions.record(by=None, action="child.corrected", subject=house.here.pupils[0])
    actions.seal()
    triggers.drop()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_change SET action = 'x'")
    triggers.create_missing()
    made = back_up(tmp_path / "copy.zip")
    restore(made.file, replace=True)
    problem = queries.verify().problem
    assert problem is not None
    assert problem.kind == made.manifest.problem == "altered_row"


def test_into_an_empty_house_it_needs_no_asking_and_keeps_nothing(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    before = everything()
    TransactionTestCase("run")._fixture_teardown()  # type: ignore[attr-defined]
    for file in Path(settings.MEDIA_ROOT).rglob("*.txt"):
        file.unlink()
    assert is_empty()
    _manifest, sentences = restore(made.file)
    assert sentences == []
    assert kept_houses() == []
    assert not list(home().glob("uploads.before-*"))
    assert everything()["pupils_child"] == before["pupils_child"]


def test_nobody_stays_signed_in(house: Cast, client: Client, tmp_path: Path) -> None:
    client.force_login(house.auditor)
    made = back_up(tmp_path / "copy.zip")
    assert made.manifest.rows["django_session"] == 1
    restore(made.file, replace=True)
    assert Session.objects.count() == 0


def test_twice_is_as_good_as_once(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    before = everything()
    restore(made.file, replace=True)
    first = set(kept_houses())
    second = back_up(tmp_path / "again.zip")
    assert read(second.file).manifest.rows["pupils_child"] == 9
    assert len(first) == 1
    assert everything()["pupils_child"] == before["pupils_child"]
    assert Seal.objects.count() == int(second.manifest.head.partition(":")[0])
    assert Change.objects.filter(action__startswith="house.").count() == 3
    assert asdict(second.manifest)["vendor"] == connections["default"].vendor
