"""Whoever carries the database away, and not the keys, carries away no word that was told in confidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from mektepke.pupils.models import Child
from tests.promises.full_house import raise_the_house
from tests.promises.test_sealed import SEALED_WORDS


@pytest.mark.django_db(transaction=True)
def test_the_files_of_the_database_hold_no_word_that_was_sealed() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are its own; what stands in its tables is a promise")
    house = raise_the_house()
    file = Path(connection.settings_dict["NAME"])
    content = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    words = [f"{full.mark}-{word}" for full in (house.here, house.there) for word in SEALED_WORDS]
    assert [word for word in words if word.encode() in content] == []
    assert f"{house.here.mark}-уруу".encode() in content, "names are in it"
    assert Child.objects.filter(given_name=f"{house.here.mark}-ысым-аа").get().helps_in_class
