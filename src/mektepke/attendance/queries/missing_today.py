"""Which classes lack today's register, as a page shows them: by municipality and school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from mektepke.attendance.queries.missing import MissingRegisters, missing_registers
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import classes, schools_where
from mektepke.places.models import Place, School
from mektepke.places.queries import by_municipality, places_in


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality, and its schools with the classes that lack a register."""

    place: Place | None
    schools: list[tuple[School, list[MissingRegisters]]]

    @property
    def missing(self) -> int:
        """How many classes lack one."""
        return sum(len(lines) for _school, lines in self.schools)


def missing_today(person: Person, *, today: date) -> list[Municipality]:
    """Classes without today's register whose registers this person takes or whose figures the person sees."""
    own = classes(person, Permission.TAKE_REGISTER) | classes(person, Permission.SEE_FIGURES)
    reach = dict(own.distinct().values_list("pk", "school_id"))
    in_order = list(by_municipality(School.objects.filter(pk__in=set(reach.values()))))
    lines = missing_registers(in_order, first=today, last=today)
    return _by_municipality(in_order, [line for line in lines if line.school_class.pk in reach])


def with_figures(person: Person, schools: Sequence[School]) -> set[UUID]:
    """The schools and municipalities whose page of figures this person may open."""
    if not person.may(Permission.SEE_FIGURES):
        return set()
    own = School.objects.filter(schools_where(person, Permission.SEE_FIGURES), pk__in=[school.pk for school in schools])
    above = places_in(person.reach(Permission.SEE_FIGURES)).filter(level="municipality")
    return {*own.values_list("pk", flat=True), *above.values_list("pk", flat=True)}


def _by_municipality(schools: Sequence[School], found: Sequence[MissingRegisters]) -> list[Municipality]:
    lines: dict[UUID, list[MissingRegisters]] = {}
    for line in found:
        lines.setdefault(line.school_class.school_id, []).append(line)
    lacking = [school for school in schools if school.pk in lines]
    return [
        Municipality(place, [(school, lines[school.pk]) for school in group])
        for place, group in groupby(lacking, lambda school: school.village.parent)
    ]
