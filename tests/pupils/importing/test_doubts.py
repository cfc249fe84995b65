"""Where a list and the record may speak of two children, of a slip, or of a row that came late."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.attendance.actions import take_register
from mektepke.places.models import SchoolClass, SchoolYear
from mektepke.pupils.models import Child, Enrolment
from mektepke.trail.actions import record
from tests.cast import Cast, pupil
from tests.pupils.importing.lists import book, codes, differences, kinds, loaded, looked

FULL_NAME = ["Аты-жөнү", "Класс", "Туулган күнү"]


def test_another_day_of_birth_replaces_none_and_is_asked_about(cast: Cast) -> None:
    child = cast.here.pupils[0]
    plan = loaded(cast.here.school, book([child.name, "6-А", "13.03.2002"]), cast.here.head)
    assert (kinds(plan), codes(plan)) == ([], [("born_otherwise", "C2")])
    assert child.name not in {known.name for known in plan.missing}
    child.refresh_from_db()
    assert child.birth_date == date(2002, 3, 12)


def test_a_child_without_a_day_of_birth_is_found_again(cast: Cast) -> None:
    found = book(["Асанова Айпери", "6-А", None])
    loaded(cast.here.school, found, cast.here.head)
    assert kinds(looked(cast.here.school, found)) == ["same"]


def test_a_year_on_record_becomes_a_day_of_that_year_and_of_no_other(cast: Cast) -> None:
    child = cast.here.pupils[0]
    Child.objects.filter(pk=child.pk).update(birth_date=None, birth_year=2002)
    other = looked(cast.here.school, book([child.name, "6-А", "13.03.2003"]))
    assert (kinds(other), codes(other)) == ([], [("born_otherwise", "C2")])
    plan = looked(cast.here.school, book([child.name, "6-А", "13.03.2002"]))
    assert differences(plan.steps[0]) == {"birth_date": (None, date(2002, 3, 13))}


def test_a_second_child_of_one_name_beside_the_known_one_in_the_list_is_added(cast: Cast) -> None:
    name = cast.here.pupils[0].name
    plan = looked(cast.here.school, book([name, "6-А", "13.03.2002"], [name, "6-А", "12.03.2002"]))
    assert (kinds(plan), codes(plan)) == (["added", "same"], [])


def test_one_row_that_opens_a_class_is_asked_about_and_loaded(cast: Cast) -> None:
    rows = ["Асанова Айпери", "7-А", None], ["Асанов Бакыт", "6-А", None], ["Асанов Тилек", "8-А", None]
    plan = loaded(cast.here.school, book(*rows, ["Асанова Нур", "8-А", None]), cast.here.head)
    assert codes(plan) == [("class_of_one", "B2")]
    assert kinds(plan) == ["added"] * 4
    assert codes(looked(cast.here.school, book(*rows))) == []


def test_a_row_that_is_left_out_speaks_of_its_class_too(cast: Cast) -> None:
    plan = looked(cast.here.school, book(["Асанова Айпери", "7-А", None], ["Сезим", "7-А", None]))
    assert codes(plan) == [("name_one_word", "A3")]


def test_who_is_loaded_after_the_first_list_of_a_class_begins_today_or_on_the_day_in_the_list(
    cast: Cast, today: date
) -> None:
    rows = ["Асанова Айпери", "7-А", None], ["Асанов Бакыт", "7-А", None]
    first = loaded(cast.here.school, book(*rows, ["Сезим", "7-А", None]), cast.here.head)
    assert [step.enrols_on for step in first.steps] == [cast.year.starts] * 2
    late, newcomer = ["Сезимова Сезим", "7-А", None], ["Асанов Тилек", "7-А", None, "10.11.2014"]
    plan = loaded(cast.here.school, book(late, newcomer, head=[*FULL_NAME, "Кабыл алынган күнү"]), cast.here.head)
    assert [step.enrols_on for step in plan.steps] == [today, date(2014, 11, 10)]


def test_nobody_is_shown_present_on_a_day_on_which_nobody_could_mark_them(cast: Cast, today: date) -> None:
    Enrolment.objects.filter(school_class=cast.here.school_class).update(starts=today - timedelta(days=5))
    for child in cast.here.pupils:
        record(by=cast.here.head, action="child.enrolled", subject=child, child=child.pk, place=cast.here.school)
    take_register(school_class=cast.here.school_class, day=date(2014, 11, 14), marks={}, by=cast.here.teacher)
    loaded(cast.here.school, book(["Асанова Айпери", "6-А", None]), cast.here.head)
    assert Enrolment.objects.get(child__family_name="Асанова").starts == today


def test_a_class_that_all_have_left_was_listed_before(cast: Cast, today: date) -> None:
    Enrolment.objects.filter(school_class=cast.here.school_class).update(ends=today, reason_of_leaving="moved_away")
    plan = looked(cast.here.school, book(["Асанова Айпери", "6-А", None]))
    assert [step.enrols_on for step in plan.steps] == [today]


def test_who_comes_up_from_last_year_into_a_class_with_pupils_begins_today(cast: Cast, today: date) -> None:
    year = SchoolYear.objects.create(code="2013-14", starts=date(2013, 9, 1), ends=date(2014, 5, 25))
    before = SchoolClass.objects.create(school=cast.here.school, year=year, grade=5, letter="А")
    child = pupil(before, "Асанова", "Айпери")
    Enrolment.objects.filter(child=child).update(starts=year.starts)
    plan = looked(cast.here.school, book(["Асанова Айпери", "6-А", None]))
    assert [(step.kind, step.enrols_on) for step in plan.steps] == [("changed", today)]


def test_an_adult_of_whom_only_the_kinship_is_known_is_kept_once(cast: Cast) -> None:
    child = cast.here.pupils[5]
    found = book([child.name, "6-А", None, "бабушка"], head=[*FULL_NAME, "Родители"])
    for _time in range(2):
        plan = loaded(cast.here.school, found, cast.here.head)
    assert not plan.writes
    assert ("", "grandmother", "") in set(child.household.guardians.values_list("full_name", "relation", "phone"))


def test_an_age_far_from_the_class_is_asked_about_and_loaded(cast: Cast) -> None:
    rows = book(["Асанова Айпери", "6-А", "12.03.1991"], ["Асанов Бакыт", "6-А", "12.03.2002"])
    plan = loaded(cast.here.school, rows, cast.here.head)
    assert (kinds(plan), codes(plan)) == (["added", "added"], [("age_doubtful", "C2")])
    assert Child.objects.get(family_name="Асанова").birth_year == 1991
    assert codes(looked(cast.here.school, rows)) == []


def test_an_age_that_no_pupil_has_is_a_problem_of_its_cell(cast: Cast, today: date) -> None:
    births = {
        "18.11.2010": "date_late",
        "17.11.2010": "age_doubtful",
        "18.11.1988": "age_doubtful",
        "17.11.1988": "date_early",
    }
    assert today == date(2014, 11, 17)
    for born, code in births.items():
        plan = looked(cast.here.school, book(["Асанова Айпери", "6-А", born]))
        assert (kinds(plan), codes(plan)) == (["added"], [(code, "C2")]), born
        assert ("birth_date" in plan.steps[0].row.said) is (code == "age_doubtful")
