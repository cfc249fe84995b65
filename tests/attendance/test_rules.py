"""What a register's content means, without a database."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mektepke.attendance.rules import (
    MOST_LESSONS,
    GivenReason,
    MarkGiven,
    MarkKind,
    Marks,
    NotThere,
    Outcome,
    Rate,
    changes,
    clash,
    kind_of,
    kind_of_day,
    merge,
    month_span,
    not_there,
    reason_of_day,
    total,
    weeks,
)

CHILDREN = [UUID(int=number) for number in range(1, 6)]
GIVEN = st.builds(
    MarkGiven,
    st.sampled_from(MarkKind),
    st.sampled_from(["", "illness", "work"]),
    st.sampled_from([None, True, False]),
    st.none() | st.integers(1, MOST_LESSONS),
)
MARKS = st.dictionaries(st.sampled_from(CHILDREN), GIVEN)
ABSENT = MarkGiven(MarkKind.ABSENT)


@given(arrived=MARKS, based_on=st.integers(0, 5))
def test_the_first_register_is_new_whatever_it_says(arrived: Marks, based_on: int) -> None:
    assert merge(stored=None, version=0, arrived=arrived, based_on=based_on) is Outcome.NEW


@given(stored=MARKS, version=st.integers(1, 5), based_on=st.integers(0, 5))
def test_the_same_again_is_identical_on_whichever_version_it_builds(stored: Marks, version: int, based_on: int) -> None:
    again = dict(reversed(stored.items()))
    assert merge(stored=stored, version=version, arrived=again, based_on=based_on) is Outcome.IDENTICAL


@given(stored=MARKS, arrived=MARKS, version=st.integers(1, 5), based_on=st.integers(0, 5))
def test_other_content_is_an_update_only_of_the_version_that_was_seen(
    stored: Marks, arrived: Marks, version: int, based_on: int
) -> None:
    outcome = merge(stored=stored, version=version, arrived=arrived, based_on=based_on)
    if dict(stored) != dict(arrived):
        assert outcome is (Outcome.UPDATED if based_on == version else Outcome.CONFLICTING)


@given(first=MARKS, second=MARKS, third=MARKS)
def test_whatever_order_things_arrive_in_nothing_is_overwritten_unseen(
    first: Marks, second: Marks, third: Marks
) -> None:
    """A sender who saw version 1 and one who saw nothing: only the one who saw the stored version may replace it."""
    state, version = dict(first), 1
    for arrived, based_on in ((second, 0), (third, 1)):
        before = state
        outcome = merge(stored=state, version=version, arrived=arrived, based_on=based_on)
        if outcome is Outcome.UPDATED:
            assert based_on == version
            state, version = dict(arrived), version + 1
        else:
            assert state == before


@given(before=MARKS, after=MARKS)
def test_changes_are_all_that_lies_between_two_states(before: Marks, after: Marks) -> None:
    moved = dict(before)
    for change in changes(before, after):
        assert moved.get(change.child) == change.before
        assert change.fields()
        if change.after is None:
            del moved[change.child]
        else:
            moved[change.child] = change.after
    assert moved == dict(after)


@pytest.mark.parametrize(
    ("mark", "excused", "kind"),
    [
        (None, None, "present"),
        ("absent", None, "absent"),
        ("absent", False, "absent"),
        ("absent", True, "excused"),
        ("late", True, "late"),
        ("left_early", None, "left_early"),
    ],
)
def test_a_mark_is_shown_as_its_kind(mark: str | None, excused: bool | None, kind: str) -> None:
    assert kind_of(mark, excused=excused) == kind


@pytest.mark.parametrize(
    ("sessions", "kind"),
    [
        (["present"], "present"),
        (["present", "present"], "present"),
        (["absent", "present"], "late"),
        (["present", "excused"], "left_early"),
        (["excused", "excused"], "excused"),
        (["excused", "absent"], "absent"),
        (["late", "present"], "late"),
        (["late", "left_early"], "late"),
    ],
)
def test_a_day_in_two_parts_is_one_day(sessions: list[str], kind: str) -> None:
    assert kind_of_day(sessions) == kind


def test_an_unmarked_day_has_no_kind() -> None:
    with pytest.raises(ValueError, match="without a register"):
        kind_of_day([])


ILL, AT_WORK = MarkGiven(MarkKind.ABSENT, "illness"), MarkGiven(MarkKind.ABSENT, "work")
REFUSED = MarkGiven(MarkKind.ABSENT, "work", False)
EXCUSED = MarkGiven(MarkKind.ABSENT, "illness", True)


@pytest.mark.parametrize(
    ("sessions", "reason"),
    [
        ([ILL], GivenReason("illness", refused=False)),
        ([ILL, ABSENT], None),
        ([ABSENT, ILL], None),
        ([ILL, AT_WORK], GivenReason("illness", refused=False)),
        ([AT_WORK, ILL], GivenReason("work", refused=False)),
        ([ILL, REFUSED], GivenReason("illness", refused=True)),
        ([EXCUSED, AT_WORK], GivenReason("work", refused=False)),
        ([EXCUSED, ABSENT], None),
        ([ILL, None], GivenReason("illness", refused=False)),
        ([EXCUSED], None),
        ([MarkGiven(MarkKind.LATE, "work")], None),
        ([], None),
    ],
)
def test_a_day_has_a_reason_if_every_unexcused_absence_has_one(
    sessions: list[MarkGiven | None], reason: GivenReason | None
) -> None:
    assert reason_of_day(sessions) == reason


def test_a_whole_day_has_no_parts_beside_it() -> None:
    assert clash("morning", ["day"])
    assert clash("day", ["afternoon"])
    assert not clash("morning", ["afternoon", "morning"])
    assert not clash("day", ["day"])
    assert not clash("day", [])


def test_rates_are_added_as_counts() -> None:
    assert total([Rate(3, 3), Rate(0, 30)]) == Rate(3, 33)
    assert Rate(1, 4).percent == 25
    assert Rate().percent is None


def test_every_week_of_a_span_is_there() -> None:
    assert weeks(date(2014, 11, 13), date(2014, 11, 24)) == [date(2014, 11, 10), date(2014, 11, 17), date(2014, 11, 24)]
    assert weeks(date(2014, 11, 16), date(2014, 11, 16)) == [date(2014, 11, 10)]


def test_a_month_ends_on_its_last_day() -> None:
    assert month_span(date(2014, 12, 31)) == (date(2014, 12, 1), date(2014, 12, 31))
    assert month_span(date(2016, 2, 10)) == (date(2016, 2, 1), date(2016, 2, 29))


def test_who_was_missing_on_the_last_marked_day_is_told_since_when_in_a_row() -> None:
    first, second, third = CHILDREN[:3]
    days = [
        (date(2014, 11, 14), {first, second}),
        (date(2014, 11, 12), {first, third}),
        (date(2014, 11, 11), {first, second}),
        (date(2014, 11, 10), set[UUID]()),
        (date(2014, 11, 8), {first}),
    ]
    assert not_there(days) == {
        first: NotThere(date(2014, 11, 11), date(2014, 11, 14)),
        second: NotThere(date(2014, 11, 14), date(2014, 11, 14)),
    }
    assert not_there(days[3:]) == {}
    assert not_there([]) == {}
