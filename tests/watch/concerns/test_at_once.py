"""Several processes take concerns in at the same time: together they let in no more than one of them would."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mektepke.watch.concerns.actions import TooMany
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.rules import ADDRESS_HOUR
from tests.cast import Cast
from tests.watch.concerns.written import write


@pytest.mark.django_db(transaction=True)
def test_who_writes_at_the_same_time_takes_turns(cast: Cast) -> None:
    def once(_number: int) -> bool:
        try:
            write(cast.here)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(once, range(2 * ADDRESS_HOUR)))
    assert sum(taken) == Concern.objects.count() == ADDRESS_HOUR
