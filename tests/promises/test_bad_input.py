"""Bad input is refused in words, nothing breaks, nothing is half written, and what was typed is still there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from mektepke.places.models import SchoolClass
from mektepke.pupils.importing import running
from mektepke.pupils.models import Child
from tests.promises.addresses import addresses
from tests.promises.full_house import TODAY, House
from tests.promises.reading import DATES, Element, Field, Form, forms_of, read
from tests.promises.visitors import Answer, Asking, Visitor
from tests.promises.walking import Sending, Visit, at, questions_of

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-7000-8000-000000000000"
ENDLESS = "9" * 5000
TYPED = ("я" * 10_000, "а\x00б", "😀<script>alert(1)</script>")
NUMBERS = ("-1", ENDLESS, "½")
DAYS = ("2014-02-30", "0001-01-01", "9999-12-31", "31.02.2014")
CHOICES = ("nothing", NOBODY)
UNSEEN = (ENDLESS, "а\x00б")
IN_AN_ADDRESS = (
    "2014-02-30",
    "0001-01-01",
    "9999-12-31",
    "0001-01",
    "9999-12",
    "9" * 30,
    NOBODY,
    "x" * 300,
    "%00",
    "я",
    "\x00",
)
PROGRAM = b"MZ\x90\x00\x03" + b"\x00" * 2000
# An empty limit is the default. That a step is done is one tap beside it, and what came of it may be said later.
EMPTY_IS_AN_ANSWER = {"limits", "finish_action"}
TEXTS = {"text", "textarea", "tel", "search", "number", "date"}
CYRILLIC = re.compile(r"[А-Яа-яҢңӨөҮү]")
# A wrong code is counted; a register that somebody else had changed meanwhile is kept beside the stored one.
KEPT = {"people_onetimecode", "attendance_registerversion", "trail_change"}


# What a programme may send instead of a register.
BODIES = [
    "", "{", "[]", "null", '"x"', "{}", '{"marks": 5}', '{"marks": [{}]}',
    '{"marks": [{"child": "x", "kind": "absent"}]}',
    '{"marks": [{"child": "CHILD", "kind": "asleep"}]}',
    '{"marks": [{"child": "CHILD", "kind": "absent", "reason": "\\u0000"}]}',
    '{"marks": [{"child": "CHILD", "kind": "absent", "lessons_missed": -1}]}',
    '{"marks": [{"child": "CHILD", "kind": "absent"}, {"child": "CHILD", "kind": "late"}]}',
    '{"marks": [], "device_time": "2014-02-30T25:00"}',
    f'{{"marks": [], "based_on": {10**30}}}',
    f'{{"marks": [], "more": "{TYPED[0]}"}}',
]  # fmt: skip


@pytest.fixture(scope="module")
def proper(sendings: list[Sending]) -> list[Sending]:
    """Each form once, sent by somebody who may; the longest of those that go to one address."""
    found: dict[str, Sending] = {}
    for sending in sendings:
        address = at(sending.path)
        key = f"{address}{sorted(field.name for field in sending.form.fields)}"
        found.setdefault(key, sending)
    return list(found.values())


@pytest.fixture(autouse=True)
def nothing_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list is written beside the page, by another connection, which would see none of this house."""
    monkeypatch.setattr(running, "MOST_AT_ONCE", 10**6000)


def test_every_form_was_found(proper: list[Sending]) -> None:
    sent_to = {address.route for sending in proper if (address := at(sending.path))}
    open_forms = {address.route for address in addresses() if address.route in sent_to}
    assert len(open_forms) > 40
    assert {"register", "open_case", "add_child", "person_add", "close_case"} <= {
        address.name for address in addresses() if address.route in sent_to
    }


def test_an_empty_form_is_answered(asking: Asking, proper: list[Sending]) -> None:
    told = [line for sending in proper for line in _wrong(asking, sending, {}, typed=False)]
    assert not told, "\n".join(sorted(set(told)))


