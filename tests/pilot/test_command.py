"""What `mektepke demo` prints, and the whole of it once."""

from __future__ import annotations

from datetime import date
from io import StringIO
from time import process_time

import pytest
from django.contrib.auth import authenticate
from django.utils import translation
from rich.console import Console

from mektepke.attendance.models import Register
from mektepke.base import clock
from mektepke.casework.models import Case
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.pilot import facts
from mektepke.pilot.build import fill
from mektepke.pilot.command import build_pilot, show
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.plan import plan_pilot
from mektepke.places.models import Programme
from mektepke.results.queries import programme_totals
from mektepke.rounds.models import MorningRun
from mektepke.trail.actions import check
from mektepke.watch.actions import notice
from tests.pilot.conftest import Plans, silent


class Screen:
    """A terminal wide enough for everything, that remembers."""

    def __init__(self) -> None:
        self.console = Console(file=StringIO(), width=140)

    def echo(self, words: object) -> None:
        """What the command prints with."""
        self.console.print(words, markup=False)

    @property
    def text(self) -> str:
        """Everything that was printed."""
        assert isinstance(self.console.file, StringIO)
        return self.console.file.getvalue()


def test_every_role_gets_one_account_that_can_sign_in(house: Plans) -> None:
    screen = Screen()
    logins = show(house, facts.SEED, today=facts.TODAY, echo=screen.echo)
    assert set(logins) == set(Role.values)
    for role, (username, password) in logins.items():
        person = authenticate(username=username, password=password)
        assert isinstance(person, Person)
        assert Assignment.objects.get(person=person).role == role
        assert username in screen.text
        assert password in screen.text


def test_a_password_somebody_changed_is_not_printed_as_if_it_worked(house: Plans) -> None:
    person = Person.objects.get(username="bes-01.pedagogue")
    person.set_password("another herd of sheep")
    person.save()
    screen = Screen()
    assert show(house, facts.SEED, today=facts.TODAY, echo=screen.echo)["pedagogue"][1] == ""
    assert "sample-pedagogue" not in screen.text


def test_the_first_pedagogue_works_at_the_school_with_317_pupils(house: Plans) -> None:
    logins = show(house, facts.SEED, today=facts.TODAY, echo=Screen().echo)
    school = Assignment.objects.get(person__username=logins["pedagogue"][0]).school
    assert school is not None
    assert programme_totals(Programme.objects.get()).pupils == 6968
    assert (
        school.classes.filter(enrolments__starts__lte=facts.BASELINE).values("enrolments__child").distinct().count()
        > 316
    )


def test_five_lines_of_a_call_list_are_shown_with_their_reasons(house: Plans) -> None:
    school = Assignment.objects.get(person__username="bes-01.pedagogue").school
    assert school is not None
    notice(school=school, today=facts.TODAY)
    screen = Screen()
    show(house, facts.SEED, today=facts.TODAY, echo=screen.echo)
    for number in range(1, 6):
        line = next(line for line in screen.text.splitlines() if line.startswith(f"  {number}. "))
        assert ": " in line


def test_an_empty_list_says_so(house: Plans) -> None:
    screen = Screen()
    with translation.override("en"):
        show(house, facts.SEED, today=facts.TODAY, echo=screen.echo)
    assert "Nobody is waiting today." in screen.text


def test_a_house_with_another_sample_gets_a_sentence(db: None) -> None:
    fill(plan_pilot(7)[:1], Keys(7), today=facts.TODAY, tell=silent)
    with pytest.raises(SystemExit) as ended:
        build_pilot(today=facts.TODAY, seed=facts.SEED, echo=Screen().echo)
    assert "MEKTEPKE_HOME" in str(ended.value.code)


def test_a_day_that_the_sample_has_passed_is_only_looked_back_at(house: Plans) -> None:
    Built.objects.update(rounds_until=date(2014, 11, 12))
    clock.set_today(date(2014, 10, 10))
    screen = Screen()
    with translation.override("en"):
        pilot = build_pilot(today=date(2014, 10, 10), seed=facts.SEED, echo=screen.echo)
    assert pilot.added.registers == 0
    assert "only looked back at" in screen.text
    assert not MorningRun.objects.exists()


@pytest.mark.long
def test_the_whole_demo_is_there_and_a_second_run_takes_a_fraction_of_the_time(transactional_db: None) -> None:
    screen = Screen()
    # Two runs beside each other, in the processor's seconds: how fast a machine is on a day says nothing of the demo.
    begun = process_time()
    pilot = build_pilot(today=facts.TODAY, seed=facts.SEED, echo=screen.echo)
    first = process_time() - begun
    assert pilot.added.is_new
    assert pilot.added.rounds == 10
    assert Case.objects.filter(outcome="at_school").exists()
    assert check().ok

    registers, begun = Register.objects.count(), process_time()
    again = build_pilot(today=facts.TODAY, seed=facts.SEED, echo=screen.echo)
    assert process_time() - begun < first / 5
    assert (again.added.registers, again.added.rounds, again.added.is_new) == (0, 0, False)
    assert Register.objects.count() == registers
    assert screen.text.count("Бешкент") >= 2
