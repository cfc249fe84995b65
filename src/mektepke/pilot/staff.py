"""Made-up staff for every role, and which of them sign in for a look around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from mektepke.people.roles import Role
from mektepke.pilot import facts, names
from mektepke.pilot.chance import stream
from mektepke.pilot.families import made_up_phone, pick
from mektepke.pilot.names import FullName
from mektepke.pilot.plan import SchoolPlan

GROUP_MEMBERS = 4  # OURS: of each village's initiative group
LATIN = dict(zip("АБВГ", "abvg", strict=True))
FIRST_PHONE = 900_000
LOGIN_ROLES = tuple(Role)
FIRST_PEDAGOGUE = FullName("Садыкова", "Нургүл", "Асановна")


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """One account with one role. `at` names the class, school, village, municipality or district."""

    username: str
    role: Role
    name: FullName
    phone: str
    at: tuple[str, ...]


def staff_of(plans: tuple[SchoolPlan, ...], seed: int) -> tuple[StaffPlan, ...]:
    """Everybody: teachers, a pedagogue, a head and a deputy for each school; groups, officers, and those above them."""
    posts = [post for plan in plans for post in _school_posts(plan)] + _place_posts() + _later_posts(plans)
    found = []
    for number, (username, role, at) in enumerate(posts):
        name = _name(stream(seed, "staff", username))
        if username == login(Role.PEDAGOGUE, plans):
            name = FIRST_PEDAGOGUE
        found.append(StaffPlan(username, role, name, made_up_phone(FIRST_PHONE + number), at))
    return tuple(found)


def login(role: Role, plans: tuple[SchoolPlan, ...]) -> str:
    """The sign-in name of the one account of this role that has a password."""
    first = next(plan for plan in plans if plan.school.code == facts.FIRST_SCHOOL)
    assert first.odd.waits is not None  # noqa: S101 - the first school has such a class
    village, municipality = slug(first.village.name), slug(facts.short_name(first.municipality))
    return {
        Role.TEACHER: teacher_of(first, first.odd.waits),
        Role.PEDAGOGUE: f"{first.school.code.lower()}.pedagogue",
        Role.HEAD: f"{first.school.code.lower()}.head",
        Role.GROUP_MEMBER: f"{village}.group1",
        Role.DEPUTY: f"{first.school.code.lower()}.deputy",
        Role.MUNICIPALITY: f"{municipality}.officer",
        Role.PROTECTION: f"{municipality}.protection",
        Role.DISTRICT: "leilek.district",
        Role.PROGRAMME: "leilek.programme",
        Role.AUDITOR: "leilek.auditor",
        Role.ADMINISTRATOR: "leilek.administrator",
    }[role]


def teacher_of(plan: SchoolPlan, place_of_class: int) -> str:
    """The sign-in name of a class's teacher, such as bes-01.5a."""
    found = plan.classes[place_of_class]
    return f"{plan.school.code.lower()}.{found.grade}{LATIN[found.letter]}"


def slug(name: facts.Name) -> str:
    """A place's English name as part of a sign-in name."""
    return name.en.lower().replace(" ", "-")


Post = tuple[str, Role, tuple[str, ...]]


def _school_posts(plan: SchoolPlan) -> list[Post]:
    code = plan.school.code
    posts: list[Post] = [
        (f"{code.lower()}.pedagogue", Role.PEDAGOGUE, ("school", code)),
        (f"{code.lower()}.head", Role.HEAD, ("school", code)),
    ]
    for place in range(len(plan.classes)):
        posts.append((teacher_of(plan, place), Role.TEACHER, ("class", code, str(place))))
    return posts


def _place_posts() -> list[Post]:
    district = ("place", facts.DISTRICT[1].en)
    posts: list[Post] = [
        ("leilek.district", Role.DISTRICT, district),
        ("leilek.programme", Role.PROGRAMME, district),
        ("leilek.auditor", Role.AUDITOR, district),
        ("leilek.administrator", Role.ADMINISTRATOR, district),
    ]
    for municipality in facts.PILOT:
        officer = f"{slug(facts.short_name(municipality))}.officer"
        posts.append((officer, Role.MUNICIPALITY, ("place", municipality.name.en)))
        for village in municipality.villages:
            members = range(1, GROUP_MEMBERS + 1)
            at = ("place", village.name.en)
            posts += [(f"{slug(village.name)}.group{member}", Role.GROUP_MEMBER, at) for member in members]
    return posts


def _later_posts(plans: tuple[SchoolPlan, ...]) -> list[Post]:
    """Who approves where the head does not, and who protects children: last, so that nobody else's number changes."""
    deputies: list[Post] = [
        (f"{plan.school.code.lower()}.deputy", Role.DEPUTY, ("school", plan.school.code)) for plan in plans
    ]
    return deputies + [
        (f"{slug(facts.short_name(found))}.protection", Role.PROTECTION, ("place", found.name.en))
        for found in facts.PILOT
    ]


def _name(chance: numpy.random.Generator) -> FullName:
    sex = "f" if chance.random() < 0.7 else "m"
    stem, given = pick(names.FAMILY["ky"], chance), pick(names.PARENTS["ky", sex], chance)
    return FullName(names.family_name(stem, sex), given, names.patronymic(pick(names.PARENTS["ky", "m"], chance), sex))
