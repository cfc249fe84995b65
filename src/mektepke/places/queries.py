"""Reading places and calendars. Nothing here is about a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Count, Max, Model, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.base.names import tidy
from mektepke.doors.permissions import Permission
from mektepke.places import rules
from mektepke.places.models import DayChange, Place, School, SchoolCalendar, SchoolClass, SchoolYear, Term
from mektepke.places.rules import STEPS_TO_VILLAGE, Level, Span
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.trail.models import Change
from mektepke.trail.queries import changes_of


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one permission of a person reaches: whole places with all that lies in them, and single schools."""

    places: tuple[Place, ...] = ()
    schools: frozenset[UUID] = frozenset()


class Keeper(Protocol):
    """Somebody with roles. Who that is stands a floor higher, in `people`."""

    @property
    def pk(self) -> UUID: ...

    def reach(self, permission: Permission) -> Reach: ...


def places_in(reach: Reach) -> QuerySet[Place]:
    """The places within reach: those at which a role was given and all below them."""
    found = Q(pk__in=[])
    for place in reach.places:
        found |= at_or_below(place)
    return Place.objects.filter(found)


def schools_in(reach: Reach) -> QuerySet[School]:
    """The schools within reach, with their village."""
    found = Q(pk__in=reach.schools)
    for place in reach.places:
        found |= villages_below(place, path="village")
    return School.objects.filter(found).select_related("village")


def by_municipality(schools: QuerySet[School]) -> QuerySet[School]:
    """The schools with their village and municipality, those of one municipality beside each other.

    Municipalities come by their SOATE code, then by name. Two may have neither code nor another name, so their keys
    decide before the codes of the schools.
    """
    above = "village__parent"
    return schools.select_related(above).order_by(f"{above}__soate", f"{above}__name_ky", f"{above}__pk", "code")


def reaches_everything(reach: Reach) -> bool:
    """Whether every school of the house lies within reach: only then may somebody change what holds for all of them."""
    return bool(reach.places) and School.objects.count() == schools_in(reach).count()


def reaches_every_oblast(reach: Reach) -> bool:
    """Whether the whole house lies within reach, from its oblasts down: only then may somebody add one."""
    here = {place.pk for place in reach.places}
    return bool(here) and not Place.objects.filter(level=Level.OBLAST).exclude(pk__in=here).exists()


def place_for(reach: Reach, key: UUID) -> Place:
    """The place with those above it, if it lies within reach; 404 otherwise."""
    found = places_in(reach).filter(pk=key).select_related("parent__parent__parent").first()
    if found is None:
        raise Http404
    return found


def school_for(reach: Reach, key: UUID) -> School:
    """The school, if it lies within reach; 404 otherwise."""
    found = schools_in(reach).filter(pk=key).select_related("village__parent__parent__parent").first()
    if found is None:
        raise Http404
    return found


def class_for(reach: Reach, key: UUID) -> SchoolClass:
    """The class, if its school lies within reach; 404 otherwise."""
    found = SchoolClass.objects.filter(pk=key, school__in=schools_in(reach)).select_related("school", "year").first()
    if found is None:
        raise Http404
    return found


def year_for(code: str) -> SchoolYear:
    """The school year; 404 if there is none of this name."""
    found = SchoolYear.objects.filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def day_change_for(reach: Reach, key: UUID) -> DayChange:
    """The changed day of a school within reach, or of all schools if all are within reach; 404 otherwise."""
    found = DayChange.objects.filter(pk=key).select_related("school").first()
    if found is None or (found.school is None and not reaches_everything(reach)):
        raise Http404
    if found.school_id:
        school_for(reach, found.school_id)
    return found


def was_restored(change: UUID, *, by: Keeper) -> bool:
    """Whether `by` took this changed day back before. It is gone since; the trail knows."""
    return _restorings(change).filter(by_key=by.pk).exists()


def school_restored(change: UUID) -> UUID | None:
    """The school whose changed day was taken back; None where it was one of all schools."""
    return _restorings(change).values_list("place_key", flat=True).first()


def _restorings(change: UUID) -> QuerySet[Change]:
    return changes_of((DayChange._meta.label_lower, change)).filter(action="calendar.day_restored")


def path_of(place: Place | None) -> list[Place]:
    """The places from the oblast down to this one."""
    found: list[Place] = []
    while place is not None:
        found.insert(0, place)
        place = place.parent
    return found


def at_or_below(place: Place, *, path: str = "") -> Q:
    """A condition: the place that `path` leads to is this one or lies in it."""
    found = Q(**{path or "pk": place.pk})
    for steps in range(1, STEPS_TO_VILLAGE[Level(place.level)] + 1):
        found |= Q(**{"__".join([part for part in [path] if part] + ["parent"] * steps): place.pk})
    return found


