"""The pages of a staff list: uploaded, looked at, put right, confirmed or thrown away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import Settings

from mektepke.people.importing import actions
from mektepke.people.models import Person, StaffSheet
from mektepke.sheets.opening import open_book
from mektepke.sheets.writing import SheetToWrite, workbook
from tests.cast import Cast
from tests.people.clients import CODE, signed_in
from tests.people.staff_lists import NEW, NEW_ROW, kept, preview, sheet, upload


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
    content = sheet((1, "Ормонова Айзат", "", "6-А", "", "кытайча"), ("", "Директор Ким", "", "", "", ""), *[NEW_ROW])
    client = signed_in(cast.here.head)
    page = upload(client, content)
    assert "2 rows are left out" in page
    assert "All other rows are written together, or none if anything fails." in page
    answer = client.get(reverse("staff_import_rows", args=[StaffSheet.objects.get().pk]))
    (written,) = open_book(answer.content, name="rows.xlsx").sheets
    assert [row[1] for row in written.rows[1:]] == ["Ормонова Айзат", "Директор Ким"]
    assert str(written.rows[1][-1]).startswith("F3: Write Kyrgyz, Russian or English.")
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


def test_an_address_that_leads_phones_nowhere_is_told_before_codes_are_made(cast: Cast, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    sent = kept(cast, NEW)
    address = reverse("staff_import_preview", args=[sent.pk])
    client = signed_in(cast.here.head)
    assert "opens only on this computer" in client.get(address, headers={"host": "127.0.0.1:8000"}).content.decode()
    assert "opens only on this computer" not in client.get(address, headers={"host": "192.168.1.10"}).content.decode()


def test_the_warning_about_the_address_stands_in_the_flow_and_not_in_the_bar(cast: Cast, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    sent = kept(cast, NEW)
    answer = signed_in(cast.here.head).get(
        reverse("staff_import_preview", args=[sent.pk]), headers={"host": "127.0.0.1:8000"}
    )
    before, bar = answer.content.decode().split('<form class="bar"')
    assert "opens only on this computer" in before
    assert "opens only on this computer" not in bar


def test_of_a_row_that_is_left_out_no_number_is_said_to_be_kept(cast: Cast) -> None:
    two = "0777 12 34 56, 0555 11 22 33"
    page = preview(cast, sheet((1, "Ормонова", "мугалим", "6-А", two, ""), (2, "Бекова Нуриза", "", "6-А", two, "")))
    assert page.count("There is more than one number. Only +996777123456 is kept.") == 1
    left_out, loaded = page.split("Loaded all the same, but:")
    assert "There is more than one number." in left_out
    assert "is kept" not in left_out
    assert "is kept" in loaded
