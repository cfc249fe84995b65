"""Lists of staff as schools keep them, and the ways in which a test sends them."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mektepke.people.importing import actions
from mektepke.people.models import Assignment, Person, StaffSheet
from mektepke.sheets.writing import SheetToWrite, workbook
from tests.cast import Cast
from tests.people.clients import signed_in

HEADINGS = ("№", "Аты-жөнү", "Кызматы", "Классы", "Телефону", "Тили")


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


def upload(client: Client, content: bytes, name: str = "staff.xlsx") -> str:
    school = Assignment.objects.get(role="head", school__code="ALM-01").school_id
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("staff_import"), {"school": str(school), "file": file}, follow=True)
    return answer.content.decode()


def preview(cast: Cast, content: bytes) -> str:
    return upload(signed_in(cast.here.head), content)
