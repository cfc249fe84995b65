"""The whole pilot as plain values: the same seed gives the same schools, children and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from mektepke.pilot import facts, registers, school_year, stories, year
from mektepke.pilot.absences import Marks
from mektepke.pilot.chance import stream
from mektepke.pilot.children import ChildPlan, Roll, roll_of
from mektepke.pilot.classes import ClassPlan, classes_of
from mektepke.pilot.families import FamilyPlan
from mektepke.pilot.registers import Oddities
from mektepke.pilot.stories import How, Story

Place = tuple[facts.Municipality, facts.Village, facts.School]


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """One school and its year. `marks` is children × days, `taken` and `by_morning` are classes × days."""

    municipality: facts.Municipality
    village: facts.Village
    school: facts.School
    days: tuple[date, ...]
    roll: Roll
    stories: tuple[Story, ...]
    odd: Oddities
    marks: Marks
    taken: NDArray[numpy.bool_]
    by_morning: NDArray[numpy.bool_]

    @property
    def classes(self) -> tuple[ClassPlan, ...]:
        """The classes in the order of grades."""
        return self.roll.classes

    @property
    def families(self) -> tuple[FamilyPlan, ...]:
        """The families of the school's children."""
        return self.roll.families

    @property
    def children(self) -> tuple[ChildPlan, ...]:
        """The children, class by class."""
        return self.roll.children

    def seats(self, place_of_class: int) -> NDArray[numpy.intp]:
        """The children of a class, as places in `children`."""
        return numpy.flatnonzero([child.place_of_class == place_of_class for child in self.children])


@lru_cache(maxsize=4)
def plan_pilot(seed: int) -> tuple[SchoolPlan, ...]:
    """All 22 schools. About half a second."""
    hows = stories.how_by_school(seed)
    return tuple(plan_school(number, place, hows, seed) for number, place in enumerate(facts.schools()))


def plan_school(number: int, place: Place, hows: dict[str, tuple[How, ...]], seed: int) -> SchoolPlan:
    """One school, by its place in the pilot; it comes out the same whichever school is drawn before it."""
    municipality, village, school = place
    days = school_year.school_days(school)
    roll = roll_of(school, classes_of(school, seed), number, seed)
    odd = registers.oddities(school, roll.classes, seed)
    taken = registers.taken(school, roll.classes, days, odd, seed)
    frame = year.Frame(school, days, roll, odd, taken)
    marks, told = year.draw(frame, hows[school.code], stream(seed, "absences", school.code))
    return SchoolPlan(
        municipality=municipality,
        village=village,
        school=school,
        days=days,
        roll=roll,
        stories=tuple(told),
        odd=odd,
        marks=marks,
        taken=taken,
        by_morning=registers.taken_by_morning(school, len(roll.classes), len(days), odd, seed),
    )
