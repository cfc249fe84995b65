"""Who works on a case of protection, and when a report is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mektepke.casework.causes import Cause
from mektepke.casework.models import Report
from mektepke.casework.protection.rules import CAUSE_OF, Keeper, is_late, keeper

NOW = datetime(2014, 11, 17, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("officer", [True, False])
def test_a_pedagogue_who_is_part_of_it_never_keeps_the_case(officer: bool) -> None:
    for head in (True, False):
        assert keeper(pedagogue=True, head=head, officer=officer) is Keeper.MUNICIPALITY


def test_a_head_who_is_part_of_it_takes_the_case_from_the_school_if_somebody_can_have_it() -> None:
    assert keeper(pedagogue=False, head=True, officer=True) is Keeper.MUNICIPALITY
    assert keeper(pedagogue=False, head=True, officer=False) is Keeper.SCHOOL


def test_otherwise_it_is_the_pedagogues() -> None:
    assert keeper(pedagogue=False, head=False, officer=True) is Keeper.SCHOOL


def test_every_danger_is_a_cause_of_the_list() -> None:
    assert set(CAUSE_OF) == set(Report.Danger.values)
    assert set(CAUSE_OF.values()) <= set(Cause.values)


def test_a_report_is_late_after_its_hour_and_never_once_it_is_made() -> None:
    assert is_late(NOW - HOUR, None, now=NOW)
    assert not is_late(NOW, None, now=NOW)
    assert not is_late(NOW - HOUR, NOW, now=NOW)