def covers(outer: Place | School | SchoolClass, inner: Place | School | SchoolClass) -> bool:
    """Whether the inner one is the outer one or lies in it."""
    if outer == inner:
        return True
    if isinstance(inner, SchoolClass):
        return covers(outer, inner.school)
    if isinstance(inner, School):
        return isinstance(outer, Place) and covers(outer, inner.village)
    return isinstance(outer, Place) and outer in path_of(inner)


def children_of(place: Place) -> QuerySet[Place]:
    """The places right below, those that are no more at the end, with the number of schools in a village."""
    return place.children.annotate(school_count=Count("schools")).order_by("valid_until", "name_ky")


def villages_below(place: Place, *, path: str = "") -> Q:
    """A condition: the village that `path` leads to is this place or lies in it. `path` such as `school__village`."""
    steps = STEPS_TO_VILLAGE[Level(place.level)]
    field = "__".join([part for part in [path] if part] + ["parent"] * steps) or "pk"
    return Q(**{field: place.pk})


def year_on(day: date) -> SchoolYear | None:
    """The school year of this day; in summer the one that ended last; None if there is none yet."""
    return SchoolYear.objects.filter(starts__lte=day).order_by("-starts").first()


def is_in_a_year(month: date) -> bool:
    """Whether any day of the month that begins on this day belongs to a school year."""
    return SchoolYear.objects.filter(starts__lt=month + timedelta(days=31), ends__gte=month).exists()


def classes_on(day: date, *, schools: Sequence[School] | None = None) -> list[SchoolClass]:
    """The classes of the school year of this day, in the order of grades."""
    year = year_on(day)
    if year is None:
        return []
    found = (
        SchoolClass.objects.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            year=year,
        )
        .select_related("school")
        .order_by("school__code", "grade", "letter")
    )
    return list(found if schools is None else found.filter(school__in=schools))


def school_days(school: School, *, first: date, last: date) -> list[date]:
    """The days with school at this school, first to last included; four queries, however long the span."""
    return school_days_of([school], first=first, last=last)[school.pk]


def school_days_of(schools: Sequence[School], *, first: date, last: date) -> dict[object, list[date]]:
    """The school days of several schools by their key, in a fixed number of queries."""
    terms = [(term.starts, term.ends) for term in Term.objects.filter(ends__gte=first, starts__lte=last)]
    weeks = dict(
        SchoolCalendar.objects.filter(school__in=schools, year__starts__lte=last)
        .order_by("year__starts")
        .values_list("school_id", "days_a_week")
    )
    everywhere: dict[date, bool] = {}
    own: dict[object, dict[date, bool]] = {school.pk: {} for school in schools}
    changes = DayChange.objects.filter(Q(school__isnull=True) | Q(school__in=schools), day__range=(first, last))
    for change in changes:
        (everywhere if change.school_id is None else own[change.school_id])[change.day] = change.is_school_day
    return {
        school.pk: rules.school_days(
            first=first,
            last=last,
            terms=terms,
            days_a_week=weeks.get(school.pk, 6),
            changes=everywhere | own[school.pk],
        )
        for school in schools
    }


def is_school_day(school: School, day: date) -> bool:
    """Whether there is school on this day."""
    return bool(school_days(school, first=day, last=day))


def is_school_day_without(change: DayChange) -> bool:
    """Whether there is school on the day once the change is taken back; one for all schools: in any of them."""
    day, school = change.day, change.school
    terms = [(term.starts, term.ends) for term in Term.objects.filter(starts__lte=day, ends__gte=day)]
    weeks = SchoolCalendar.objects.filter(school=school, year__starts__lte=day).order_by("-year__starts")
    week = weeks.values_list("days_a_week", flat=True).first() if school else None
    others = DayChange.objects.filter(school__isnull=True, day=day).exclude(pk=change.pk)
    changes = {other.day: other.is_school_day for other in others}
    return bool(rules.school_days(first=day, last=day, terms=terms, days_a_week=week or 6, changes=changes))


@dataclass(frozen=True, slots=True)
class YearOfSchool:
    """One school year as one school has it."""

    year: SchoolYear
    calendar: SchoolCalendar | None
    classes: list[SchoolClass]


def years_of(school: School) -> list[YearOfSchool]:
    """All school years of the house, the latest first, with the school's calendar and classes in each."""
    calendars = {found.year_id: found for found in school.calendars.select_related("scheme")}
    classes: dict[str, list[SchoolClass]] = {}
    for found in school.classes.order_by("grade", "letter"):
        classes.setdefault(found.year_id, []).append(found)
    years = SchoolYear.objects.order_by("-starts")
    return [YearOfSchool(year, calendars.get(year.pk), classes.get(year.pk, [])) for year in years]


def calendar_of(school: School, year: SchoolYear) -> SchoolCalendar | None:
    """How the school lives through this year, once somebody has said so."""
    return SchoolCalendar.objects.filter(school=school, year=year).select_related("scheme", "year").first()


