"""A walk through the whole house: every address, for every role that may open it, with all its parameters can be."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db.models import Model
from django.urls import Resolver404, resolve

from mektepke.casework.models import (
    Action,
    Approval,
    CapacityRow,
    Case,
    CaseCause,
    Consent,
    Correction,
    Erasure,
    OwnCause,
    Pair,
    Reader,
    RecordRequest,
    Referral,
    RetentionProposal,
)
from mektepke.people.models import Assignment, Person, StaffSheet
from mektepke.places.models import DayChange, Place, School, SchoolClass
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.rules import LANGUAGES
from mektepke.watch.models import Signal
from tests.promises.addresses import Address, addresses
from tests.promises.full_house import TODAY, Full, House
from tests.promises.reading import Element, Form, forms_of, read
from tests.promises.visitors import Answer, Asking, Visitor

# What the parameters of addresses stand for; `folder.parameter` where two folders mean different things by one word.
TABLES: dict[str, type[Model]] = {
    "action": Action,
    "assignment": Assignment,
    "approval": Approval,
    "case": Case,
    "cause": CaseCause,
    "change": DayChange,
    "child": Child,
    "concern": Concern,
    "consent": Consent,
    "correction": Correction,
    "enrolment": Enrolment,
    "erasure": Erasure,
    "guardian": Guardian,
    "household": Household,
    "pair": Pair,
    "person": Person,
    "place": Place,
    "proposal": RetentionProposal,
    "reader": Reader,
    "record": OutOfSchool,
    "record_request": RecordRequest,
    "referral": Referral,
    "school": School,
    "school_class": SchoolClass,
    "sheet": StaffSheet,
    "signal": Signal,
    "transfer": Transfer,
    "village": Place,
    "watch.key": Signal,
}
# What one side has that is no table.
FILES: dict[str, Callable[[Full], list[Any]]] = {"pupils.key": lambda full: full.lists}
# What belongs to neither side.
COMMON: dict[str, Callable[[House], list[Any]]] = {
    "day": lambda house: [TODAY],
    "district": lambda house: [house.cast.district.pk],
    "language": lambda house: list(LANGUAGES),
    "name": lambda house: ["alma-suu"],
    "month": lambda house: [TODAY.replace(day=1)],
    "session": lambda house: ["morning"],
    "year": lambda house: [house.cast.year.code],
    "hours": lambda house: house.common[CapacityRow],
    "own_cause": lambda house: house.common[OwnCause],
}
# The description of the API: ninja's own page, for programmers.
IN_ENGLISH = {"api-1.0.0:openapi-view"}
# How many of each group of rows stand for it: one, but for what comes in several kinds.
KINDS: dict[type[Model], int] = {Signal: 3, Child: 2, Pair: 2, Place: 2, Referral: 2, SchoolClass: 2}


def is_known(address: Address, parameter: str) -> bool:
    """Whether the walk knows what to put there."""
    return parameter in COMMON or f"{address.folder}.{parameter}" in FILES or table_of(address, parameter) is not None


def table_of(address: Address, parameter: str) -> type[Model] | None:
    """The table whose keys the parameter takes, if one side owns them."""
    return TABLES.get(f"{address.folder}.{parameter}") or TABLES.get(parameter)


def belongs_to_a_side(address: Address) -> bool:
    """Whether one of the parameters says which side's it is; what is open to everybody is nobody's."""
    is_open = address.door is not None and not address.door.signed_in
    return not is_open and any(parameter not in COMMON for parameter in address.converters)


def speaks_five(address: Address) -> bool:
    """Whether it is a page for everybody, which speaks the language that its address names
    (tests/watch/concerns/test_sentences.py reads those)."""
    return address.route.startswith("concern/")


def paths(address: Address, full: Full, house: House) -> list[str]:
    """The address with the values of one side: some of each group of rows; of a second parameter, the first."""
    several = [_values(address, parameter, full, house) for parameter in address.converters]
    several = several[:1] + [values[:1] for values in several[1:]]
    names = list(address.converters)
    return [address.filled(dict(zip(names, values, strict=True))) for values in product(*several)]


def _values(address: Address, parameter: str, full: Full, house: House) -> list[Any]:
    assert is_known(address, parameter), f"{address}: say in tests/promises/walking.py what <{parameter}> stands for"
    table, files = table_of(address, parameter), FILES.get(f"{address.folder}.{parameter}")
    if parameter in COMMON:
        values = COMMON[parameter](house)
    elif files:
        values = files(full)
    else:
        assert table is not None
        values = [key for rows in full.rows.values() for key in rows.get(table, [])[: KINDS.get(table, 1)]]
    assert values, f"{address}: the full house has nothing for <{parameter}>; write one in tests/promises/full_house.py"
    return [str(value) for value in values] if address.is_api else values


@dataclass
class Visit:
    """One address as one visitor opened it."""

    address: Address
    path: str
    visitor: Visitor
    answer: Answer
    language: str = "ky"

    def __str__(self) -> str:
        return f"{self.path} as {self.visitor}, {self.language}"

    @property
    def speaks(self) -> str:
        """The language of the page: the reader's own, but where the address names one."""
        return str(resolve(urlsplit(self.path).path).kwargs.get("language", self.language))

    @property
    def is_page(self) -> bool:
        """Whether it is a page to read."""
        return self.answer.status == 200 and "text/html" in self.answer.response.headers["Content-Type"]

    def page(self) -> Element:
        """What stands on it."""
        return read(self.answer.response.content.decode())


