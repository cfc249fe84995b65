"""Loading a list of staff: shown first, then all of it or none, and a second time nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.people.importing import actions
from mektepke.people.models import Assignment, Person, StaffSheet
from mektepke.places.models import SchoolClass
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.opening import open_book
from mektepke.sheets.writing import SheetToWrite, workbook
from mektepke.trail.models import Change
from tests.cast import Cast

HEADINGS = ("№", "Аты-жөнү", "Кызматы", "Классы", "Телефону", "Тили")
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


def sheet(*rows: Sequence[str | int | None], headings: Sequence[str] = HEADINGS) -> bytes:
    return workbook([SheetToWrite("Мугалимдер", headings, rows, titles=["Алма-Суу мектебинин мугалимдери"])])


NEW = sheet(
    (1, "Ормонова Айзат Бекбоевна", "Класс жетекчи", "6-А", "0777 12 34 56", "орусча"),
    (2, "Сапарова Бермет", "соц. педагог", "", "", ""),
    (3, "Садыкова Асел", "", "6-А", "", ""),
)
NEW_ROW = (2, "Сапарова Бермет", "соц. педагог", "", "", "")


def kept(cast: Cast, content: bytes, by: Person | None = None) -> StaffSheet:
    return actions.keep_sheet(
        name="staff.xlsx", content=content, school=cast.here.school, by=by or Person.objects.get(username="bakyt")
    )


def load(cast: Cast, content: bytes) -> list[tuple[Person, str]]:
    head = Person.objects.get(username="bakyt")
    upload = kept(cast, content)
    return actions.load_sheet(sheet=upload, digest=actions.plan_of(upload, head).digest, by=head)


def problems(cast: Cast, content: bytes) -> list[tuple[str, str]]:
    plan = actions.plan_of(kept(cast, content), cast.here.head)
    return [(problem.cell, problem.code) for problem in plan.problems]


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


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ((1, "Ормонова", "мугалим", "6-А", "", ""), ("B3", "name_one_word")),
        ((1, "Ормонова А.", "мугалим", "6-А", "", ""), ("B3", "name_initials")),
        ((1, "Ормонова Айзат", "мугалим", "", "", ""), ("C3", "teacher_without_class")),
        ((1, "Ормонова Айзат", "ашпозчу", "", "", ""), ("C3", "role_unclear")),
        ((1, "Ормонова Айзат", "", "", "", ""), ("C3", "role_missing")),
        ((1, "Ормонова Айзат", "мугалим", "9-Я", "", ""), ("D3", "class_unknown")),
        ((1, "Ормонова Айзат", "мугалим", "алтынчы", "", ""), ("D3", "class_unclear")),
        ((1, "Ормонова Айзат", "мугалим", "6-А", "12", ""), ("E3", "phone_unclear")),
        ((1, "Ормонова Айзат", "мугалим", "6-А", "0700-99", ""), ("E3", "phone_unclear")),
        ((1, "Ормонова Айзат", "мугалим", "6-А", "", "кытайча"), ("F3", "language_unclear")),
        ((1, "Ормонова Айзат", "директор", "", "", ""), ("C3", "role_not_yours")),
        ((1, "Ормонов Бакыт", "директор", "", "0777 00 00 00", ""), ("B3", "person_not_yours")),
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


def test_a_class_that_is_not_there_leads_to_where_classes_are_entered(cast: Cast) -> None:
    page = preview(cast, sheet((1, "Ормонова Айзат", "мугалим", "9-Я", "", "")))
    assert "Enter the classes of the school first" in page
    assert reverse("school", args=[cast.here.school.pk]) in page
    assert signed_in(cast.here.head).get(reverse("school", args=[cast.here.school.pk])).status_code == 200
    assert reverse("school", args=[cast.here.school.pk]) not in preview(cast, NEW)


def test_columns_that_nobody_reads_are_told(cast: Cast) -> None:
    content = sheet(("Ормонова Айзат", "6-А", "Физика", 12), headings=("Аты-жөнү", "Классы", "Предмети", "Стажы"))
    assert "C «Предмети», D «Стажы»" in preview(cast, content)


def test_a_column_taken_for_another_is_put_right_on_the_page(cast: Cast) -> None:
    row = ("Ормонова Айзат", "6-А", "0777 12 34 56")
    content = workbook([SheetToWrite("1", ("Ким", "Кайда", "Кантип чалабыз"), [row])])
    assert "No column with names was found" in preview(cast, content)
    sent = StaffSheet.objects.get()
    client = signed_in(cast.here.head)
    address = reverse("staff_import_columns", args=[sent.pk])
    twice = {"column-0-0": "full_name", "column-0-1": "full_name"}
    assert "Two columns are both" in client.post(address, twice, follow=True).content.decode()
    chosen = {"column-0-0": "full_name", "column-0-1": "school_class", "column-0-2": "phone"}
    page = client.post(address, chosen, follow=True).content.decode()
    assert "1 new person" in page
    digest = actions.plan_of(StaffSheet.objects.get(), cast.here.head).digest
    client.post(reverse("staff_import_confirm", args=[sent.pk]), {"digest": digest})
    assert Person.objects.get(username="a.ormonova").phone == "+996777123456"


def test_rows_left_out_are_downloaded_put_right_and_loaded(cast: Cast) -> None:
    content = sheet((1, "Ормонова Айзат", "", "6-А", "12", ""), ("", "Директор Ким", "", "", "", ""), *[NEW_ROW])
    client = signed_in(cast.here.head)
    page = upload(client, content)
    assert "2 rows are left out" in page
    assert "All other rows are written together, or none if anything fails." in page
    answer = client.get(reverse("staff_import_rows", args=[StaffSheet.objects.get().pk]))
    (written,) = open_book(answer.content, name="rows.xlsx").sheets
    assert [row[1] for row in written.rows[1:]] == ["Ормонова Айзат", "Директор Ким"]
    assert str(written.rows[1][-1]).startswith("E3: This number cannot be dialled")
    again = actions.plan_of(kept(cast, answer.content), cast.here.head)
    assert len(again.problems) == 2


def test_a_list_is_thrown_away(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    upload(client, NEW)
    sent = StaffSheet.objects.get()
    for name in ("staff_import_discard", "staff_import_columns"):
        assert signed_in(cast.there.head).post(reverse(name, args=[sent.pk])).status_code == 404
    assert signed_in(cast.there.head).get(reverse("staff_import_rows", args=[sent.pk])).status_code == 404
    client.post(reverse("staff_import_discard", args=[sent.pk]))
    assert not StaffSheet.objects.exists()
    assert not Person.objects.filter(username="a.ormonova").exists()


def test_the_head_on_the_own_list_stays_as_they_are(cast: Cast) -> None:
    plan = actions.plan_of(kept(cast, sheet((1, "Ормонов Бакыт", "Директор", "", "", ""))), cast.here.head)
    assert [step.kind for step in plan.steps] == ["same"]


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


def upload(client: Client, content: bytes, name: str = "staff.xlsx") -> str:
    school = Assignment.objects.get(role="head", school__code="ALM-01").school_id
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("staff_import"), {"school": str(school), "file": file}, follow=True)
    return answer.content.decode()


def preview(cast: Cast, content: bytes) -> str:
    return upload(signed_in(cast.here.head), content)


def signed_in(person: Person, language: str = "en") -> Client:
    Person.objects.filter(pk=person.pk).update(language=language)
    client = Client()
    client.force_login(person)
    return client


def test_a_head_uploads_looks_confirms_and_prints(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    page = upload(client, NEW)
    assert "2 new people" in page
    assert "Nothing has been written yet." in page
    assert "<summary>Full name, Role, Class, Phone, Language</summary>" in page
    kept_sheet = StaffSheet.objects.get()
    digest = actions.plan_of(kept_sheet, cast.here.head).digest
    page = client.post(reverse("staff_import_confirm", args=[kept_sheet.pk]), {"digest": digest}).content.decode()
    assert len(CODE.findall(page)) == 2
    assert "2 codes to print now" in page


def test_a_confirmation_of_something_else_shows_the_list_again(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    upload(client, NEW)
    answer = client.post(reverse("staff_import_confirm", args=[StaffSheet.objects.get().pk]), follow=True)
    assert "Look once more" in answer.content.decode()
    assert not Person.objects.filter(username="a.ormonova").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("virus.exe", b"MZ", "only .xlsx, .xls and .csv"),
        ("list.xlsx", b"MZ\x90\x00 not a workbook", "named .xlsx but is none"),
        ("list.csv", b" ", "The file is empty."),
        ("list.xlsx", b"PK\x03\x04broken", "The file is damaged"),
        ("list.csv", b"name\n" * 500_000, "never larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_list_gets_one_clear_sentence(cast: Cast, name: str, content: bytes, words: str) -> None:
    assert words in upload(signed_in(cast.here.head), content, name)
    assert not StaffSheet.objects.exists()


def test_a_sheet_without_names_says_what_to_do(cast: Cast) -> None:
    assert "No column with names was found" in preview(cast, workbook([SheetToWrite("1", ("a", "b"), [(1, 2)])]))


def test_somebody_elses_upload_is_not_found(cast: Cast) -> None:
    mine = kept(cast, NEW)
    for person in (cast.there.head, cast.administrator):
        client = signed_in(person)
        assert client.get(reverse("staff_import_preview", args=[mine.pk])).status_code == 404
        assert client.post(reverse("staff_import_confirm", args=[mine.pk])).status_code == 404
    client = signed_in(cast.there.head)
    file = SimpleUploadedFile("staff.xlsx", NEW)
    answer = client.post(reverse("staff_import"), {"school": str(cast.here.school.pk), "file": file})
    assert answer.status_code == 200
    assert StaffSheet.objects.count() == 1


def test_a_sheet_that_is_no_list_is_refused_by_the_action_too(cast: Cast) -> None:
    with pytest.raises(Unreadable):
        kept(cast, b"MZ")


def test_a_long_list_asks_the_database_as_often_as_a_short_one(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    rows = [(number, f"Мугалимова Айгерим{'а' * number}", "", "6-А", "", "") for number in range(1, 41)]
    administrator = Person.objects.get(pk=cast.administrator.pk)
    for content in (sheet(*rows[:2]), sheet(*rows)):
        upload = kept(cast, content, cast.administrator)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert actions.plan_of(upload, administrator).problems == []
