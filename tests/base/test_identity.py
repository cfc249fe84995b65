"""Keys."""

from __future__ import annotations

from datetime import date

from mektepke.base.identity import derived_key, new_key


def test_a_derived_key_is_the_same_on_every_phone_and_for_ever() -> None:
    assert str(derived_key("register", "6-Б", date(2014, 11, 17), "day")) == "c497b1a2-e44b-5920-a073-2e8f62fa4a06"
    assert derived_key("register", "6-Б", date(2014, 11, 18), "day") != derived_key(
        "register", "6-Б", date(2014, 11, 17), "day"
    )


def test_new_keys_sort_by_the_time_they_were_made() -> None:
    keys = [new_key() for _ in range(100)]
    assert keys == sorted(keys)
    assert {key.version for key in keys} == {7}
