"""The 400 who did not go to school: which school has how many, who they are, when they stopped, who came back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import numpy
from numpy.typing import NDArray

from mektepke.pilot import facts
from mektepke.pilot.chance import stream
from mektepke.pilot.children import ChildPlan, Roll

# By ten marked days of absence without excuse in a row the 400 are told. One more, because on the baseline's own
# morning half of its registers are still to come.
MARKED_DAYS = 10 + 1
STARTED = 18  # who stopped coming after no more school days than these "came at first"
COMES_BACK = 0.45  # OURS: within the year; the poster prints no number of children who returned
DAYS_UNTIL_BACK = 40  # OURS: school days after the baseline, on average
MOST_IN_A_CLASS = 5


class How(StrEnum):
    """How a child came to be one of the 400."""

    NEVER_CAME = "never_came"
    STOPPED_COMING = "stopped_coming"
    LEFT_DURING_YEAR = "left_during_year"


@dataclass(frozen=True, slots=True)
class Story:
    """One of the 400: the first school day missed and the first day back, as places in the school's days."""

    child: int
    how: How
    stops: int
    back: int | None


def how_by_school(seed: int) -> dict[str, tuple[How, ...]]:
    """The 400 dealt to the schools: larger schools have more, and some schools more than others of their size."""
    chance = stream(seed, "stories")
    schools = [school for *_rest, school in facts.schools()]
    weights = numpy.array([school.pupils for school in schools]) * chance.lognormal(0, 0.25, len(schools))
    counts = chance.multinomial(facts.OUT_OF_SCHOOL, weights / weights.sum())
    hows = (
        [How.NEVER_CAME] * facts.NEVER_CAME
        + [How.STOPPED_COMING] * facts.STOPPED_COMING
        + [How.LEFT_DURING_YEAR] * facts.LEFT_DURING_YEAR
    )
    dealt = [hows[place] for place in chance.permutation(len(hows))]
    ends = numpy.cumsum(counts)
    return {
        school.code: tuple(dealt[end - count : end]) for school, end, count in zip(schools, ends, counts, strict=True)
    }


def choose(hows: tuple[How, ...], roll: Roll, spared: set[int], chance: numpy.random.Generator) -> list[int]:
    """Which children they are: not too many in one class, none in the classes that are spared."""
    weights = numpy.array([_weight(child, roll) for child in roll.children])
    in_class: Counter[int] = Counter(dict.fromkeys(spared, MOST_IN_A_CLASS))
    chosen: list[int] = []
    for child in chance.choice(len(weights), len(weights), replace=False, p=weights / weights.sum()):
        place = roll.children[child].place_of_class
        if len(chosen) < len(hows) and weights[child] > SELDOM and in_class[place] < MOST_IN_A_CLASS:
            in_class[place] += 1
            chosen.append(int(child))
    return chosen


SELDOM = 1e-9  # who cannot be one of the 400: not on the roll since 1 September, or learning at home


def _weight(child: ChildPlan, roll: Roll) -> float:
    """OURS: older children, poor families, parents abroad, disability: as the published causes lead one to expect."""
    if child.mode != "school" or child.enrolled_on.day > 1:
        return SELDOM
    family, grade = roll.families[child.place_of_family], roll.classes[child.place_of_class].grade
    weight = 0.6 if grade <= 4 else 0.9 if grade <= 7 else 1.5
    weight *= 1.6 if family.poor_register_number else 1.0
    weight *= 1.4 if family.migrant_parent == "yes" else 1.0
    return weight * (2.5 if child.disability == "yes" else 1.0)


def tell(
    hows: tuple[How, ...],
    chosen: list[int],
    marked_until_baseline: list[NDArray[numpy.intp]],
    days: int,
    chance: numpy.random.Generator,
) -> list[Story]:
    """When each stopped and came back. `marked_until_baseline`: for each chosen child, the class's marked days."""
    stories = []
    for how, child, marked in zip(hows, chosen, marked_until_baseline, strict=True):
        latest = int(marked[-MARKED_DAYS])
        if how is How.NEVER_CAME:
            stops = 0
        elif how is How.STOPPED_COMING:
            stops = int(chance.integers(2, STARTED + 1))
        else:
            stops = int(chance.integers(STARTED + 1, latest + 1))
        after = int(marked[-1]) + 1 + int(chance.exponential(DAYS_UNTIL_BACK))
        comes_back = chance.random() < COMES_BACK and after < days
        stories.append(Story(child, how, min(stops, latest), after if comes_back else None))
    return stories
