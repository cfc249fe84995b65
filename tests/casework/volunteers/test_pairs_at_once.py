"""Two at the same moment: a pair is heard once, a class is paired once, and nobody is told that the house broke."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from mektepke.casework.models import Pairing, PairNote
from mektepke.casework.volunteers.actions import tell
from mektepke.people.actions import DoneBefore
from tests.casework.volunteers.pairing import paired
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work: Callable[[], Any]) -> list[bool]:
    """Four times the same at the same time: which of them did something."""

    def once(_number: int) -> bool:
        try:
            work()
        except DoneBefore:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(once, range(4)))


@pytest.mark.parametrize("kind", PairNote.Kind.values)
def test_a_pair_is_heard_once(cast: Cast, kind: str) -> None:
    pair, *_others = paired(cast.here)
    done = at_once(lambda: tell(pair=pair, kind=kind, by=cast.here.pedagogue))
    assert sum(done) == PairNote.objects.count() == 1


def test_a_class_is_paired_once(cast: Cast) -> None:
    at_once(lambda: paired(cast.here, agreed=()))
    assert Pairing.objects.count() == 1
    assert Pairing.objects.get().pairs.count() == 3
