"""What is read from staff lists as schools keep them, and what is left out in words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mektepke.people.importing import actions
from mektepke.people.models import Assignment, Person, StaffSheet
from mektepke.people.roles import Role
from mektepke.sheets.faults import Unreadable
from tests.cast import Cast
from tests.people.clients import signed_in
from tests.people.staff_lists import kept, load, preview, problems, sheet, upload


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ((1, "Ормонова", "мугалим", "6-А", "", ""), ("B3", "name_one_word")),
        ((1, "Ормонова А.", "мугалим", "6-А", "", ""), ("B3", "name_initials")),
        ((1, "Ормонова Айзат", "мугалим", "", "", ""), ("D3", "teacher_without_class")),
        ((1, "Ормонова Айзат", "ашпозчу", "", "", ""), ("C3", "role_unclear")),
        ((1, "Ормонова Айзат", "", "", "", ""), ("C3", "role_missing")),
        ((1, "Ормонова Айзат", "мугалим", "9-Я", "", ""), ("D3", "class_unknown")),
        ((1, "Ормонова Айзат", "мугалим", "алтынчы", "", ""), ("D3", "class_unclear")),
        ((1, "Ормонова Айзат", "директордун орун басары", "", "", ""), ("C3", "role_deputy")),
        ((1, "Айг?л Ормонова", "мугалим", "6-А", "", ""), ("B3", "letters_lost")),
        ((1, "Ормонова Айзат", "мугалим", "6-А", "", "кытайча"), ("F3", "language_unclear")),
        ((1, "Ормонова Айзат", "директор", "", "", ""), ("C3", "role_not_yours")),
    ],
)
def test_a_row_that_cannot_be_loaded_is_named_by_its_cell(
    cast: Cast, row: tuple[str | int, ...], problem: tuple[str, str]
) -> None:
    assert problems(cast, sheet(row)) == [problem]
    page = preview(cast, sheet(row))
    assert f"<b>{problem[0]}</b>" in page


@pytest.mark.parametrize("nothing", ["нет", "жок", "-", "–", "no"])
def test_a_word_for_nothing_is_as_good_as_an_empty_cell(cast: Cast, nothing: str) -> None:
    plan = actions.plan_of(kept(cast, sheet((1, "Сапарова Бермет", "соцпедагог", *[nothing] * 3))), cast.here.head)
    assert plan.problems == []
    assert [(step.full_name, step.changes) for step in plan.steps] == [("Сапарова Бермет", {})]


def test_a_list_that_begins_with_the_role_is_read_too(cast: Cast) -> None:
    content = sheet(("Соцпедагог", "Сапарова", "Бермет"), headings=("Должность", "Фамилия", "Имя"))
    assert [step.full_name for step in actions.plan_of(kept(cast, content), cast.here.head).steps] == [
        "Сапарова Бермет"
    ]


def test_a_csv_is_a_list_too(cast: Cast) -> None:
    content = "name;class;language\nОрмонова Айзат;6-А;English\n".encode("cp1251")
    upload = actions.keep_sheet(name="a.csv", content=content, school=cast.here.school, by=cast.here.head)
    (step,) = actions.plan_of(upload, cast.here.head).steps
    assert (step.kind, step.changes["language"]) == ("added", "en")


def test_a_sheet_that_is_no_list_is_refused_by_the_action_too(cast: Cast) -> None:
    with pytest.raises(Unreadable):
        kept(cast, b"MZ")


@pytest.mark.parametrize(
    ("phone", "kept_phone", "code"),
    [
        ("0777 12 34 56, 0555 11 22 33", "+996777123456", "phone_more"),
        ("0777123456 0555112233", "+996777123456", "phone_more"),
        ("12", "", "phone_unclear"),
        ("0700-99", "", "phone_unclear"),
    ],
)
def test_a_doubtful_phone_drops_nobody_and_is_told_by_its_cell(
    cast: Cast, phone: str, kept_phone: str, code: str
) -> None:
    content = sheet((1, "Ормонова Айзат", "мугалим", "6-А", phone, ""))
    plan = actions.plan_of(kept(cast, content), cast.here.head)
    assert [(note.cell, note.code) for note in plan.notes] == [("E3", code)]
    assert (plan.problems, plan.rows_left_out) == ([], 0)
    page = preview(cast, content)
    assert "<b>E3</b>" in page
    assert ("loaded without a phone" in page) is (code == "phone_unclear")
    load(cast, content)
    assert Person.objects.get(username="a.ormonova").phone == kept_phone


def test_a_row_that_is_left_out_says_what_is_wrong_with_its_phone_too(cast: Cast) -> None:
    plan = actions.plan_of(kept(cast, sheet((1, "Ормонова Айзат", "ашпозчу", "", "12", ""))), cast.here.head)
    assert [problem.cell for problem in plan.problems] == ["C3", "E3"]
    assert plan.notes == []


def test_a_list_of_pupils_chosen_by_mistake_offers_nobody(cast: Cast) -> None:
    born = sheet((1, "Асанова Айпери", "1-А", "12.03.2008"), headings=("№", "Аты-жөнү", "Классы", "Туулган күнү"))
    many = sheet(*[(number, f"Асанова Айпери{'а' * number}", "6-А") for number in (1, 2, 3)],
                 headings=("№", "Аты-жөнү", "Классы"))  # fmt: skip
    for content in (born, many):
        page = preview(cast, content)
        assert page.count("This looks like a list of pupils, so nothing of it is loaded") == 1
        assert "Would be added" not in page
        assert ">Confirm<" not in page
        kept_sheet = StaffSheet.objects.latest("uploaded_at")
        assert actions.plan_of(kept_sheet, cast.here.head).steps == []
        rows = signed_in(cast.here.head).get(reverse("staff_import_rows", args=[kept_sheet.pk]))
        assert rows.status_code == 200


def test_staff_with_a_date_of_birth_and_a_role_are_staff(cast: Cast) -> None:
    content = sheet(
        ("Ормонова Айзат", "12.03.1980", "мугалим", "6-А"),
        ("Сапарова Бермет", "1980", "мугалим", "6-А"),
        headings=("Аты-жөнү", "Туулган күнү", "Кызматы", "Классы"),
    )
    plan = actions.plan_of(kept(cast, content), cast.here.head)
    assert (plan.of_pupils, len(plan.steps)) == (False, 2)


@pytest.mark.parametrize(
    "heading", ["Классное руководство", "Кл. руководство", "Кл.рук.", "Класс жетекчилиги", "Кл. жетекчи"]
)
def test_the_class_of_a_class_teacher_is_found_under_every_heading(cast: Cast, heading: str) -> None:
    headings = ("ФИО", "Должность", heading)
    plan = actions.plan_of(kept(cast, sheet(("Ормонова Айзат", "Учитель", "6-А"), headings=headings)), cast.here.head)
    assert [step.roles[0].where for step in plan.steps] == [cast.here.school_class]
    assert problems(cast, sheet(("Ормонова Айзат", "Учитель", ""), headings=headings)) == [
        ("C3", "teacher_without_class")
    ]


def test_a_class_in_the_cell_of_the_role_is_the_class_that_is_led(cast: Cast) -> None:
    content = sheet((1, "Ормонова Айзат", "6-А класс жетекчиси", "", "", ""))
    (step,) = actions.plan_of(kept(cast, content), cast.here.head).steps
    assert [said.where for said in step.roles] == [cast.here.school_class]
    assert problems(cast, sheet((1, "Ормонова Айзат", "6-А классында мугалим", "", "", ""))) == [
        ("D3", "teacher_without_class")
    ]


def test_a_colleague_with_a_role_that_a_head_cannot_give_is_named_by_the_cell(cast: Cast) -> None:
    Assignment.objects.create(
        person=cast.administrator, role=Role.TEACHER, school_class=cast.here.school_class, starts="2014-09-01"
    )
    row = (1, cast.administrator.full_name, "", "6-А", "0777 12 34 56", "")
    assert problems(cast, sheet(row)) == [("B3", "person_not_yours")]


def test_the_own_row_of_whoever_loads_the_list_is_left_alone(cast: Cast) -> None:
    content = sheet((1, "Ормонов Бакыт", "директор", "6-А", "0777 00 00 00", "орусча"))
    assert problems(cast, content) == []
    page = preview(cast, content)
    assert "Stay as they are" in page
    assert "Ормонов Бакыт (this is you: left alone)" in page
    assert "rows are left out" not in page
    load(cast, content)
    head = Person.objects.get(pk=cast.here.head.pk)
    assert (head.phone, head.assignments.count()) == ("", 1)


@pytest.mark.parametrize("post", ["завуч", "ашпозчу"])
def test_only_the_roles_that_one_may_give_are_proposed(cast: Cast, post: str) -> None:
    content = sheet((1, "Ормонова Айзат", post, "", "", ""))
    for language, words in (("ky", "мектеп директору"), ("ru", "директор школы"), ("en", "or head of the school")):
        assert words not in upload(signed_in(cast.here.head, language), content)
        assert words in upload(signed_in(cast.administrator, language), content)
    assert "class teacher or social pedagogue." in upload(signed_in(cast.here.head), content)


def test_nothing_is_said_about_the_phone_of_somebody_who_stays_as_they_are(cast: Cast) -> None:
    content = sheet((1, "Садыкова Асел", "", "6-А", "12", ""), (2, "Ормонова Айзат", "", "6-А", "12", ""))
    plan = actions.plan_of(kept(cast, content), cast.here.head)
    assert [step.kind for step in plan.steps] == ["same", "added"]
    assert [note.cell for note in plan.notes] == ["E4"]
