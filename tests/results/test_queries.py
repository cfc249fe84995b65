"""The programme's totals."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.utils import translation

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.places.models import Place, Programme, School
from mektepke.places.queries import school_days
from mektepke.results.command import figures
from mektepke.results.queries import house_totals, programme_totals
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(cast: Cast, today: date) -> Programme:
    """A programme in the municipality of `here`, its baseline on the Friday before today."""
    made = Programme.objects.create(
        code="ours", name_ky="Биздин программа", starts=date(2014, 6, 1), baseline_on=today - timedelta(days=3)
    )
    made.municipalities.add(cast.here.municipality)
    return made


def _away(cast: Cast, today: date, days: int, *, excused: bool | None = None) -> None:
    past = school_days(cast.here.school, first=today - timedelta(days=60), last=today - timedelta(days=3))
    for day in past[-days:]:
        marks = {cast.here.pupils[0].pk: MarkGiven(MarkKind.ABSENT, excused=excused)}
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)


def test_totals_count_the_programmes_places_only(cast: Cast, programme: Programme) -> None:
    totals = programme_totals(programme)
    assert (totals.pupils, totals.schools, totals.villages, totals.municipalities) == (6, 1, 1, 1)


def test_ten_marked_days_away_is_out_of_school(cast: Cast, programme: Programme, today: date) -> None:
    _away(cast, today, 10)
    rate = programme_totals(programme).out_of_school_rate
    assert (rate.numerator, rate.denominator, rate.on) == (1, 6, programme.baseline_on)


def test_excused_days_and_unmarked_days_do_not_make_a_child_out_of_school(
    cast: Cast, programme: Programme, today: date
) -> None:
    assert programme_totals(programme).pupils_out_of_school == 0
    _away(cast, today, 10, excused=True)
    assert programme_totals(programme).pupils_out_of_school == 0


def test_registers_after_the_day_asked_for_change_nothing(cast: Cast, programme: Programme, today: date) -> None:
    _away(cast, today, 10)
    assert programme_totals(programme, on=today - timedelta(days=30)).pupils_out_of_school == 0


def test_figures_are_json_with_numerator_denominator_and_date(cast: Cast, programme: Programme, today: date) -> None:
    _away(cast, today, 10)
    said: list[str] = []
    assert figures(echo=said.append, form="json") == 0
    told = json.loads(said[0])
    assert told["pupils"] == 6
    assert told["rates"]["pupils_out_of_school"] == {
        "numerator": 1,
        "denominator": 6,
        "percent": 16.67,
        "date": programme.baseline_on.isoformat(),
    }


def test_without_a_programme_all_schools_count_on_the_day_of_today(cast: Cast, today: date) -> None:
    _away(cast, today, 10)
    said: list[str] = []
    assert figures(echo=said.append, form="json") == 0
    told = json.loads(said[0])
    assert (told["programme"], told["date"]) == (None, today.isoformat())
    totals = house_totals(on=today)
    assert (told["schools"], told["villages"]) == (
        School.objects.count(),
        Place.objects.filter(level="village").count(),
    )
    assert told["municipalities"] == 2
    assert told["pupils"] == totals.pupils > 6
    assert told["pupils_out_of_school"] == 1
    figures(echo=said.append, form="lines")
    assert "programme" not in said[1]


def test_a_programme_that_is_not_there_is_named(cast: Cast, programme: Programme) -> None:
    said: list[str] = []
    assert figures(echo=said.append, form="lines", programme="theirs") == 1
    assert "theirs" in said[0]


def test_without_a_school_it_says_what_to_do(db: None) -> None:
    said: list[str] = []
    assert figures(echo=said.append, form="lines") == 1
    assert "mektepke begin" in said[0]


def test_who_looks_into_the_wrong_house_is_told_which_one_it_is(db: None) -> None:
    said: list[str] = []
    assert figures(echo=said.append, form="json", house="/elsewhere") == 1
    assert "/elsewhere" in said[1]


@pytest.mark.parametrize(("language", "pupils"), [("ky", "Окуучулар: 6"), ("ru", "Учащиеся: 6"), ("en", "Pupils: 6")])
def test_lines_are_in_the_terminals_language(cast: Cast, programme: Programme, language: str, pupils: str) -> None:
    said: list[str] = []
    with translation.override(language):
        assert figures(echo=said.append, form="lines") == 0
    lines = said[0].splitlines()
    assert pupils in lines
    assert len(lines) == 8
    assert not any("_" in line for line in lines)


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2015, 7, 1)])
def test_a_day_in_no_school_year_is_said_beside_the_figures(cast: Cast, day: date) -> None:
    said: list[str] = []
    with translation.override("en"):
        assert figures(echo=said.append, form="lines", on=day) == 0
        assert figures(echo=said.append, form="json", on=day) == 0
    assert said[0].splitlines()[-1] == "No school year contains this day."
    assert json.loads(said[1])["date"] == day.isoformat()
