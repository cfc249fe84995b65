"""Two rounds at once: as if one had run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from mektepke.trail.models import Change
from mektepke.watch.actions import notice
from mektepke.watch.models import Signal
from tests.cast import Cast, more_pupils
from tests.watch.school import days_until, take

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_raise_each_signal_once(cast: Cast) -> None:
    more = more_pupils(cast.here.school_class, 60)
    take(
        cast.here.school_class, days_until(cast.here.school_class, SATURDAY), cast.here.teacher,
        dict.fromkeys(more[:25], "aaa"),
    )  # fmt: skip

    def one_round(_number: int) -> int:
        try:
            return notice(school=cast.here.school, today=MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        new = list(pool.map(one_round, range(4)))
    raised = Signal.objects.count()
    assert Signal.objects.filter(rule="days_in_a_row").count() == 25
    assert sum(new) == raised == Change.objects.filter(action="signal.raised").count()
