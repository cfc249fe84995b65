"""The house in which all journeys happen: begun by hand, as any school's.

`mektepke begin`, the places and classes, the staff sheet and the pupil lists, by the same actions as the pages. What
these pages look like while somebody does it is a journey of its own (test_empty_house.py).
"""

from __future__ import annotations

import argparse
import re
import sqlite3
from collections.abc import Sequence
from copy import deepcopy
from datetime import date

from django.core.cache import cache
from django.db import connection

from mektepke.base import clock
from mektepke.people import actions as people
from mektepke.people.command import add_begin_words, begin
from mektepke.people.importing import actions as staff
from mektepke.people.models import Person
from mektepke.people.queries import Where
from mektepke.people.roles import Role
from mektepke.places import actions as places
from mektepke.places.models import GradeScheme, Place, School, SchoolClass, SchoolYear
from mektepke.pupils.importing.actions import load
from mektepke.pupils.models import Child
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.sheets.opening import open_book
from tests.cast import ENTERED_AT, PASSWORD, Cast, Side
from tests.sheets.books import Rows, xlsx

# Two days before the first lesson, as in most schools.
PREPARED_ON = ENTERED_AT.date()
ANSWERS = {
    "--oblast": "Түштүк / Юг / South",
    "--district": "Тоолуу / Горный / Mountain",
    "--municipality": "Алмалуу / Алмалу / Almaluu",
    "--village": "Алма-Суу / Алма-Суу / Alma-Suu",
    "--school": "Алма-Суу мектеби / Алма-Сууйская школа / Alma-Suu school",
    "--school-code": "ALM-01",
    "--year": "2014-15",
    "--admin": "Маматова Чолпон",
}
STAFF_HERE = (
    ("Ормонов Бакыт", "Директор", ""),
    ("Токтоматова Нургүл", "Социалдык педагог", ""),
    ("Садыкова Асел", "Класс жетекчи", "6-А"),
)
STAFF_THERE = (
    ("Абдиева Жылдыз", "Директор", ""),
    ("Рахимов Самат", "Социалдык педагог", ""),
    ("Осмонова Гүлнара", "Класс жетекчи", "5-Б"),
)
# A member of the village's initiative group, the municipality's officer, the deputy head, who protects children.
BESIDE_HERE = ("Камчиева Зуура", "Жумаев Эсен", "Исмаилова Роза", "Кадырова Аида")
BESIDE_THERE = ("Сапаров Тилек", "Эркинов Кубан", "Молдоев Асан", "Сатарова Бермет")
PUPILS_HERE = (
    ("Абдиева Айпери", "кыз", "0777 000 001"),
    ("Жоробаев Нурлан", "бала", "0777 000 002"),
    ("Камчиев Өмүрбек", "бала", "0777 000 003"),
    ("Ормонова Сезим", "кыз", "0777 000 004"),
    ("Токтосунов Эрлан", "бала", "0777 000 005"),
    ("Эшматова Үмүт", "кыз", ""),
)
PUPILS_THERE = (
    ("Бекова Нуриза", "кыз", "0777 000 011"),
    ("Ибраимов Азамат", "бала", "0777 000 012"),
    ("Чоюбекова Жазгүл", "кыз", ""),
)
MORE = [
    "Адыл",
    "Айбек",
    "Айгүл",
    "Айнура",
    "Акмат",
    "Алтынай",
    "Асан",
    "Бактыгүл",
    "Бекзат",
    "Бурул",
    "Гүлмира",
    "Данияр",
    "Жамиля",
    "Жылдыз",
    "Зарина",
    "Кубат",
    "Мирлан",
    "Назгүл",
    "Нурбек",
    "Самат",
    "Темир",
    "Уран",
    "Чынара",
    "Элнура",
]

_kept: list[tuple[Cast, sqlite3.Connection]] = []


def begun_by_hand() -> Cast:
    """The cast's places and people, in a house that began empty. Leaves the clock where it stood."""
    today = clock.today()
    clock.set_today(PREPARED_ON)
    administrator = signs_in(*begin_house())
    here, there = School.objects.get(), second_school(administrator)
    [class_here] = enter_classes(here, [ClassName(6, "А")], administrator)
    [class_there] = enter_classes(there, [ClassName(5, "Б")], administrator)
    district = Place.objects.get(level="district")
    cast = Cast(
        district=district,
        year=SchoolYear.objects.get(),
        here=_side(class_here, STAFF_HERE, PUPILS_HERE, BESIDE_HERE, administrator),
        there=_side(class_there, STAFF_THERE, PUPILS_THERE, BESIDE_THERE, administrator),
        district_officer=officer("Назаров Айбек", Role.DISTRICT, district, administrator),
        programme_manager=officer("Исакова Мээрим", Role.PROGRAMME, district, administrator),
        auditor=officer("Турдуев Данияр", Role.AUDITOR, district, administrator),
        administrator=administrator,
        stranger=Person.objects.create_user("ruslan", PASSWORD, family_name="Белов", given_name="Руслан"),
    )
    clock.set_today(today)
    return cast


