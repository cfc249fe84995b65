"""What a list is compared with. Whoever calls these has checked that the person may load lists at this school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from mektepke.base.names import search_key
from mektepke.places.models import Place as Village
from mektepke.places.models import School, SchoolCalendar, SchoolClass, SchoolYear
from mektepke.pupils.importing import reading
from mektepke.pupils.importing.planning import OnRecord
from mektepke.pupils.importing.rules import IN_NO_SCHOOL, Fields, GuardianKnown, Known, Place, Roll, Row
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.sheets import classes

CHUNK = 500
_CHILD = (
    "id", "household_id", "family_name", "given_name", "patronymic", "birth_date", "birth_year", "sex", "languages",
    "disability", "documents_missing",
)  # fmt: skip
_HOUSEHOLD = ("village_id", "street", "house", "migrant_parent", "poor_register_number")


def year_for_lists(today: date) -> SchoolYear | None:
    """The year that a list of today is about: this one; in summer the next, where it has been entered already."""
    found = SchoolYear.objects.filter(ends__gte=today).order_by("starts").first()
    return found or SchoolYear.objects.order_by("-starts").first()


def school_facts(school: School, year: SchoolYear, today: date) -> reading.School:
    """What reading a list must know of the school. Three queries."""
    calendar = SchoolCalendar.objects.filter(school=school, year=year).select_related("scheme").first()
    last_grade = calendar.scheme.last_grade if calendar else classes.HIGHEST
    return reading.School(school.village_id, _villages(school), last_grade, year.ends, today)


def _villages(school: School) -> dict[str, UUID]:
    """The villages of the school's district by folded name in any language; of two with one name, the nearer."""
    near = school.village.parent_id
    found = Village.objects.filter(level="village", parent__parent__children=near, valid_until__isnull=True)
    rows = found.values_list("pk", "parent_id", "name_ky", "name_ru", "name_en")
    villages: dict[str, UUID] = {}
    for key, _parent, *names in sorted(rows, key=lambda row: row[1] == near):
        villages |= {search_key(name): key for name in names if name}
    return villages


def unsafe_on_record(school: School, year: SchoolYear, today: date) -> OnRecord:
    """The school's classes of the year and every child it has or had. A fixed number of queries."""
    rolls = Enrolment.objects.filter(school_class=OuterRef("pk"))
    names = SchoolClass.objects.filter(school=school, year=year).values_list("grade", "letter", Exists(rolls))
    return OnRecord(
        year=year.pk,
        year_starts=year.starts,
        year_ends=year.ends,
        today=today,
        classes={_class_value(grade, letter): listed for grade, letter, listed in names},
        known=_known(school),
        expected=_expected(school),
    )


def class_keys(school: School, year: SchoolYear) -> dict[classes.SchoolClass, UUID]:
    """The keys of the school's classes of this year."""
    rows = SchoolClass.objects.filter(school=school, year=year).values_list("grade", "letter", "pk")
    return {_class_value(grade, letter): key for grade, letter, key in rows}


def _class_value(grade: int, letter: str) -> classes.SchoolClass:
    """As a list would be read: a class entered with a Latin A is found again."""
    found = classes.read_class(f"{grade}-{letter}" if letter else str(grade))
    return found if isinstance(found, classes.SchoolClass) else classes.SchoolClass(grade, letter)


def _known(school: School) -> list[Known]:
    rolls = _rolls(school)
    gone = _gone(school, [key for key, roll in rolls.items() if roll.ended])
    guardians = _guardians(school)
    rows = _children(school)
    for child, found in _in_no_school(school).items():
        rows.setdefault(child, found)
        rolls.setdefault(child, Roll(ended=IN_NO_SCHOOL))
    return [
        Known(key, household, fields, rolls[key], tuple(guardians.get(household, ())), key in gone)
        for key, (household, fields) in rows.items()
    ]


