"""No call to the family: the child leaves every list that leads to a call, for everybody, and nothing else changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.models import Mark
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.casework.actions import close_case, record_contact
from mektepke.casework.models import Case, Contact
from mektepke.casework.queries import call_list, contacts_of, due_actions, open_cases, overdue_count, steps_this_year
from mektepke.desk.queries import to_call
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.pupils.models import Child
from mektepke.watch.models import Signal
from tests.casework.protection.story import in_danger, told
from tests.casework.story import called, in_care, misses
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast: Cast) -> Person:
    """A second social pedagogue of the school, who knows nothing."""
    return person("second", "Исакова Гүлай", Role.PEDAGOGUE, school=cast.here.school)


def listed(someone: Person, today: date) -> set[Child]:
    """Whom somebody's call list has, with everybody below the cut."""
    found = call_list(Person.objects.get(pk=someone.pk), today=today, more=10)
    return {line.child for line in (*found.lines, *found.worse)}


def missing_today(cast: Cast, children: list[Child], today: date) -> None:
    """These are marked absent in today's register."""
    marks = {child.pk: MarkGiven(MarkKind.ABSENT) for child in children}
    take_register(school_class=cast.here.school_class, day=today, marks=marks, by=cast.here.teacher)


def test_a_first_day_call_is_not_on_the_teachers_list_and_the_register_stays(cast: Cast, today: date) -> None:
    protected, other = cast.here.pupils[:2]
    missing_today(cast, [protected, other], today)
    assert {call.child for call in to_call(cast.here.teacher, today=today)} == {protected, other}
    in_danger(cast.here, protected)
    assert [call.child for call in to_call(cast.here.teacher, today=today)] == [other]
    assert Mark.objects.filter(child=protected, kind="absent").exists()


def test_the_call_list_has_the_child_neither_for_the_worker_nor_for_a_colleague(
    cast: Cast, second: Person, today: date
) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 4, today=today)
    assert child in listed(cast.here.pedagogue, today) & listed(second, today)
    in_danger(cast.here, child)
    assert listed(cast.here.pedagogue, today) == listed(second, today) == set()
    assert Signal.objects.filter(child=child, state="open").exists(), "it is noticed as before"


def test_a_case_that_has_left_the_school_takes_the_child_off_the_lists_too(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 4, today=today)
    in_danger(cast.here, child, named=frozenset({cast.here.head}))
    assert child not in listed(cast.here.pedagogue, today)


def test_a_child_to_look_at_again_and_one_who_got_worse_are_on_no_list(cast: Cast, today: date) -> None:
    again, worse = cast.here.pupils[:2]
    called(cast, again, next_on=today)
    in_care(cast.here, worse, due=today)
    misses(cast.here, worse, 6, today=today)
    assert listed(cast.here.pedagogue, today) == {again, worse}
    for child in (again, worse):
        in_danger(cast.here, child)
    assert listed(cast.here.pedagogue, today) == set()


def test_after_care_that_has_ended_nobody_is_sent_to_look(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    case = in_care(cast.here, child, due=today)
    close_case(case=case, outcome="at_school", words="", by=cast.here.pedagogue)
    Case.objects.update(look_again_on=today)
    assert child in listed(cast.here.pedagogue, today)
    in_danger(cast.here, child)
    assert child not in listed(cast.here.pedagogue, today)


def test_when_it_is_over_the_child_stands_where_it_stood(cast: Cast, second: Person, today: date) -> None:
    """A promise to look again is not ended by a case that nobody knows of."""
    child = cast.here.pupils[0]
    record_contact(
        child=child, school=cast.here.school, kind="call", result="reached", words="", next_on=today, by=second
    )
    case = in_danger(cast.here, child)
    told(case, cast.here.pedagogue)
    assert child not in listed(second, today)
    close_case(case=case, outcome="commission", words="", by=cast.here.pedagogue)
    assert child in listed(second, today)


def test_no_number_and_no_list_of_the_school_has_one_more(cast: Cast, second: Person, today: date) -> None:
    child, side = cast.here.pupils[0], cast.here
    before = _figures(cast, second, today)
    in_danger(side, child)
    Case.objects.update(at=clock.now() - timedelta(days=3))
    assert _figures(cast, second, today) == before


def _figures(cast: Cast, second: Person, today: date) -> list[object]:
    everybody = (cast.here.pedagogue, second, cast.here.head)
    return [
        steps_this_year([cast.here.school], today=today),
        overdue_count([cast.here.school], today=today),
        *(open_cases(one, today=today) for one in everybody),
        *(due_actions(one, today=today) for one in everybody),
    ]


def test_what_others_know_of_calls_does_not_vanish(cast: Cast, second: Person, today: date) -> None:
    """It did once: where a child had a case that somebody might not read, the calls of others were hidden as well."""
    child = cast.here.pupils[0]
    called(cast, child)
    assert len(contacts_of(second, child)) == 1
    in_danger(cast.here, child, named=frozenset({second}))
    assert len(contacts_of(second, child)) == 1


@pytest.mark.parametrize("page", ["call", "visit", "meeting"])
def test_the_worker_is_told_not_to_call_and_others_see_the_page_as_usual(
    cast: Cast, second: Person, client: Client, page: str
) -> None:
    child = cast.here.pupils[0]
    in_danger(cast.here, child)
    Person.objects.update(language="en")
    client.force_login(cast.here.pedagogue)
    answer = client.get(reverse(page, args=[child.pk])).content.decode()
    assert "Do not call or visit the family" in answer
    assert "+996777000001" not in answer
    client.force_login(second)
    assert "Do not call" not in client.get(reverse(page, args=[child.pk])).content.decode()


def test_a_form_that_lay_open_records_no_call(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    in_danger(cast.here, child)
    client.force_login(cast.here.pedagogue)
    client.post(reverse("call", args=[child.pk]), {"result": "reached", "on": today, "words": ""})
    assert not Contact.objects.exists()
