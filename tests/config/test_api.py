"""The API: the same permissions as the pages, the same register however often it is sent, errors in one shape."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from ninja import Router

from mektepke.attendance.actions import take_register
from mektepke.attendance.models import Register
from mektepke.attendance.queries import register_of
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.config import api
from mektepke.config.api_schema import ErrorOut
from mektepke.doors.declare import SIGNED_IN, Door, door_of, needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.models import Enrolment
from mektepke.watch.actions import notice
from tests.cast import Cast, more_pupils

FRIDAY = date(2014, 11, 14)
ABSENT = MarkGiven(MarkKind.ABSENT)


@pytest.fixture(autouse=True)
def english(cast: Cast) -> None:
    """So that the tests can read the messages."""
    Person.objects.update(language="en")


@pytest.fixture
def teacher(cast: Cast, client: Client) -> Client:
    """The class teacher, signed in."""
    client.force_login(cast.here.teacher)
    return client


def address(cast: Cast, day: object = FRIDAY) -> str:
    """The register of the class here."""
    return f"/api/registers/{cast.here.school_class.pk}/{day}"


def put(client: Client, path: str, body: object) -> HttpResponse:
    """Send a body as JSON, or a text as it is."""
    content = body if isinstance(body, str) else json.dumps(body, default=str)
    return client.put(path, content, content_type="application/json")


def mark(child: object, kind: str = "absent", **more: object) -> dict[str, object]:
    """One exception as a phone sends it."""
    return {"child": child, "kind": kind, **more}


def test_a_register_is_stored_once_however_often_it_is_sent(cast: Cast, teacher: Client) -> None:
    first, second = cast.here.pupils[:2]
    sent = {"marks": [mark(first.pk), mark(second.pk, "late", reason="doctor", excused=True, lessons_missed=1)]}
    outcomes = [put(teacher, address(cast), sent).json()["outcome"] for _ in range(3)]
    assert outcomes == ["new", "identical", "identical"]
    stored = register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert stored.given() == {first.pk: ABSENT, second.pk: MarkGiven(MarkKind.LATE, "doctor", True, 1)}
    read = teacher.get(address(cast)).json()
    assert (read["version"], len(read["marks"])) == (1, 2)
    changed = put(teacher, address(cast), {"based_on": 1, "marks": []}).json()
    assert (changed["outcome"], changed["stored"]["version"]) == ("updated", 2)


def test_a_conflict_answers_with_the_stored_register(cast: Cast, teacher: Client) -> None:
    first, second = cast.here.pupils[:2]
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks={first.pk: ABSENT}, by=cast.here.head)
    answer = put(teacher, address(cast), {"based_on": 0, "marks": [mark(second.pk)]})
    said = answer.json()
    assert (answer.status_code, said["code"], said["outcome"]) == (409, "conflicting", "conflicting")
    assert [found["child"] for found in said["stored"]["marks"]] == [str(first.pk)]
    stored = register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert stored.given() == {first.pk: ABSENT}


def test_nobody_took_it_is_not_everybody_present(cast: Cast, teacher: Client) -> None:
    said = teacher.get(address(cast)).json()
    assert (said["version"], said["taken_at"], said["marks"]) == (0, None, [])


def test_parts_of_a_day_are_registers_of_their_own(cast: Cast, teacher: Client) -> None:
    assert put(teacher, f"{address(cast)}?session=morning", {"marks": []}).json()["stored"]["session"] == "morning"
    answer = put(teacher, address(cast), {"marks": []})
    assert (answer.status_code, answer.json()["code"]) == (422, "session_clash")
    assert Register.objects.count() == 1


def _wrong_bodies() -> list[tuple[object, str]]:
    child = str(uuid4())
    return [
        ({}, "marks"),
        ({"marks": None}, "marks"),
        ({"marks": [{"child": child}]}, "marks.0.kind"),
        ({"marks": [mark("nobody")]}, "marks.0.child"),
        ({"marks": [mark(child, "ill")]}, "marks.0.kind"),
        ({"marks": [mark(child, reason="because")]}, "marks.0.reason"),
        ({"marks": [mark(child, lessons_missed=13)]}, "marks.0.lessons_missed"),
        ({"marks": [mark(child, excused="perhaps")]}, "marks.0.excused"),
        ({"marks": [mark(child, name="Асель")]}, "marks.0.name"),
        ({"marks": [mark(child), mark(child, "late")]}, "marks"),
        ({"marks": [mark(uuid4()) for _ in range(61)]}, "marks"),
        ({"marks": [], "based_on": -1}, "based_on"),
        ({"marks": [], "device_time": "2014-11-17T08:00:00"}, "device_time"),
        ({"marks": [], "extra": 1}, "extra"),
    ]


@pytest.mark.parametrize(("body", "at"), _wrong_bodies())
def test_a_wrong_body_is_refused_with_the_place_and_nothing_is_stored(
    cast: Cast, teacher: Client, body: object, at: str
) -> None:
    answer = put(teacher, address(cast), body)
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "unclear")
    assert [fault["at"] for fault in said["where"]] == [at]
    assert all(set(fault) == {"at", "code", "message"} and fault["message"] for fault in said["where"])
    assert not Register.objects.exists()


@pytest.mark.parametrize("body", ["", "{", "[]", '"marks"', "null", "\x00"])
def test_what_is_no_register_at_all_is_refused(cast: Cast, teacher: Client, body: str) -> None:
    answer = put(teacher, address(cast), body)
    assert answer.status_code == 422
    assert set(answer.json()) == {"code", "message", "where"}
    assert not Register.objects.exists()


def test_a_body_as_large_as_a_film_is_refused(cast: Cast, teacher: Client) -> None:
    answer = put(teacher, address(cast), '{"marks": "' + "x" * 3_000_000 + '"}')
    assert (answer.status_code, answer.json()["code"]) == (413, "too_big")


def test_a_message_is_in_the_language_of_the_reader(cast: Cast, teacher: Client) -> None:
    Person.objects.update(language="ru")
    assert put(teacher, address(cast), {}).json()["message"] == "Отправленное непонятно. Ничего не сохранено."


@pytest.mark.parametrize(
    ("day", "at"), [(date(2014, 11, 18), "future"), (date(2014, 11, 16), "weekend"), (date(2014, 11, 5), "no_term")]
)
def test_a_day_without_school_is_refused(cast: Cast, teacher: Client, day: date, at: str) -> None:
    answer = put(teacher, address(cast, day), {"marks": []})
    said = answer.json()
    assert (answer.status_code, said["code"], said["where"][0]["code"]) == (422, "no_school", at)


@pytest.mark.parametrize("day", ["2014-11-31", "today", "1"])
def test_what_is_no_day_is_refused(cast: Cast, teacher: Client, day: str) -> None:
    answer = teacher.get(address(cast, day))
    assert (answer.status_code, answer.json()["where"][0]["at"]) == (422, "day")


def test_a_child_of_another_class_is_refused_and_named_by_key(cast: Cast, teacher: Client) -> None:
    stranger = cast.there.pupils[0]
    answer = put(teacher, address(cast), {"marks": [mark(cast.here.pupils[0].pk), mark(stranger.pk)]})
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "not_on_the_roll")
    assert [fault["at"] for fault in said["where"]] == [str(stranger.pk)]
    assert stranger.family_name not in answer.content.decode()
    assert not Register.objects.exists()


def test_a_change_without_the_token_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.here.teacher)
    answer = put(strict, address(cast), {"marks": []})
    assert (answer.status_code, answer.json()["code"]) == (403, "token_missing")
    assert not Register.objects.exists()


def _reads(cast: Cast) -> list[str]:
    key = cast.here.school_class.pk
    return ["/api/today", "/api/classes", f"/api/classes/{key}/roll", address(cast), "/api/docs", "/api/openapi.json"]


def test_a_stranger_gets_no_byte(cast: Cast, client: Client) -> None:
    for path in _reads(cast):
        answer = client.get(path)
        assert answer.status_code == 401, path
        assert set(answer.json()) >= {"code", "message"}
    assert put(client, address(cast), {"marks": []}).status_code == 401


@pytest.mark.parametrize("who", ["teacher", "pedagogue", "head"])
def test_somebody_of_another_school_gets_the_same_404_as_for_nothing(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast.there, who))
    key = cast.here.school_class.pk
    for path in (f"/api/classes/{key}/roll", address(cast)):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.content == client.get(path.replace(str(key), str(uuid4()))).content
    assert put(client, address(cast), {"marks": []}).status_code == 404
    assert str(key) not in client.get("/api/classes").content.decode()
    assert not Register.objects.exists()


def test_another_class_of_the_same_school_is_another_class(cast: Cast, client: Client) -> None:
    client.force_login(cast.here.teacher)
    cast.here.teacher.assignments.update(school_class=cast.there.school_class)
    assert client.get(address(cast)).status_code == 404
    assert put(client, address(cast), {"marks": []}).status_code == 404


@pytest.mark.parametrize("who", ["district_officer", "programme_manager", "auditor", "administrator", "stranger"])
def test_a_role_without_children_is_refused_in_words(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast, who))
    answer = client.get(address(cast))
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert client.get("/api/classes").status_code == 403


def test_a_teacher_reads_the_own_classes_and_their_rolls(cast: Cast, teacher: Client) -> None:
    (found,) = teacher.get("/api/classes").json()
    assert found["id"] == str(cast.here.school_class.pk)
    Enrolment.objects.filter(child=cast.here.pupils[5]).update(mode="home")
    said = teacher.get(f"/api/classes/{found['id']}/roll").json()
    assert [pupil["name"] for pupil in said["pupils"]] == [child.name for child in cast.here.pupils]
    assert said["pupils"][5]["mode"] == "home"
    before = teacher.get(f"/api/classes/{found['id']}/roll?day=2014-08-01").json()
    assert before["pupils"] == []


def test_today_says_what_the_page_says(cast: Cast, client: Client, today: date) -> None:
    client.force_login(cast.here.teacher)
    said = client.get("/api/today").json()
    assert [(found["school_class"], found["taken"]) for found in said["classes"]] == [
        (str(cast.here.school_class.pk), False)
    ]
    missing = cast.here.pupils[0]
    for back in (6, 5, 4):
        day = today - timedelta(days=back)
        take_register(school_class=cast.here.school_class, day=day, marks={missing.pk: ABSENT}, by=cast.here.teacher)
    notice(school=cast.here.school, today=today)
    client.force_login(cast.here.pedagogue)
    said = client.get("/api/today").json()
    assert [(child["child"], child["class_name"]) for child in said["children"]] == [
        (str(missing.pk), cast.here.school_class.name)
    ]
    client.force_login(cast.district_officer)
    assert client.get("/api/today").json()["children"] == []


def test_a_register_of_thirty_takes_as_many_queries_as_one_of_three(cast: Cast, teacher: Client) -> None:
    """The whole way over HTTP: session, person, roles, class, roll, and what storing takes."""
    put(teacher, address(cast, FRIDAY - timedelta(days=1)), {"marks": []})
    children = more_pupils(cast.here.school_class, 30)
    with CaptureQueriesContext(connection) as few:
        put(teacher, address(cast), {"marks": [mark(child.pk) for child in children[:3]]})
    with CaptureQueriesContext(connection) as many:
        put(teacher, address(cast, FRIDAY - timedelta(days=2)), {"marks": [mark(child.pk) for child in children]})
    assert len(few) == len(many) <= 17


def test_every_address_carries_the_door_of_its_operations() -> None:
    patterns, _app, _namespace = api.addresses()
    doors: dict[str, Any] = {
        str(pattern.pattern): door_of(pattern.callback) for pattern in patterns if isinstance(pattern, URLPattern)
    }
    assert doors["registers/<school_class>/<day>"] == Door(frozenset({Permission.TAKE_REGISTER}))
    assert doors["classes/<school_class>/roll"] == Door(frozenset({Permission.SEE_CLASS}))
    assert doors["today"] == Door(frozenset({Permission.SEE_TODAY}))
    assert doors["docs"] == doors["openapi.json"] == SIGNED_IN


def test_an_operation_without_a_door_keeps_the_house_closed() -> None:
    router = Router()

    @router.get("/open")
    def forgotten(request: HttpRequest) -> None:
        """Declares nothing."""

    with pytest.raises(ImproperlyConfigured, match="open"):
        api.doors_of(router)


def test_two_doors_at_one_address_keep_the_house_closed() -> None:
    router = Router()

    @router.get("/both")
    @needs(Permission.SEE_CLASS)
    def read(request: HttpRequest) -> None:
        """One door."""

    @router.put("/both")
    @needs(Permission.TAKE_REGISTER)
    def write(request: HttpRequest) -> None:
        """Another one."""

    with pytest.raises(ImproperlyConfigured, match="both"):
        api.doors_of(router)


def test_the_description_is_whole(cast: Cast, teacher: Client) -> None:
    said = teacher.get(reverse("api-1.0.0:openapi-json")).json()
    assert set(said["paths"]) == {
        "/api/today", "/api/classes", "/api/classes/{school_class}/roll", "/api/registers/{school_class}/{day}",
        "/api/cases", "/api/cases/{case}",
    }  # fmt: skip
    assert set(said["paths"]["/api/registers/{school_class}/{day}"]) == {"get", "put"}


def test_the_description_names_every_refusal_of_every_operation(cast: Cast, teacher: Client) -> None:
    said = teacher.get(reverse("api-1.0.0:openapi-json")).json()
    refusals = {
        (path, method): {status for status in operation["responses"] if status >= "400"}
        for path, operations in said["paths"].items()
        for method, operation in operations.items()
    }
    register, roll = "/api/registers/{school_class}/{day}", "/api/classes/{school_class}/roll"
    assert refusals == {
        ("/api/today", "get"): {"401", "403"},
        ("/api/classes", "get"): {"401", "403"},
        ("/api/cases", "get"): {"401", "403"},
        ("/api/cases/{case}", "get"): {"401", "403", "404", "422"},
        (roll, "get"): {"401", "403", "404", "422"},
        (register, "get"): {"401", "403", "404", "422"},
        (register, "put"): {"401", "403", "404", "409", "413", "422"},
    }
    shape = said["paths"][register]["put"]["responses"]["422"]["content"]["application/json"]["schema"]
    assert shape == {"$ref": "#/components/schemas/ErrorOut"}
    described = said["components"]["schemas"]
    assert set(described["ErrorOut"]["properties"]) == {"code", "message", "where"}
    assert described["ErrorOut"]["properties"]["where"]["items"] == {"$ref": "#/components/schemas/PlaceOut"}


def test_a_refusal_has_the_shape_that_is_described(cast: Cast, teacher: Client) -> None:
    answers = [
        put(Client(), address(cast), {"marks": []}),
        teacher.get(f"/api/classes/{cast.there.school_class.pk}/roll"),
        put(teacher, address(cast), {}),
        put(teacher, address(cast), {"marks": [mark(cast.there.pupils[0].pk)]}),
    ]
    assert [answer.status_code for answer in answers] == [401, 404, 422, 422]
    assert all(ErrorOut.model_validate(answer.json()).code for answer in answers)