def _rolls(school: School) -> dict[UUID, Roll]:
    """Each child's last enrolment at this school; the open one if there is one."""
    rows = (
        Enrolment.objects.filter(school_class__school=school)
        .order_by("starts", "pk")
        .values_list(
            "child_id", "pk", "school_class__grade", "school_class__letter", "school_class__year_id", "mode", "starts",
            "reason_of_leaving", "ends",
        )
    )  # fmt: skip
    found: dict[UUID, Roll] = {}
    for child, key, grade, letter, year, mode, starts, reason, ends in rows:
        roll = Roll(key, _class_value(grade, letter), year, mode, starts, reason, ends)
        if child not in found or found[child].ended:
            found[child] = roll
    return found


def _gone(school: School, ended: Sequence[UUID]) -> set[UUID]:
    """Which children no longer on the roll are on another school's, or on the way to one."""
    found: set[UUID] = set()
    for start in range(0, len(ended), CHUNK):
        there = Enrolment.objects.filter(child__in=ended[start : start + CHUNK], ends__isnull=True)
        found |= set(there.values_list("child_id", flat=True))
    leaving = Transfer.objects.filter(from_enrolment__school_class__school=school, received_on__isnull=True)
    return found | set(leaving.values_list("child_id", flat=True))


def _children(school: School) -> dict[UUID, tuple[UUID, Fields]]:
    paths = [f"child__{name}" for name in _CHILD] + [f"child__household__{name}" for name in _HOUSEHOLD]
    rows = Enrolment.objects.filter(school_class__school=school).order_by().values_list(*paths).distinct()
    return dict(map(_fields, rows))


def _in_no_school(school: School) -> dict[UUID, tuple[UUID, Fields]]:
    """Children of the school's village whom somebody found to be in no school: the list may be how they come."""
    paths = [f"child__{name}" for name in _CHILD] + [f"child__household__{name}" for name in _HOUSEHOLD]
    return dict(map(_fields, _found_in_village(school).values_list(*paths)))


def _found_in_village(school: School) -> QuerySet[OutOfSchool]:
    return OutOfSchool.objects.in_sight().filter(child__household__village=school.village_id)


def _fields(row: tuple[object, ...]) -> tuple[UUID, tuple[UUID, Fields]]:
    key, household, *values = row
    names = (*_CHILD[2:], "village", *_HOUSEHOLD[1:])
    has = {name: value for name, value in zip(names, values, strict=True) if value not in {None, ""}}
    return key, (household, has)  # type: ignore[return-value]  # as the columns above are


def _guardians(school: School) -> dict[UUID, list[GuardianKnown]]:
    ours = Household.objects.filter(
        Q(children__enrolments__school_class__school=school) | Q(children__out_of_school__in=_found_in_village(school))
    )
    rows = (
        Guardian.objects.filter(household__in=ours)
        .order_by("-call_first", "pk")
        .values_list("household_id", "pk", "full_name", "relation", "phone", "language")
    )
    found: dict[UUID, list[GuardianKnown]] = defaultdict(list)
    for household, key, name, relation, phone, language in rows:
        found[household].append(GuardianKnown(key, name, relation, phone, language))
    return found


def _expected(school: School) -> frozenset[tuple[str, date | int | None]]:
    rows = Transfer.objects.filter(to_school=school, received_on__isnull=True).values_list(
        "child__family_name", "child__given_name", "child__birth_date", "child__birth_year"
    )
    return frozenset(
        (search_key(f"{family} {given}"), born) for family, given, *births in rows for born in births if born
    )


def unsafe_elsewhere(school: School, rows: Sequence[Row]) -> set[Place]:
    """Which of these rows have the name and the birth of a child elsewhere. That there is one is all we tell."""
    keys: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.birth_year:
            keys[row.name_key].append(row)
            if patronymic := row.said.get("patronymic"):
                keys[search_key(f"{row.name} {patronymic}")].append(row)
    wanted = list(keys)
    found: set[Place] = set()
    for start in range(0, len(wanted), CHUNK):
        there = Child.objects.filter(search_key__in=wanted[start : start + CHUNK]).exclude(
            enrolments__school_class__school=school
        )
        for key, day, year in there.values_list("search_key", "birth_date", "birth_year"):
            found |= {row.at for row in keys[key] if _born_alike(row, day, year)}
    return found


def _born_alike(row: Row, day: date | None, year: int | None) -> bool:
    return row.birth_date == day if row.birth_date and day else row.birth_year == year
