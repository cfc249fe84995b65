"""The one file: whatever happens to it, it is either whole or refused."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import translation

from mektepke.rounds import archive
from mektepke.rounds.archive import Archive, Refused, silent
from mektepke.rounds.manifest import FORMAT, Manifest, Part

DATABASE = b"not really a database, but its bytes" * 3
LETTER = "Кат".encode()


@pytest.fixture(autouse=True)
def in_english() -> object:
    """What is refused is read here in English."""
    with translation.override("en"):
        yield


def describe(parts: list[Part]) -> Manifest:
    """A small manifest."""
    return Manifest(
        program="0.1", made_at="2014-11-17", vendor="sqlite", migrations=["trail.0001_initial"], rows={"x": 3},
        head="0:" + "0" * 64, problem="", parts=parts,
    )  # fmt: skip


def written(folder: Path, name: str = "copy.zip") -> Archive:
    """A whole archive with a database and a letter."""
    (folder / "db").write_bytes(DATABASE)
    (folder / "letter").write_bytes(LETTER)
    files = [("database.sqlite3", folder / "db"), ("uploads/2014/кат.txt", folder / "letter")]
    return archive.write(folder / name, files, describe, silent)


def crafted(folder: Path, manifest: object, **parts: bytes) -> Path:
    """An archive that somebody made by hand, with the right digest at its end."""
    file = folder / "crafted.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = b"0" * 64
        packed.writestr(archive.MARK, b"")
        for name, content in parts.items():
            packed.writestr(name, content)
        packed.writestr(archive.MANIFEST, manifest if isinstance(manifest, bytes) else json.dumps(manifest))
    content = file.read_bytes()[:-64]
    file.write_bytes(content + sha256(content).hexdigest().encode())
    return file


def part(name: str, content: bytes) -> Part:
    """A part as the manifest names it."""
    return Part(name, len(content), sha256(content).hexdigest())


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    made = written(tmp_path)
    found = archive.read(made.file)
    assert found.manifest == made.manifest == describe([part("database.sqlite3", DATABASE), *found.manifest.uploads])
    found.extract(found.manifest.database, tmp_path / "a")
    found.extract(found.manifest.uploads[0], tmp_path / "b")
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (DATABASE, LETTER)


def test_any_zip_program_can_open_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path).file) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == [
            "mektepke-backup.txt", "database.sqlite3", "uploads/2014/кат.txt", "manifest.json"
        ]  # fmt: skip
        assert b"mektepke restore" in packed.read("mektepke-backup.txt")


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    assert stat.S_IMODE(written(tmp_path).file.stat().st_mode) == 0o600


def test_any_flipped_byte_is_noticed(tmp_path: Path) -> None:
    whole = written(tmp_path).file.read_bytes()
    file = tmp_path / "flipped.zip"
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x20
        file.write_bytes(flipped)
        with pytest.raises(Refused, match=r"damaged or was cut short|is not a copy"):
            archive.read(file)


def test_any_missing_end_is_noticed(tmp_path: Path) -> None:
    whole = written(tmp_path).file.read_bytes()
    file = tmp_path / "short.zip"
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        with pytest.raises(Refused, match=r"damaged or was cut short|is not a copy"):
            archive.read(file)


def test_bytes_at_the_end_are_noticed(tmp_path: Path) -> None:
    made = written(tmp_path).file
    made.write_bytes(made.read_bytes() + b"\n")
    with pytest.raises(Refused, match="damaged"):
        archive.read(made)


@pytest.mark.parametrize("content", [b"", b"PK", b"Dear Aibek", b"\x89PNG\r\n\x1a\n" * 9, b"\x1f\x8b" * 40])
def test_another_kind_of_file_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    with pytest.raises(Refused, match=r"x\.zip is not a copy of a Mektepke house\."):
        archive.read(file)


def test_somebody_elses_zip_is_named_as_such(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("[Content_Types].xml", "<a sheet/>")
    with pytest.raises(Refused, match="is not a copy of a Mektepke house"):
        archive.read(tmp_path / "x.zip")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"nowhere\.zip cannot be read: No such file"):
        archive.read(tmp_path / "nowhere.zip")
    with pytest.raises(Refused, match="cannot be read"):
        archive.read(tmp_path)


def test_a_newer_form_is_refused(tmp_path: Path) -> None:
    newer = asdict(replace(describe([part("database.sqlite3", b"x")]), format=FORMAT + 1)) | {"something": "new"}
    with pytest.raises(Refused, match="newer Mektepke"):
        archive.read(crafted(tmp_path, newer))


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{}", b'{"format": 1}', b"null", b'{"format": "x"}', b"\xff", b"[" * 100_000]
)
def test_an_unreadable_manifest_is_damage(tmp_path: Path, manifest: bytes) -> None:
    with pytest.raises(Refused, match="damaged"):
        archive.read(crafted(tmp_path, manifest))


@pytest.mark.parametrize("change", [{"rows": "many"}, {"migrations": None}, {"parts": []}, {"parts": [{"name": "x"}]}])
def test_a_manifest_of_the_wrong_shape_is_damage(tmp_path: Path, change: dict[str, object]) -> None:
    wrong = asdict(describe([part("database.sqlite3", b"x")])) | change
    with pytest.raises(Refused, match="damaged"):
        archive.read(crafted(tmp_path, wrong, **{"database.sqlite3": b"x"}))


@pytest.mark.parametrize(
    "name",
    ["uploads/../../etc/x", "/etc/x", "uploads/", "uploads/a/../../../x", "etc/x", "uploads/..", "uploads/..\\x"],
)
def test_no_upload_may_leave_its_folder(tmp_path: Path, name: str) -> None:
    bad = asdict(describe([part("database.sqlite3", b"x"), part(name, b"y")]))
    with pytest.raises(Refused, match="damaged"):
        archive.read(crafted(tmp_path, bad, **{"database.sqlite3": b"x", name: b"y"}))


def test_parts_must_be_the_ones_in_the_manifest(tmp_path: Path) -> None:
    listed = asdict(describe([part("database.sqlite3", b"x")]))
    for parts in ({}, {"database.sqlite3": b"xx"}, {"database.sqlite3": b"x", "uploads/more": b""}):
        with pytest.raises(Refused, match="damaged"):
            archive.read(crafted(tmp_path, listed, **parts))


def test_a_part_with_another_content_is_not_unpacked(tmp_path: Path) -> None:
    listed = describe([part("database.sqlite3", b"x")])
    found = archive.read(crafted(tmp_path, asdict(listed), **{"database.sqlite3": b"y"}))
    with pytest.raises(Refused, match="damaged"):
        found.extract(found.manifest.database, tmp_path / "out")


def test_it_never_replaces_a_file(tmp_path: Path) -> None:
    (tmp_path / "copy.zip").write_text("mine")
    with pytest.raises(Refused, match="is already there"):
        written(tmp_path)
    assert (tmp_path / "copy.zip").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.zip", "db", "letter"]


def test_a_memory_stick_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(_source: object, _target: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    made = written(tmp_path)
    assert archive.read(made.file) == made
    with pytest.raises(Refused, match="is already there"):
        written(tmp_path)


class Interrupted(Exception):
    """Whatever stops the writing."""


def test_what_was_not_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "db").write_bytes(DATABASE)

    def stop(_parts: list[Part]) -> Manifest:
        raise Interrupted

    with pytest.raises(Interrupted):
        archive.write(tmp_path / "copy.zip", [("database.sqlite3", tmp_path / "db")], stop, silent)
    assert [path.name for path in tmp_path.iterdir()] == ["db"]


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "db").write_bytes(DATABASE)
    with pytest.raises(Refused, match=r"could not be written to .*: No such file or directory"):
        archive.write(tmp_path / "no" / "copy.zip", [("database.sqlite3", tmp_path / "db")], describe, silent)


def test_progress_is_told(tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "db").write_bytes(DATABASE)
    archive.write(
        tmp_path / "copy.zip",
        [("database.sqlite3", tmp_path / "db")],
        describe,
        lambda what, done, of: said.append(f"{what} {done == of}"),
    )
    assert said == ["Packing True", "Reading the file through True"]