def begun_once() -> Cast:
    """The same house for each test of a process, without beginning it a hundred times: SQLite can copy itself."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return begun_by_hand()
    if not _kept:
        cast, copy = begun_by_hand(), sqlite3.connect(":memory:")
        connection.connection.backup(copy)
        _kept.append((cast, copy))
    cast, copy = _kept[0]
    connection.ensure_connection()
    copy.backup(connection.connection)
    # The schools keep their keys: what one journey remembers of a day is not true in the next.
    cache.clear()
    return deepcopy(cast)


def begin_house() -> tuple[str, str]:
    """`mektepke begin`: sign-in name and code of the first administrator, as it prints them."""
    words, printed = argparse.ArgumentParser(), list[str]()
    add_begin_words(words)
    assert begin(words.parse_args([word for answer in ANSWERS.items() for word in answer]), echo=printed.append) == 0
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", "\n".join(printed))
    assert code is not None
    return Person.objects.get().username, code.group()


def signs_in(username: str, code: str) -> Person:
    """The first time: the code from the slip of paper, and a password."""
    found = people.try_code(username=username, code=code)
    assert found is not None
    signed_in = people.use_code(code=found, password=PASSWORD)
    assert signed_in is not None
    return signed_in


def second_school(by: Person) -> School:
    """Another municipality with a village and a school, as somebody types them in."""
    district = Place.objects.get(level="district")
    names = {"name_ky": "Терек", "name_ru": "Терек", "name_en": "Terek"}
    municipality = places.add_place(place=Place(level="municipality", parent=district, **names), by=by)
    names = {"name_ky": "Терек-Башы", "name_ru": "Терек-Баши", "name_en": "Terek-Bashy"}
    village = places.add_place(place=Place(level="village", parent=municipality, **names), by=by)
    names = {"name_ky": "Терек-Башы мектеби", "name_ru": "Терек-Башинская школа", "name_en": "Terek-Bashy school"}
    return places.add_school(school=School(code="TER-01", village=village, **names), by=by)


def _side(school_class: SchoolClass, workers: Rows, pupils: Rows, beside: Sequence[str], by: Person) -> Side:
    school = school_class.school
    village, municipality = school.village, school.village.parent
    assert municipality is not None
    head, pedagogue, teacher = load_staff(school, workers, by)
    return Side(
        municipality=municipality,
        village=village,
        school=school,
        school_class=school_class,
        pupils=load_pupils(school_class, pupils, head),
        teacher=teacher,
        pedagogue=pedagogue,
        head=head,
        group_member=officer(beside[0], Role.GROUP_MEMBER, village, by),
        municipality_officer=officer(beside[1], Role.MUNICIPALITY, municipality, by),
        deputy=officer(beside[2], Role.DEPUTY, school, by),
        protection_officer=officer(beside[3], Role.PROTECTION, municipality, by),
    )


def enter_classes(school: School, names: Sequence[ClassName], by: Person) -> list[SchoolClass]:
    """The classes of this year, as they stand on the doors."""
    year, scheme = SchoolYear.objects.get(), GradeScheme.objects.get(code="11")
    return places.begin_school_year(
        school=school, year=year, days_a_week=6, scheme=scheme, classes=names, language="ky", by=by
    )


def load_staff(school: School, workers: Rows, by: Person) -> list[Person]:
    """The staff sheet, looked at and confirmed; then everybody signs in once, with the code from their slip."""
    heads = ["№", "Аты-жөнү", "Кызматы", "Классы"]
    content = xlsx([heads, *[[place, *worker] for place, worker in enumerate(workers, start=1)]])
    kept = staff.keep_sheet(name="кызматкерлер.xlsx", content=content, school=school, by=by)
    given = staff.load_sheet(sheet=kept, digest=staff.plan_of(kept, by).digest, by=by)
    return [signs_in(person.username, code) for person, code in given]


def officer(name: str, role: Role, where: Where, by: Person) -> Person:
    """Somebody who is added by hand, and signs in once."""
    family_name, given_name = name.split()
    person = people.add_person(
        family_name=family_name, given_name=given_name, role=role, where=where, starts=clock.today(), by=by
    )
    return signs_in(person.username, people.new_code(person=person, by=by))


def load_pupils(school_class: SchoolClass, pupils: Rows, by: Person) -> list[Child]:
    """The list of a class: name, sex, and the phone of the mother. Gives the children as they stand on it."""
    born = date(school_class.year.starts.year - 6 - school_class.grade, 3, 12)
    heads = ["Окуучунун аты-жөнү", "Жынысы", "Энесинин телефону", "Туулган күнү", "Энеси", "Көчөсү"]
    rows = [[*pupil, born, f"{str(pupil[0]).split()[0]} Гүлсара", "Мектеп көчөсү"] for pupil in pupils]
    title = [[f"{school_class.name} класс"]]
    plan = load(book=open_book(xlsx([*title, heads, *rows]), name="окуучулар.xlsx"), school=school_class.school, by=by)
    assert not plan.reading.left_out, plan.reading.left_out
    known = {child.name: child for child in Child.objects.filter(enrolments__school_class=school_class)}
    return [known[str(pupil[0])] for pupil in pupils]


def more_pupils(school_class: SchoolClass, number: int, by: Person) -> list[Child]:
    """As many more pupils of the same family name, Окуучу; on the roll since the first day."""
    assert number <= len(MORE), f"Only {len(MORE)} more have names."
    today = clock.today()
    clock.set_today(PREPARED_ON)
    made = load_pupils(school_class, [(f"Окуучу {given_name}", "", "") for given_name in MORE[:number]], by)
    clock.set_today(today)
    return made
