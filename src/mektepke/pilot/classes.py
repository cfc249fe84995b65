"""The classes of a school: how many there are in each grade, how many children sit in each, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from mektepke.pilot import facts
from mektepke.pilot.chance import stream

LETTERS = "АБВГ"
SMALLEST, LARGEST, USUAL = 12, 31, 23


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """One class: grade, letter, language of lessons, number of children."""

    grade: int
    letter: str
    language: str
    pupils: int


def classes_of(school: facts.School, seed: int) -> tuple[ClassPlan, ...]:
    """The classes of a school, together exactly as many children as the school has."""
    chance = stream(seed, "classes", school.code)
    letters = _letters_by_grade(school)
    sizes = _sizes(school.pupils, sum(letters), chance)
    plans: list[ClassPlan] = []
    for grade, count in enumerate(letters, start=1):
        for place in range(count):
            plans.append(ClassPlan(grade, LETTERS[place], _language(school, place, count), sizes[len(plans)]))
    return tuple(plans)


def _letters_by_grade(school: facts.School) -> list[int]:
    """How many classes each grade has; the lower grades are larger, for many leave after the ninth."""
    classes = max(school.grades, round(school.pupils / USUAL))
    every, rest = divmod(classes, school.grades)
    return [every + (1 if grade <= rest else 0) for grade in range(1, school.grades + 1)]


def _sizes(pupils: int, classes: int, chance: numpy.random.Generator) -> list[int]:
    """Sizes between the smallest and the largest class, together exactly `pupils`."""
    sizes = numpy.full(classes, SMALLEST)
    wanted = 0.15 + chance.random(classes)
    for _seat in range(pupils - SMALLEST * classes):
        room = wanted * (LARGEST - sizes)
        sizes[chance.choice(classes, p=room / room.sum())] += 1
    return [int(size) for size in sizes]


def _language(school: facts.School, place: int, count: int) -> str:
    """In a school with two languages the last class of a grade learns in the second one."""
    second = len(school.languages) > 1 and count > 1 and place == count - 1
    return school.languages[1] if second else school.languages[0]
