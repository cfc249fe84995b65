"""Everybody who may come to an address, and a way to ask as one of them that leaves the house as it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from mektepke.doors.declare import Door
from mektepke.people.models import OneTimeCode, Person
from mektepke.people.roles import permits
from mektepke.people.views.codes import CODE_ACCEPTED
from tests.promises.full_house import GROUPS, Full, House
from tests.promises.secrets import KEY, bare

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')
# What every request may write: that somebody is signed in, and that somebody looked.
ALWAYS = {"django_session", "trail_look", "trail_unsealed"}


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes: who it is, on which side, and which groups of its children are theirs to see."""

    name: str
    person: Person | None
    mark: str = ""
    knows: frozenset[str] = frozenset()
    session: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def permissions(self) -> frozenset[str]:
        """What their roles permit somewhere."""
        if self.person is None:
            return frozenset()
        return frozenset(permission for found in self.person.assignments_now for permission in permits(found.role))

    def passes(self, door: Door) -> bool:
        """Whether the door lets them in; where, is the page's business."""
        if not door.signed_in:
            return True
        return self.person is not None and (not door.needs or bool(door.needs & self.permissions))


def visitors(house: House) -> list[Visitor]:
    """Nobody signed in, an account without a role, every role above both sides, and every role of each side."""
    cast = house.cast
    above = [cast.district_officer, cast.programme_manager, cast.auditor, cast.administrator]
    return [
        Visitor("anonymous", None),
        Visitor("somebody with a code", None, session=((CODE_ACCEPTED, str(house.here.keys(OneTimeCode)[0])),)),
        Visitor("without a role", cast.stranger),
        *[Visitor(person.assignments_now[0].role, person) for person in above],
        Visitor("administrator of the whole house", house.keeper),
        *_of_side("here", house.here),
        *_of_side("there", house.there),
    ]


def _of_side(name: str, full: Full) -> list[Visitor]:
    side = full.side
    everybody: list[tuple[str, Person, set[str]]] = [
        ("teacher", side.teacher, {"class", "sent", "danger"}),
        ("teacher of another class", full.colleague, {"neighbours"}),
        ("pedagogue", side.pedagogue, set(GROUPS) - {"sent_up", "handed"}),
        ("head", side.head, {"class", "neighbours", "sent", "coming", "danger", "asked", "plans"}),
        ("group member", side.group_member, set()),
        ("municipality officer", side.municipality_officer, {"outside"}),
        ("protection officer", side.protection_officer, {"sent_up", "danger"}),
    ]
    return [Visitor(f"{role} {name}", person, full.mark, frozenset(knows)) for role, person, knows in everybody]


@dataclass
class Answer:
    """What came back, what was sent, which tables were written to on the way, and every key in what was written."""

    response: Any
    sent: Any
    written: set[str]
    keys: set[str]

    @property
    def typed(self) -> str:
        """Everything that was sent, as text."""
        return " ".join(map(str, self.sent.values())) if isinstance(self.sent, dict) else str(self.sent)

    @property
    def status(self) -> int:
        """The number of the answer."""
        return int(self.response.status_code)


@dataclass
class Asking:
    """A browser for each visitor. What a request writes is undone after it; `uploads` are the files as they were."""

    uploads: Path
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, visitor: Visitor) -> Client:
        """The visitor's browser, signed in."""
        if visitor.name not in self.clients:
            client = self.clients[visitor.name] = Client(raise_request_exception=False)
            if visitor.person is not None:
                client.force_login(visitor.person)
            if visitor.session:
                session = client.session
                session.update(dict(visitor.session))
                session.save()
        return self.clients[visitor.name]

    def get(self, visitor: Visitor, path: str) -> Answer:
        """Open an address."""
        return self.ask(visitor, "GET", path)

    def post(self, visitor: Visitor, path: str, body: Mapping[str, Any]) -> Answer:
        """Send a form."""
        return self.ask(visitor, "POST", path, data=dict(body))

    def ask(
        self, visitor: Visitor, method: str, path: str, *, then: Callable[[Answer], None] | None = None, **body: Any
    ) -> Answer:
        """One request. `then` looks at what it left in the database, before it is undone."""
        client = self.client(visitor)
        with undone(None if method == "GET" else self.uploads), noticing_writes() as (written, keys):
            cookies = dict(client.cookies)
            response = getattr(client, method.lower())(path, **body)
            answer = Answer(response, body.get("data", ""), written, keys)
            client.cookies.clear()
            client.cookies.update(cookies)
            if then:
                then(answer)
        return answer


@contextmanager
def undone(uploads: Path | None = None) -> Iterator[None]:
    """Whatever is written inside, to database or files, is gone afterwards. `uploads`: the files as they were."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    if uploads and _files(uploads) != _files(Path(settings.MEDIA_ROOT)):
        shutil.rmtree(settings.MEDIA_ROOT)
        shutil.copytree(uploads, settings.MEDIA_ROOT)


def _files(folder: Path) -> dict[str, int]:
    """The files below a folder, each with a number that changes when it is written."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): file.stat().st_mtime_ns for file in found}


@contextmanager
def noticing_writes() -> Iterator[tuple[set[str], set[str]]]:
    """The tables that were written to, beyond what every request writes; and the keys in whatever was written."""
    tables: set[str] = set()
    keys: set[str] = set()

    def notice(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        match = WRITES.match(sql)
        if match:
            keys.update(bare(key) for key in KEY.findall(str(params)))
            tables.update({match[1]} - ALWAYS)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(notice):
        yield tables, keys
