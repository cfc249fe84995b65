"""A programme's own limits."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from mektepke.places.models import Programme
from mektepke.trail.models import Change
from mektepke.trail.words import field_words, kind_words
from mektepke.watch.actions import LimitsContradict, set_limits
from mektepke.watch.models import Threshold
from mektepke.watch.queries import limits_of, own_limits, programme_of
from mektepke.watch.words import LIMITS
from tests.cast import Cast

MONDAY = date(2014, 11, 17)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    made = Programme.objects.create(
        code="jm", name_ky="Жеткиликтүү мектеп", starts=date(2014, 6, 1), baseline_on=date(2014, 10, 31)
    )
    made.municipalities.add(cast.here.municipality)
    return made


def test_what_a_programme_sets_holds_at_its_schools(cast: Cast, programme: Programme) -> None:
    set_limits(programme=programme, own={"streak_days": 2}, by=cast.programme_manager)
    assert limits_of(cast.here.school, today=MONDAY).streak_days == 2
    assert limits_of(cast.there.school, today=MONDAY).streak_days == 3


def test_a_programme_overrules_the_house_and_only_while_it_lasts(cast: Cast, programme: Programme) -> None:
    set_limits(programme=None, own={"streak_days": 4, "share_percent": 12}, by=cast.programme_manager)
    set_limits(programme=programme, own={"streak_days": 2}, by=cast.programme_manager)
    limits = limits_of(cast.here.school, today=MONDAY)
    assert (limits.streak_days, limits.share_percent) == (2, 12)
    Programme.objects.update(ends=date(2014, 10, 31))
    assert limits_of(cast.here.school, today=MONDAY).streak_days == 4


def test_what_is_left_out_falls_back_to_its_default(cast: Cast) -> None:
    set_limits(programme=None, own={"streak_days": 4, "share_percent": 12}, by=cast.programme_manager)
    assert set_limits(programme=None, own={"streak_days": 4}, by=cast.programme_manager) == ["share_percent"]
    assert own_limits(None) == {"streak_days": 4}
    actions = list(Change.objects.order_by("id").values_list("action", "fields"))
    assert actions[-1] == ("threshold.unset", ["share_percent"])
    assert ("threshold.set", ["streak_days"]) in actions


def test_bad_limits_write_nothing(cast: Cast) -> None:
    with pytest.raises(ValueError, match="streak_days"):
        set_limits(programme=None, own={"streak_days": 1}, by=cast.programme_manager)
    with pytest.raises(LimitsContradict) as problem:
        set_limits(programme=None, own={"september_watch": 6}, by=cast.programme_manager)
    assert problem.value.names == ["september_act"]
    assert not Threshold.objects.exists()


def test_whose_limits_a_manager_sets(cast: Cast, programme: Programme) -> None:
    assert programme_of(cast.programme_manager) == programme
    assert programme_of(cast.here.head) is None


@pytest.mark.parametrize(("language", "kind"), [("ky", "эреженин чеги"), ("ru", "порог правила")])
def test_the_trail_names_a_limit_as_its_page_does(language: str, kind: str) -> None:
    change = Change(subject_kind="watch.threshold", fields=["streak_days"])
    with translation.override(language):
        assert kind_words(change.subject_kind) == kind
        assert field_words(change) == str(LIMITS["streak_days"])
        assert "streak" not in field_words(change)
