"""No address asks the database more often for three hundred children than for a few."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from mektepke.pupils.models import Child
from tests.promises.crowd import FEW, MANY, crowd
from tests.promises.full_house import House
from tests.promises.visitors import Asking, undone
from tests.promises.walking import Visit

pytestmark = pytest.mark.django_db


def test_no_address_asks_more_often_for_more_children(house: House, asking: Asking, visits: list[Visit]) -> None:
    opened = _one_of_each(visits)
    with undone():
        crowd(house.here, FEW)
        few = {str(visit): _queries(asking, visit) for visit in opened}
    with undone(), _longer_lists(asking):
        crowd(house.here, MANY)
        assert Child.objects.count() > 300
        many = {str(visit): _queries(asking, visit) for visit in opened}
    grown = {visit: (few[visit], many[visit]) for visit in few if len(many[visit]) > len(few[visit])}
    assert not grown, "\n".join(_told(grown))


def _one_of_each(visits: list[Visit]) -> list[Visit]:
    """Each page once for each role that sees it: the first of those with the same address."""
    found: dict[tuple[str, str], Visit] = {}
    for visit in visits:
        if visit.answer.status == 200:
            found.setdefault((visit.address.route, visit.visitor.name), visit)
    return list(found.values())


def _queries(asking: Asking, visit: Visit) -> list[str]:
    """What a page asks when nothing is remembered: what is kept for half a minute may lapse between two countings."""
    cache.clear()
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = asking.get(visit.visitor, visit.path)
    assert answer.status == 200, f"{visit}: {answer.status}"
    return asked


def _told(grown: dict[str, tuple[list[str], list[str]]]) -> list[str]:
    """Each address with how often it asks, and what it asks more often."""
    return [f"{visit}: {len(few)} → {len(many)}, most of all {_most(many)}" for visit, (few, many) in grown.items()]


def _most(queries: list[str]) -> str:
    often = max(set(queries), key=queries.count)
    return f"{queries.count(often)} × {often[:60]} … {often[often.find('FROM') :][:200]}"


@contextmanager
def _longer_lists(asking: Asking) -> Iterator[None]:
    """The uploaded lists with three hundred rows more."""
    letters = "абвгдежзиклмнопрст"
    rows = "".join(f"Тизмеден {one}{other},6-А,12.03.2002\n" for one in letters for other in letters)
    for file in Path(settings.MEDIA_ROOT).glob("lists/*/*/list.csv"):
        file.write_text(file.read_text(encoding="utf-8") + rows, encoding="utf-8")
    yield
    shutil.rmtree(settings.MEDIA_ROOT)
    shutil.copytree(asking.uploads, settings.MEDIA_ROOT)
