"""Where a list and the record may speak of two children, of a slip, or of a row that came late."""

from __future__ import annotations

from datetime import date, timedelta

from mektepke.base import clock
from mektepke.pupils.models import Child
from tests.cast import Cast
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


def test_a_row_left_out_and_loaded_days_later_begins_with_the_rest_of_its_class(cast: Cast, today: date) -> None:
    rows = ["Асанова Айпери", "7-А", None], ["Асанов Бакыт", "7-А", None]
    loaded(cast.here.school, book(*rows, ["Сезим", "7-А", None]), cast.here.head)
    late, newcomer = ["Сезимова Сезим", "7-А", None], ["Асанов Тилек", "7-А", None, "10.11.2014"]
    plan = loaded(cast.here.school, book(late, newcomer, head=[*FULL_NAME, "Кабыл алынган күнү"]), cast.here.head)
    assert [step.enrols_on for step in plan.steps] == [cast.year.starts, date(2014, 11, 10)]
    assert [step.row.name for step in plan.like_the_rest] == ["Сезимова Сезим"]
    clock.set_today(today + timedelta(days=15))
    plan = looked(cast.here.school, book(["Асанова Нур", "7-А", None]))
    assert [step.enrols_on for step in plan.steps] == [today + timedelta(days=15)]
    assert plan.like_the_rest == []


def test_an_adult_of_whom_only_the_kinship_is_known_is_kept_once(cast: Cast) -> None:
    child = cast.here.pupils[5]
    found = book([child.name, "6-А", None, "бабушка"], head=[*FULL_NAME, "Родители"])
    for _time in range(2):
        plan = loaded(cast.here.school, found, cast.here.head)
    assert not plan.writes
    assert ("", "grandmother", "") in set(child.household.guardians.values_list("full_name", "relation", "phone"))
