"""Writing places, school years, calendars, schools and classes."""

from __future__ import annotations

from datetime import date

from mektepke.pilot import facts, school_year
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan
from mektepke.places.models import (
    DayChange,
    GradeScheme,
    Place,
    Programme,
    School,
    SchoolCalendar,
    SchoolClass,
    SchoolYear,
    Sequence,
    Term,
)

PROGRAMME = "accessible-school"
SCHEME = "11"


def write_places(plans: tuple[SchoolPlan, ...], keys: Keys) -> None:
    """Everything that is there before the first child: written once."""
    _write_tree(keys)
    _write_year()
    for plan in plans:
        _write_school(plan, keys)
    _write_programme(keys)


def _write_tree(keys: Keys) -> None:
    rows = [_place("oblast", *facts.OBLAST, None, keys), _place("district", *facts.DISTRICT, facts.OBLAST[1], keys)]
    for municipality in facts.PILOT:
        rows.append(_place("municipality", municipality.soate, municipality.name, facts.DISTRICT[1], keys))
        for village in municipality.villages:
            rows.append(_place("village", village.soate, village.name, municipality.name, keys))
    Place.objects.bulk_create(rows)


def _place(level: str, soate: str, name: facts.Name, parent: facts.Name | None, keys: Keys) -> Place:
    return Place(
        id=keys.place(name.en),
        level=level,
        soate=soate,
        parent_id=None if parent is None else keys.place(parent.en),
        name_ky=name.ky,
        name_ru=name.ru,
        name_en=name.en,
    )


def _write_year() -> None:
    GradeScheme.objects.get_or_create(code=SCHEME, defaults={"last_grade": 11})
    year = SchoolYear.objects.create(code=school_year.CODE, starts=school_year.STARTS, ends=school_year.ENDS)
    Term.objects.bulk_create(
        Term(year=year, number=number, starts=starts, ends=ends)
        for number, (starts, ends) in enumerate(school_year.TERMS, start=1)
    )


def _write_school(plan: SchoolPlan, keys: Keys) -> None:
    name, code = facts.school_name(plan.village, plan.school), plan.school.code
    school = School.objects.create(
        id=keys.school(code),
        code=code,
        village_id=keys.place(plan.village.name.en),
        name_ky=name.ky,
        name_ru=name.ru,
        name_en=name.en,
    )
    SchoolCalendar.objects.create(
        school=school, year_id=school_year.CODE, days_a_week=plan.school.days_a_week, scheme_id=SCHEME
    )
    Sequence.objects.create(school=school)
    SchoolClass.objects.bulk_create(
        SchoolClass(
            id=keys.school_class(code, place),
            school=school,
            year_id=school_year.CODE,
            grade=found.grade,
            letter=found.letter,
            language=found.language,
        )
        for place, found in enumerate(plan.classes)
    )


def _write_programme(keys: Keys) -> None:
    name = facts.PROGRAMME
    programme = Programme.objects.create(
        code=PROGRAMME,
        name_ky=name.ky,
        name_ru=name.ru,
        name_en=name.en,
        starts=facts.PROGRAMME_STARTS,
        ends=facts.PROGRAMME_ENDS,
        baseline_on=facts.BASELINE,
    )
    found = [keys.place(municipality.name.en) for municipality in facts.PILOT]
    programme.municipalities.set(Place.objects.filter(pk__in=found))


def write_day_changes(plans: tuple[SchoolPlan, ...], keys: Keys, *, until: date) -> None:
    """Holidays, known in advance, and the snow days that have come. A day that somebody entered stays as it is."""
    rows = [
        DayChange(id=keys.of("day", day.isoformat()), day=day, kind=DayChange.Kind.HOLIDAY)
        for day in school_year.HOLIDAYS
    ]
    rows += [
        DayChange(
            id=keys.of("day", plan.school.code, day.isoformat()),
            school_id=keys.school(plan.school.code),
            day=day,
            kind=DayChange.Kind.SNOW,
        )
        for plan in plans
        for day in school_year.SNOW.get(plan.school.code, ())
        if day <= until
    ]
    DayChange.objects.bulk_create(rows, ignore_conflicts=True)
