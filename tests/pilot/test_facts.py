"""The figures of the poster, and places that carry the state's codes."""

from __future__ import annotations

import re
from datetime import date

from mektepke.pilot import facts, school_year

VILLAGES = [village for municipality in facts.PILOT for village in municipality.villages]


def test_schools_villages_and_municipalities_are_as_many_as_on_the_poster() -> None:
    assert (len(facts.schools()), len(VILLAGES), len(facts.PILOT)) == (22, 16, 4)
    assert (facts.SCHOOLS, facts.VILLAGES, facts.MUNICIPALITIES) == (22, 16, 4)


def test_the_schools_together_have_as_many_pupils_as_on_the_poster() -> None:
    assert sum(school.pupils for *_place, school in facts.schools()) == facts.PUPILS == 6968


def test_the_400_are_split_without_a_rest() -> None:
    assert facts.NEVER_CAME + facts.STOPPED_COMING + facts.LEFT_DURING_YEAR == facts.OUT_OF_SCHOOL == 400


def test_exactly_one_school_has_the_317_pupils_that_today_is_measured_with() -> None:
    assert [school.code for *_place, school in facts.schools() if school.pupils == 317] == [facts.FIRST_SCHOOL]


def test_every_code_is_that_of_a_village_in_its_municipality() -> None:
    for municipality in facts.PILOT:
        assert re.fullmatch(r"41705236\d{6}", municipality.soate)
        for village in municipality.villages:
            assert village.soate == "" or re.fullmatch(municipality.soate[:11] + r"\d{3}", village.soate)


def test_only_zhashtyk_has_no_code() -> None:
    assert [village.name.en for village in VILLAGES if not village.soate] == ["Zhashtyk"]


def test_every_place_has_three_names_and_kyrgyz_ones_are_spelt_in_kyrgyz() -> None:
    names = [place.name for place in (*facts.PILOT, *VILLAGES)]
    assert all(name.ky and name.ru and name.en for name in names)
    assert not [name.ky for name in names if "Джаны" in name.ky or "Озгерюш" in name.ky]
    assert {"Өзгөрүш", "Жаңы-Турмуш"} <= {village.name.ky for village in VILLAGES}


def test_the_baseline_is_a_school_day_everywhere_and_the_last_of_its_week_for_some() -> None:
    for *_place, school in facts.schools():
        assert facts.BASELINE in school_year.school_days(school)
        assert facts.TODAY in school_year.school_days(school)


def test_no_school_on_a_holiday_or_on_its_own_snow_days() -> None:
    for *_place, school in facts.schools():
        days = set(school_year.school_days(school))
        assert not days & {*school_year.HOLIDAYS, *school_year.SNOW.get(school.code, ())}
        assert not [day for day in days if day.weekday() >= school.days_a_week]
        assert date(2014, 11, 5) not in days


def test_a_snow_day_would_have_been_a_school_day() -> None:
    schools = {school.code: school for *_place, school in facts.schools()}
    for code, snow in school_year.SNOW.items():
        assert all(day.weekday() < schools[code].days_a_week for day in snow)
        assert all(any(first <= day <= last for first, last in school_year.TERMS) for day in snow)
