"""The morning's round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Household, OutOfSchool
from mektepke.rounds.command import run_morning
from mektepke.rounds.models import MorningRun
from mektepke.rounds.morning import by_municipality, morning
from mektepke.trail import triggers
from mektepke.trail.actions import seal
from mektepke.trail.models import Change, Verification
from mektepke.trail.queries import head
from tests.casework.story import misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def _in_no_school(cast: Cast, by: Person) -> Child:
    household = Household.objects.create(village=cast.here.village)
    child = Child.objects.create(household=household, family_name="Токоева", given_name="Гүлназ", birth_year=2005)
    OutOfSchool.objects.create(child=child, kind="never", found_on=date(2014, 9, 20), found_by=by)
    return child


def test_children_on_rolls_and_in_no_school_are_counted_once_by_municipality(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    _in_no_school(cast, cast.here.municipality_officer)
    run = morning(today=today)
    found = {entry.municipality.pk: entry.children for entry in by_municipality()}
    assert found == {cast.here.municipality.pk: 2}
    assert (run.schools, run.children_waiting) == (2, 2)


def test_the_round_seals_the_trail_and_keeps_its_head(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    run = morning(today=today)
    assert run.trail_head == str(head())
    assert head().number > 0


def test_a_second_round_finds_nothing_new(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    morning(today=today)
    assert morning(today=today).new_signals == 0


def test_an_earlier_morning_is_refused_in_words(cast: Cast, today: date) -> None:
    morning(today=today)
    said: list[object] = []
    assert run_morning(today=today - timedelta(days=1), echo=said.append) == 1
    assert "2014-11-17" in str(said[0])
    assert MorningRun.objects.count() == 1


def test_a_touched_trail_is_told_although_the_round_is_done(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    seal()
    touched = Change.objects.order_by("at")[0]
    triggers.drop()
    Change.objects.filter(pk=touched.pk).update(action="case.closed")
    said: list[object] = []
    with translation.override("en"):
        assert run_morning(today=today, echo=said.append) == 1
    words = "\n".join(map(str, said))
    assert f"A row was altered: change {touched.pk}" in words
    assert "1 child needs attention today." in words
    assert "The trail's head" not in words
    assert MorningRun.objects.count() == 1
    assert Verification.objects.get().problem == "altered_row"


def test_a_whole_trail_ends_well_with_its_head(cast: Cast, today: date) -> None:
    said: list[object] = []
    with translation.override("en"):
        assert run_morning(today=today, echo=said.append) == 0
    assert said[-1] == f"The trail's head: {head()}"


def test_a_morning_that_has_not_come_is_refused_in_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "pinned", lambda: False)
    said: list[object] = []
    with translation.override("en"):
        assert run_morning(today=clock.today() + timedelta(days=365), echo=said.append) == 1
        assert said == ["There is no morning of 2015-11-17 yet: today is 2014-11-17. Nothing was done."]
        assert run_morning(today=clock.today(), echo=said.append) == 0, "and the real one is not refused after it"
