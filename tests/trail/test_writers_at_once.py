"""Many people write while the trail is being sealed: nobody waits, nothing is sealed twice or forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction

from mektepke.trail import actions
from mektepke.trail.models import Change, Seal, Unsealed
from mektepke.trail.rules import unpack
from mektepke.trail.verification import verify
from tests.trail.conftest import record_one

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 60
ENOUGH, MANY = 60, 2000


def in_thread(work: Callable[[], object]) -> Callable[[], object]:
    """The work, leaving no connection open behind it."""

    def run() -> object:
        try:
            return work()
        finally:
            connection.close()

    return run


def sealed_keys() -> list[str]:
    """The key of every sealed entry, in the order of sealing."""
    return [member.key.hex for seal in Seal.objects.order_by("number") for member in unpack(bytes(seal.members))]


def test_four_writers_and_two_sealers() -> None:
    stop, sealed = threading.Event(), threading.Event()

    def write() -> int:
        # On SQLite a sealer may find no gap between four busy writers for a while: they write until it found one.
        for number in range(MANY):
            record_one()
            actions.looked(by=None, child=uuid4(), page="child", reason="teacher")
            if number >= ENOUGH and sealed.is_set():
                break
        return 2 * (number + 1)

    def seal_again_and_again() -> None:
        while not stop.wait(0.005):
            if actions.seal():
                sealed.set()

    with ThreadPoolExecutor(6) as pool:
        sealers = [pool.submit(in_thread(seal_again_and_again)) for _ in range(2)]
        writers = [pool.submit(in_thread(write)) for _ in range(4)]
        try:
            written = sum(writer.result(LONG) for writer in writers)
        finally:
            stop.set()
        for sealer in sealers:
            sealer.result(LONG)
    actions.seal()
    keys = sealed_keys()
    assert len(keys) == len(set(keys)) == written
    result = verify()
    assert (result.ok, result.entries, result.unsealed) == (True, written, 0)
    assert result.head.number > 1, "the sealers did not work while the writers did"


def test_one_who_commits_late_is_in_the_next_seal() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time: nobody can commit late")
    written, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record_one()
            written.set()
            assert go_on.wait(LONG)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(in_thread(write_slowly))
        assert written.wait(LONG)
        quick = record_one()
        assert actions.seal() == 1, "the sealer must not wait for the slow one"
        assert sealed_keys() == [quick.pk.hex]
        assert verify().ok
        go_on.set()
        slow.result(LONG)
    late = Change.objects.exclude(pk=quick.pk).get()
    assert late.pk < quick.pk, "its key is older than one that is sealed already"
    assert actions.seal() == 1
    assert sealed_keys() == [quick.pk.hex, late.pk.hex]
    assert verify().ok


def test_a_writer_does_not_wait_while_another_seals() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    record_one()
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        actions._wait_for_other_sealers()
        list(Unsealed.objects.select_for_update())
        pool.submit(in_thread(record_one)).result(LONG)
    assert Change.objects.count() == 2


def test_verifying_while_people_write_finds_nothing_wrong() -> None:
    found = []

    def write_and_seal() -> None:
        for _ in range(60):
            record_one()
            actions.seal()

    with ThreadPoolExecutor(2) as pool:
        workers = [pool.submit(in_thread(write_and_seal)) for _ in range(2)]
        while not all(worker.done() for worker in workers):
            found.append(verify().problem)
        for worker in workers:
            worker.result(LONG)
    assert len(found) > 1, "nothing was verified meanwhile"
    assert set(found) == {None}


def test_sealing_inside_another_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.seal()
