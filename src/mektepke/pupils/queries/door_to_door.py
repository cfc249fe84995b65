"""The sheet with which somebody walks from door to door in August: every household with a child of school age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from mektepke.base.names import sort_key
from mektepke.people.models import Person
from mektepke.places.models import Place
from mektepke.pupils.models import Child, Enrolment, Guardian, OutOfSchool, Transfer
from mektepke.pupils.queries.out_of_school import next_school_year_starts, school_age, villages_of
from mektepke.pupils.rules import SchoolAge, house_key


@dataclass(frozen=True, slots=True)
class Line:
    """One child of the sheet: the adult of the house, and the one record that says where the child learns, if any."""

    child: Child
    adult: str
    new_household: bool
    enrolment: Enrolment | None
    transfer: Transfer | None
    in_no_school: bool


@dataclass(frozen=True, slots=True)
class Street:
    """A street with its lines, by house; an empty name where nobody wrote the street down."""

    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class VillageSheet:
    """One village's sheet, its streets in the order of the alphabet."""

    village: Place
    streets: list[Street]

    @property
    def children(self) -> int:
        """How many children stand on it."""
        return sum(len(street.lines) for street in self.streets)

    def only(self, street: str) -> VillageSheet:
        """The sheet with this street alone."""
        return VillageSheet(self.village, [found for found in self.streets if found.name == street])


def villages_for_sheet(person: Person, key: UUID) -> list[Place]:
    """The village, or those of the municipality, in which the person registers children; 404 if there is none."""
    found = list(villages_of(person).filter(Q(pk=key) | Q(parent=key)))
    if not found:
        raise Http404
    return sorted(found, key=lambda village: sort_key(village.name_ky))


def unsafe_sheets(villages: list[Place], day: date) -> list[VillageSheet]:
    """The sheets of these villages. Eight queries; the caller has asked for whom."""
    children = _of_school_age(villages, day)
    records = _Records(children, day)
    return [
        VillageSheet(village, records.streets(child for child in children if child.household.village_id == village.pk))
        for village in villages
    ]


def _of_school_age(villages: list[Place], day: date) -> list[Child]:
    """Children of school age, those who reach it by the next school year, and those whose age nobody knows."""
    age, begins = school_age(day, villages=villages), next_school_year_starts(day)
    years = Q(birth_year__range=(day.year - age.until - 1, begins.year - age.starts_at)) | Q(birth_year__isnull=True)
    found = Child.objects.filter(years, household__village__in=villages).select_related("household")
    return [child for child in found if _belongs(child, age, day, begins)]


def _belongs(child: Child, age: SchoolAge, day: date, begins: date) -> bool:
    return child.birth_year is None or age.holds(child.age_on(day)) or age.holds(child.age_on(begins))


class _Records:
    """What is known of these children, fetched at once."""

    def __init__(self, children: list[Child], day: date) -> None:
        rows = Enrolment.objects.not_over(day).filter(child__in=children).select_related("school_class__school")
        self.enrolments = {row.child_id: row for row in rows.order_by("-starts")}
        on_the_way = Transfer.objects.filter(child__in=children, received_on__isnull=True).select_related("to_school")
        self.transfers = {row.child_id: row for row in on_the_way}
        records = OutOfSchool.objects.filter(child__in=children, ended_on__isnull=True)
        self.in_no_school = set(records.values_list("child_id", flat=True))
        self.adults: dict[UUID, str] = {}
        for adult in Guardian.objects.filter(household__in={child.household_id for child in children}):
            self.adults.setdefault(adult.household_id, adult.full_name)

    def streets(self, children: Iterable[Child]) -> list[Street]:
        ordered = sorted(children, key=_on_the_walk)
        return [Street(name, self._lines(list(there))) for name, there in groupby(ordered, key=_street)]

    def _lines(self, children: list[Child]) -> list[Line]:
        before = [None, *(child.household_id for child in children)]
        return [
            self._line(child, new_household=child.household_id != previous)
            for child, previous in zip(children, before, strict=False)
        ]

    def _line(self, child: Child, *, new_household: bool) -> Line:
        return Line(
            child=child,
            adult=self.adults.get(child.household_id, ""),
            new_household=new_household,
            enrolment=self.enrolments.get(child.pk),
            transfer=self.transfers.get(child.pk),
            in_no_school=child.pk in self.in_no_school,
        )


def _street(child: Child) -> str:
    return child.household.street.strip()


def _on_the_walk(child: Child) -> tuple[object, ...]:
    street = _street(child)
    return (
        not street,
        sort_key(street),
        street,
        house_key(child.household.house),
        str(child.household_id),
        child.sort_key,
    )
