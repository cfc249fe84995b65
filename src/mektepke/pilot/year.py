"""A school's year: the ordinary days of all, then the stories of the 400, exactly as many as the poster says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy
from numpy.typing import NDArray

from mektepke.pilot import absences, facts, registers, stories
from mektepke.pilot.absences import Marks
from mektepke.pilot.children import Roll
from mektepke.pilot.days import Day
from mektepke.pilot.registers import Oddities
from mektepke.pilot.stories import MARKED_DAYS, How, Story

HABITS, DRIFTERS, LATE_STARTERS = 0.003, 0.010, 0.006  # OURS: shares of the children
STUMBLES = 0.1  # OURS: of the days after coming back


@dataclass(frozen=True, slots=True)
class Frame:
    """What a school's year hangs on. `taken` is classes × days: which registers there are."""

    school: facts.School
    days: tuple[date, ...]
    roll: Roll
    odd: Oddities
    taken: NDArray[numpy.bool_]

    def marked_until_baseline(self) -> list[NDArray[numpy.intp]]:
        """For each class the places of its marked days up to the baseline."""
        until = [day <= facts.BASELINE for day in self.days]
        return [numpy.flatnonzero(marked & until) for marked in self.taken]


def draw(frame: Frame, hows: tuple[How, ...], chance: numpy.random.Generator) -> tuple[Marks, list[Story]]:
    """Children × days, and the stories of those of the 400 who go to this school."""
    roll, marked = frame.roll, frame.marked_until_baseline()
    spared = set() if frame.odd.quiet is None else {frame.odd.quiet}
    chosen = stories.choose(hows, roll, spared, chance)
    own = [marked[roll.children[child].place_of_class] for child in chosen]
    told = stories.tell(hows, chosen, own, len(frame.days), chance)
    marks = absences.ordinary_year(frame.school.code, frame.days, roll, chance)
    _add_others(marks, frame, set(chosen), chance)
    _add_stories(marks, told, chance)
    _leave_out(marks, frame)
    _keep_to_400(marks, roll, set(chosen), marked)
    return marks, told


def _add_others(marks: Marks, frame: Frame, chosen: set[int], chance: numpy.random.Generator) -> None:
    """Those who worry the school and are not of the 400."""
    count = len(marks)
    others = [child for child in chance.permutation(count).tolist() if child not in chosen]
    older = [child for child in others if frame.roll.grade(child) >= 6]
    absences.add_late_starters(marks, older[: round(LATE_STARTERS * count)], chance)
    absences.add_habits(marks, older[-round(HABITS * count) :], frame.days, chance)
    absences.add_drifters(marks, others[: round(DRIFTERS * count)], chance)


def _add_stories(marks: Marks, told: list[Story], chance: numpy.random.Generator) -> None:
    """The 400 stay away from the day they stop; who comes back stumbles now and then."""
    for story in told:
        kind = Day(chance.choice([Day.NO_REASON, Day.WORK, Day.FIELD_WORK], p=[0.7, 0.2, 0.1]))
        back = marks.shape[1] if story.back is None else story.back
        marks[story.child, story.stops : back] = kind
        stumbles = chance.random(marks.shape[1] - back) < STUMBLES
        marks[story.child, back:][stumbles] = Day.NO_REASON


def _leave_out(marks: Marks, frame: Frame) -> None:
    """No marks for who does not learn in the class room, before a child was enrolled, and in the quiet class."""
    quiet = registers.quiet_days(frame.days)
    for place, child in enumerate(frame.roll.children):
        if child.mode != "school":
            marks[place] = Day.PRESENT
        if child.place_of_class == frame.odd.quiet:
            marks[place, quiet] = Day.PRESENT
        marks[place, [day < child.enrolled_on for day in frame.days]] = Day.PRESENT


def _keep_to_400(marks: Marks, roll: Roll, chosen: set[int], marked: list[NDArray[numpy.intp]]) -> None:
    """Nobody else has ten marked days without excuse in a row up to the baseline, nor up to the day before it."""
    for place, days in enumerate(marked):
        rows = [row for row, child in enumerate(roll.children) if child.place_of_class == place and row not in chosen]
        for window in (days[-MARKED_DAYS + 1 :], days[-MARKED_DAYS:-1]):
            absences.break_runs(marks, numpy.array(rows, dtype=numpy.intp), window)
