"""Beginning an empty house: places down to one school, the school year, and the first administrator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from mektepke.base import clock
from mektepke.people import actions
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.places import actions as places
from mektepke.places.models import DayChange, Place, School, SchoolYear
from mektepke.places.rules import Level, UsualYear
from mektepke.sheets.names import FullName


@dataclass(frozen=True, slots=True)
class Names:
    """A name in Kyrgyz, and in Russian and English where somebody has said them."""

    ky: str
    ru: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What has to be known to begin; `places` has a name for every level."""

    places: Mapping[Level, Names]
    school: Names
    school_code: str
    year: UsualYear
    grades: str
    days_a_week: int
    administrator: FullName
    language: str = "ky"


def is_empty() -> bool:
    """Whether nothing was begun yet."""
    return not (Person.objects.exists() or Place.objects.exists() or SchoolYear.objects.exists())


def waiting_administrator() -> Person | None:
    """The only account of a house in which nobody ever signed in: its code may have been lost before it was read."""
    people = list(Person.objects.all()[:2])
    if len(people) != 1 or people[0].last_login or people[0].has_usable_password():
        return None
    return people[0]


@transaction.atomic
def begin_house(answers: Answers) -> tuple[Person, str]:
    """Write all of it or nothing. Returns the administrator and the one-time code. Raises ValidationError."""
    oblast, village = _places(answers)
    year = _year(answers.year)
    school = places.add_school(
        school=School(village=village, code=answers.school_code, **_named(answers.school)), by=None
    )
    schemes = places.grade_schemes(by=None)
    places.begin_school_year(
        school=school, year=year, days_a_week=answers.days_a_week, scheme=schemes[answers.grades], classes=[],
        language="ky", by=None,
    )  # fmt: skip
    name = answers.administrator
    person = actions.add_person(
        family_name=name.family, given_name=name.given, patronymic=name.patronymic, role=Role.ADMINISTRATOR,
        where=oblast, starts=clock.today(), language=answers.language, by=None,
    )  # fmt: skip
    return person, actions.new_code(person=person, by=None)


def _places(answers: Answers) -> tuple[Place, Place]:
    """The oblast and the village."""
    made: list[Place] = []
    for level in Level:
        place = Place(level=level.value, parent=made[-1] if made else None, **_named(answers.places[level]))
        made.append(places.add_place(place=place, by=None))
    return made[0], made[-1]


def _year(usual: UsualYear) -> SchoolYear:
    year = SchoolYear(code=usual.code, starts=usual.starts, ends=usual.ends)
    places.keep_year(year=year, terms=usual.terms, by=None)
    for day in usual.holidays:
        places.change_day(school=None, day=day, kind=DayChange.Kind.HOLIDAY, by=None)
    return year


def _named(names: Names) -> dict[str, str]:
    return {"name_ky": names.ky, "name_ru": names.ru, "name_en": names.en}
