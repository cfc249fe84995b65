"""Thresholds, their bounds and their sources."""

from __future__ import annotations

import pytest

from mektepke.watch.rules.evidence import Rule
from mektepke.watch.rules.limits import DEFAULTS, NOTES, Limits, names


def test_every_limit_has_its_note_and_a_default_within_bounds() -> None:
    assert set(NOTES) == set(names())
    assert all(NOTES[name].allows(getattr(DEFAULTS, name)) for name in names())
    assert DEFAULTS.problems() == []


def test_the_defaults_are_those_of_the_field() -> None:
    assert (DEFAULTS.streak_days, DEFAULTS.streak_visit_within) == (3, 2)
    assert (DEFAULTS.september_watch, DEFAULTS.september_act) == (2, 5)
    assert (DEFAULTS.share_percent, DEFAULTS.share_after) == (10, 20)
    assert (DEFAULTS.drop_before, DEFAULTS.weekday_absent, DEFAULTS.weekday_of) == (40, 6, 10)
    assert (DEFAULTS.register_missing, DEFAULTS.no_absence_days) == (3, 15)


def test_a_programme_may_have_its_own() -> None:
    own = Limits().changed({"streak_days": 2})
    assert own.streak_days == 2
    assert own.share_percent == 10


@pytest.mark.parametrize(("name", "value"), [("streak_days", 1), ("streak_days", 21), ("share_percent", 0)])
def test_a_value_out_of_bounds_is_refused(name: str, value: int) -> None:
    with pytest.raises(ValueError, match=name):
        Limits().changed({name: value})


def test_an_unknown_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="no limit called courage"):
        Limits().changed({"courage": 3})


def test_limits_that_contradict_each_other_are_named() -> None:
    assert Limits(september_watch=5).problems() == ["september_act"]
    assert Limits(weekday_absent=11).problems() == ["weekday_absent"]
    assert Limits(drop_absent=11).problems() == ["drop_absent"]
    assert Limits(school_age_from=8, school_age_to=7).problems() == ["school_age_to"]


def test_every_rule_has_a_limit_but_the_first_day_and_what_a_neighbour_says() -> None:
    assert {note.rule for note in NOTES.values()} == set(Rule) - {Rule.ABSENT_TODAY, Rule.CONCERN}
