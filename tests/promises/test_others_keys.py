"""Whatever carries a key of the other side, form, question or programme: nothing is told, nothing is written there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db.models import Model

from mektepke.places.models import SchoolClass
from mektepke.pupils.models import Child
from tests.promises.full_house import TODAY, House
from tests.promises.reading import Field
from tests.promises.secrets import KEY, Secrets, bare, secrets_of, together, told_by
from tests.promises.visitors import Answer, Asking, Visitor
from tests.promises.walking import TABLES, Sending, Visit, questions_of

pytestmark = pytest.mark.django_db

# Who sees most on one side, and who looks after its staff.
WIDEST = {"pedagogue here", "head here"}
PROPER = {"teacher here", "pedagogue here", "head here", "municipality officer here"}


@dataclass(frozen=True)
class Theirs:
    """What stands about the children of the other side; and every key there: of classes, staff and the village too."""

    secrets: Secrets
    keys: frozenset[str]


@pytest.fixture(scope="module")
def theirs(house: House) -> Theirs:
    """The other side."""
    keys = (key for rows in house.there.rows.values() for keys in rows.values() for key in keys)
    return Theirs(together(secrets_of(house.there).values()), frozenset(bare(str(key)) for key in keys))


@pytest.fixture(scope="module")
def own(sendings: list[Sending]) -> list[Sending]:
    """The forms of who works on one side."""
    return [sending for sending in sendings if sending.visitor.name in PROPER]


def test_a_form_with_a_key_of_the_other_side_writes_nothing_there(
    house: House, asking: Asking, own: list[Sending], theirs: Theirs
) -> None:
    tried, told = 0, []
    tables = {str(key): model for rows in house.here.rows.values() for model, keys in rows.items() for key in keys}
    for sending in own:
        for body in _with_their_keys(sending, house, tables):
            tried += 1
            answer = asking.post(sending.visitor, sending.path, body)
            told += list(_wrong(sending.visitor, sending.path, answer, _not_offered(theirs, sending)))
    assert not told, "\n".join(told)
    assert tried > 50


def test_a_form_with_more_than_was_asked_writes_nothing_there(
    house: House, asking: Asking, own: list[Sending], theirs: Theirs
) -> None:
    """Fields that the form does not have, named as the columns of the tables are."""
    told = []
    more = {name.split(".")[-1]: str(house.there.keys(model)[0]) for name, model in TABLES.items()}
    more |= {f"{name}_id": key for name, key in more.items()} | {"id": more["child"]}
    for sending in own:
        answer = asking.post(sending.visitor, sending.path, more | sending.form.filled())
        told += list(_wrong(sending.visitor, sending.path, answer, _not_offered(theirs, sending)))
    assert not told, "\n".join(told)


def test_a_question_about_the_other_side_is_not_answered(
    house: House, asking: Asking, visits: list[Visit], theirs: Theirs
) -> None:
    tried: set[tuple[str, str]] = set()
    told = []
    for visit in visits:
        new = (visit.visitor.name, visit.address.route) not in tried
        if visit.visitor.name not in WIDEST or visit.answer.status != 200 or not new:
            continue
        tried.add((visit.visitor.name, visit.address.route))
        for name in questions_of(visit):
            for key in _their_keys_for(name, house):
                path = f"{visit.path.partition('?')[0]}?{urlencode({name: key})}"
                told += list(_wrong(visit.visitor, path, asking.get(visit.visitor, path), theirs))
    assert not told, "\n".join(told)


def test_a_register_does_not_take_a_child_of_the_other_side(
    house: House, asking: Asking, everybody: list[Visitor]
) -> None:
    teacher = next(visitor for visitor in everybody if visitor.name == "teacher here")
    child = house.there.keys(Child)[0]
    path = f"/api/registers/{house.here.keys(SchoolClass)[0]}/{TODAY}"
    body = json.dumps({"based_on": 1, "marks": [{"child": str(child), "kind": "absent"}]})
    answer = asking.ask(teacher, "PUT", path, data=body, content_type="application/json")
    assert answer.status == 422
    assert answer.written == set()
    taken = asking.ask(
        teacher, "PUT", path, data=body.replace(str(child), _own(house)), content_type="application/json"
    )
    assert taken.status == 200


def _own(house: House) -> str:
    return str(house.here.keys(Child)[4])


def _with_their_keys(sending: Sending, house: House, tables: dict[str, type[Model]]) -> Iterator[dict[str, Any]]:
    """The form as it should be, but for one field with a key of the same table from the other side."""
    filled = sending.form.filled()
    for field in sending.form.fields:
        model = next((tables[key] for key in _keys_in(field) if key in tables), None)
        for key in house.there.keys(model)[:3] if model else []:
            yield filled | {field.name: str(key)}


def _keys_in(field: Field) -> Iterator[str]:
    for text in (field.value, *field.options):
        yield from KEY.findall(text)


def _not_offered(theirs: Theirs, sending: Sending) -> Theirs:
    """The other side without the keys that the page itself offers: a child may be sent to any school."""
    offered = {bare(key) for field in sending.form.fields for key in _keys_in(field)}
    return Theirs(theirs.secrets, theirs.keys - offered)


def _their_keys_for(question: str, house: House) -> list[str]:
    """A key of the table that the question names, and a child's."""
    named: type[Model] = SchoolClass if "class" in question else Child
    tables = {TABLES.get(question, named), Child}
    return [str(house.there.keys(model)[0]) for model in tables]


def _wrong(visitor: Visitor, path: str, answer: Answer, theirs: Theirs) -> Iterator[str]:
    if answer.status >= 500:
        yield f"{path} as {visitor} breaks: {answer.response.exc_info[1]!r} at {answer.sent}"
    for found in theirs.secrets.found_in(told_by(answer.response), sent=[path, answer.typed]):
        yield f"{path} as {visitor} ({answer.status}) tells {found} for {answer.sent}"
    for key in answer.keys & theirs.keys:
        yield f"{path} as {visitor} writes {key} to {sorted(answer.written)} for {answer.sent}"
