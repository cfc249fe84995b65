"""Loading a list of staff: all of it or none, and a second time nothing."""

from __future__ import annotations

from datetime import date

import pytest

from mektepke.base import clock
from mektepke.people.importing import actions
from mektepke.people.models import Assignment, Person, StaffSheet
from mektepke.places.models import SchoolClass
from mektepke.trail.models import Change
from tests.cast import Cast
from tests.people.clients import CODE
from tests.people.staff_lists import NEW, kept, load, sheet


def test_the_list_says_who_is_new_who_changes_and_who_stays(cast: Cast) -> None:
    plan = actions.plan_of(kept(cast, NEW), cast.here.head)
    assert [step.full_name for step in plan.of_kind("added")] == ["Ормонова Айзат Бекбоевна", "Сапарова Бермет"]
    assert [step.full_name for step in plan.of_kind("same")] == ["Садыкова Асел"]
    assert plan.problems == []
    assert Person.objects.count() == len(cast.people())


def test_a_loaded_list_gives_accounts_roles_and_codes(cast: Cast) -> None:
    added = load(cast, NEW)
    assert [person.username for person, _code in added] == ["a.ormonova", "b.saparova"]
    assert all(CODE.fullmatch(code) for _person, code in added)
    made = Person.objects.get(username="a.ormonova")
    assert (made.phone, made.language, made.patronymic) == ("+996777123456", "ru", "Бекбоевна")
    role = made.assignments.get()
    assert (role.role, role.school_class, role.ends) == ("teacher", cast.here.school_class, date(2015, 8, 31))
    assert Person.objects.get(username="b.saparova").assignments.get().school == cast.here.school
    assert not StaffSheet.objects.exists()
    assert Change.objects.filter(action="staff.loaded").count() == 1


def test_somebody_without_a_language_gets_that_of_whoever_loads_the_list(cast: Cast) -> None:
    Person.objects.filter(username="bakyt").update(language="en")
    load(cast, NEW)
    assert dict(
        Person.objects.filter(username__in=["a.ormonova", "b.saparova"]).values_list("username", "language")
    ) == {
        "a.ormonova": "ru",
        "b.saparova": "en",
    }


def test_the_same_list_twice_changes_nothing(cast: Cast) -> None:
    load(cast, NEW)
    before = list(Assignment.objects.order_by("pk").values_list()), list(Person.objects.order_by("pk").values_list())
    assert load(cast, NEW) == []
    assert before == (
        list(Assignment.objects.order_by("pk").values_list()),
        list(Person.objects.order_by("pk").values_list()),
    )


def test_a_known_person_gets_what_is_new_and_keeps_the_rest(cast: Cast) -> None:
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="Б")
    content = sheet((1, "САДЫКОВА АСЕЛ", "мугалим", "6а, 7 «Б»", "0555 11 22 33", ""))
    plan = actions.plan_of(kept(cast, content), cast.here.head)
    assert [step.kind for step in plan.steps] == ["changed"]
    assert load(cast, content) == []
    teacher = Person.objects.get(username="asel")
    assert teacher.phone == "+996555112233"
    assert sorted(role.school_class.name for role in teacher.assignments.all() if role.school_class) == ["6-А", "7-Б"]


def test_one_person_on_two_rows_gets_both_classes(cast: Cast) -> None:
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="Б")
    added = load(cast, sheet((1, "Ормонова Айзат", "", "6-А", "", ""), (2, "Ормонова Айзат", "", "7-Б", "", "")))
    assert len(added) == 1
    assert added[0][0].assignments.count() == 2


def test_the_head_on_the_own_list_stays_as_they_are(cast: Cast) -> None:
    plan = actions.plan_of(kept(cast, sheet((1, "Ормонов Бакыт", "Директор", "", "", ""))), cast.here.head)
    assert [step.kind for step in plan.steps] == ["same"]


def test_a_list_that_changed_meanwhile_is_not_written(cast: Cast) -> None:
    upload = kept(cast, NEW)
    digest = actions.plan_of(upload, cast.here.head).digest
    load(cast, sheet((1, "Сапарова Бермет", "социалдык педагог", "", "", "")))
    with pytest.raises(actions.ChangedMeanwhile):
        actions.load_sheet(sheet=upload, digest=digest, by=cast.here.head)
    assert not Person.objects.filter(username="a.ormonova").exists()


def test_an_upload_that_nobody_confirmed_goes_after_a_day(cast: Cast) -> None:
    kept(cast, NEW)
    assert actions.forget_old_sheets() == 0
    clock.set_today(date(2014, 11, 19))
    kept(cast, NEW)
    assert StaffSheet.objects.count() == 1
    clock.set_today(date(2014, 11, 21))
    assert actions.forget_old_sheets() == 1
    assert not StaffSheet.objects.exists()


def test_a_long_list_asks_the_database_as_often_as_a_short_one(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    names = [f"{grade}-{letter}" for grade in range(1, 11) for letter in "АБ"]
    classes = [SchoolClass(school=cast.here.school, year=cast.year, grade=name[:-2], letter=name[-1]) for name in names]
    SchoolClass.objects.bulk_create(found for found, name in zip(classes, names, strict=True) if name != "6-А")
    rows = [(1, f"Мугалимова Айгерим{'а' * place}", "мугалим", name, "", "") for place, name in enumerate(names * 2)]
    administrator = Person.objects.get(pk=cast.administrator.pk)
    for number in (2, len(rows)):
        upload = kept(cast, sheet(*rows[:number]), cast.administrator)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            plan = actions.plan_of(upload, administrator)
        assert (plan.problems, len(plan.of_kind("added"))) == ([], number)
