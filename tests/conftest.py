"""What holds for every test: no network, and a day that does not move."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from datetime import date
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from mektepke.base import clock
from mektepke.trail import triggers
from tests.cast import Cast, cast_again

# Two cores shared by everything are now and then slow; that is no fault of the code under test.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# The Monday on which the demo's story begins.
MONDAY = date(2014, 11, 17)

_connect = socket.socket.connect


def _is_here(address: Any) -> bool:
    """Whether an address is on this machine: a file's path, `localhost`, or a loopback number."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _connect_here(self: socket.socket, address: Any) -> None:
    if not _is_here(address):
        raise ConnectionRefusedError(f"A test wanted to reach {address[0]}. Tests stay on this machine.")
    _connect(self, address)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks for a database is run again: a rule without one cannot fail there in another way."""
    if connection.vendor != "postgresql":
        return
    again = [item for item in items if _asks_for_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def _asks_for_a_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & {"db", "transactional_db"})


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A school has no network for days; a test that needs one is a program that needs one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_here)
        yield


@pytest.fixture(autouse=True)
def today() -> Iterator[date]:
    """Today is pinned for every test; one that needs another day calls `clock.set_today` itself."""
    clock.set_today(MONDAY)
    yield MONDAY
    clock.set_today(None)


@pytest.fixture(autouse=True, scope="session")
def emptied_between_tests() -> Iterator[None]:
    """The trail lets nobody delete, but after a test that commits everything has to go: its triggers step aside.

    Emptying ends with Django's signal after migrations, which makes them again.
    """
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def step_aside(self: TransactionTestCase) -> None:
        triggers.drop()
        empty(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", step_aside)
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Two schools and everybody around them (tests/cast.py)."""
    # The keys are those of the test before, and so is what the house remembers of them for half a minute.
    cache.clear()
    return cast_again()
