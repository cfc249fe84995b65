"""Children of school age who are in no school, and from which age until which a child should be in one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet
from django.http import Http404

from mektepke.base import clock
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where, villages_where
from mektepke.places.models import GradeScheme, Place, School, SchoolCalendar, SchoolYear
from mektepke.places.queries import year_on
from mektepke.pupils.models import OutOfSchool
from mektepke.pupils.queries.children import out_of_school_visible_to
from mektepke.pupils.rules import SchoolAge

P = Permission.REGISTER_OUT_OF_SCHOOL
# A school in town sends no word: after a year nobody asks any more.
ASKED_FOR = timedelta(days=365)


def in_no_school(person: Person) -> QuerySet[OutOfSchool]:
    """The open records of the person's villages, in the order of villages and names."""
    found = out_of_school_visible_to(person).filter(ended_on__isnull=True)
    return found.select_related("child__household__village", "found_by").order_by(
        "child__household__village__name_ky", "child__sort_key"
    )


def on_no_list_yet(person: Person) -> QuerySet[OutOfSchool]:
    """Of the person's villages, whose record ended within a year because they go to a school, though no school's roll
    has them yet. The latest first; those found again are on the list itself."""
    ended = out_of_school_visible_to(person).on_no_list().filter(ended_on__gte=clock.today() - ASKED_FOR)
    return ended.select_related("child__household__village").order_by("-ended_on", "child__sort_key", "pk")


def out_of_school_for(person: Person, key: UUID) -> OutOfSchool:
    """An open record of one of the person's villages; 404 otherwise."""
    return _the_one(in_no_school(person), key)


def on_no_list_for(person: Person, key: UUID) -> OutOfSchool:
    """An ended record of one of the person's villages that no school's list has borne out; 404 otherwise."""
    return _the_one(out_of_school_visible_to(person).on_no_list().select_related("child__household__village"), key)


def _the_one(found: QuerySet[OutOfSchool], key: UUID) -> OutOfSchool:
    record = found.filter(pk=key).first()
    if record is None:
        raise Http404
    return record


def villages_of(person: Person) -> QuerySet[Place]:
    """The villages in which this person registers children who are in no school."""
    return _existing(Place.objects.filter(villages_where(person, P), level="village"))


def villages_near(person: Person) -> QuerySet[Place]:
    """The villages from which children come to this person's schools: those of the schools' district."""
    districts = School.objects.filter(schools_where(person, Permission.EDIT_CHILDREN)).values("village__parent__parent")
    near = Place.objects.filter(parent__parent__in=districts, level="village")
    return _existing(near) if districts else villages_of(person)


def _existing(found: QuerySet[Place]) -> QuerySet[Place]:
    still = Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today())
    return found.filter(still).select_related("parent").order_by("parent__name_ky", "name_ky")


def school_age(day: date, *, school: School | None = None, villages: list[Place] | None = None) -> SchoolAge:
    """The ages of the grade schemes by which a school, or the schools around some villages, live on this day.

    Without a calendar it is the widest of the house's schemes; without any scheme 7 to 16.
    """
    year = year_on(day)
    calendars = SchoolCalendar.objects.filter(Q(year=year) | Q(year__starts__gt=day))
    if school is not None:
        calendars = calendars.filter(school=school)
    if villages is not None:
        calendars = calendars.filter(school__village__parent__in={village.parent_id for village in villages})
    ages = calendars.aggregate(starts=Min("scheme__starts_at_age"), until=Max("scheme__school_age_until"))
    if ages["starts"] is None:
        ages = GradeScheme.objects.aggregate(starts=Min("starts_at_age"), until=Max("school_age_until"))
    return SchoolAge(ages["starts"], ages["until"]) if ages["starts"] is not None else SchoolAge()


def next_school_year_starts(day: date) -> date:
    """The first day of the next school year; the next first of September where nobody has entered it yet."""
    year = SchoolYear.objects.filter(starts__gt=day).order_by("starts").first()
    if year is not None:
        return year.starts
    september = date(day.year, 9, 1)
    return september if september > day else september.replace(year=day.year + 1)