def test_an_empty_form_writes_nothing(asking: Asking, sendings: list[Sending]) -> None:
    """A page that lost its body on the way must not be taken for a decision: nobody said that everybody is there."""
    told = set()
    for path, sending in {sending.path: sending for sending in sendings if _is_filled_in(sending.form)}.items():
        address = at(path)
        if address and address.name not in EMPTY_IS_AN_ANSWER:
            answer = asking.post(sending.visitor, path, {})
            if answer.written - KEPT:
                told.add(f"{path} as {sending.visitor} writes to {sorted(answer.written)}")
    assert not told, "\n".join(sorted(told))


def test_a_good_form_is_answered(asking: Asking, proper: list[Sending]) -> None:
    """As good as a form can be filled in by who reads only what each field asks for: most are taken."""
    refused = []
    for sending in proper:
        answer = asking.post(sending.visitor, sending.path, sending.form.filled())
        assert answer.status < 500, sending.path
        if _shows_an_error(answer):
            refused.append(sending.path)
    assert len(refused) < len(proper) / 4, refused


@pytest.mark.parametrize("part", range(4))
def test_an_absurd_value_is_refused_in_words(asking: Asking, proper: list[Sending], part: int) -> None:
    """One field at a time, everything else as it should be. In parts, so that two processes share the work."""
    told = []
    for sending in proper[part::4]:
        for field in _kinds(sending.form):
            for value in _absurd(field):
                # Nobody typed the hidden parts; who changes those gets an answer, but not the words back.
                body = sending.form.filled() | {field.name: value}
                told += list(_wrong(asking, sending, body, typed=field.kind != "hidden"))
    assert not told, "\n".join(sorted(set(told)))


def test_an_absurd_question_is_answered(asking: Asking, visits: list[Visit]) -> None:
    told, asked = [], set()
    for visit in visits:
        if visit.answer.status == 200 and visit.address.route not in asked:
            asked.add(visit.address.route)
            for name in questions_of(visit):
                for value in {TYPED[1], *NUMBERS[:2], *DAYS[:3]}:
                    path = f"{visit.path.partition('?')[0]}?{urlencode({name: value})}"
                    told += list(_broken(path, visit.visitor, asking.get(visit.visitor, path), value))
    assert not told, "\n".join(sorted(set(told)))


def test_an_absurd_address_is_answered(asking: Asking, visits: list[Visit]) -> None:
    told = []
    for address in addresses():
        visitor = next(
            (one.visitor for one in visits if one.address == address and one.answer.status in {200, 405}), None
        )
        if visitor and address.converters:
            for value in IN_AN_ADDRESS:
                path = "/" + re.sub(r"<[^>]*>", value, address.route)
                for answer in (asking.get(visitor, path), asking.post(visitor, path, {})):
                    told += list(_broken(path, visitor, answer, value))
    assert not told, "\n".join(sorted(set(told)))


@pytest.mark.parametrize("body", BODIES)
def test_a_bad_register_is_refused_in_words(house: House, asking: Asking, everybody: list[Visitor], body: str) -> None:
    teacher = next(visitor for visitor in everybody if visitor.name == "teacher here")
    sent = body.replace("CHILD", str(house.here.keys(Child)[0]))
    path = f"/api/registers/{house.here.keys(SchoolClass)[0]}/{TODAY}"
    answer = asking.ask(teacher, "PUT", path, data=sent, content_type="application/json")
    assert answer.status == 422
    assert answer.written == set()
    told = answer.response.json()
    assert set(told) == {"code", "message", "where"}
    assert CYRILLIC.search(told["message"])


def _is_filled_in(form: Form) -> bool:
    return any(field.kind not in {"hidden", "submit"} for field in form.fields)


def _kinds(form: Form) -> list[Field]:
    """Its fields; of rows that are all alike, such as the children of a class, those of the first."""
    kinds = {re.sub(r"[0-9a-f-]{36}|\d+", "", field.name): field for field in reversed(form.fields)}
    return [field for field in kinds.values() if field.name != "csrfmiddlewaretoken"]


