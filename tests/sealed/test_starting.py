"""A house starts with its own keys or not at all; one of before, whose words lay open, is sealed when it starts."""

from __future__ import annotations

import base64
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from mektepke.sealed import actions, keys
from mektepke.sealed.actions import check, make_sure, proofs
from mektepke.sealed.keys import KeysRefused
from mektepke.sealed.rules import new_key
from tests.houses import House, house_of_its_own

BEGIN = [
    "begin", "--oblast", "Түштүк", "--district", "Тоолуу", "--municipality", "Алмалуу", "--village", "Алма-Суу",
    "--school", "Алма-Суу мектеби", "--school-code", "ALM-01", "--year", time.strftime("%Y"),
    "--admin", "Маматова Чолпон",
]  # fmt: skip
# What somebody may type in a house whose keys are not there.
TYPED = [
    ["demo", "--no-serve"], ["serve", "--port", "1"], ["morning"], ["import", __file__, "--school", "ALM-01"],
    ["backup"], ["keys", "rotate"],
]  # fmt: skip


def write_keys(file: Path, **by_number: bytes) -> None:
    """A file with these keys, by number: `_1=…`."""
    file.write_text("".join(f"{name[1:]} {base64.b64encode(key).decode()}\n" for name, key in by_number.items()))


@pytest.mark.django_db
def test_the_first_key_is_made_and_proved_once(own_keys: Path) -> None:
    own_keys.unlink()
    make_sure()
    first, proof = own_keys.read_bytes(), proofs()
    make_sure()
    assert (own_keys.read_bytes(), proofs()) == (first, proof)
    assert list(proof) == ["1"]


@pytest.mark.django_db
def test_a_house_without_its_file_gets_no_new_one(own_keys: Path) -> None:
    make_sure()
    own_keys.unlink()
    with pytest.raises(KeysRefused, match="The keys of this house are missing"):
        make_sure()
    assert not own_keys.exists()


@pytest.mark.django_db
def test_another_houses_key_is_refused_and_not_proved(own_keys: Path) -> None:
    make_sure()
    write_keys(own_keys, _1=new_key(), _2=new_key())
    with pytest.raises(KeysRefused, match=r"Key 1 in .*sealed\.keys is not the key of this house"):
        make_sure()
    assert list(proofs()) == ["1"]


@pytest.mark.django_db
def test_an_old_copy_of_the_file_is_refused(own_keys: Path) -> None:
    make_sure()
    old = own_keys.read_bytes()
    keys.add()
    make_sure()
    own_keys.write_bytes(old)
    with pytest.raises(KeysRefused, match=r"This house needs key 2, which is not in .*sealed\.keys"):
        check()


@pytest.mark.django_db
def test_of_two_machines_that_begin_at_once_the_later_one_is_told(own_keys: Path) -> None:
    """It has looked before the other one wrote: what it writes then is not taken, and the house is not its own."""
    make_sure()
    write_keys(own_keys, _1=new_key())
    actions._prove_new_ones({})
    with pytest.raises(KeysRefused, match="is not the key of this house"):
        check()


