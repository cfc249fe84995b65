"""The barrier groups and the causes below them."""

from __future__ import annotations

from mektepke.casework.causes import GROUPS, Barrier, Cause, group_of


def test_every_cause_stands_below_exactly_one_barrier() -> None:
    listed = [cause for causes in GROUPS.values() for cause in causes]
    assert sorted(listed) == sorted(Cause)


def test_the_five_barriers_of_the_poster_are_there_and_none_is_empty() -> None:
    assert set(GROUPS) == set(Barrier)
    assert all(GROUPS.values())


def test_a_cause_knows_its_barrier() -> None:
    assert group_of("seasonal_work") is Barrier.COMMUNITY
    assert group_of("bullying") is Barrier.PEERS
