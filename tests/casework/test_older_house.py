"""A house from before the six steps comes along with its cases; a new house makes the same tables in one go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.houses import House, house_of_its_own

pytestmark = pytest.mark.long

START = r"""
import re
import django
django.setup()
from datetime import date
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

def step_by_step(*targets):
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    targets = targets or [node for node in executor.loader.graph.leaf_nodes() if "squashed" not in node[1]]
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps

def casework():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'case%' ORDER BY name")
        for name, sql in cursor.fetchall():
            parts = re.split(r", (?=\"|CONSTRAINT)", (sql or "").replace("\n", ""))
            print(name, sorted(part.removesuffix(")") for part in parts[1:]))
"""

OLD_CASES = """
BEFORE = [("casework", "0001_initial"), ("pupils", "0002_enrolment_listed_at"), ("people", "0002_roles_taken_back"),
          ("watch", "0002_names_in_the_trail"), ("places", "0001_initial"), ("sealed", "0001_initial")]
old = step_by_step(*BEFORE)
new = lambda what, **of: old.get_model(*what.split(".")).objects.create(**of)
oblast = new("places.Place", level="oblast", name_ky="Ош", name_ru="Ош", name_en="Osh")
school = new("places.School", code="1", village=oblast)
household = new("pupils.Household", village=oblast)
worker = new("people.Person", username="asan")
for outcome in ("", "returned"):
    child = new("pupils.Child", household=household, family_name="Үсөнова", given_name="Айсулуу", birth_year=2004)
    closed = {"closed_on": date(2014, 10, 1), "outcome": outcome, "closing_words": "Өтүк берилди"} if outcome else {}
    case = new("casework.Case", child=child, school=school, worker=worker, opened_on=date(2014, 9, 10), **closed)
    seen = {"cause": "seasonal_work", "evidence": "Пахтада", "said_by": "parent"}
    new("casework.CaseCause", case=case, recorded_by=worker, **seen)
from mektepke.sealed.actions import bring_forward
bring_forward()
from mektepke.casework.models import Case, CaseCause
for case in Case.objects.order_by("-outcome"):
    print(case.step, case.risk, case.outcome, case.closing_words, [one.evidence for one in case.causes.all()])
with connection.cursor() as cursor:
    cursor.execute("SELECT evidence, cause FROM casework_casecause")
    print("Пахтада" in str(rows := cursor.fetchall()), "seasonal" in str(rows))
"""


@pytest.fixture
def house(tmp_path: Path, transactional_db: None) -> Iterator[House]:
    with house_of_its_own(tmp_path, first=START) as house:
        yield house


def test_cases_of_before_go_on_and_are_sealed(house: House) -> None:
    said = house.run(OLD_CASES).splitlines()

    assert said[-3:] == [
        "closed low at_school Өтүк берилди ['Пахтада']",
        "active low   ['Пахтада']",
        "False False",
    ]


def test_in_one_go_come_the_same_tables(tmp_path: Path, transactional_db: None) -> None:
    for folder in ("older", "newer"):
        (tmp_path / folder).mkdir()
    with house_of_its_own(tmp_path / "older", first=START) as older:
        by_steps = older.run("step_by_step(); casework()")
    with house_of_its_own(tmp_path / "newer", first=START) as newer:
        at_once = newer.run("call_command('migrate', verbosity=0); casework()")

    assert "case_one_ordinary_open" in at_once
    assert at_once == by_steps
