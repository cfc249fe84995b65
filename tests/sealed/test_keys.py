"""The file of keys: its owner's only, whole or refused, and never half another one's."""

from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mektepke.sealed import keys
from mektepke.sealed.keys import KeysRefused
from mektepke.sealed.rules import KeyUnknown, new_key, seal

PLACE = "watch.answer.words"


def line(number: str, key: bytes) -> str:
    """A key as it stands in the file."""
    return f"{number} {base64.b64encode(key).decode()}\n"


def test_it_is_its_owners_only(own_keys: Path) -> None:
    keys.add()
    assert stat.S_IMODE(own_keys.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_keys.parent.stat().st_mode) == 0o700


def test_what_a_killed_process_left_open_to_all_is_not_written_into(own_keys: Path) -> None:
    left = own_keys.with_name(".sealed.keys.new")
    left.touch()
    left.chmod(0o666)
    keys.add()
    assert stat.S_IMODE(own_keys.stat().st_mode) == 0o600
    assert not left.exists()


def test_the_newest_seals_and_all_open(own_keys: Path) -> None:
    with_first = seal("Апасы оору", keys.ring(), PLACE)
    assert keys.add() == "2"
    assert keys.ring().current == "2"
    assert keys.opened(with_first, PLACE) == "Апасы оору"


def test_a_forgotten_number_is_not_given_again(own_keys: Path) -> None:
    keys.add()
    keys.forget("1")
    assert list(keys.ring().keys) == ["2"]
    assert keys.add() == "3"


def test_a_house_that_has_keys_keeps_them(own_keys: Path) -> None:
    before = own_keys.read_bytes()
    keys.begin()
    assert own_keys.read_bytes() == before


def test_of_several_that_add_at_once_none_is_lost(own_keys: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        added = [one.result() for one in [several.submit(keys.add) for _ in range(8)]]
    assert sorted(map(int, added)) == list(range(2, 10))
    assert set(keys.ring().keys) == {"1", *added}


def test_another_file_of_the_same_moment_is_read(own_keys: Path) -> None:
    moment = own_keys.stat().st_mtime_ns
    assert keys.ring().current == "1"
    keys.add()
    os.utime(own_keys, ns=(moment, moment))
    assert keys.ring().current == "2"


def test_for_a_key_that_is_not_known_the_file_is_read_again(own_keys: Path) -> None:
    """A folder in a network tells late that a file has changed: here it never does."""
    old = keys.ring()
    found, key = own_keys.stat(), new_key()
    with own_keys.open("r+") as file:
        file.write(line("2", key))
    os.utime(own_keys, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert keys.ring() is old
    assert keys.opened(seal("Апасы оору", keys.Ring({"2": key}, "2"), PLACE), PLACE) == "Апасы оору"


def test_a_key_that_is_nowhere_is_said_to_be(own_keys: Path) -> None:
    with pytest.raises(KeyUnknown, match="7"):
        keys.opened(seal("x", keys.Ring({"7": new_key()}, "7"), PLACE), PLACE)


def test_a_link_to_a_stick_stays_a_link(own_keys: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    own_keys.rename(stick / "sealed.keys")
    own_keys.symlink_to(stick / "sealed.keys")
    keys.add()
    assert own_keys.is_symlink()
    assert len((stick / "sealed.keys").read_text().splitlines()) == 2


def test_without_the_file_it_says_which_is_missing(own_keys: Path) -> None:
    own_keys.unlink()
    assert keys.known() == {}
    with pytest.raises(KeysRefused, match=r"The keys of this house are missing: .*sealed\.keys\. Put the file back"):
        keys.ring()


GOOD = base64.b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"1", f"1 {GOOD} x".encode(), f"1 {GOOD[:-8]}".encode(), f"1 {GOOD}A".encode(),
        f"one {GOOD}".encode(), f"1_ {GOOD}".encode(), f"1 {GOOD}\n1 {GOOD}".encode(), f"-1 {GOOD}".encode(),
        f"01 {GOOD}".encode(),
        f"1 {GOOD}\n2".encode(), b"\xff\xfe\x00", "\u0661 ".encode() + GOOD.encode(), b"1 " + b"\xd3\xa9" * 20,
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_and_left_as_it_is(own_keys: Path, content: bytes) -> None:
    own_keys.write_bytes(content)
    for doing in (keys.ring, keys.add, keys.begin, keys.known):
        with pytest.raises(KeysRefused, match="The file of keys is damaged"):
            doing()
    assert own_keys.read_bytes() == content


def test_a_file_that_cannot_be_read_or_written_is_refused_in_words(own_keys: Path) -> None:
    own_keys.unlink()
    own_keys.mkdir()
    with pytest.raises(KeysRefused, match=r"The file of keys cannot be read: .*\(Is a directory\)"):
        keys.ring()
    own_keys.rmdir()
    own_keys.parent.rename(own_keys.parent.with_name("away"))
    own_keys.parent.write_text("a file in the folder's place")
    with pytest.raises(KeysRefused, match=r"The file of keys cannot be written: .*\(File exists\)"):
        keys.begin()


def test_a_file_with_empty_lines_and_another_ending_is_read(own_keys: Path) -> None:
    own_keys.write_bytes(own_keys.read_bytes().replace(b"\n", b"\r\n") + b"\n\n")
    assert keys.ring().current == "1"
