"""The pilot in a database: filled once for all tests of this folder, and put back after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from mektepke.pilot import facts
from mektepke.pilot.build import fill
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan, plan_pilot

Plans = tuple[SchoolPlan, ...]


@contextmanager
def put_back() -> Iterator[None]:
    """Everything written inside is taken back at the end, as pytest-django's own `db` does it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def silent(_step: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="package")
def filled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Plans]:
    """All 22 schools with registers up to the demo's today, without the weeks of work before it."""
    plans = plan_pilot(facts.SEED)
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer._from_testcase = True  # type: ignore[attr-defined]  # as Django's own TestCase: durable blocks may nest
        with outer:
            fill(plans, Keys(facts.SEED), today=facts.TODAY, tell=silent)
            yield plans
            transaction.set_rollback(True)


@pytest.fixture
def house(filled: Plans, django_db_blocker: DjangoDbBlocker) -> Iterator[Plans]:
    """The filled pilot; what a test writes is taken back."""
    with django_db_blocker.unblock(), put_back():
        yield filled
