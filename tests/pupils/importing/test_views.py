"""The pages: choose, look, confirm, watch; for one's own school only, and written once."""

from __future__ import annotations

import io
import os
import re
import threading
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mektepke.people.models import Assignment, Person
from mektepke.pupils.importing import forms, running, uploads
from mektepke.pupils.models import Child
from tests.cast import PASSWORD, Cast
from tests.sheets.books import Rows, xlsx

HEAD = ["Аты-жөнү", "Класс", "Туулган күнү"]
ROWS: Rows = [
    HEAD,
    ["Асанова Айпери", "9-А", "12.03.2003"],
    ["Асанов Бакыт", "9-А", "31.02.2003"],
    ["Сезим", "9-А", None],
]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Uploaded lists of one test lie in its own folder."""
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    return tmp_path


def enter(client: Client, person: Person) -> None:
    """Sign in."""
    assert client.login(username=person.username, password=PASSWORD)


def send(client: Client, cast: Cast, rows: Rows = ROWS, *, name: str = "тизме.xlsx") -> str:
    """Send a list as the pedagogue of the school here; the address of its preview."""
    enter(client, cast.here.pedagogue)
    file = SimpleUploadedFile(name, xlsx(rows))
    answer = client.post(reverse("import_list"), {"file": file, "school": cast.here.school.pk})
    assert answer.status_code == 302
    return answer.headers["Location"]


def seen(page: str) -> dict[str, str]:
    """The hidden fields with which the page confirms."""
    return dict(re.findall(r'name="(seen|rows)" value="([^"]*)"', page))


def test_a_list_is_shown_confirmed_and_stored(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    page = client.get(address).content.decode()
    assert "31.02.2003" in page
    assert "C3" in page
    assert not Child.objects.filter(family_name__startswith="Асанов").exists()
    after = client.post(f"{address}confirm/", seen(page), follow=True)
    assert Child.objects.filter(family_name__startswith="Асанов").count() == 2
    assert after.context["result"]["added"] == 2
    assert after.context["result"]["left_out"] == 1


@pytest.mark.parametrize("part", ["problems", "duplicates", "added", "changed", "same", "missing", "nonsense"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_part_is_shown_in_every_language(cast: Cast, client: Client, part: str, language: str) -> None:
    address = send(
        client, cast, [*ROWS, ["Бекова Нуриза", "6-А", "12.03.2003"], ["Абдиева Айпери", "6-А", "13.03.2002"]]
    )
    Person.objects.update(language=language)
    answer = client.get(address, {"show": part, "page": "99"})
    assert answer.status_code == 200
    assert "%(" not in answer.content.decode()


def test_what_a_row_changes_stands_there_before_and_after(cast: Cast, client: Client) -> None:
    address = send(client, cast, [[*HEAD, "Көчөсү"], ["Абдиева Айпери", "6-А", "12.03.2002", "Ош"]])
    page = client.get(address, {"show": "changed"}).content.decode()
    assert "<del>Мектеп көчөсү</del> → <ins>Ош</ins>" in page


def test_a_list_of_staff_is_refused_in_one_sentence(cast: Cast, client: Client) -> None:
    Person.objects.update(language="en")
    rows: Rows = [["Ф.И.О.", "Должность", "Класс"], ["Жумаева Назира", "мугалим", "6-А"]]
    address = send(client, cast, rows)
    page = client.get(address).content.decode()
    assert page.count("This looks like a list of staff, so nothing of it is loaded") == 1
    assert ">Confirm<" not in page
    client.post(f"{address}confirm/", {"seen": client.get(address).context["fingerprint"], "rows": "1"})
    assert not Child.objects.filter(family_name="Жумаева").exists()


def shown_problems(client: Client, cast: Cast, rows: Rows) -> str:
    """What the page says of the problems, in English, on one line."""
    Person.objects.update(language="en")
    return " ".join(client.get(send(client, cast, rows)).content.decode().split())


def test_a_second_phone_says_what_becomes_of_the_child_and_promises_nothing_where_the_row_is_lost(
    cast: Cast, client: Client
) -> None:
    two = "0777 123456, 0555 654321"
    page = shown_problems(
        client, cast, [[*HEAD, "Телефон"], ["Асанова Айпери", "6-А", None, two], ["Сезим", "6-А", None, two]]
    )
    assert "There is more than one number. The child is loaded with the first one, +996777123456." in page
    assert "There is more than one number. This row is not loaded." in page
    assert "There is more than one number. The child is loaded without it" not in page


def test_problems_of_names_births_and_new_classes_are_shown_by_their_cells(cast: Cast, client: Client) -> None:
    page = shown_problems(
        client, cast,
        [HEAD, ["Абдиева Айпери", "6-А", "13.03.2002"], ["Асанова Айпери", "9-А", None], ["Асанов Бакыт кетти", "6-А"]],
    )  # fmt: skip
    assert "C2: <q>13.03.2002</q>" in page
    assert "Абдиева Айпери, born 12.03.2002, is in this class already." in page
    assert "One row alone opens the new class 9-А. Is the class right? The child is loaded into this new class." in page
    assert "This child is marked as left." in page


def test_the_page_says_from_which_day_each_child_is_on_the_roll(cast: Cast, client: Client) -> None:
    Person.objects.update(language="en")
    for name, day in (("Асанова Айпери", "1 September 2014"), ("Асанов Бакыт", "17 November 2014")):
        address = send(client, cast, [HEAD, [name, "9-А", None]])
        page = client.get(address, {"show": "added"}).content.decode()
        assert f"<li>Enrolled on: {day}</li>" in page
        client.post(f"{address}confirm/", seen(page))


def test_columns_can_be_changed_and_the_list_is_read_again(cast: Cast, client: Client) -> None:
    address = send(client, cast, [["Ким", "Кайда"], ["Асанова Айпери", "9-А"]])
    before = client.get(address)
    assert before.context["counts"]["added"] == 0
    assert [column.letter for column in before.context["groups"][0].columns] == ["A", "B"]
    client.post(f"{address}columns/", {"column-0-0": "full_name", "column-0-1": "school_class"})
    after = client.get(address)
    assert after.context["counts"]["added"] == 1
    assert client.post(f"{address}confirm/", seen(after.content.decode()), follow=True).context["result"]["added"] == 1


def test_two_columns_cannot_be_the_same(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    answer = client.post(f"{address}columns/", {"column-0-0": "full_name", "column-0-1": "full_name"}, follow=True)
    assert len(list(answer.context["messages"])) == 1
    assert answer.context["counts"]["added"] == 2


def test_two_confirmations_write_once(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    fields = seen(client.get(address).content.decode())
    for _click in range(2):
        client.post(f"{address}confirm/", fields)
    assert Child.objects.filter(family_name__startswith="Асанов").count() == 2


def test_a_list_confirmed_from_an_old_page_is_shown_again(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    answer = client.post(f"{address}confirm/", {"seen": "something else", "rows": "2"}, follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert len(list(answer.context["messages"])) == 1
    assert not Child.objects.filter(family_name__startswith="Асанов").exists()


def test_a_failure_writes_nothing_and_can_be_tried_again(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_named: object) -> None:
        raise OSError

    address = send(client, cast)
    fields = seen(client.get(address).content.decode())
    with monkeypatch.context() as broken:
        broken.setattr(running, "load", fail)
        assert client.post(f"{address}confirm/", fields, follow=True).redirect_chain[-1][0] == address
    client.post(f"{address}confirm/", fields)
    assert Child.objects.filter(family_name__startswith="Асанов").count() == 2


def test_the_list_goes_once_it_is_written_and_the_rows_to_put_right_stay(
    cast: Cast, client: Client, own_folder: Path
) -> None:
    address = send(client, cast)
    assert len(list(own_folder.rglob("list.xlsx"))) == 1
    client.post(f"{address}confirm/", seen(client.get(address).content.decode()))
    assert list(own_folder.rglob("list.xlsx")) == []
    assert client.get(f"{address}rows/").status_code == 200


def test_the_rows_to_put_right_can_be_loaded_again(cast: Cast, client: Client) -> None:
    address = send(
        client, cast, [["9-А"], HEAD[::2], ["Асанов Бакыт", "31.02.2003"], ["Асанова Айпери", None], ["Сезим", None]]
    )
    answer = client.get(f"{address}rows/")
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [row[0] for row in rows] == ["Аты-жөнү", "Асанов Бакыт", "Сезим"]
    assert [row[2] for row in rows] == ["Класс", "9-А", "9-А"]
    assert rows[1][3].startswith("B3: ")
    rows[1][1], rows[2][0] = "28.02.2000", "Сезимова Сезим"
    again = client.get(send(client, cast, rows))
    assert again.context["counts"]["problems"] == 0
    assert again.context["counts"]["added"] == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"MZ" + b"\x00" * 500),
        ("a.pdf", b"%PDF"),
        ("a.csv", b""),
        ("a.xls", b"<html>"),
        ("a.xlsx", b"PK\x03\x04"),
    ],
)
def test_what_is_no_list_gets_one_sentence_and_is_not_kept(
    cast: Cast, client: Client, own_folder: Path, name: str, content: bytes
) -> None:
    enter(client, cast.here.pedagogue)
    answer = client.post(
        reverse("import_list"), {"file": SimpleUploadedFile(name, content), "school": cast.here.school.pk}
    )
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["file"]) == 1
    assert list(own_folder.rglob("list*")) == [] or not any(own_folder.rglob("facts.json"))


def test_nobody_else_sees_a_list(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    for person in (cast.here.head, cast.there.pedagogue):
        enter(client, person)
        for path in ("", "progress/", "rows/"):
            assert client.get(address + path).status_code == 404
        for path in ("columns/", "confirm/", "discard/"):
            assert client.post(address + path).status_code == 404


@pytest.mark.parametrize("who", ["teacher", "municipality_officer", "group_member"])
def test_other_roles_cannot_load_lists(cast: Cast, client: Client, who: str) -> None:
    enter(client, getattr(cast.here, who))
    assert client.get(reverse("import_list")).status_code == 403
    assert client.get(reverse("import_preview", args=[uuid4()])).status_code == 403


def test_a_list_cannot_be_sent_to_another_school(cast: Cast, client: Client) -> None:
    enter(client, cast.here.pedagogue)
    file = SimpleUploadedFile("a.xlsx", xlsx(ROWS))
    answer = client.post(reverse("import_list"), {"file": file, "school": cast.there.school.pk})
    assert answer.status_code == 422


def test_whoever_no_longer_works_there_cannot_confirm(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    Assignment.objects.filter(person=cast.here.pedagogue).update(school=cast.there.school)
    assert client.post(f"{address}confirm/", {"seen": "x"}).status_code == 404


def test_a_list_is_thrown_away(cast: Cast, client: Client, own_folder: Path) -> None:
    address = send(client, cast)
    client.post(f"{address}discard/")
    assert client.get(address).status_code == 404
    assert list(own_folder.rglob("list.xlsx")) == []


def test_lists_older_than_a_day_go(cast: Cast, client: Client, own_folder: Path) -> None:
    send(client, cast)
    (folder,) = own_folder.glob("lists/*/*")
    assert uploads.forget_old() == 0
    yesterday = time.time() - uploads.KEPT_SECONDS - 1
    os.utime(folder, (yesterday, yesterday))
    assert uploads.forget_old() == 1
    assert not folder.exists()


def test_the_folder_belongs_to_the_house_alone(cast: Cast, client: Client, own_folder: Path) -> None:
    send(client, cast)
    (folder,) = own_folder.glob("lists/*/*")
    assert folder.stat().st_mode & 0o077 == 0
    assert folder.parent.name == str(cast.here.pedagogue.pk)


def test_the_progress_of_a_long_list_is_told_without_javascript_too(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    upload = uploads.find(cast.here.pedagogue, uploads.UUID(address.split("/")[-2]))
    assert upload.claim()
    upload.tell(500, 2_000)
    page = client.get(f"{address}progress/").content.decode()
    assert 'http-equiv="refresh"' in page
    assert 'max="2000" value="500"' in page
    part = client.get(f"{address}progress/", headers={"HX-Request": "true"}).content.decode()
    assert 'max="2000" value="500"' in part
    assert "<html" not in part


def test_a_writer_that_was_stopped_is_noticed(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    upload = uploads.find(cast.here.pedagogue, uploads.UUID(address.split("/")[-2]))
    assert upload.claim()
    for file in ("claimed", "progress.json"):
        os.utime(upload.folder / file, (0, 0))
    answer = client.get(f"{address}progress/")
    assert answer.context["stopped"]
    assert 'http-equiv="refresh"' not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_long_list_is_written_beside_the_page(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_AT_ONCE", 1)
    address = send(client, cast)
    client.post(f"{address}confirm/", seen(client.get(address).content.decode()))
    for thread in threading.enumerate():
        if thread.name == "list":
            thread.join(30)
    answer = client.get(f"{address}progress/")
    assert answer.context["result"]["added"] == 2
    assert Child.objects.filter(family_name__startswith="Асанов").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_the_same_moment_write_once(cast: Cast, client: Client) -> None:
    address = send(client, cast)
    fields = seen(client.get(address).content.decode())
    other = Client()
    enter(other, cast.here.pedagogue)
    gate = threading.Barrier(2)

    def click(browser: Client) -> None:
        from django.db import connection

        gate.wait()
        browser.post(f"{address}confirm/", fields)
        connection.close()

    threads = [threading.Thread(target=click, args=[browser]) for browser in (client, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Child.objects.filter(family_name__startswith="Асанов").count() == 2


def test_without_a_school_year_the_page_says_so(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from mektepke.pupils.importing import queries

    address = send(client, cast)
    monkeypatch.setattr(queries, "year_for_lists", lambda _today: None)
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("import_list")
    assert len(list(answer.context["messages"])) == 1


def test_a_list_that_is_too_big_is_told_so(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 100)
    enter(client, cast.here.pedagogue)
    answer = client.post(
        reverse("import_list"), {"file": SimpleUploadedFile("a.xlsx", xlsx(ROWS)), "school": cast.here.school.pk}
    )
    assert [error.code for error in answer.context["form"].errors.as_data()["file"]] == ["too_big"]


def test_a_doubtful_age_is_shown_by_its_cell(cast: Cast, client: Client) -> None:
    page = shown_problems(client, cast, [HEAD, ["Асанова Айпери", "6-А", "12.03.1991"]])
    assert "In class 6-А children are usually about 12 years old. This child is 23. Is the date right?" in page
    assert "The child is loaded with this date." in page


def test_a_list_without_headings_says_so_first(cast: Cast, client: Client) -> None:
    page = shown_problems(client, cast, [["Асанова Айпери", "6-А", "12.03.2002"], ["Асанов Бакыт", "6-А", "1.4.2002"]])
    assert "<h1>The list was not understood</h1>" in page.replace("<h1 ", "<h1>").replace("\n", "")
    cause = page.index("Nothing is read, because no column with names was found.")
    assert cause < page.index("<h2>What the columns are</h2>")
    assert "The list changes nothing" not in page
    assert "The list adds nobody." not in page


def test_the_bar_beside_the_button_is_short(cast: Cast, client: Client) -> None:
    page = shown_problems(client, cast, ROWS)
    bar = page.split('<form class="bar"')[1].split("</form>")[0]
    assert "<p>Rows to load: 2. Left out: 1.</p>" in bar
    assert "2 rows are loaded together, or none if anything fails." in page.split('<form class="bar"')[0]
