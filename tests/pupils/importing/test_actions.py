"""What a list writes, what it leaves alone, and that the same list twice changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from mektepke.places.models import SchoolClass
from mektepke.pupils.importing import actions
from mektepke.pupils.importing.actions import Changed, NoYear, load
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.trail.models import Change
from tests.cast import Cast
from tests.pupils.importing.lists import book, codes, differences, kinds, loaded, looked, sheets

FULL = [
    "Фамилиясы", "Аты", "Атасынын аты", "Туулган күнү", "Жынысы", "Класс", "Айылы", "Көчөсү", "Үй №", "Ата-энеси",
    "Ким болот", "Телефон", "Эне тили", "ОВЗ", "Документтери жок", "Окуу формасы", "Кабыл алынган күнү",
    "Мигрант", "Аз камсыз үй-бүлө №",
]  # fmt: skip
ROW = [
    "Асанова", "Айпери", "Бакыт кызы", "12.03.2003", "кыз", "6-А", "Терек-Башы", "Ош көчөсү", "5а", "Абдиева Гүлсара",
    "апасы",
    "0777 12-34-56", "өзбек", "жок", "ооба", "үйдө", "01.10.2014", "ооба", "17/2014",
]  # fmt: skip


def test_everything_a_list_can_say_is_stored(cast: Cast) -> None:
    loaded(cast.here.school, book(ROW, head=FULL), cast.here.pedagogue)
    child = Child.objects.get(family_name="Асанова")
    assert (child.given_name, child.patronymic, child.sex) == ("Айпери", "Бакыт кызы", "girl")
    assert (child.birth_date, child.birth_year) == (date(2003, 3, 12), 2003)
    assert (child.languages, child.disability, child.documents_missing) == ("uz", "no", "yes")
    assert child.search_key
    assert child.sort_key
    home = child.household
    assert (home.village, home.street, home.house) == (cast.there.village, "Ош көчөсү", "5а")
    assert (home.migrant_parent, home.poor_register_number) == ("yes", "17/2014")
    guardian = home.guardians.get()
    assert (guardian.full_name, guardian.relation, guardian.phone) == ("Абдиева Гүлсара", "mother", "+996777123456")
    assert guardian.call_first
    enrolment = child.enrolments.get()
    assert (enrolment.school_class, enrolment.mode, enrolment.starts) == (
        cast.here.school_class,
        "home",
        date(2014, 10, 1),
    )


def test_the_same_list_twice_changes_nothing(cast: Cast) -> None:
    found = book(ROW, [*ROW[:1], "Айдай", *ROW[2:]], head=FULL)
    loaded(cast.here.school, found, cast.here.pedagogue)
    before = state()
    again = loaded(cast.here.school, found, cast.here.pedagogue)
    assert kinds(again) == ["same", "same"]
    assert not again.writes
    assert state() == before


def state() -> list[object]:
    """Everything that a list can write."""
    models = (Child, Household, Guardian, Enrolment, SchoolClass, Change)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_looking_writes_nothing(cast: Cast) -> None:
    before = state()
    assert kinds(looked(cast.here.school, book(ROW, head=FULL))) == ["added"]
    assert state() == before


def test_a_class_that_is_not_there_is_made(cast: Cast) -> None:
    plan = loaded(cast.here.school, book(["Асанова Айпери", "9-Б", "12.03.1999"]), cast.here.pedagogue)
    assert [str(name) for name in plan.new_classes] == ["9-Б"]
    made = SchoolClass.objects.get(grade=9, letter="Б", school=cast.here.school)
    assert made.year == cast.year
    assert made.enrolments.get().starts == cast.year.starts


def test_a_child_new_to_a_class_that_has_pupils_begins_today(cast: Cast, today: date) -> None:
    loaded(cast.here.school, book(["Асанова Айпери", "6-А", "12.03.2003"]), cast.here.pedagogue)
    assert Enrolment.objects.get(child__family_name="Асанова").starts == today


def test_a_known_child_is_changed_and_the_page_can_say_how(cast: Cast) -> None:
    child = cast.here.pupils[0]
    plan = loaded(
        cast.here.school, book([child.name, "6-А", "12.03.2002", "Ош", "ооба"], head=[*FULL_NAME, "Көчөсү", "ОВЗ"]),
        cast.here.head,
    )  # fmt: skip
    assert kinds(plan) == ["changed"]
    assert differences(plan.steps[0]) == {
        "disability": ("not_known", "yes"),
        "street": ("Мектеп көчөсү", "Ош"),
    }
    child.refresh_from_db()
    assert (child.disability, child.household.street) == ("yes", "Ош")
    change = Change.objects.get(action="child.corrected", child_key=child.pk)
    assert change.fields == ["disability", "street"]
    assert change.by_key == cast.here.head.pk


FULL_NAME = ["Аты-жөнү", "Класс", "Туулган күнү"]


def test_empty_cells_leave_what_is_known(cast: Cast) -> None:
    child = cast.here.pupils[0]
    plan = looked(cast.here.school, book([child.name, "6-А", None, None], head=[*FULL_NAME, "Телефон"]))
    assert kinds(plan) == ["same"]


def test_a_name_typed_without_kyrgyz_letters_is_the_same_child(cast: Cast) -> None:
    plan = looked(cast.here.school, book(["Камчиев Омурбек", "6-А", "12.03.2002"]))
    assert kinds(plan) == ["same"]


def test_a_better_spelling_replaces_a_poorer_one(cast: Cast) -> None:
    Child.objects.filter(pk=cast.here.pupils[2].pk).update(given_name="Омурбек")
    plan = loaded(cast.here.school, book(["Камчиев Өмүрбек", "6-А", "12.03.2002"]), cast.here.head)
    assert differences(plan.steps[0]) == {"given_name": ("Омурбек", "Өмүрбек")}


def test_a_move_to_another_class_keeps_the_history(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    plan = loaded(cast.here.school, book([child.name, "6-Б", "12.03.2002"]), cast.here.head)
    assert differences(plan.steps[0]) == {"school_class": ("6-А", "6-Б")}
    new, old = child.enrolments.order_by("-starts")
    assert (old.ends, old.reason_of_leaving) == (today - timedelta(days=1), "moved_class")
    assert (new.school_class.name, new.starts, new.ends) == ("6-Б", today, None)
    assert kinds(loaded(cast.here.school, book([child.name, "6-А", "12.03.2002"]), cast.here.head)) == ["changed"]
    assert child.enrolments.get(ends__isnull=True).school_class == cast.here.school_class
    assert child.enrolments.count() == 2


def test_another_way_of_learning_is_a_new_enrolment(cast: Cast) -> None:
    child = cast.here.pupils[0]
    loaded(
        cast.here.school, book([child.name, "6-А", "надомное"], head=["ФИО", "Класс", "Форма обучения"]), cast.here.head
    )
    assert [found.mode for found in child.enrolments.order_by("starts")] == ["school", "home"]


def test_a_child_found_in_no_school_is_enrolled_and_not_doubled(cast: Cast, today: date) -> None:
    home = Household.objects.create(village=cast.here.village)
    child = Child.objects.create(household=home, family_name="Эсенова", given_name="Айжан", birth_year=2003)
    kept = OutOfSchool.objects.create(
        child=child, kind="never", found_on=today - timedelta(days=40), found_by=cast.here.pedagogue
    )
    plan = loaded(cast.here.school, book(["Эсенова Айжан", "5-А", "12.04.2003"]), cast.here.pedagogue)
    assert differences(plan.steps[0]) == {"birth_date": (None, date(2003, 4, 12)), "school_class": (None, "5-А")}
    kept.refresh_from_db()
    assert kept.ended_on == today
    assert child.enrolments.get().school_class.name == "5-А"


def test_a_child_said_to_go_to_school_elsewhere_is_found_by_the_list_and_not_doubled(cast: Cast, today: date) -> None:
    home = Household.objects.create(village=cast.here.village)
    Guardian.objects.create(household=home, full_name="Эсенова Гүлнара", relation="mother", phone="+996777123456")
    child = Child.objects.create(household=home, family_name="Эсенова", given_name="Айжан", birth_year=2003)
    OutOfSchool.objects.create(
        child=child, kind="never", found_on=today - timedelta(days=40), found_by=cast.here.pedagogue,
        ended_on=today - timedelta(days=30), ending="enrolled", goes_to="Исфана",
    )  # fmt: skip
    head = [*FULL_NAME, "Мать", "Телефон матери"]
    row = ["Эсенова Айжан", "6-А", "2003", "Эсенова Гүлнара", "0777123456"]
    plan = loaded(cast.here.school, book(row, head=head), cast.here.pedagogue)
    assert differences(plan.steps[0]) == {"school_class": (None, "6-А")}
    assert child.enrolments.get().starts == today
    assert looked(cast.here.school, book(row, head=head)).writes is False


def test_a_child_who_comes_back_is_enrolled_again(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    child.enrolments.update(ends=today - timedelta(days=9), reason_of_leaving="left")
    loaded(cast.here.school, book([child.name, "6-А", "12.03.2002"]), cast.here.head)
    assert child.enrolments.get(ends__isnull=True).starts == today


def test_a_child_on_another_schools_roll_is_not_taken_from_it(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    child.enrolments.update(ends=today - timedelta(days=9), reason_of_leaving="transferred")
    Enrolment.objects.create(child=child, school_class=cast.there.school_class, starts=today)
    plan = loaded(cast.here.school, book([child.name, "6-А", "12.03.2002"]), cast.here.head)
    assert (kinds(plan), codes(plan)) == ([], [("enrolled_elsewhere", "2")])


def test_a_child_on_the_way_to_this_school_is_received_first(cast: Cast, today: date) -> None:
    child = cast.there.pupils[0]
    Transfer.objects.create(
        child=child, from_enrolment=child.enrolments.get(), to_school=cast.here.school, sent_on=today, due_on=today,
        sent_by=cast.there.head,
    )  # fmt: skip
    plan = looked(cast.here.school, book([child.name, "5-А", "12.03.2003"]))
    assert codes(plan) == [("on_the_way", "2")]


def test_over_the_summer_a_class_goes_up_by_a_grade(cast: Cast) -> None:
    last_year = cast.here.school_class
    type(cast.year).objects.filter(pk=cast.year.pk).update(starts=date(2013, 9, 1), ends=date(2014, 5, 25))
    cast.here.pupils[0].enrolments.update(starts=date(2013, 9, 1))
    new = type(cast.year).objects.create(code="2015", starts=date(2014, 9, 1), ends=date(2015, 5, 25))
    plan = loaded(cast.here.school, book([cast.here.pupils[0].name, "7-А"], head=FULL_NAME[:2]), cast.here.head)
    assert kinds(plan) == ["changed"]
    enrolment = cast.here.pupils[0].enrolments.get(ends__isnull=True)
    assert (enrolment.school_class.year, enrolment.starts) == (new, new.starts)
    assert cast.here.pupils[0].enrolments.get(school_class=last_year).ends == date(2014, 8, 31)


def test_children_missing_from_the_list_are_left_alone_and_named(cast: Cast) -> None:
    child = cast.here.pupils[0]
    plan = loaded(cast.here.school, book([child.name, "6-А", "12.03.2002"]), cast.here.head)
    assert {known.key for known in plan.missing} == {found.pk for found in cast.here.pupils[1:]}
    assert Enrolment.objects.filter(ends__isnull=True, school_class=cast.here.school_class).count() == 6


def test_a_child_whose_row_was_left_out_is_not_called_missing(cast: Cast) -> None:
    plan = looked(cast.here.school, book(["Абдиева Айпери", "6-АБВ", None], ["Жоробаев Нурлан", "6-А", None]))
    assert "Абдиева Айпери" not in {known.name for known in plan.missing}


def test_brothers_and_sisters_share_a_household(cast: Cast) -> None:
    head = [*FULL_NAME, "Мать", "Телефон"]
    parent = ["Абдиева Гүлсара", "0777123456"]
    found = book(["Асанов Бакыт", "7-А", 2002, *parent], ["Асанова Айпери", "6-А", 2003, *parent], head=head)
    loaded(cast.here.school, found, cast.here.head)
    one, other = Child.objects.filter(family_name__startswith="Асанов")
    assert one.household_id == other.household_id
    assert one.household.guardians.count() == 1
    third = book(["Асанова Нурай", "5-А", 2004, *parent], head=head)
    loaded(cast.here.school, third, cast.here.head)
    assert Child.objects.get(given_name="Нурай").household_id == one.household_id


def test_two_rows_that_differ_about_one_household_do_not_change_it_to_and_fro(cast: Cast) -> None:
    head = [*FULL_NAME, "Мать", "Телефон", "Улица"]
    parent = ["Абдиева Гүлсара", "0777123456"]
    rows = ["Асанов Бакыт", "6-А", 2002, *parent, "Ош"], ["Асанова Айпери", "6-А", 2003, *parent, "Нарын"]
    plan = loaded(cast.here.school, book(*rows, head=head), cast.here.head)
    assert codes(plan) == [("household_differs", "F3")]
    assert Household.objects.get(children__given_name="Бакыт").street == "Ош"
    assert not loaded(cast.here.school, book(*rows, head=head), cast.here.head).writes


def test_two_phones_of_one_mother_do_not_change_to_and_fro(cast: Cast) -> None:
    home = cast.here.pupils[0].household
    Child.objects.filter(pk=cast.here.pupils[1].pk).update(household=home)
    head = [*FULL_NAME, "Мать", "Телефон матери"]
    found = book(
        ["Абдиева Айпери", "6-А", None, "Абдиева Гүлсара", "0777000001"],
        ["Жоробаев Нурлан", "6-А", None, "Абдиева Гүлсара", "0777000009"],
        head=head,
    )
    for _time in range(2):
        plan = loaded(cast.here.school, found, cast.here.head)
        assert codes(plan) == [("household_differs", "E3")] or codes(plan) == [("household_differs", "D3")]
        assert home.guardians.get().phone == "+996777000001"


def test_a_new_phone_of_a_known_guardian_replaces_the_old_one(cast: Cast) -> None:
    child = cast.here.pupils[0]
    head = [*FULL_NAME, "Ата-энеси", "Телефон"]
    plan = loaded(
        cast.here.school, book([child.name, "6-А", None, "Абдиева Гүлсара", "0555112233"], head=head), cast.here.head
    )
    assert differences(plan.steps[0]) == {"guardian_phone": ("+996777000001", "+996555112233")}
    assert child.household.guardians.get().phone == "+996555112233"


def test_another_guardian_is_added_and_nobody_replaced(cast: Cast) -> None:
    child = cast.here.pupils[0]
    head = [*FULL_NAME, "Отец", "Телефон отца"]
    loaded(cast.here.school, book([child.name, "6-А", None, "Абдиев Талант", "0555112233"], head=head), cast.here.head)
    assert [(found.full_name, found.relation) for found in child.household.guardians.all()] == [
        ("Абдиева Гүлсара", "mother"),
        ("Абдиев Талант", "father"),
    ]


def test_a_phone_without_a_name_fills_the_only_guardian_who_has_none(cast: Cast) -> None:
    child = cast.here.pupils[5]
    loaded(cast.here.school, book([child.name, "6-А", None, 777123456], head=[*FULL_NAME, "Тел."]), cast.here.head)
    assert child.household.guardians.get().phone == "+996777123456"


def test_a_child_of_the_same_name_and_day_in_the_list_is_left_out(cast: Cast) -> None:
    row = ["Асанова Айпери", "9-А", "12.03.2000"]
    plan = loaded(cast.here.school, book(row, row, ["Асанова Айпери", "9-А", None]), cast.here.head)
    assert codes(plan) == [("twice", "3"), ("twice", "4")]
    assert Child.objects.filter(family_name="Асанова").count() == 1


def test_two_children_of_one_name_and_different_days_are_two(cast: Cast) -> None:
    plan = looked(
        cast.here.school, book(["Асанова Айпери", "9-А", "12.03.2000"], ["Асанова Айпери", "9-А", "1.4.2000"])
    )
    assert (kinds(plan), codes(plan)) == (["added", "added"], [])


def test_a_likely_double_in_this_school_is_named(cast: Cast) -> None:
    plan = looked(
        cast.here.school, book(["Абдиева Айпери", "9-А", "05.05.1999"], ["Жоробаев Нурлам", "6-А", "12.03.2002"])
    )
    assert [[(double.name, double.school_class) for double in step.duplicates] for step in plan.steps] == [
        [("Абдиева Айпери", "6-А")],
        [("Жоробаев Нурлан", "6-А")],
    ]


def test_a_likely_double_in_another_school_is_told_without_a_name(cast: Cast) -> None:
    plan = looked(cast.here.school, book(["Бекова Нуриза", "9-А", "12.03.2003"], ["Бекова Нуриза", "8-А", "1.1.2001"]))
    assert [[(double.name, double.school_class) for double in step.duplicates] for step in plan.steps] == [
        [("", "")],
        [],
    ]


def test_a_grade_without_a_letter_is_its_only_class(cast: Cast) -> None:
    assert kinds(looked(cast.here.school, book(["Абдиева Айпери", "6", None]))) == ["same"]
    SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=6, letter="Б")
    assert codes(looked(cast.here.school, book(["Абдиева Айпери", "6", None]))) == [("class_letter_missing", "B2")]


def test_one_sheet_per_class(cast: Cast) -> None:
    pages = {"6-А": [["ФИО"], ["Асанова Айпери"]], "7 «Б» класс": [["ФИО"], ["Асанов Бакыт"]]}
    loaded(cast.here.school, sheets(pages), cast.here.head)
    found = Enrolment.objects.filter(child__family_name__startswith="Асанов").order_by("school_class__grade")
    assert [enrolment.school_class.name for enrolment in found] == ["6-А", "7-Б"]


def test_a_failure_in_the_middle_writes_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise DatabaseError

    before = state()
    monkeypatch.setattr(actions, "CHUNK", 1)
    monkeypatch.setattr(actions._Writer, "_change_households", fail)
    with pytest.raises(DatabaseError):
        loaded(cast.here.school, book(ROW, head=FULL), cast.here.head)
    assert state() == before


def test_what_was_shown_is_what_is_written_or_nothing(cast: Cast) -> None:
    found = book(["Асанова Айпери", "6-А", "12.03.2003"])
    seen = looked(cast.here.school, found).fingerprint()
    loaded(cast.here.school, found, cast.here.head)
    with pytest.raises(Changed):
        load(book=found, school=cast.here.school, by=cast.here.head, seen=seen)
    assert Child.objects.filter(family_name="Асанова").count() == 1


def test_without_a_school_year_there_is_nowhere_to_load(cast: Cast) -> None:
    for model in (Enrolment,):
        model.objects.all().delete()
    cast.year.terms.all().delete()
    cast.year.calendars.all().delete()
    from mektepke.people.models import Assignment

    Assignment.objects.filter(school_class__isnull=False).delete()
    cast.year.classes.all().delete()
    cast.year.delete()
    with pytest.raises(NoYear):
        looked(cast.here.school, book(["Асанова Айпери", "6-А", None]))


def test_the_trail_says_who_added_whom(cast: Cast) -> None:
    loaded(cast.here.school, book(["Асанова Айпери", "9-Б", "12.03.2003"]), cast.here.pedagogue)
    child = Child.objects.get(family_name="Асанова")
    change = Change.objects.get(child_key=child.pk)
    assert (change.action, change.by_key, change.reason) == ("child.added", cast.here.pedagogue.pk, "list")
    assert change.place_key == cast.here.school.pk
    assert "birth_date" in change.fields
    assert Change.objects.filter(action="class.added").count() == 1


@pytest.mark.parametrize("count", [600, 1_200])
def test_a_thousand_rows_take_no_more_statements_than_their_chunks(
    cast: Cast, count: int, django_assert_max_num_queries: object
) -> None:
    rows = [
        [f"Асанов {chr(1040 + number % 32)}{'аеиоу'[number % 5]}к{number_in_letters(number)}", "9-А", 2000]
        for number in range(count)
    ]
    with django_assert_max_num_queries(40 + 45 * -(-count // 500)):  # type: ignore[operator]
        loaded(cast.here.school, book(*rows), cast.here.head)


def number_in_letters(number: int) -> str:
    """A made-up name that no other number has."""
    return "".join("абвгдежзик"[int(digit)] for digit in str(number))
