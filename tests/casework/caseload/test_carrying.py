"""Who carries how much, and giving a case to another social pedagogue without reading it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.casework.actions import AlreadyClosed
from mektepke.casework.caseload import queries
from mektepke.casework.caseload.actions import NotHere, give_case
from mektepke.casework.caseload.rules import Load
from mektepke.casework.models import Case
from mektepke.casework.queries import case_for, workable_by
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Assignment, Person
from mektepke.trail.models import Change
from tests.casework.caseload.story import (
    case_of,
    cases,
    closed,
    late_action,
    protected,
    second_pedagogue,
    waiting_plan,
)
from tests.cast import Cast, Side

pytestmark = pytest.mark.django_db


def carries(side: Side, worker: Person, today: date) -> queries.Carries:
    """What one worker of the school carries."""
    found = queries.carried([side.school], today=today)[side.school.pk]
    return next(one for one in found if one.worker == worker)


def test_open_cases_and_those_of_this_week_are_counted(cast: Cast, today: date) -> None:
    cases(cast.here, 3)
    cases(cast.here, 1, opened_on=today)
    cases(cast.here, 1, reopened_on=today)
    cases(cast.here, 1, given_on=today)
    closed(cast.here, 2, "moved")
    assert carries(cast.here, cast.here.pedagogue, today).load == Load(6, 3, 17)


def test_hours_make_the_limit(cast: Cast, today: date) -> None:
    other = second_pedagogue(cast.here, hours=10)
    assert carries(cast.here, other, today).load == Load(0, 0, 8)


def test_late_actions_and_reviews_are_the_workers_and_a_waiting_plan_is_not(cast: Cast, today: date) -> None:
    one, other = cases(cast.here, 2, review_on=today - timedelta(days=1))
    late_action(one)
    late_action(one, done_on=today)
    late_action(other, due_on=today)
    waiting_plan(other, days=9)
    assert carries(cast.here, cast.here.pedagogue, today).overdue == 3


def test_protection_is_in_no_number_and_no_list_of_a_head(cast: Cast, today: date) -> None:
    late_action(protected(cast.here, cast.here.pupils[0], review_on=today - timedelta(days=9)))
    found = carries(cast.here, cast.here.pedagogue, today)
    assert (found.load.open_cases, found.overdue) == (0, 0)
    assert queries.open_cases_at([cast.here.school], today=today) == []
    assert queries.taken_lately([cast.here.school], today=today) == []


def test_who_left_is_listed_as_long_as_there_are_cases(cast: Cast, today: date) -> None:
    cases(cast.here, 1)
    Assignment.objects.filter(person=cast.here.pedagogue).update(ends=today - timedelta(days=1))
    found = carries(cast.here, cast.here.pedagogue, today)
    assert (found.works_here, found.load.open_cases) == (False, 1)
    Case.objects.update(step="closed", closed_on=today, outcome="moved")
    assert queries.carried([cast.here.school], today=today)[cast.here.school.pk] == []


def test_the_list_says_whose_and_whether_something_is_late(cast: Cast, today: date) -> None:
    on_time, late, reviewed, asked = cast.here.pupils[:4]
    late_action(case_of(cast.here, on_time), due_on=today)
    late_action(case_of(cast.here, late))
    case_of(cast.here, reviewed, review_on=today - timedelta(days=1))
    waiting_plan(case_of(cast.here, asked), days=4)
    waiting_plan(case_of(cast.here, cast.here.pupils[4]), days=3)
    case_of(cast.there, cast.there.pupils[0])
    found = queries.open_cases_at([cast.here.school], today=today)
    assert [one.case.child for one in found if one.is_late] == [late, reviewed, asked]
    assert len(found) == 5
    assert found[0].class_name == cast.here.school_class.name


def test_the_list_says_whether_a_next_step_is_agreed(cast: Cast, today: date) -> None:
    agreed, done, dropped, reviewed, fresh = cast.here.pupils[:5]
    late_action(case_of(cast.here, agreed), due_on=today)
    late_action(case_of(cast.here, done), done_on=today)
    late_action(case_of(cast.here, dropped), dropped_on=today)
    case_of(cast.here, reviewed, review_on=today)
    case_of(cast.here, fresh)
    found = queries.open_cases_at([cast.here.school], today=today)
    assert [one.case.child for one in found if one.has_next_step] == [agreed]
    assert not any(one.is_late for one in found)


@pytest.mark.parametrize(
    ("due_in", "word"), [(1, "nothing is late"), (-1, "a step is late"), (None, "no next step agreed")]
)
def test_the_page_calls_nothing_late_only_where_something_is_agreed(
    cast: Cast, client: Client, today: date, due_in: int | None, word: str
) -> None:
    Person.objects.update(language="en")
    case = case_of(cast.here, cast.here.pupils[0])
    if due_in is not None:
        late_action(case, due_on=today + timedelta(days=due_in))
    client.force_login(cast.here.head)
    page = client.get(reverse("caseload")).content.decode()
    words = ("nothing is late", "a step is late", "no next step agreed")
    assert [one for one in words if one in page] == [word]


@pytest.mark.parametrize("agreed", [True, False])
def test_what_is_agreed_in_protection_changes_no_word_of_it(
    cast: Cast, client: Client, today: date, agreed: bool
) -> None:
    child = cast.here.pupils[0]
    case = case_of(cast.here, child)
    if agreed:
        late_action(case, due_on=today)
    client.force_login(cast.here.head)
    before = _main(client.get(reverse("caseload")).content.decode())
    late_action(protected(cast.here, child), due_on=today)
    assert _main(client.get(reverse("caseload")).content.decode()) == before


def _main(page: str) -> str:
    """The page without what a new answer carries each time, such as the mark that guards its forms."""
    return page[page.index("<main") : page.index("</main>")]


def test_the_head_is_told_who_was_taken_into_care_on_one_screen_lately(cast: Cast, today: date) -> None:
    lately, long_ago, with_plan = cast.here.pupils[:3]
    case_of(cast.here, lately, risk="low", opened_on=today - timedelta(days=13))
    case_of(cast.here, long_ago, risk="low", opened_on=today - timedelta(days=14))
    case_of(cast.here, with_plan, opened_on=today)
    (taken,) = queries.taken_lately([cast.here.school], today=today)
    assert (taken.case.child, taken.case.worker, taken.on) == (
        lately,
        cast.here.pedagogue,
        today - timedelta(days=13),
    )


def test_a_given_case_is_the_others_and_no_longer_the_first_ones(cast: Cast, today: date) -> None:
    case, other = case_of(cast.here, cast.here.pupils[0]), second_pedagogue(cast.here)
    give_case(case=case, to=other, by=cast.here.head)
    assert case_for(other, case.pk).given_on == today
    assert not workable_by(cast.here.pedagogue).exists()
    with pytest.raises(Http404):
        case_for(cast.here.pedagogue, case.pk)
    line = Change.objects.get(action="case.given")
    assert (line.by_key, line.subject_key, line.child_key) == (cast.here.head.pk, other.pk, case.child_id)
    assert carries(cast.here, other, today).load.new_this_week == 1


def test_the_limit_warns_and_does_not_stop(cast: Cast, today: date) -> None:
    other = second_pedagogue(cast.here, hours=1)
    cases(cast.here, 1, worker=other)
    case = case_of(cast.here, cast.here.pupils[0])
    assert carries(cast.here, other, today).load.warning is not None
    give_case(case=case, to=other, by=cast.here.head)
    assert carries(cast.here, other, today).load.open_cases == 2


def test_a_case_goes_only_to_who_works_on_cases_at_its_school(cast: Cast) -> None:
    case = case_of(cast.here, cast.here.pupils[0])
    for nobody in (cast.here.teacher, cast.there.pedagogue, cast.here.head):
        with pytest.raises(NotHere):
            give_case(case=case, to=nobody, by=cast.here.head)
    with pytest.raises(DoneBefore):
        give_case(case=case, to=cast.here.pedagogue, by=cast.here.head)
    case.refresh_from_db()
    assert (case.worker, case.given_on) == (cast.here.pedagogue, None)


def test_a_closed_case_and_one_of_protection_are_not_given(cast: Cast, today: date) -> None:
    other = second_pedagogue(cast.here)
    (ended,) = closed(cast.here, 1, "moved")
    with pytest.raises(AlreadyClosed):
        give_case(case=ended, to=other, by=cast.here.head)
    with pytest.raises(NotHere):
        give_case(case=protected(cast.here, cast.here.pupils[0]), to=other, by=cast.here.head)


def test_the_page_shows_what_each_carries_and_gives_the_case(cast: Cast, client: Client, today: date) -> None:
    case, other = case_of(cast.here, cast.here.pupils[0]), second_pedagogue(cast.here)
    cases(cast.here, 17, worker=other)
    Person.objects.filter(pk=cast.here.head.pk).update(language="en")
    client.force_login(cast.here.head)
    address = reverse("give_case", args=[case.child_id])
    page = client.get(address).content.decode()
    assert "Has 17 open cases; 17 fit the hours. Has as many open cases as fit the hours, or more." in page
    assert cast.here.pedagogue.full_name in page
    assert "Айылдан алыс" not in page
    answer = client.post(address, {"to": str(other.pk)}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("caseload")
    case.refresh_from_db()
    assert case.worker == other


def test_a_form_without_a_choice_or_with_a_stranger_changes_nothing(cast: Cast, client: Client) -> None:
    case = case_of(cast.here, cast.here.pupils[0])
    second_pedagogue(cast.here)
    client.force_login(cast.here.head)
    for body in ({"to": ""}, {"to": str(cast.there.pedagogue.pk)}, {"to": "nonsense"}):
        answer = client.post(reverse("give_case", args=[case.child_id]), body)
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
    case.refresh_from_db()
    assert case.worker == cast.here.pedagogue


def test_only_the_head_of_the_school_gives_and_never_a_case_of_protection(cast: Cast, client: Client) -> None:
    case = case_of(cast.here, cast.here.pupils[0])
    hidden = protected(cast.here, cast.here.pupils[1])
    (ended,) = closed(cast.here, 1, "moved")
    for person, key, status in (
        (cast.here.head, case.child_id, 200),
        (cast.here.head, hidden.child_id, 404),
        (cast.here.head, ended.child_id, 404),
        (cast.there.head, case.child_id, 404),
        (cast.here.pedagogue, case.child_id, 403),
        (cast.here.deputy, case.child_id, 403),
        (cast.here.municipality_officer, case.child_id, 403),
    ):
        client.force_login(person)
        assert client.get(reverse("give_case", args=[key])).status_code == status, person.username


def test_the_page_names_nobody_of_another_school_and_no_words(cast: Cast, client: Client) -> None:
    case_of(cast.here, cast.here.pupils[0])
    case_of(cast.there, cast.there.pupils[0])
    protected(cast.here, cast.here.pupils[2])
    client.force_login(cast.here.head)
    page = client.get(reverse("caseload")).content.decode()
    assert cast.here.pupils[0].name in page
    assert cast.here.pupils[2].name not in page
    assert cast.there.pupils[0].name not in page
    assert "Айылдан алыс" not in page


def test_no_sealed_word_is_even_fetched(cast: Cast, client: Client) -> None:
    case = case_of(cast.here, cast.here.pupils[0])
    second_pedagogue(cast.here)
    client.force_login(cast.here.head)
    for address in (reverse("caseload"), reverse("give_case", args=[case.child_id])):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        sentences = [query["sql"] for query in asked if "casework_case" in query["sql"]]
        assert sentences
        assert not [sql for sql in sentences if "risk_reason" in sql or "disability" in sql]


def test_the_head_needs_no_more_queries_for_more_cases(cast: Cast, client: Client) -> None:
    client.force_login(cast.here.head)
    counts = []
    for number in (1, 20):
        for case in cases(cast.here, number, review_on=date(2014, 11, 1), risk="low", opened_on=date(2014, 11, 10)):
            late_action(case)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("caseload"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
