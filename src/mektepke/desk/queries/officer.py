"""The Today of those who see figures of many schools and no child, and a municipality's page below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from mektepke.desk.queries.figures import Row, rows_by_municipality, rows_by_school
from mektepke.desk.queries.missing import counted_span
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import places, schools_where
from mektepke.places.models import Place, School
from mektepke.places.queries import by_municipality, place_for, villages_below
from mektepke.watch.queries import in_no_school
from mektepke.watch.sentences import span


class Compared:
    """Rows of places or schools beside each other."""

    __slots__ = ()
    rows: list[Row]

    @property
    def missing(self) -> int:
        """Registers of the last school week that nobody took, in all."""
        return sum(row.missing for row in self.rows)

    @property
    def counted_from(self) -> date | None:
        """From when on registers are counted, where that is none of the days before today; None where some were."""
        begins = [row.counted_from for row in self.rows if row.pupils]
        return min((day for day in begins if day), default=None) if all(begins) else None

    @property
    def withholds(self) -> bool:
        """Whether any number of children is not shown, so that the page has to say why."""
        return any(row.overdue is None for row in self.rows)

    @property
    def uncounted(self) -> bool:
        """Whether there are schools whose registers are not counted yet, so that the page has to say why."""
        return any(row.counted_from for row in self.rows)


@dataclass(frozen=True, slots=True)
class OfficerToday(Compared):
    """The officer's places, compared."""

    rows: list[Row]
    days: str
    """The days whose missing registers are counted, in words."""
    by_school: bool
    in_no_school: int | None
    """Children of school age in no school whom this officer looks after; None for who has no part in that."""


@dataclass(frozen=True, slots=True)
class MunicipalityFigures(Compared):
    """One municipality's schools, compared."""

    place: Place
    rows: list[Row]
    days: str
    """The days whose missing registers are counted, in words."""
    by_school: bool = True


def officer_today(person: Person, *, today: date) -> OfficerToday:
    """A district sees its municipalities, a municipality its schools. A fixed number of queries."""
    own = places(person, Permission.SEE_FIGURES)
    by_school = all(place.level in {"municipality", "village"} for place in own)
    schools = schools_compared(person)
    rows = rows_by_school(schools, today=today) if by_school else rows_by_municipality(schools, today=today)
    return OfficerToday(rows, span(*counted_span(schools, today=today)), by_school, _in_no_school(person, today))


def municipality_figures(person: Person, key: UUID, *, today: date) -> MunicipalityFigures:
    """The schools of a municipality within the person's reach; 404 otherwise. A fixed number of queries."""
    place = place_for(person.reach(Permission.SEE_FIGURES), key)
    if place.level != "municipality":
        raise Http404
    schools = schools_compared(person, below=place)
    rows = rows_by_school(schools, today=today)
    return MunicipalityFigures(place, rows, span(*counted_span(schools, today=today)))


def schools_compared(person: Person, *, below: Place | None = None) -> list[School]:
    """The schools whose figures the person sees, all or those of one municipality, in the order of the tables."""
    found = School.objects.filter(schools_where(person, Permission.SEE_FIGURES))
    if below is not None:
        found = found.filter(villages_below(below, path="village"))
    return list(by_municipality(found))


def _in_no_school(person: Person, today: date) -> int | None:
    if not person.may(Permission.REGISTER_OUT_OF_SCHOOL):
        return None
    return len(in_no_school(person, today=today))