def open_addresses(house: House, asking: Asking, everybody: list[Visitor]) -> Iterator[Visit]:
    """Opens every address as everybody whom its door lets in, with the values of `here`."""
    for address in addresses():
        for path in paths(address, house.here, house):
            for visitor in everybody:
                if address.door and visitor.passes(address.door):
                    yield Visit(address, path, visitor, asking.get(visitor, path))


def further_on(visits: list[Visit], asking: Asking) -> list[Visit]:
    """What pages lead to by a question in the address (`?role=teacher`), once for each kind of question."""
    seen: set[tuple[str, str, frozenset[str]]] = set()
    found = []
    for visit in visits:
        for path, names in _questions(visit):
            kind = (visit.visitor.name, _without_keys(path), names)
            address = at(path)
            if address and kind not in seen:
                seen.add(kind)
                found.append(Visit(address, path, visit.visitor, asking.get(visit.visitor, path)))
    return found


def _questions(visit: Visit) -> Iterator[tuple[str, frozenset[str]]]:
    if visit.is_page:
        for link in visit.page().all("a"):
            path = urljoin(visit.path, link.attributes.get("href", ""))
            names = frozenset(re.findall(r"[?&](\w+)=", path))
            if names:
                yield path, names


def _without_keys(path: str) -> str:
    return re.sub(r"[0-9a-f-]{36}", "", urlsplit(path).path)


def at(path: str) -> Address | None:
    """The address of a path."""
    try:
        route = resolve(urlsplit(path).path).route
    except Resolver404:
        return None
    return next((address for address in addresses() if address.route == route), None)


@dataclass(frozen=True)
class Sending:
    """A form on a page, who may send it, and to which path."""

    visitor: Visitor
    path: str
    form: Form


def sendings_of(visits: list[Visit]) -> list[Sending]:
    """The forms to send on these pages: each path once for each visitor."""
    found: dict[tuple[str, str], Sending] = {}
    for visit in visits:
        if visit.is_page:
            for form in forms_of(visit.page(), visit.path):
                path = urljoin(visit.path, form.action)
                if form.method == "post":
                    found.setdefault((visit.visitor.name, path), Sending(visit.visitor, path, form))
    return list(found.values())


def questions_of(visit: Visit) -> frozenset[str]:
    """What a page can be asked in its address (`?month=`), as its view reads it and its forms ask it."""
    asked = {
        field.name
        for form in (forms_of(visit.page(), visit.path) if visit.is_page else [])
        if form.method == "get"
        for field in form.fields
    }
    return frozenset(asked | _read_by(visit.address.view.__module__))


@cache
def _read_by(module: str) -> frozenset[str]:
    code = inspect.getsource(sys.modules[module]) if module.startswith("mektepke.") else ""
    return frozenset(re.findall(r"\.GET(?:\.get|\.getlist)?[\[(]\"(\w+)\"", code))
