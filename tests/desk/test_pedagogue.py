"""What a social pedagogue's Today says: empty lists, children in care who got worse, cards without a class."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.base import clock
from mektepke.casework.actions import ActionGiven, add_action, finish_action, record_contact
from mektepke.casework.models import Action, Contact
from mektepke.casework.queries import steps_this_year
from mektepke.desk.queries import pedagogue_today
from mektepke.places.queries import school_days
from mektepke.pupils.models import Enrolment, Guardian, OutOfSchool
from mektepke.watch.actions import answer
from mektepke.watch.models import Signal
from tests.casework.story import all_miss, called, in_care, misses
from tests.cast import Cast, more_pupils
from tests.desk.pages import today_of

pytestmark = pytest.mark.django_db


def test_an_empty_list_does_not_claim_what_no_register_says(cast: Cast, client: Client, today: date) -> None:
    page = today_of(client, cast.here.pedagogue)
    assert "Nobody is on your list. 1 class has not taken today's register yet" in page
    assert "Every child with a register" not in page


def test_an_empty_list_names_gaps_of_the_days_before(cast: Cast, client: Client, today: date) -> None:
    take_register(school_class=cast.here.school_class, day=today, marks={}, by=cast.here.teacher)
    assert "Nobody is on your list. 1 class lacks registers of the last days" in today_of(client, cast.here.pedagogue)


def test_an_empty_list_with_all_registers_says_that_all_is_well(cast: Cast, client: Client, today: date) -> None:
    for day in school_days(cast.here.school, first=today - timedelta(days=6), last=today):
        take_register(school_class=cast.here.school_class, day=day, marks={}, by=cast.here.teacher)
    assert "Nobody waits for you today." in today_of(client, cast.here.pedagogue)


def test_a_child_in_care_who_got_worse_has_a_card_with_its_case(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    case = in_care(cast.here, child, due=today)
    later = today + timedelta(days=11)
    clock.set_today(later)
    misses(cast.here, child, 9, today=later)
    found = pedagogue_today(cast.here.pedagogue, today=later)
    assert ([card.line.child for card in found.worse], found.listed, found.more_worse) == ([child], [], 0)
    assert found.worse[0].days
    page = today_of(client, cast.here.pedagogue)
    assert "1 child needs you today" in page
    for address in (
        reverse("case", args=[case.pk]), reverse("call", args=[child.pk]), reverse("visit", args=[child.pk])
    ):  # fmt: skip
        assert f'href="{address}"' in page


def test_a_child_without_a_class_leaves_no_gap_in_the_sentence(cast: Cast, client: Client, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 8)
    all_miss(cast.here, pupils[:4], today=today)
    Enrolment.objects.filter(child__in=pupils[:4]).update(ends=today - timedelta(days=1), reason_of_leaving="left")
    for child in pupils[:4]:
        OutOfSchool.objects.create(child=child, kind="left", found_on=today, found_by=cast.here.municipality_officer)
    page = today_of(client, cast.here.pedagogue)
    assert "The most urgent of them:" in page
    assert not re.search(r",\s*\.|</a>\s*[,.·]\s*</p>", page)
    assert "On no school's roll today" in page


def test_the_days_of_a_card_have_dates_and_their_meaning_stands_before_them(
    cast: Cast, client: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    page = today_of(client, cast.here.pedagogue)
    assert "Marked days: 12 November – 15 November" in page
    assert page.count('class="legend"') == 1
    assert page.index('class="legend"') < page.index('<ol class="cards">')


def test_children_in_care_without_a_next_step_are_counted_and_lead_to_the_list(
    cast: Cast, client: Client, today: date
) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    assert pedagogue_today(cast.here.pedagogue, today=today).in_care.without_step == 0
    finish_action(action=case.actions.get(), by=cast.here.pedagogue)
    assert pedagogue_today(cast.here.pedagogue, today=today).in_care.without_step == 1
    assert f'<a href="{reverse("cases")}">Without a next step</a>' in today_of(client, cast.here.pedagogue)


def test_due_steps_that_do_not_fit_are_counted_and_linked(cast: Cast, client: Client, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    for _number in range(6):
        add_action(case=case, given=ActionGiven("call", "pedagogue", today), by=cast.here.pedagogue)
    assert Action.objects.count() == 7
    page = today_of(client, cast.here.pedagogue)
    assert f'<a href="{reverse("cases")}">2 more steps are due</a>' in page


@pytest.mark.parametrize(("step", "filled"), [("home_visit", "visit"), ("call", "call")])
def test_the_filled_button_is_the_next_step(cast: Cast, client: Client, today: date, step: str, filled: str) -> None:
    outlined = {"visit": "call", "call": "visit"}[filled]
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    Signal.objects.filter(child=child).update(next_step=step)
    page = today_of(client, cast.here.pedagogue)
    assert f'<a class="button" href="{reverse(filled, args=[child.pk])}">' in page
    assert f'<a class="button second" href="{reverse(outlined, args=[child.pk])}">' in page


def test_the_house_s_own_day_is_not_called_an_agreement(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, result="comes_back")
    clock.set_today(today + timedelta(days=1))
    page = today_of(client, cast.here.pedagogue)
    assert "A second look was planned for 18 November." in page
    assert "You agreed" not in page


def test_the_page_says_how_many_are_new_promised_and_worse(cast: Cast, client: Client, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 16)
    all_miss(cast.here, pupils[:6], today=today)
    promised, tried, cared, *_others = pupils
    for child, result, next_on in ((promised, "reached", today), (tried, "not_reached", None)):
        called(cast, child, result=result, next_on=next_on)
    Contact.objects.update(at=clock.now() - timedelta(days=1))
    in_care(cast.here, cared, due=today)
    Signal.objects.filter(child=cared).update(state="open")
    page = today_of(client, cast.here.pedagogue)
    assert "5 children need you today" in page
    for sentence in (
        "2 new children<", "1 child to look at again, for today or an earlier day<",
        "1 child whose family nobody has reached yet<", "1 child in care, worse than before<",
    ):  # fmt: skip
        assert sentence in page


def test_a_child_in_care_without_a_step_leads_to_agreeing_one(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    case = in_care(cast.here, child, due=today)
    finish_action(action=case.actions.get(), by=cast.here.pedagogue)
    Signal.objects.filter(child=child).update(state="open", due_on=today)
    page = today_of(client, cast.here.pedagogue)
    assert '<p class="next">Agree the next step</p>' in page
    assert f'<a class="button" href="{reverse("case", args=[case.pk])}">Agree the next step</a>' in page
    assert f'<a class="button second" href="{reverse("visit", args=[child.pk])}">' in page
    assert re.search(r"By the rules: Visit the home ·\s+by 17 November", page)


def test_a_wrong_number_leads_to_the_visit_or_to_the_right_number(cast: Cast, client: Client, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    mother = Guardian.objects.get(household=child.household)
    record_contact(
        child=child, school=cast.here.school, kind="call", result="wrong_number", words="", next_on=None,
        by=cast.here.pedagogue, guardian=mother,
    )  # fmt: skip
    page = today_of(client, cast.here.pedagogue)
    assert "Home visit, or put the number right" in page
    assert f'<a href="{reverse("edit_guardian", args=[child.pk, mother.pk])}">Put the number right</a>' in page
    assert f'<a class="button second" href="{reverse("call", args=[child.pk])}">' in page


def test_the_year_counts_a_teachers_call_and_a_pedagogues_once_a_child(cast: Cast, today: date) -> None:
    pupils = more_pupils(cast.here.school_class, 16)
    all_miss(cast.here, pupils[:4], today=today)
    first, second, third, unreached = pupils[:4]
    for child, result in ((first, "comes_back"), (second, "still_away"), (unreached, "not_reached")):
        signal = Signal.objects.get(child=child, rule="days_in_a_row")
        answer(signal=signal, kind="called", result=result, by=cast.here.teacher)
    for child in (first, third):
        called(cast, child)
    assert pedagogue_today(cast.here.pedagogue, today=today).steps.spoken_with == 3
    year_ago = today - timedelta(days=365)
    assert steps_this_year([cast.here.school], today=year_ago).spoken_with == 0


def _card(page: str) -> str:
    """The first card of the list."""
    listed = page[page.index('<ol class="cards">') :]
    return listed[: listed.index("</ol>")]


def test_a_card_leads_straight_to_saying_that_it_is_not_a_problem_and_back_to_today(
    cast: Cast, client: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    signal = Signal.objects.get(child=cast.here.pupils[0], rule="days_in_a_row")
    there = f"{reverse('signal_not_a_problem', args=[signal.pk])}?today"
    card = _card(today_of(client, cast.here.pedagogue))
    assert f'<a href="{there}">Not a problem, because …</a>' in card
    assert len(re.findall('class="button[ "]', card)) == 3
    assert f'<p class="back"><a href="{reverse("today")}">' in client.get(there).content.decode()
    answer = client.post(there, {"words": "Was at a competition for the school"})
    assert answer.headers["Location"] == reverse("today")
    assert "Not a problem" not in today_of(client, cast.here.pedagogue)


def test_without_an_open_signal_a_card_has_nothing_that_could_be_no_problem(
    cast: Cast, client: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    called(cast, cast.here.pupils[0], next_on=today)
    card = _card(today_of(client, cast.here.pedagogue))
    assert cast.here.pupils[0].name in card
    assert "Not a problem" not in card


def test_all_that_was_done_today_stands_on_the_card_and_a_family_that_moved_leads_on(
    cast: Cast, client: Client, today: date
) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    called(cast, child, result="needs_visit")
    record_contact(
        child=child, school=cast.here.school, kind="visit", result="moved", words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    page = today_of(client, cast.here.pedagogue)
    card = _card(page)
    assert "<li>Phone call, 17 November: A visit is needed</li>" in card
    assert "<li>Visit, 17 November: The family has moved away</li>" in card
    assert "Send the child to another school, or take the child off the roll" in card
    assert f'<a class="button" href="{reverse("send_child", args=[child.pk])}">' in card
    assert f'<a class="button second" href="{reverse("leave_school", args=[child.pk])}">' in card
    assert len(re.findall('class="button[ "]', card)) == 3
    assert "new child" not in page
