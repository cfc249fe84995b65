"""Made-up families: who lives together, who can be called, and what the office knows about the household."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from mektepke.pilot import names
from mektepke.pilot.names import FullName

# OURS: shares of families with one, two, three and four children at the same school.
CHILDREN_AT_SCHOOL = (0.40, 0.36, 0.18, 0.06)
MIGRANT_PARENT = 0.20  # OURS: about every fifth family of the south has a parent at work abroad
POOR_REGISTER = 0.14  # OURS
KYRGYZ_PATRONYMIC = 0.18  # OURS: «уулу», «кызы» instead of -ович, -овна
STREETS = ("Жаштык көчөсү", "Булак көчөсү", "Өрүк көчөсү", "Мектеп көчөсү", "Арык көчөсү", "Тоо көчөсү", "Талаа көчөсү")


@dataclass(frozen=True, slots=True)
class GuardianPlan:
    """An adult whom the school can call; `phone` may be empty."""

    name: FullName
    relation: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """A household. Its children share family name, patronymic and guardians. The first guardian is called first."""

    stem: str
    father: str
    people: str
    kyrgyz_patronymic: bool
    street: str
    house: str
    migrant_parent: str
    poor_register_number: str
    guardians: tuple[GuardianPlan, ...]

    def child_name(self, given: str, sex: str) -> FullName:
        """The name of a child of this family."""
        return FullName(
            names.family_name(self.stem, sex),
            given,
            names.patronymic(self.father, sex, kyrgyz=self.kyrgyz_patronymic),
        )


def made_up_phone(number: int) -> str:
    """A number that can be dialled by its form and that nobody has: the code 000 is given to no operator."""
    return f"+996000{number:06d}"


def draw_family(people: str, number: int, chance: numpy.random.Generator) -> FamilyPlan:
    """A family that speaks `people`'s language (ky, uz, tg). `number` is its own, for the register and phones."""
    migrant = _yes_no_not_known(MIGRANT_PARENT, 0.06, chance)
    stem, father = pick(names.FAMILY[people], chance), pick(names.PARENTS[people, "m"], chance)
    return FamilyPlan(
        stem=stem,
        father=father,
        people=people,
        kyrgyz_patronymic=people == "ky" and chance.random() < KYRGYZ_PATRONYMIC,
        street=pick(STREETS, chance),
        house=str(chance.integers(1, 90)),
        migrant_parent=migrant,
        poor_register_number=f"ҮЛГҮ-{number:05d}" if chance.random() < POOR_REGISTER else "",
        guardians=_guardians(stem, father, people, chance, migrant=migrant, number=number),
    )


def _guardians(
    stem: str, father: str, people: str, chance: numpy.random.Generator, *, migrant: str, number: int
) -> tuple[GuardianPlan, ...]:
    """Mother and father at home; with a parent abroad often a grandmother instead. One in twenty has no phone."""
    mother = pick(names.PARENTS[people, "f"], chance)
    adults = [("mother", mother, "f"), ("father", father, "m")]
    if migrant == "yes":
        grandmother = ("grandmother", pick(names.PARENTS[people, "f"], chance), "f")
        adults = [grandmother] if chance.random() < 0.45 else [("mother", mother, "f"), grandmother]
    elif chance.random() < 0.3:
        adults = adults[:1]
    has_phone = chance.random() > 0.05
    return tuple(
        GuardianPlan(
            FullName(
                names.family_name(stem, sex), given, names.patronymic(pick(names.PARENTS[people, "m"], chance), sex)
            ),
            relation,
            made_up_phone(number * 2 + place) if has_phone else "",
            people,
        )
        for place, (relation, given, sex) in enumerate(adults)
    )


def _yes_no_not_known(yes: float, not_known: float, chance: numpy.random.Generator) -> str:
    draw = chance.random()
    return "yes" if draw < yes else "not_known" if draw < yes + not_known else "no"


def pick(choices: tuple[str, ...], chance: numpy.random.Generator) -> str:
    """One of them, each as likely as the other."""
    return choices[int(chance.integers(len(choices)))]