def typed(home: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """One command at a terminal, in a house on SQLite."""
    command = [str(Path(sys.executable).parent / "mektepke"), *words]
    shell = {
        name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    house = {"MEKTEPKE_HOME": str(home), "MEKTEPKE_LANGUAGE": language, "PYTHONUTF8": "1"}
    return subprocess.run(command, env=shell | house, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house that was begun, and whose file of keys lies elsewhere."""
    home = tmp_path_factory.mktemp("begun") / "house"
    done = typed(home, *BEGIN)
    assert done.returncode == 0, done.stderr
    assert f"opens only with the keys in {home}/keys/sealed.keys. Copy that file today" in done.stdout
    (home / "keys" / "sealed.keys").rename(home / "the keys")
    return home


@pytest.mark.parametrize("words", TYPED, ids=" ".join)
def test_without_its_keys_nothing_works_in_one_sentence(begun: Path, words: list[str]) -> None:
    refused = typed(begun, *words)
    assert refused.returncode == 1
    told = "The keys of this house are missing: %s. Put the file back from where you keep its copy.\n"
    assert (refused.stdout, refused.stderr) == (told % (begun / "keys" / "sealed.keys"), "")
    assert not (begun / "keys" / "sealed.keys").exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ky", "бул Мектепкеники эмес"), ("ru", "не от этой Мектепке"), ("en", "is not the key of this house")],
)
def test_with_another_houses_keys_nothing_works_in_ones_own_language(begun: Path, language: str, sentence: str) -> None:
    write_keys(begun / "keys" / "sealed.keys", _1=new_key())
    refused = typed(begun, "morning", language=language)
    assert (refused.returncode, refused.stderr) == (1, "")
    assert sentence in refused.stdout
    assert len(refused.stdout.splitlines()) == 1
    (begun / "keys" / "sealed.keys").unlink()


def test_with_its_own_keys_it_works_again_and_closes_them_to_others(begun: Path) -> None:
    file = begun / "keys" / "sealed.keys"
    shutil.copy(begun / "the keys", file)
    file.chmod(0o644)
    shown = typed(begun, "keys", "show")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert file.stat().st_mode & 0o077 == 0
    assert str(file) in shown.stdout
    assert "Key 1: 0 texts, and whatever is written from now on." in shown.stdout
    assert file.read_text().split()[1] not in shown.stdout
    assert typed(begun, "keys", "rotate").returncode == 0
    with sqlite3.connect(begun / "mektepke.sqlite3") as database:
        rows = database.execute("SELECT 1 FROM trail_change WHERE action = 'house.keys_rotated'").fetchall()
    assert len(rows) == 1
    assert len(file.read_text().splitlines()) == 2


OF_BEFORE = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from mektepke.base.identity import new_key
"""


@pytest.fixture
def old_house(tmp_path: Path, transactional_db: None) -> Iterator[House]:
    """A house of before there were keys: in it 1 200 children, and one answer, in plain words."""
    with house_of_its_own(tmp_path, first=OF_BEFORE) as house:
        house.run(WRITTEN_PLAIN)
        yield house


WRITTEN_PLAIN = """
call_command("migrate", "watch", "0002_names_in_the_trail", verbosity=0)
call_command("migrate", "pupils", "0002_enrolment_listed_at", verbosity=0)
state = MigrationExecutor(connection).loader.project_state(
    [("watch", "0002_names_in_the_trail"), ("pupils", "0002_enrolment_listed_at")]
).apps
Child, Household = (state.get_model("pupils", name) for name in ("Child", "Household"))
Place = state.get_model("places", "Place")
village = None
for level in ("oblast", "district", "municipality", "village"):
    village = Place.objects.create(level=level, name_ky="Алма-Суу", parent=village)
homes = Household.objects.bulk_create(
    Household(village=village, poor_register_number="КЕДЕЙ-0017" if number == 5 else "", migrant_parent="yes")
    for number in range(1200)
)
Child.objects.bulk_create(
    Child(household=home, family_name="А", given_name="Б", search_key="a", sort_key="a", disability="not_known",
          helps_in_class="s1:1:АЛДЫДА отурса" if number % 2 else "", documents_missing="not_known")
    for number, home in enumerate(homes)
)
signal = state.get_model("watch", "Signal").objects.create(
    id=new_key(), village=village, child=Child.objects.earliest("pk"), rule="no_school", audience="municipality",
    next_step="home_visit", due_on="2014-11-17", raised_on="2014-11-17", last_seen_on="2014-11-17", evidence={},
)
by = state.get_model("people", "Person").objects.create(username="roza")
state.get_model("watch", "Answer").objects.create(signal=signal, kind="called", words="АПАСЫ ооруп калыптыр", by=by)
"""

SEALED_NOW = """
from collections import Counter
from mektepke.sealed.actions import bring_forward
bring_forward()
from mektepke.pupils.models import Child, Household
from mektepke.watch.models import Answer
print(sorted(Counter(Child.objects.values_list("disability", "helps_in_class", "documents_missing")).items()))
print(sorted(Counter(Household.objects.values_list("poor_register_number", "migrant_parent")).items()))
print(list(Answer.objects.values_list("words", flat=True)))
with connection.cursor() as cursor:
    for column in ("disability", "helps_in_class", "documents_missing"):
        cursor.execute(f"SELECT count(*) FROM pupils_child WHERE {column} NOT LIKE 's1:1:%'")
        print(column, cursor.fetchone()[0])
"""


def test_an_older_house_is_sealed_when_it_starts(old_house: House) -> None:
    said = old_house.run(SEALED_NOW).splitlines()
    assert said == [
        "[(('not_known', '', 'not_known'), 600), (('not_known', 's1:1:АЛДЫДА отурса', 'not_known'), 600)]",
        "[(('', 'yes'), 1199), (('КЕДЕЙ-0017', 'yes'), 1)]",
        "['АПАСЫ ооруп калыптыр']",
        "disability 0", "helps_in_class 0", "documents_missing 0",
    ]  # fmt: skip
    assert (old_house.home / "keys" / "sealed.keys").exists()
    if connection.vendor == "sqlite":
        left = b"".join(file.read_bytes() for file in old_house.home.glob("house_*"))
        assert [word for word in ("АЛДЫДА", "КЕДЕЙ", "АПАСЫ", "not_known") if word.encode() in left] == []


def test_an_older_house_whose_file_is_damaged_stays_as_it_was(old_house: House) -> None:
    (old_house.home / "keys").mkdir()
    (old_house.home / "keys" / "sealed.keys").write_text("1 nothing\n")
    refused = old_house.start(SEALED_NOW)
    assert "The file of keys is damaged" in refused.stderr or "KeysRefused" in refused.stderr
    (old_house.home / "keys" / "sealed.keys").unlink()
    assert "АПАСЫ" in old_house.run(SEALED_NOW)
