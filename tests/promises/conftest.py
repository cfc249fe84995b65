"""One full house for each file of promises, and a browser for everybody who may come to it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from mektepke.base import clock
from mektepke.people.models import Person
from tests.promises.full_house import TODAY, House, raise_the_house
from tests.promises.visitors import Asking, Visitor, undone, visitors
from tests.promises.walking import Sending, Visit, further_on, open_addresses, sendings_of


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """Built once for a file; its tests leave it as it was."""
    clock.set_today(TODAY)
    log = logging.getLogger("django.request")
    # Thousands are refused here on purpose.
    log.disabled = True
    with django_db_blocker.unblock(), transaction.atomic():
        yield raise_the_house()
        transaction.set_rollback(True)
    log.disabled = False
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="package")
def asking(house: House, tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """Everybody's browsers."""
    uploads = tmp_path_factory.mktemp("uploads") / "as they were"
    shutil.copytree(settings.MEDIA_ROOT, uploads)
    return Asking(uploads)


@pytest.fixture(scope="package")
def everybody(house: House) -> list[Visitor]:
    """Everybody who may come."""
    return visitors(house)


@pytest.fixture(scope="package")
def visits(house: House, asking: Asking, everybody: list[Visitor]) -> list[Visit]:
    """Every address of `here`, opened by everybody whom its door lets in and who has no business elsewhere."""
    clock.set_today(TODAY)  # each test before this one has let it go
    own = [visitor for visitor in everybody if visitor.mark in {"", house.here.mark}]
    found = list(open_addresses(house, asking, own))
    return found + further_on(found, asking)


@pytest.fixture(scope="package")
def sendings(visits: list[Visit]) -> list[Sending]:
    """Every form that was found on the way."""
    return sendings_of(visits)


@pytest.fixture(scope="package")
def pages(visits: list[Visit], asking: Asking) -> list[Visit]:
    """Every page once for each role that sees it, and each once more in the other two languages."""
    clock.set_today(TODAY)
    own = {(visit.address.route, visit.visitor.name): visit for visit in reversed(visits) if visit.is_page}
    found = list(own.values())
    for language in ("ru", "en"):
        with undone():
            Person.objects.update(language=language)
            once = {visit.address.route: visit for visit in own.values()}
            for visit in once.values():
                asking.client(visit.visitor).cookies[settings.LANGUAGE_COOKIE_NAME] = language
                answer = asking.get(visit.visitor, visit.path)
                found.append(replace(visit, answer=answer, language=language))
    for client in asking.clients.values():
        client.cookies.pop(settings.LANGUAGE_COOKIE_NAME, None)
    return found