def calendar_before(school: School, year: SchoolYear) -> SchoolCalendar | None:
    """How the school lived through the last year before this one."""
    found = SchoolCalendar.objects.filter(school=school, year__starts__lt=year.starts).order_by("-year__starts")
    return found.select_related("scheme", "year").first()


def class_names_of(school: School, year: SchoolYear) -> list[ClassName]:
    """The school's classes in a year, by name."""
    return [ClassName(found.grade, found.letter) for found in school.classes.filter(year=year)]


def next_year() -> int:
    """In which calendar year the school year after the last one begins; without any, the one of today."""
    last = SchoolYear.objects.order_by("-starts").first()
    today = clock.today()
    return last.starts.year + 1 if last else today.year - (today.month < 6)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a month as a school's calendar shows it; `change` says why it is not as the week says."""

    day: date
    in_month: bool
    is_school_day: bool
    change: DayChange | None


def month_of(school: School, month: date) -> list[list[CalendarDay]]:
    """The month's weeks for one school, Monday first. A school's own change beats one for all schools."""
    weeks = rules.month_weeks(month)
    first, last = weeks[0][0], weeks[-1][-1]
    open_days = set(school_days(school, first=first, last=last))
    changes: dict[date, DayChange] = {}
    for change in day_changes(school, first=first, last=last):
        if change.school_id or change.day not in changes:
            changes[change.day] = change
    return [
        [CalendarDay(day, day.month == month.month, day in open_days, changes.get(day)) for day in week]
        for week in weeks
    ]


def day_changes(school: School | None, *, first: date, last: date) -> list[DayChange]:
    """The changed days of a school, with those for all schools; only the latter where no school is given."""
    whose = Q(school__isnull=True) | Q(school=school) if school else Q(school__isnull=True)
    return list(DayChange.objects.filter(whose, day__range=(first, last)).order_by("day", "school"))


def something_kept_on(day: date, school: School | None) -> bool:
    """Whether anything is recorded about a class of the school (of any school, without one) on this day: a register."""
    for found, path in _about_classes("day"):
        of_day = found.filter(day=day)
        if (of_day.filter(**{f"{path}__school": school}) if school else of_day).exists():
            return True
    return False


def something_kept_outside(year: SchoolYear, terms: Sequence[Span]) -> bool:
    """Whether anything is recorded on a day of the year's terms, as they are now, that lies in none of these."""
    now = _in_any([(term.starts, term.ends) for term in year.terms.all()])
    return any(
        found.filter(now, **{f"{path}__year": year}).exclude(_in_any(terms)).exists()
        for found, path in _about_classes("day")
    )


def last_day_kept(school_class: SchoolClass) -> date | None:
    """The latest day on which anything is recorded about the class: its last register; None without any."""
    days = [
        found.filter(**{path: school_class}).aggregate(last=Max("day"))["last"] for found, path in _about_classes("day")
    ]
    return max(filter(None, days), default=None)


def children_after(school_class: SchoolClass, day: date) -> int:
    """How many children are on the class's roll on a later day; who stood there by mistake never was."""
    later = Q(ends__isnull=True) | Q(ends__gt=day)
    rolls = ((found.held(), path) for found, path in _about_classes("child", "starts", "ends"))  # type: ignore[attr-defined]
    return sum(found.filter(later, **{path: school_class}).values("child").distinct().count() for found, path in rolls)


def classes_after(school: School, day: date) -> int:
    """How many classes of the school go on after this day, in a school year that is not over by then."""
    last = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return school.classes.filter(last, year__ends__gt=day).count()


def schools_after(place: Place, day: date) -> list[School]:
    """The schools in the place that do not end by this day."""
    last = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return list(School.objects.filter(villages_below(place, path="village"), last).order_by("code"))


def namesake_of(named: Place | School) -> Place | School | None:
    """What stands beside this one under the same name in Kyrgyz and is still there: a renamed village may come back."""
    beside: QuerySet[Place] | QuerySet[School] = (
        School.objects.filter(village=named.village)
        if isinstance(named, School)
        else Place.objects.filter(parent=named.parent, level=named.level)
    )
    still = beside.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())).exclude(pk=named.pk)
    # Compared here: SQLite knows no large and small Cyrillic letters.
    wanted = tidy(named.name_ky).lower()
    return next((other for other in still if tidy(other.name_ky).lower() == wanted), None)


def _in_any(spans: Sequence[Span]) -> Q:
    found = Q(pk__in=[])
    for starts, ends in spans:
        found |= Q(day__range=(starts, ends))
    return found


def _about_classes(*names: str) -> Iterator[tuple[QuerySet[Model], str]]:
    """What is kept about classes and has these fields, each with the name of the field that leads to the class.

    Folders that keep such things stand higher and are not known here: what points to a class and has a day is a
    register, and what has a child besides a first and a last day is a roll.
    """
    for relation in SchoolClass._meta.related_objects:
        model = relation.related_model
        if set(names) <= {field.name for field in model._meta.get_fields()}:
            yield model._default_manager.all(), relation.field.name
