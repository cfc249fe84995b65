"""The whole pilot as plain values: the same seed gives the same schools, children and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy
from numpy.typing import NDArray

from mektepke.pilot import absences, facts, registers, school_year, stories
from mektepke.pilot.absences import Marks
from mektepke.pilot.chance import stream
from mektepke.pilot.children import ChildPlan, children_of
from mektepke.pilot.classes import ClassPlan, classes_of
from mektepke.pilot.days import Day
from mektepke.pilot.families import FamilyPlan
from mektepke.pilot.registers import Oddities
from mektepke.pilot.stories import MARKED_DAYS, Story

HABITS, DRIFTERS, LATE_STARTERS = 0.003, 0.010, 0.006  # OURS: shares of the children


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """One school and its year. `marks` is children × days, `taken` and `by_morning` are classes × days."""

    municipality: facts.Municipality
    village: facts.Village
    school: facts.School
    days: tuple[date, ...]
    classes: tuple[ClassPlan, ...]
    families: tuple[FamilyPlan, ...]
    children: tuple[ChildPlan, ...]
    stories: tuple[Story, ...]
    odd: Oddities
    marks: Marks
    taken: NDArray[numpy.bool_]
    by_morning: NDArray[numpy.bool_]

    def seats(self, place_of_class: int) -> NDArray[numpy.intp]:
        """The children of a class, as places in `children`."""
        return numpy.flatnonzero([child.place_of_class == place_of_class for child in self.children])


def plan_pilot(seed: int) -> tuple[SchoolPlan, ...]:
    """All 22 schools. Under two seconds."""
    hows = stories.how_by_school(seed)
    return tuple(
        _plan_school(number, *place, hows[place[2].code], seed) for number, place in enumerate(facts.schools())
    )


def _plan_school(
    number: int,
    municipality: facts.Municipality,
    village: facts.Village,
    school: facts.School,
    hows: tuple[stories.How, ...],
    seed: int,
) -> SchoolPlan:
    days = school_year.school_days(school)
    classes = classes_of(school, seed)
    families, children = children_of(school, classes, number, seed)
    odd = registers.oddities(school, classes, seed)
    taken = registers.taken(school, classes, days, odd, seed)
    chance = stream(seed, "absences", school.code)
    spared = {odd.quiet} - {None}
    chosen = stories.choose(hows, children, families, classes, spared, chance)  # type: ignore[arg-type]
    until = [day <= facts.BASELINE for day in days]
    marked = [numpy.flatnonzero(taken[place] & until) for place in range(len(classes))]
    told = stories.tell(hows, chosen, [marked[children[child].place_of_class] for child in chosen], len(days), chance)
    marks = absences.ordinary_year(school.code, days, children, classes, chance)
    _add_others(marks, children, classes, set(chosen), days, chance)
    _add_stories(marks, told, chance)
    _leave_out(marks, children, days, odd)
    _keep_to_400(marks, children, set(chosen), marked)
    by_morning = registers.taken_by_morning(school, len(classes), len(days), seed)
    return SchoolPlan(
        municipality, village, school, days, classes, families, children, tuple(told), odd, marks, taken, by_morning
    )


def _add_others(
    marks: Marks,
    children: tuple[ChildPlan, ...],
    classes: tuple[ClassPlan, ...],
    chosen: set[int],
    days: tuple[date, ...],
    chance: numpy.random.Generator,
) -> None:
    """Those who worry the school and are not of the 400."""
    others = [place for place in chance.permutation(len(children)).tolist() if place not in chosen]
    older = [place for place in others if classes[children[place].place_of_class].grade >= 6]
    count = len(children)
    absences.add_late_starters(marks, older[: round(LATE_STARTERS * count)], chance)
    absences.add_habits(marks, older[-round(HABITS * count) :], days, chance)
    absences.add_drifters(marks, others[: round(DRIFTERS * count)], chance)


def _add_stories(marks: Marks, told: list[Story], chance: numpy.random.Generator) -> None:
    """The 400 stay away from the day they stop; who comes back stumbles now and then."""
    for story in told:
        kind = Day(chance.choice([Day.NO_REASON, Day.WORK, Day.FIELD_WORK], p=[0.7, 0.2, 0.1]))
        back = marks.shape[1] if story.back is None else story.back
        marks[story.child, story.stops : back] = kind
        stumbles = chance.random(marks.shape[1] - back) < 0.1
        marks[story.child, back:][stumbles] = Day.NO_REASON


def _leave_out(marks: Marks, children: tuple[ChildPlan, ...], days: tuple[date, ...], odd: Oddities) -> None:
    """No marks for who does not learn in the class room, before a child was enrolled, and in the class that has none."""
    quiet = registers.quiet_days(days)
    for place, child in enumerate(children):
        if child.mode != "school":
            marks[place] = Day.PRESENT
        if child.place_of_class == odd.quiet:
            marks[place, quiet] = Day.PRESENT
        marks[place, [day < child.enrolled_on for day in days]] = Day.PRESENT


def _keep_to_400(
    marks: Marks, children: tuple[ChildPlan, ...], chosen: set[int], marked: list[NDArray[numpy.intp]]
) -> None:
    """Nobody else has ten marked days without excuse in a row up to the baseline."""
    for place, days in enumerate(marked):
        rows = [row for row, child in enumerate(children) if child.place_of_class == place and row not in chosen]
        absences.break_runs(marks, numpy.array(rows, dtype=numpy.intp), days[-MARKED_DAYS:])
