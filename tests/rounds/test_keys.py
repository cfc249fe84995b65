"""Keys and copies lie apart: no key is ever in a copy, and a copy without its keys is not brought back."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings

from mektepke.pupils.models import Child
from mektepke.rounds import archive
from mektepke.rounds.archive import Refused
from mektepke.rounds.backup import back_up
from mektepke.rounds.restore import restore
from mektepke.sealed import keys
from mektepke.sealed.actions import make_sure, proofs, rotate
from mektepke.sealed.keys import KeysRefused
from mektepke.sealed.models import Proof
from mektepke.sealed.rules import new_key
from tests.cast import Cast
from tests.rounds.conftest import everything, kept_houses
from tests.rounds.test_restore import remade


@pytest.fixture
def own_keys(settings: LazySettings, tmp_path: Path) -> Path:
    """A file of keys in the house's own home, as it lies there."""
    settings.SEALED_KEYS = tmp_path / "home" / "keys" / "sealed.keys"
    keys.begin()
    return settings.SEALED_KEYS


@pytest.fixture
def keyed(own_keys: Path, house: Cast) -> Cast:
    """The house with keys of its own."""
    Child.objects.update(helps_in_class="Алдыда отурса жакшы угат")
    return house


def holds_a_key(file: Path, own_keys: Path) -> bool:
    """Whether any key is in the archive, as text or as bytes, packed or unpacked."""
    texts = own_keys.read_text().split()[1::2]
    secrets = [text.encode() for text in texts] + [base64.b64decode(text) for text in texts]
    found, unpacked = archive.read(file), [file.read_bytes()]
    for number, part in enumerate(found.manifest.parts):
        target = file.with_name(f"part {number}")
        found.extract(part, target)
        unpacked.append(target.read_bytes())
        target.unlink()
    return any(secret in content for secret in secrets for content in unpacked)


def test_no_key_is_in_a_copy(keyed: Cast, own_keys: Path, tmp_path: Path) -> None:
    rotate()
    made = back_up(tmp_path / "copy.zip")
    assert made.manifest.proofs == proofs()
    assert list(made.manifest.proofs) == ["1", "2"]
    assert not holds_a_key(made.file, own_keys)


def test_not_even_where_somebody_has_put_them_among_the_uploaded_files(
    house: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.SEALED_KEYS = Path(settings.MEDIA_ROOT) / "2014" / "our.keys"
    Proof.objects.all().delete()
    make_sure()
    left = settings.SEALED_KEYS.with_name(".our.keys.new")
    left.write_bytes(settings.SEALED_KEYS.read_bytes())
    made = back_up(tmp_path / "copy.zip")
    assert [part.name for part in made.manifest.uploads] == ["uploads/2014/кат.txt"]
    assert not holds_a_key(made.file, settings.SEALED_KEYS)


def test_a_house_without_its_keys_is_not_copied(keyed: Cast, own_keys: Path, tmp_path: Path) -> None:
    """Whoever copies every night would else find out on the day when the copy is needed."""
    own_keys.unlink()
    with pytest.raises(KeysRefused, match="The keys of this house are missing"):
        back_up(tmp_path / "copy.zip")
    assert not (tmp_path / "copy.zip").exists()


def refused(file: Path) -> str:
    """In which words the copy is refused; nothing whatever has been touched."""
    before = keys.file().read_bytes() if keys.file().exists() else b""
    with pytest.raises(Refused) as refusal:
        restore(file, replace=True)
    assert kept_houses() == []
    assert (keys.file().read_bytes() if keys.file().exists() else b"") == before
    return str(refusal.value)


def test_a_copy_that_needs_a_key_which_is_not_here_is_refused(keyed: Cast, own_keys: Path, tmp_path: Path) -> None:
    first = own_keys.read_bytes()
    rotate()
    made, rows, both = back_up(tmp_path / "copy.zip"), everything(), own_keys.read_bytes()
    own_keys.write_bytes(first)
    assert refused(made.file) == (
        f"The copy needs key 2, which is not in {own_keys}. Put that house's file there first."
    )
    own_keys.unlink()
    assert "The copy needs key 1, which is not in" in refused(made.file)
    own_keys.write_text(f"1 {base64.b64encode(new_key()).decode()}\n")
    assert f"Key 1 in {own_keys} is not the copied house's." in refused(made.file)
    own_keys.write_text("1 x\n")
    with pytest.raises(KeysRefused, match="damaged"):
        restore(made.file, replace=True)
    own_keys.write_bytes(both)
    assert everything() == rows


def test_an_older_copy_opens_with_the_ring_of_today_and_is_rotated_again(
    keyed: Cast, own_keys: Path, tmp_path: Path
) -> None:
    made = back_up(tmp_path / "copy.zip")
    rotate()
    restore(made.file, replace=True)
    assert set(Child.objects.values_list("helps_in_class", flat=True)) == {"Алдыда отурса жакшы угат"}
    assert list(proofs()) == ["1", "2"]
    assert rotate().number == "2"
    assert set(Child.objects.values_list("helps_in_class", flat=True)) == {"Алдыда отурса жакшы угат"}


def test_a_copy_of_before_there_were_keys_needs_none(keyed: Cast, own_keys: Path, tmp_path: Path) -> None:
    made = back_up(tmp_path / "copy.zip")
    older = remade(made, tmp_path, lambda found: replace(found, proofs={}, format=1))
    assert archive.read(older).manifest.proofs == {}
    restore(older, replace=True)
    assert Child.objects.count() == 9
