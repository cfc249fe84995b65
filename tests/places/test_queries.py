"""Reading places: the order in which schools stand on pages."""

from __future__ import annotations

from datetime import date
from itertools import groupby

import pytest

from mektepke.attendance.queries import missing_today
from mektepke.desk.queries import officer_today
from mektepke.places.models import Place, School, SchoolClass
from mektepke.places.queries import by_municipality
from tests.cast import Cast, more_pupils


@pytest.fixture
def namesakes(cast: Cast) -> Cast:
    """Two municipalities of one name, without SOATE codes, whose schools' codes alternate."""
    Place.objects.filter(level="municipality").update(name_ky="Алмалуу", soate="")
    for number in range(1, 7):
        side = (cast.here, cast.there)[number % 2]
        school = School.objects.create(code=f"new-{number}", name_ky=f"№ {number}", village=side.village)
        more_pupils(SchoolClass.objects.create(school=school, year=cast.year, grade=1), 1)
    return cast


def test_the_schools_of_one_municipality_stand_beside_each_other(namesakes: Cast) -> None:
    municipalities = [
        place for place, _ in groupby(by_municipality(School.objects.all()), lambda one: one.village.parent)
    ]
    assert len(municipalities) == len(set(municipalities)) == 2


def test_each_municipality_is_one_line_where_registers_are_missing(namesakes: Cast, today: date) -> None:
    found = missing_today(namesakes.district_officer, today=today)
    assert [len(municipality.schools) for municipality in found] == [4, 4]


def test_each_municipality_is_one_row_of_the_officers_figures(namesakes: Cast, today: date) -> None:
    rows = officer_today(namesakes.district_officer, today=today).rows
    assert [row.schools for row in rows] == [4, 4]
