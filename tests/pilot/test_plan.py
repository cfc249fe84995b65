"""The plan of the pilot: exact where the poster is exact, natural where nobody counted, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy
import phonenumbers
import pytest

from mektepke.pilot import facts, names
from mektepke.pilot.days import ABSENT, UNEXCUSED
from mektepke.pilot.plan import SchoolPlan, plan_pilot, plan_school
from mektepke.pilot.stories import How, how_by_school

SEEDS = (facts.SEED, 1, 77, 4096)


def pilot(seed: int) -> tuple[SchoolPlan, ...]:
    """A plan, drawn once for all tests."""
    return plan_pilot(seed)


def first_school(seed: int = facts.SEED) -> SchoolPlan:
    """The school whose pedagogue signs in first."""
    return next(plan for plan in pilot(seed) if plan.school.code == facts.FIRST_SCHOOL)


def out_of_school(plan: SchoolPlan, *, in_the_morning: bool = False) -> set[int]:
    """Who was absent without excuse on each of the last ten marked days up to the baseline, told day by day."""
    found = set()
    registers = plan.taken.copy()
    if in_the_morning:
        at = plan.days.index(facts.BASELINE)
        registers[:, at] &= plan.by_morning[:, at]
    for place, child in enumerate(plan.children):
        taken = registers[child.place_of_class]
        kinds = [
            plan.marks[place, at]
            for at, day in enumerate(plan.days)
            if child.enrolled_on <= day <= facts.BASELINE and taken[at]
        ]
        if child.mode == "school" and len(kinds) >= 10 and all(kind in UNEXCUSED for kind in kinds[-10:]):
            found.add(place)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_totals_are_exact(seed: int) -> None:
    plans = pilot(seed)
    assert sum(len(plan.children) for plan in plans) == 6968
    assert sum(len(out_of_school(plan)) for plan in plans) == 400
    assert [len(plan.children) for plan in plans] == [school.pupils for *_place, school in facts.schools()]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_but_the_400_of_the_stories_is_out_of_school(seed: int) -> None:
    for plan in pilot(seed):
        assert out_of_school(plan) == {story.child for story in plan.stories}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_400_are_400_on_the_baseline_s_own_morning_too(seed: int) -> None:
    assert sum(len(out_of_school(plan, in_the_morning=True)) for plan in pilot(seed)) == 400


def test_the_400_split_as_the_facts_say() -> None:
    hows = Counter(story.how for plan in pilot(facts.SEED) for story in plan.stories)
    assert hows == {
        How.NEVER_CAME: facts.NEVER_CAME,
        How.STOPPED_COMING: facts.STOPPED_COMING,
        How.LEFT_DURING_YEAR: facts.LEFT_DURING_YEAR,
    }


def test_who_never_came_was_seen_on_no_day_and_the_others_on_some() -> None:
    for plan in pilot(facts.SEED):
        until = numpy.array([day <= facts.BASELINE for day in plan.days])
        for story in plan.stories:
            came = ~numpy.isin(plan.marks[story.child, until], UNEXCUSED)
            assert came.any() == (story.how is not How.NEVER_CAME)


def test_some_come_back_after_the_baseline_and_none_before() -> None:
    back = [plan.days[story.back] for plan in pilot(facts.SEED) for story in plan.stories if story.back is not None]
    assert min(back) > facts.BASELINE
    assert 100 < len(back) < 250
    assert [day for day in back if day < facts.TODAY]


def test_the_same_seed_gives_the_same_pilot() -> None:
    for mine, again in zip(pilot(facts.SEED), plan_pilot.__wrapped__(facts.SEED), strict=True):
        assert mine.roll == again.roll
        assert mine.stories == again.stories
        assert numpy.array_equal(mine.marks, again.marks)
        assert numpy.array_equal(mine.taken, again.taken)


def test_another_seed_gives_another_pilot() -> None:
    for mine, other in zip(pilot(1), pilot(77), strict=True):
        assert mine.roll != other.roll
        assert not numpy.array_equal(mine.marks, other.marks)


@pytest.mark.parametrize("seed", SEEDS)
def test_classes_are_of_real_sizes_and_every_grade_has_one(seed: int) -> None:
    sizes = [found.pupils for plan in pilot(seed) for found in plan.classes]
    assert min(sizes) >= 12
    assert max(sizes) <= 31
    assert max(sizes) - min(sizes) > 12
    for plan in pilot(seed):
        assert {found.grade for found in plan.classes} == set(range(1, plan.school.grades + 1))
        assert [len(plan.seats(place)) for place in range(len(plan.classes))] == [
            found.pupils for found in plan.classes
        ]


def test_family_names_and_patronymics_agree_with_the_sex() -> None:
    endings = {"f": ("овна", "евна", " кызы"), "m": ("ович", "евич", " уулу")}
    for plan in pilot(facts.SEED):
        for child in plan.children:
            assert child.name.family.endswith("а") == (child.sex == "f")
            assert child.name.patronymic.endswith(endings[child.sex])
            assert any(child.name.given in names.GIVEN[people, child.sex] for people in ("ky", "uz", "tg"))


def test_siblings_share_family_name_and_patronymic_and_are_years_apart() -> None:
    brothers = 0
    for plan in pilot(facts.SEED):
        homes: dict[int, list[int]] = {}
        for place, child in enumerate(plan.children):
            homes.setdefault(child.place_of_family, []).append(place)
        for places in homes.values():
            children = [plan.children[place] for place in places]
            assert len({child.name.family.removesuffix("а") for child in children}) == 1
            assert len({child.name.given for child in children}) == len(children)
            born = sorted(child.born for child in children)
            assert all((later - earlier).days > 300 for earlier, later in pairwise(born))
            brothers += len(children) > 1
    assert brothers > 1000


def test_every_child_is_of_an_age_for_its_grade() -> None:
    for plan in pilot(facts.SEED):
        for child in plan.children:
            grade = plan.classes[child.place_of_class].grade
            assert grade + 5.4 < (facts.BASELINE - child.born).days / 365.25 < grade + 7.8


def test_phones_can_be_dialled_by_their_form_belong_to_nobody_and_to_one_family_each() -> None:
    phones = [
        guardian.phone
        for plan in pilot(facts.SEED)
        for family in plan.families
        for guardian in family.guardians
        if guardian.phone
    ]
    assert len(phones) == len(set(phones))
    numbers = [phonenumbers.parse(phone) for phone in phones]
    assert all(phonenumbers.is_possible_number(number) for number in numbers)
    assert not any(phonenumbers.is_valid_number(number) for number in numbers)


def test_about_a_fifth_of_the_families_have_a_parent_abroad() -> None:
    families = [family for plan in pilot(facts.SEED) for family in plan.families]
    assert 0.17 < sum(family.migrant_parent == "yes" for family in families) / len(families) < 0.23


def spread(counts: list[int]) -> tuple[float, float]:
    """Mean, and the shape k of the negative binomial with the same mean and variance."""
    mean, variance = float(numpy.mean(counts)), float(numpy.var(counts, ddof=1))
    return mean, mean**2 / (variance - mean)


def absences(seed: int, *, until_today: bool) -> list[int]:
    """Marked days missed by each child who learns in school and is not one of the 400."""
    counts = []
    for plan in pilot(seed):
        told = {story.child for story in plan.stories}
        wanted = numpy.array([day < facts.TODAY or not until_today for day in plan.days])
        for place, child in enumerate(plan.children):
            if child.mode == "school" and place not in told:
                missed = numpy.isin(plan.marks[place], ABSENT) & plan.taken[child.place_of_class] & wanted
                counts.append(int(missed.sum()))
    return counts


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("until_today", [True, False])
def test_absences_are_spread_like_real_ones(seed: int, until_today: bool) -> None:
    mean, shape = spread(absences(seed, until_today=until_today))
    assert 0.5 < shape < 1.2
    assert (1.2 < mean < 3) if until_today else (4 < mean < 16)


def test_a_tenth_of_the_children_miss_half_of_the_days() -> None:
    counts = sorted(absences(facts.SEED, until_today=False), reverse=True)
    tenth = sum(counts[: len(counts) // 10]) / sum(counts)
    assert 0.3 < tenth < 0.6


def test_older_children_are_missing_more_in_the_season_of_field_work() -> None:
    missed = Counter[tuple[bool, bool]]()
    for plan in pilot(facts.SEED):
        told = {story.child for story in plan.stories}
        for is_older in (True, False):
            rows = [
                place
                for place in range(len(plan.children))
                if place not in told and (plan.roll.grade(place) >= 7) == is_older
            ]
            for in_season, months in ((True, {9, 10}), (False, {2, 3})):
                columns = [at for at, day in enumerate(plan.days) if day.month in months]
                missed[is_older, in_season] += int(numpy.isin(plan.marks[numpy.ix_(rows, columns)], ABSENT).sum())
    assert missed[True, True] / missed[True, False] > 1.3 * missed[False, True] / missed[False, False]


def test_mondays_and_fridays_are_missed_more_than_the_middle_of_the_week() -> None:
    missed, days = Counter[int](), Counter[int]()
    for plan in pilot(facts.SEED):
        told = [story.child for story in plan.stories]
        others = numpy.delete(plan.marks, told, axis=0)
        for at, day in enumerate(plan.days):
            missed[day.weekday()] += int(numpy.isin(others[:, at], ABSENT).sum())
            days[day.weekday()] += 1
    rate = {weekday: missed[weekday] / days[weekday] for weekday in range(5)}
    assert min(rate[0], rate[4]) > max(rate[1], rate[2], rate[3])


def test_one_class_of_the_first_school_has_no_absence_for_three_weeks_before_today() -> None:
    plan = first_school()
    assert plan.odd.quiet is not None
    seats = plan.seats(plan.odd.quiet)
    before = numpy.flatnonzero([day < facts.TODAY for day in plan.days])[-15:]
    assert plan.taken[plan.odd.quiet, before].all()
    assert not numpy.isin(plan.marks[numpy.ix_(seats, before)], ABSENT).any()


def test_a_few_classes_have_no_register_for_three_school_days_before_today() -> None:
    lacking = []
    for plan in pilot(facts.SEED):
        before = numpy.flatnonzero([day < facts.TODAY for day in plan.days])[-3:]
        lacking += [plan.school.code for taken in plan.taken if not taken[before].any()]
    assert sorted(lacking) == sorted({"BES-01", "MAR-01", "KAT-02", "ARK-01"})


def test_some_registers_are_forgotten_and_most_are_not() -> None:
    share = numpy.mean([plan.taken.mean() for plan in pilot(facts.SEED)])
    assert 0.97 < share < 0.995


def test_a_storm_keeps_most_of_a_school_at_home_for_a_day() -> None:
    plan = next(plan for plan in pilot(facts.SEED) if plan.school.code == "ZHT-01")
    missing = [
        numpy.isin(plan.marks[:, at], ABSENT).mean() for at, day in enumerate(plan.days) if str(day) == "2014-11-14"
    ]
    assert missing[0] > 0.55


def test_a_school_comes_out_the_same_when_it_is_drawn_alone() -> None:
    place = facts.schools()[9]
    alone = plan_school(9, place, how_by_school(77), 77)
    assert alone.roll == pilot(77)[9].roll
    assert numpy.array_equal(alone.marks, pilot(77)[9].marks)