def _absurd(field: Field) -> Iterator[Any]:
    match field.kind:
        case "file":
            yield SimpleUploadedFile("тизме.xlsx", PROGRAM)
            yield SimpleUploadedFile("тизме.csv", b"")
        case "hidden":
            yield from (*CHOICES, *UNSEEN)
        case "checkbox" | "select" | "radio" | "submit":
            yield from CHOICES
        case "number":
            yield from NUMBERS
        case "date":
            yield from DAYS
        case _ if field.name.endswith(DATES) or field.name == "born":
            yield from (*DAYS, TYPED[1])
        case _:
            yield from TYPED


def _wrong(asking: Asking, sending: Sending, body: dict[str, Any], *, typed: bool = True) -> Iterator[str]:
    """What is wrong with the answer to a form."""
    left: dict[str, int] = {}

    def look(answer: Answer) -> None:
        left.update({table: _digest(table) for table in answer.written})

    answer = asking.ask(sending.visitor, "POST", sending.path, then=look, data=body)
    yield from _broken(sending.path, sending.visitor, answer, body)
    if not _shows_an_error(answer):
        return
    changed = {table for table, digest in left.items() if digest != _digest(table)} - KEPT
    if changed:
        yield f"{sending.path} as {sending.visitor} refuses and yet writes to {sorted(changed)}: {_short(body)}"
    if answer.status in {200, 422}:
        page = read(answer.response.content.decode())
        yield from (f"{sending.path} says in English: «{text}»" for text in _english_errors(page))
        if typed:
            yield from _lost(sending, body, forms_of(page, sending.path))


def _broken(path: str, visitor: Visitor, answer: Answer, sent: Any) -> Iterator[str]:
    if answer.status >= 500:
        yield f"{path[:120]} as {visitor} breaks: {answer.response.exc_info[1]!r:.200} for {_short(sent)}"
    if not answer.response.streaming and b"<script>alert(1)" in answer.response.content:
        yield f"{path} as {visitor} runs what somebody typed"


def _shows_an_error(answer: Answer) -> bool:
    """Whether the answer says that something is wrong."""
    if answer.status == 200 and "text/html" in answer.response.headers["Content-Type"]:
        return any(True for _element in _errors(read(answer.response.content.decode())))
    return answer.status >= 400


def _errors(page: Element) -> Iterator[Element]:
    for element in page.all():
        classes = element.attributes.get("class", "").split()
        if {"errorlist", "problem"} & set(classes):
            yield element


def _english_errors(page: Element) -> Iterator[str]:
    return (element.text for element in _errors(page) if element.text and not CYRILLIC.search(element.text))


def _lost(sending: Sending, body: dict[str, Any], shown: list[Form]) -> Iterator[str]:
    """What somebody typed and would have to type again."""
    again = max(shown, key=lambda form: len(_names(form) & _names(sending.form)))
    values = {field.name: field.value for field in again.fields}
    for field in sending.form.fields:
        text = str(body.get(field.name, ""))
        tidy = " ".join(text.split())
        if field.kind in TEXTS and "\x00" not in text and " ".join(values.get(field.name, "").split()) != tidy:
            yield f"{at(sending.path)} forgets {field.name}: {_short(text)} became {values.get(field.name, '')[:60]!r}"


def _names(form: Form) -> set[str]:
    return {field.name for field in form.fields}


def _short(sent: Any) -> str:
    if isinstance(sent, dict):
        return str({name: _short(value) for name, value in sent.items() if name != "csrfmiddlewaretoken"})
    return repr(str(sent)[:30])


def _digest(table: str) -> int:
    """A number that changes when a row of the table does."""
    return hash(tuple(map(str, _model(table)._base_manager.order_by("pk").values_list())))


@cache
def _model(table: str) -> type[Model]:
    return next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)
