"""`mektepke backup`: one file, whole, while people go on working."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from mektepke.base.identity import HOUSE, new_key
from mektepke.rounds import archive, on_postgresql
from mektepke.rounds.archive import Refused
from mektepke.rounds.backup import back_up, home, room_for
from mektepke.rounds.restore import restore
from mektepke.rounds.state import count_rows
from mektepke.trail import actions, queries, triggers
from mektepke.trail.models import Change
from tests.cast import Cast


def test_the_file_says_what_is_in_it(house: Cast, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    found = archive.read(tmp_path / "copy.zip").manifest
    assert found == made.manifest
    assert found.vendor == connection.vendor
    assert found.rows == count_rows()
    assert found.rows["pupils_child"] == 9
    assert found.head == str(queries.head())
    assert found.problem == ""
    assert "trail.0001_initial" in found.migrations
    assert found.made_at.startswith("2014-11-17T")
    assert [part.name for part in found.uploads] == ["uploads/2014/кат.txt"]
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600


def test_everything_that_was_done_is_sealed_in_it(house: Cast, tmp_path: Path) -> None:
    actions.record(by=house.here.head, action="child.corrected", subject=house.here.pupils[0])
    back_up(tmp_path / "copy.zip", by=house.administrator)
    assert queries.verify().unsealed == 0
    assert Change.objects.get(action="house.copied").by_key == house.administrator.pk
    assert queries.changes_of(("house", HOUSE)).exists()


def test_without_a_name_it_lies_in_the_house_under_its_time(house: Cast) -> None:
    made = back_up()
    assert made.file.parent == home() / "backups"
    assert made.file.name.startswith("mektepke-2014-11-17-")
    assert stat.S_IMODE(made.file.parent.stat().st_mode) == 0o700


def test_into_a_folder_it_goes_under_its_time(house: Cast, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    assert back_up(tmp_path / "stick").file.parent == tmp_path / "stick"


def test_it_never_replaces_a_file_and_does_nothing_then(house: Cast, tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_text("mine")
    with pytest.raises(Refused, match="already there"):
        back_up(tmp_path / "copy.zip")
    with pytest.raises(Refused, match="There is no folder"):
        back_up(tmp_path / "nowhere" / "copy.zip")
    assert (tmp_path / "copy.zip").read_text() == "mine"
    assert not Change.objects.filter(action="house.copied").exists()


def test_nothing_is_left_lying_about(house: Cast, tmp_path: Path) -> None:
    back_up(tmp_path / "copy.zip")
    assert sorted(path.name for path in home().iterdir()) == ["uploads"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.zip", "home"]


def test_a_house_without_uploads_is_copied_too(house: Cast, tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path / "home" / "none"  # type: ignore[attr-defined]
    assert back_up(tmp_path / "copy.zip").manifest.uploads == []


def test_a_link_out_of_the_house_is_not_followed(house: Cast, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (Path(settings.MEDIA_ROOT) / "link").symlink_to(tmp_path / "secret")
    assert len(back_up(tmp_path / "copy.zip").manifest.uploads) == 1


def test_a_touched_trail_is_copied_and_the_copy_says_so(house: Cast, tmp_path: Path) -> None:
    actions.record(by=None, action="child.corrected", subject=house.here.pupils[0])
    actions.seal()
    triggers.drop()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_change SET action = 'x'")
    made = back_up(tmp_path / "copy.zip")
    assert made.manifest.problem == "altered_row"
    assert made.manifest.head != str(queries.head()), "the head of what is whole, not of what is not"


def test_people_work_while_it_is_copied(house: Cast, tmp_path: Path) -> None:
    """What was done before is in the copy, what is done meanwhile is wholly in it or not at all."""
    stop = threading.Event()
    before = [actions.record(by=None, action="a.done", subject=("b.c", new_key())).pk for _ in range(50)]

    def work() -> int:
        done = 0
        try:
            while not stop.is_set():
                actions.record(by=None, action="a.done", subject=("b.c", new_key()))
                done += 1
        finally:
            connection.close()
        return done

    with ThreadPoolExecutor(3) as pool:
        workers = [pool.submit(work) for _ in range(3)]
        try:
            made = back_up(tmp_path / "copy.zip")
        finally:
            stop.set()
        done = [worker.result(30) for worker in workers]
    assert min(done) > 0, "nobody could work meanwhile"
    restore(made.file, replace=True)
    restored = set(Change.objects.filter(action="a.done").values_list("pk", flat=True))
    assert set(before) <= restored
    assert 50 <= len(restored) <= 50 + sum(done)
    result = queries.verify()
    assert result.ok
    assert result.entries + result.unsealed == sum(made.manifest.rows[t] for t in ("trail_change", "trail_look")) + 1


def test_a_full_disk_is_noticed_before_anything_is_written(tmp_path: Path, in_english: None) -> None:
    with pytest.raises(Refused, match=r"The disk is too full: \d+ MB are needed in .*, \d+ MB are free\."):
        room_for(1 << 60, tmp_path)


def test_a_missing_program_of_postgresql_names_its_package(
    house: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no program")
    monkeypatch.setattr(on_postgresql, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="pg_dump is missing: install the package postgresql-client"):
        back_up(tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()


def test_a_house_in_which_nothing_was_begun_is_not_copied(
    transactional_db: None, tmp_path: Path, in_english: None
) -> None:
    with pytest.raises(Refused, match="There is no house here yet"):
        back_up(tmp_path / "copy.zip")
    assert list(tmp_path.iterdir()) == []
