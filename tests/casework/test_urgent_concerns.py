"""Whom a neighbour has called in danger stands first on Today, and takes nobody's place there."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.casework.queries import call_list
from mektepke.watch.concerns.actions import match
from tests.casework.story import all_miss, called, misses
from tests.cast import Cast, more_pupils
from tests.watch.concerns.written import write

pytestmark = pytest.mark.django_db


def listed(cast: Cast, today: date) -> list[str]:
    return [line.child.name for line in call_list(cast.here.pedagogue, today=today).lines]


def test_a_child_in_danger_stands_first_and_others_keep_their_places(cast: Cast, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 12)
    all_miss(cast.here, pupils[:5], today=today)
    before = listed(cast, today)
    assert 0 < len(before) < 5  # the day is full
    child = cast.here.pupils[0]
    match(concern=write(cast.here, urgent=True), child=child, by=cast.here.pedagogue)
    assert listed(cast, today) == [child.name, *before]
    called(cast, child, result="not_reached")
    assert sorted(listed(cast, today)) == sorted([child.name, *before])


def test_a_concern_that_is_not_urgent_comes_after_who_is_away(cast: Cast, today: date) -> None:
    away, named = cast.here.pupils[:2]
    misses(cast.here, away, 3, today=today)
    match(concern=write(cast.here), child=named, by=cast.here.pedagogue)
    assert listed(cast, today) == [away.name, named.name]
    step = call_list(cast.here.pedagogue, today=today).lines[1].step
    assert step.code == "home_visit"
