"""A house to measure in: schools with full classes, a teacher for each client, children who are all made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from mektepke.base.identity import new_key
from mektepke.people.models import Assignment, Person
from mektepke.places.models import GradeScheme, Place, School, SchoolCalendar, SchoolClass, SchoolYear, Term
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child, Enrolment, Household

TODAY = date(2014, 11, 17)
PUPILS = 30


@dataclass(frozen=True, slots=True)
class Work:
    """One register to send: whose class it is, the day, and the three children who are absent."""

    teacher: Person
    school_class: UUID
    day: date
    absent: list[UUID]


def build(*, clients: int, classes_each: int) -> list[list[Work]]:
    """The work of each client: registers of several teachers, each of one class of 30, for all school days since
    September. Half of the clients send for each of two schools."""
    year = SchoolYear.objects.create(code="2014-15", starts=date(2014, 9, 1), ends=date(2015, 5, 25))
    Term.objects.create(year=year, number=1, starts=year.starts, ends=year.ends)
    scheme, _made = GradeScheme.objects.get_or_create(code="11", defaults={"last_grade": 11})
    schools = [_school(number, year, scheme) for number in (1, 2)]
    return [_client(number, schools[number % 2], year, classes_each) for number in range(clients)]


def _school(number: int, year: SchoolYear, scheme: GradeScheme) -> School:
    parent = None
    for level in ("oblast", "district", "municipality", "village"):
        parent = Place.objects.create(level=level, name_ky=f"{level} {number}", parent=parent)
    school = School.objects.create(code=f"S-{number}", name_ky=f"{number}-мектеп", village=parent)
    SchoolCalendar.objects.create(school=school, year=year, days_a_week=6, scheme=scheme)
    return school


def _client(number: int, school: School, year: SchoolYear, classes: int) -> list[Work]:
    days = school_days(school, first=year.starts, last=TODAY - timedelta(days=1))
    work = []
    for place in range(classes):
        letter = f"{number}{chr(ord('А') + place)}"
        school_class = SchoolClass.objects.create(school=school, year=year, grade=1 + number % 11, letter=letter)
        teacher = Person.objects.create_user(f"teacher{letter}", family_name="Мугалим", given_name=letter)
        Assignment.objects.create(person=teacher, role="teacher", school_class=school_class, starts=year.starts)
        pupils = _pupils(school_class, year.starts)
        work.append([Work(teacher, school_class.pk, day, _absent(pupils, day)) for day in days])
    # One after the other, as teachers of a school send them in a morning.
    return [entry for morning in zip(*work, strict=True) for entry in morning]


def _absent(pupils: list[UUID], day: date) -> list[UUID]:
    return [pupils[(day.day + step) % PUPILS] for step in (0, 7, 19)]


def _pupils(school_class: SchoolClass, since: date) -> list[UUID]:
    homes = [Household(id=new_key(), village=school_class.school.village) for _ in range(PUPILS)]
    Household.objects.bulk_create(homes)
    children = [
        Child(family_name="Окуучу", given_name=f"{place:02d}", household=home, birth_year=2004, made_up=True)
        for place, home in enumerate(homes)
    ]
    for child in children:
        child.keep_keys()
    Child.objects.bulk_create(children)
    Enrolment.objects.bulk_create(Enrolment(child=child, school_class=school_class, starts=since) for child in children)
    return [child.pk for child in children]
