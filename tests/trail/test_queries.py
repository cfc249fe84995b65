"""Reading the trail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from mektepke.base import clock
from mektepke.base.clock import SCHOOL_TIME
from mektepke.trail import actions, queries
from mektepke.trail.models import Change
from mektepke.trail.rules import Head
from tests.cast import Cast
from tests.trail.conftest import record_one

pytestmark = pytest.mark.django_db


def at(day: date, hour: int, action: str = "case.opened") -> Change:
    """A change at an hour of the school's clock."""
    moment = datetime.combine(day, time(hour), SCHOOL_TIME)
    return Change.objects.create(at=moment, action=action, subject_kind="casework.case", subject_key=uuid4())


def test_looks_at_a_child_are_that_childs_and_the_latest_first() -> None:
    child = uuid4()
    first = actions.looked(by=uuid4(), child=child, page="child", reason="teacher")
    actions.looked(by=uuid4(), child=uuid4(), page="child", reason="teacher")
    second = actions.looked(by=uuid4(), child=child, page="case", reason="pedagogue")
    assert list(queries.looks_at(child)) == [second, first]


def test_changes_of_a_record_are_found_by_the_record_or_its_key(cast: Cast) -> None:
    child = cast.here.pupils[0]
    change = actions.record(by=None, action="child.corrected", subject=child)
    actions.record(by=None, action="child.corrected", subject=("pupils.guardian", child.pk))
    assert list(queries.changes_of(child)) == [change]
    assert list(queries.changes_of(("pupils.child", child.pk))) == [change]


def test_days_are_the_schools_and_both_ends_count() -> None:
    monday = date(2014, 11, 17)
    late_on_sunday = at(monday - timedelta(days=1), 23)
    early, late = at(monday, 0), at(monday, 23)
    early_on_tuesday = at(monday + timedelta(days=1), 0)
    assert list(queries.changes(since=monday, until=monday)) == [late, early]
    assert list(queries.changes(since=monday)) == [early_on_tuesday, late, early]
    assert list(queries.changes(until=monday)) == [late, early, late_on_sunday]


def test_changes_are_found_by_action() -> None:
    closed = at(clock.today(), 9, "case.closed")
    at(clock.today(), 9)
    assert list(queries.changes(action="case.closed")) == [closed]


def test_page_by_page_every_change_comes_once() -> None:
    moment = clock.now()
    for number in range(25):
        # Half of them at the very same moment, as an import writes them.
        when = moment if number % 2 else moment - timedelta(minutes=number)
        Change.objects.create(at=when, action="a", subject_kind="b.c", subject_key=uuid4())
    seen: list[UUID] = []
    last = None
    while page := list(queries.changes(before=last)[:7]):
        seen += [change.pk for change in page]
        last = page[-1]
    assert seen == [change.pk for change in queries.changes()]
    assert len(set(seen)) == 25


def test_the_head_is_the_last_seal() -> None:
    assert queries.head() == Head(0, "0" * 64)
    record_one()
    actions.seal()
    assert queries.head().number == 1
    assert queries.last_verification() is None
