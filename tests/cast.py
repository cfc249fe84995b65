"""The people and places of all tests. Made up: no such village, no such teacher.

`here` and `there` are two schools in two villages of two municipalities of one district. Whoever belongs to one has no
business with the other's children; that is what most tests about permission are about.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save

from mektepke.base.clock import SCHOOL_TIME
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.places.models import GradeScheme, Place, School, SchoolCalendar, SchoolClass, SchoolYear, Term
from mektepke.pupils.models import Child, Enrolment, Guardian, Household

PASSWORD = "a herd of 30 sheep"
YEAR_BEGINS = date(2014, 9, 1)
# The lists were typed in before the first lesson, so that every class owes its registers from then on.
ENTERED_AT = datetime(2014, 8, 30, 9, tzinfo=SCHOOL_TIME)
YEAR_ENDS = date(2015, 5, 25)
TERMS = (
    (date(2014, 9, 1), date(2014, 11, 2)),
    (date(2014, 11, 10), date(2014, 12, 30)),
    (date(2015, 1, 12), date(2015, 3, 20)),
    (date(2015, 4, 1), date(2015, 5, 25)),
)


@dataclass(frozen=True)
class Side:
    """One municipality with its village and school, one class of six, and the people who work there."""

    municipality: Place
    village: Place
    school: School
    school_class: SchoolClass
    pupils: list[Child]
    teacher: Person
    pedagogue: Person
    head: Person
    group_member: Person
    municipality_officer: Person
    deputy: Person
    protection_officer: Person


@dataclass(frozen=True)
class Cast:
    """Both sides, those who work above them, and a stranger: an account without any role."""

    district: Place
    year: SchoolYear
    here: Side
    there: Side
    district_officer: Person
    programme_manager: Person
    auditor: Person
    administrator: Person
    stranger: Person

    def people(self) -> list[Person]:
        """Everybody with an account."""
        everything = [getattr(part, field.name) for part in (self.here, self.there, self) for field in fields(part)]
        return [found for found in everything if isinstance(found, Person)]


def raise_the_cast() -> Cast:
    """Write everybody and everything into the database."""
    year = school_year()
    oblast = Place.objects.create(level="oblast", name_ky="Түштүк", name_ru="Юг", name_en="South")
    district = Place.objects.create(
        level="district", name_ky="Тоолуу", name_ru="Горный", name_en="Mountain", parent=oblast
    )
    return Cast(
        district=district,
        year=year,
        here=_here(district, year),
        there=_there(district, year),
        district_officer=person("aibek", "Назаров Айбек", Role.DISTRICT, place=district),
        programme_manager=person("meerim", "Исакова Мээрим", Role.PROGRAMME, place=district),
        auditor=person("daniyar", "Турдуев Данияр", Role.AUDITOR, place=district),
        administrator=person("cholpon", "Маматова Чолпон", Role.ADMINISTRATOR, place=district),
        stranger=person("ruslan", "Белов Руслан"),
    )


# Nearly every test begins with the cast, so it is made once and from then on written in one statement a table.
_made: list[bytes] = []


def cast_again() -> Cast:
    """The same cast with the same keys as in the test before, in a house that does not have it."""
    if not _made:
        _made.append(_make())
    else:
        rows, _cast = pickle.loads(_made[0])  # noqa: S301 - written by these tests themselves
        for model, found in _by_model(rows).items():
            model._default_manager.bulk_create(found)
    return pickle.loads(_made[0])[1]  # type: ignore[no-any-return]  # noqa: S301


def _make() -> bytes:
    rows: list[Model] = []

    def keep(instance: Model, created: bool, **_told: Any) -> None:
        if created:
            rows.append(instance)

    post_save.connect(keep)
    try:
        cast = raise_the_cast()
    finally:
        post_save.disconnect(keep)
    return pickle.dumps((rows, cast))


def _by_model(rows: list[Model]) -> dict[type[Model], list[Model]]:
    found: dict[type[Model], list[Model]] = defaultdict(list)
    for row in rows:
        found[type(row)].append(row)
    return found


def school_year() -> SchoolYear:
    """2014–15 with its four terms."""
    year = SchoolYear.objects.create(code="2014-15", starts=YEAR_BEGINS, ends=YEAR_ENDS)
    for number, (starts, ends) in enumerate(TERMS, start=1):
        Term.objects.create(year=year, number=number, starts=starts, ends=ends)
    return year


def person(
    username: str, name: str, role: Role | None = None, *, hours: int = 20, **where: Place | School | SchoolClass
) -> Person:
    """An account with the cast's password, and with a role since the first day of school if one is given."""
    family_name, given_name = name.split()
    made = Person.objects.create_user(username, PASSWORD, family_name=family_name, given_name=given_name)
    if role is not None:
        Assignment.objects.create(person=made, role=role, starts=YEAR_BEGINS, hours_a_week=hours, **where)
    return made


