"""Made-up children of one school: their families, names, ages, and what the office knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy

from mektepke.base.names import sort_key
from mektepke.pilot import facts, names, school_year
from mektepke.pilot.chance import stream
from mektepke.pilot.classes import ClassPlan
from mektepke.pilot.families import CHILDREN_AT_SCHOOL, FamilyPlan, draw_family, pick
from mektepke.pilot.names import FullName

DISABILITY, NOT_ASKED, DOCUMENTS_MISSING = 0.025, 0.06, 0.012  # OURS
NOT_IN_SCHOOL_MODE = {"home": 0.0035, "special": 0.0008, "evening": 0.0008}  # OURS: few learn in another way
ENROLLED_LATE = 0.006  # OURS: came onto the roll in the second or third week of September
HELPS = (
    "Алдыңкы партада отургузуу",
    "Тапшырманы чоң тамга менен басып берүү",
    "Тапшырмага көбүрөөк убакыт берүү",
    "Үндү катуураак, бетин карап сүйлөө",
)
FAMILIES_PER_SCHOOL = 1000  # leaves every school its own numbers, so that no two families share a phone


@dataclass(frozen=True, slots=True)
class ChildPlan:
    """One child on the roll: places of its class and its family in the school's lists, and what is known of it."""

    place_of_class: int
    place_of_family: int
    name: FullName
    sex: str
    born: date
    year_only: bool
    disability: str
    helps_in_class: str
    documents_missing: str
    mode: str
    enrolled_on: date


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody on the roll of a school, class by class as on the lists."""

    classes: tuple[ClassPlan, ...]
    families: tuple[FamilyPlan, ...]
    children: tuple[ChildPlan, ...]

    def grade(self, child: int) -> int:
        """The grade of a child by its place."""
        return self.classes[self.children[child].place_of_class].grade


def roll_of(school: facts.School, classes: tuple[ClassPlan, ...], number: int, seed: int) -> Roll:
    """The families and children of a school; `number` is the school's place in the pilot."""
    chance = stream(seed, "children", school.code)
    families: list[FamilyPlan] = []
    children: list[ChildPlan] = []
    for seats in _households(classes, chance):
        people = _people(classes[seats[0]].language, chance)
        family = draw_family(people, number * FAMILIES_PER_SCHOOL + len(families), chance)
        children += _siblings(family, len(families), seats, classes, chance)
        families.append(family)
    children.sort(key=lambda child: (child.place_of_class, sort_key(f"{child.name.family} {child.name.given}")))
    return Roll(classes, tuple(families), tuple(children))


def _households(classes: tuple[ClassPlan, ...], chance: numpy.random.Generator) -> list[list[int]]:
    """Every seat of every class given to a household: lists of places of classes. Siblings are two grades apart."""
    seats = [place for place, plan in enumerate(classes) for _seat in range(plan.pupils)]
    waiting = [seats[place] for place in chance.permutation(len(seats))]
    households = []
    while waiting:
        wanted = 1 + int(chance.choice(len(CHILDREN_AT_SCHOOL), p=CHILDREN_AT_SCHOOL))
        household = [waiting.pop()]
        for place in range(len(waiting) - 1, max(-1, len(waiting) - 12), -1):
            if len(household) < wanted and _may_be_siblings(household, waiting[place], classes):
                household.append(waiting.pop(place))
        households.append(household)
    return households


def _may_be_siblings(household: list[int], other: int, classes: tuple[ClassPlan, ...]) -> bool:
    mine = classes[other]
    return all(
        classes[seat].language == mine.language and abs(classes[seat].grade - mine.grade) > 1 for seat in household
    )


def _people(language: str, chance: numpy.random.Generator) -> str:
    """Most families speak the language of the class; some of another people send their children to a Kyrgyz one."""
    if language == "ky" and chance.random() < 0.05:
        return "uz" if chance.random() < 0.5 else "tg"
    return language


def lone_child(
    people: str, seat: int, grade: int, number: int, chance: numpy.random.Generator
) -> tuple[FamilyPlan, ChildPlan]:
    """A child beside the rolls, with a family of its own: on the way between schools, or in none."""
    family = draw_family(people, number, chance)
    sex = "f" if chance.random() < 0.49 else "m"
    name = family.child_name(pick(names.GIVEN[people, sex], chance), sex)
    return family, _child(name, sex, chance, family=0, seat=seat, grade=grade)


def _siblings(
    family: FamilyPlan, place: int, seats: list[int], classes: tuple[ClassPlan, ...], chance: numpy.random.Generator
) -> list[ChildPlan]:
    """The children of one family, no two with the same given name."""
    found: list[ChildPlan] = []
    for seat in seats:
        sex = "f" if chance.random() < 0.49 else "m"
        given = pick(names.GIVEN[family.people, sex], chance)
        while any(given == child.name.given for child in found):
            given = pick(names.GIVEN[family.people, sex], chance)
        name = family.child_name(given, sex)
        found.append(_child(name, sex, chance, family=place, seat=seat, grade=classes[seat].grade))
    return found


def _child(
    name: FullName, sex: str, chance: numpy.random.Generator, *, family: int, seat: int, grade: int
) -> ChildPlan:
    mode = _mode(chance)
    disability = "yes" if mode in {"home", "special"} else _answer(DISABILITY, chance)
    return ChildPlan(
        place_of_class=seat,
        place_of_family=family,
        name=name,
        sex=sex,
        born=_birthday(grade, chance),
        year_only=chance.random() < 0.015,
        disability=disability,
        helps_in_class=pick(HELPS, chance) if disability == "yes" else "",
        documents_missing=_answer(DOCUMENTS_MISSING, chance),
        mode=mode,
        enrolled_on=_enrolled_on(chance),
    )


def _birthday(grade: int, chance: numpy.random.Generator) -> date:
    """Between six and a half and seven and a half on entering the first grade."""
    return date(facts.BASELINE.year - grade - 7, 3, 1) + timedelta(days=int(chance.integers(365)))


def _answer(yes: float, chance: numpy.random.Generator) -> str:
    draw = chance.random()
    return "yes" if draw < yes else "not_known" if draw < yes + NOT_ASKED else "no"


def _mode(chance: numpy.random.Generator) -> str:
    draw = chance.random()
    for mode, share in NOT_IN_SCHOOL_MODE.items():
        if draw < share:
            return mode
        draw -= share
    return "school"


def _enrolled_on(chance: numpy.random.Generator) -> date:
    if chance.random() >= ENROLLED_LATE:
        return school_year.STARTS
    return date(2014, 9, 8) + timedelta(days=7 * int(chance.integers(2)))