def pupil(
    school_class: SchoolClass,
    family_name: str,
    given_name: str,
    *,
    sex: str = "",
    phone: str = "",
    listed_at: datetime = ENTERED_AT,
) -> Child:
    """A child of a household in the school's village, on the roll since the first day, with a mother to call."""
    household = Household.objects.create(village=school_class.school.village, street="Мектеп көчөсү")
    Guardian.objects.create(
        household=household, full_name=f"{family_name} Гүлсара", relation="mother", phone=phone, call_first=True
    )
    child = Child.objects.create(
        household=household, family_name=family_name, given_name=given_name, sex=sex,
        birth_date=date(YEAR_BEGINS.year - 6 - school_class.grade, 3, 12), made_up=True, added_at=ENTERED_AT,
    )  # fmt: skip
    Enrolment.objects.create(child=child, school_class=school_class, starts=YEAR_BEGINS, listed_at=listed_at)
    return child


def more_pupils(school_class: SchoolClass, number: int) -> list[Child]:
    """As many more pupils, numbered: «Окуучу 7»."""
    return [pupil(school_class, "Окуучу", str(place)) for place in range(1, number + 1)]


def _here(district: Place, year: SchoolYear) -> Side:
    municipality = Place.objects.create(
        level="municipality", name_ky="Алмалуу", name_ru="Алмалу", name_en="Almaluu", parent=district
    )
    village = Place.objects.create(
        level="village", name_ky="Алма-Суу", name_ru="Алма-Суу", name_en="Alma-Suu", parent=municipality
    )
    school = _school("ALM-01", village, year, ("Алма-Суу мектеби", "Алма-Сууйская школа", "Alma-Suu school"))
    school_class = SchoolClass.objects.create(school=school, year=year, grade=6, letter="А")
    return Side(
        municipality=municipality,
        village=village,
        school=school,
        school_class=school_class,
        pupils=[
            pupil(school_class, "Абдиева", "Айпери", sex="girl", phone="+996777000001"),
            pupil(school_class, "Жоробаев", "Нурлан", sex="boy", phone="+996777000002"),
            pupil(school_class, "Камчиев", "Өмүрбек", sex="boy", phone="+996777000003"),
            pupil(school_class, "Ормонова", "Сезим", sex="girl", phone="+996777000004"),
            pupil(school_class, "Токтосунов", "Эрлан", sex="boy", phone="+996777000005"),
            pupil(school_class, "Эшматова", "Үмүт", sex="girl"),
        ],
        teacher=person("asel", "Садыкова Асел", Role.TEACHER, school_class=school_class),
        pedagogue=person("nurgul", "Токтоматова Нургүл", Role.PEDAGOGUE, school=school),
        head=person("bakyt", "Ормонов Бакыт", Role.HEAD, school=school),
        group_member=person("zuura", "Камчиева Зуура", Role.GROUP_MEMBER, place=village),
        municipality_officer=person("esen", "Жумаев Эсен", Role.MUNICIPALITY, place=municipality),
        deputy=person("roza", "Исмаилова Роза", Role.DEPUTY, school=school),
        protection_officer=person("aida", "Кадырова Аида", Role.PROTECTION, place=municipality),
    )


def _there(district: Place, year: SchoolYear) -> Side:
    municipality = Place.objects.create(
        level="municipality", name_ky="Терек", name_ru="Терек", name_en="Terek", parent=district
    )
    village = Place.objects.create(
        level="village", name_ky="Терек-Башы", name_ru="Терек-Баши", name_en="Terek-Bashy", parent=municipality
    )
    school = _school("TER-01", village, year, ("Терек-Башы мектеби", "Терек-Башинская школа", "Terek-Bashy school"))
    school_class = SchoolClass.objects.create(school=school, year=year, grade=5, letter="Б")
    return Side(
        municipality=municipality,
        village=village,
        school=school,
        school_class=school_class,
        pupils=[
            pupil(school_class, "Бекова", "Нуриза", sex="girl", phone="+996777000011"),
            pupil(school_class, "Ибраимов", "Азамат", sex="boy", phone="+996777000012"),
            pupil(school_class, "Чоюбекова", "Жазгүл", sex="girl"),
        ],
        teacher=person("gulnara", "Осмонова Гүлнара", Role.TEACHER, school_class=school_class),
        pedagogue=person("samat", "Рахимов Самат", Role.PEDAGOGUE, school=school),
        head=person("jyldyz", "Абдиева Жылдыз", Role.HEAD, school=school),
        group_member=person("tilek", "Сапаров Тилек", Role.GROUP_MEMBER, place=village),
        municipality_officer=person("kuban", "Эркинов Кубан", Role.MUNICIPALITY, place=municipality),
        deputy=person("asan", "Молдоев Асан", Role.DEPUTY, school=school),
        protection_officer=person("bermet", "Сатарова Бермет", Role.PROTECTION, place=municipality),
    )


def _school(code: str, village: Place, year: SchoolYear, names: tuple[str, str, str]) -> School:
    ky, ru, en = names
    school = School.objects.create(code=code, village=village, name_ky=ky, name_ru=ru, name_en=en)
    scheme, _made = GradeScheme.objects.get_or_create(code="11", defaults={"last_grade": 11})
    SchoolCalendar.objects.create(school=school, year=year, scheme=scheme)
    return school
