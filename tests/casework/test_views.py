"""Pages of a case: what is said, what is kept, and the way back."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mektepke.base import clock
from mektepke.casework.actions import close_case
from mektepke.casework.models import Action, Case, CaseCause, Contact
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Guardian, Household, OutOfSchool
from tests.casework.story import in_care, misses
from tests.cast import Cast, Side

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(cast: Cast, client: Client) -> Client:
    """The pedagogue here, reading English."""
    Person.objects.filter(pk=cast.here.pedagogue.pk).update(language="en")
    client.force_login(cast.here.pedagogue)
    return client


def _page(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers or None).content.decode()


def test_a_return_against_the_registers_is_refused_once_and_then_taken_with_its_reason(
    cast: Cast, signed_in: Client, today: date
) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    address = reverse("close_case", args=[case.pk])
    assert 'name="know"' not in _page(signed_in, address)

    typed = {"outcome": "at_school", "words": "New boots"}
    refused = signed_in.post(address, typed).content.decode()
    assert "was not at school on the last 3 marked days (13–15 November)" in refused
    assert "New boots" in refused
    assert 'name="know"' in refused
    assert Case.objects.get().closed_on is None

    signed_in.post(address, typed | {"know": "on", "despite_registers": "Sits in 6-Б since Friday"})
    case.refresh_from_db()
    assert (case.outcome, case.despite_registers) == ("at_school", "Sits in 6-Б since Friday")
    assert "Sits in 6-Б since Friday" in _page(signed_in, reverse("case", args=[case.pk]))


def test_who_closes_a_case_reads_first_which_actions_are_open(cast: Cast, signed_in: Client, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    address = reverse("close_case", args=[case.pk])
    assert "1 action is still open." in _page(signed_in, address)
    assert "Home visit" in _page(signed_in, address)
    signed_in.post(address, {"outcome": "moved"})
    assert "No longer needed since 17 November" in _page(signed_in, reverse("case", args=[case.pk]))


def test_who_closes_a_case_reads_when_the_child_is_looked_at_again(cast: Cast, signed_in: Client, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    address = reverse("close_case", args=[case.pk])
    assert "the child stands on your list once more on 22 November" in _page(signed_in, address)
    typed = {"outcome": "not_needed", "know": "on", "despite_registers": "Ill, and known to be so"}
    page = signed_in.post(address, typed, follow=True).content.decode()
    assert "You look at the child again on 22 November." in page
    assert "Why it ended so, although the registers said otherwise" in page


def test_after_the_last_step_is_done_the_page_says_that_none_is_agreed_and_offers_the_form(
    cast: Cast, signed_in: Client, today: date
) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    assert "No next step is agreed." not in _page(signed_in, reverse("case", args=[case.pk]))
    done = signed_in.post(reverse("finish_action", args=[Action.objects.get().pk]), follow=True).content.decode()
    assert "No next step is agreed." in done
    assert f'action="{reverse("add_action", args=[case.pk])}"' in done
    signed_in.post(reverse("add_action", args=[case.pk]), {"kind": "call", "party": "pedagogue", "due_on": str(today)})
    assert "No next step is agreed." not in _page(signed_in, reverse("case", args=[case.pk]))


def test_the_list_of_cases_says_class_and_next_step_or_that_there_is_none(
    cast: Cast, signed_in: Client, today: date
) -> None:
    in_care(cast.here, cast.here.pupils[0], due=today)
    later = today + timedelta(days=2)
    clock.set_today(later)
    page = _page(signed_in, reverse("cases"))
    assert "6-А" in page
    assert "was due on 17 November" in page
    Action.objects.update(done_on=later)
    assert "No next step is agreed." in _page(signed_in, reverse("cases"))


def test_an_untouched_form_opens_no_case_and_says_so_above_and_at_each_field(
    cast: Cast, signed_in: Client, today: date
) -> None:
    address = reverse("open_case", args=[cast.here.pupils[0].pk])
    empty = {"cause-TOTAL_FORMS": "3", "cause-INITIAL_FORMS": "0"}
    page = signed_in.post(address, empty).content.decode()
    assert page.index('class="problem"') < page.index("The main cause")
    for sentence in ("Please name at least one cause.", "Please choose what is done.", "Please choose until when."):
        assert sentence in page
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("name", "result", "said"),
    [
        ("call", "reached", "The call about {} is recorded. You look again on 22 November."),
        ("visit", "comes_back", "The visit to {} is recorded. You look again on 18 November."),
        ("call", "not_reached", "The call about {} is recorded.<"),
        ("visit", "nobody_home", "The visit to {} is recorded.<"),
    ],
)
def test_what_was_recorded_names_the_child(cast: Cast, signed_in: Client, name: str, result: str, said: str) -> None:
    child = cast.here.pupils[0]
    signed_in.post(reverse(name, args=[child.pk]), {"result": result, "on": "2014-11-17"})
    page = re.sub(r"\s+<", "<", _page(signed_in, reverse("today")))
    assert said.format(child.name) in page
    assert Contact.objects.get().result == result


def test_a_visit_does_not_offer_what_comes_of_a_call(cast: Cast, signed_in: Client) -> None:
    page = _page(signed_in, reverse("visit", args=[cast.here.pupils[0].pk]))
    assert "Nobody was at home" in page
    assert "The number is wrong" not in page


@pytest.mark.parametrize("name", ["cases", "today", "signals"])
def test_the_way_back_from_a_case_leads_to_the_list_one_came_from(
    cast: Cast, signed_in: Client, today: date, name: str
) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    there = reverse(name)
    page = _page(signed_in, reverse("case", args=[case.pk]), referer=f"http://testserver{there}")
    assert f'<p class="back"><a href="{there}">' in page


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "http://elsewhere.example/",
        "http://testserver//elsewhere.example/",
        "http://testserver/no-such-page/",
        "http://testserver/casework/capacity/",
        "http://[",
    ],
)
def test_from_anywhere_else_it_leads_to_the_child(cast: Cast, signed_in: Client, today: date, referer: str) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    page = _page(signed_in, reverse("case", args=[case.pk]), referer=referer)
    assert f'<p class="back"><a href="{reverse("child", args=[case.child_id])}">' in page


def _in_no_school(side: Side) -> Child:
    household = Household.objects.create(village=side.village)
    child = Child.objects.create(household=household, family_name="Мектепсиз", given_name="Бала", made_up=True)
    OutOfSchool.objects.create(
        child=child, kind="never", found_on=date(2014, 8, 25), found_by=side.municipality_officer
    )
    return child


def test_a_child_in_another_schools_care_is_not_taken_twice(cast: Cast, signed_in: Client, today: date) -> None:
    child = _in_no_school(cast.here)
    Case.objects.create(child=child, school=cast.there.school, worker=cast.there.pedagogue, opened_on=today)
    answer = signed_in.get(reverse("open_case", args=[child.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("child", args=[child.pk])
    assert "Somebody else has this child in care." in answer.content.decode()


def test_a_number_that_was_wrong_is_named_before_the_next_call_with_ways_on(
    cast: Cast, signed_in: Client, today: date
) -> None:
    child = cast.here.pupils[0]
    mother = Guardian.objects.get(household=child.household)
    address = reverse("call", args=[child.pk])
    assert "was wrong" not in _page(signed_in, address)
    signed_in.post(address, {"result": "wrong_number", "on": "2014-11-17"})
    page = _page(signed_in, address)
    assert "On 17 November the number +996777000001 was wrong." in page
    assert f'<a class="button second" href="{reverse("edit_guardian", args=[child.pk, mother.pk])}">' in page
    assert f'<a class="button" href="{reverse("visit", args=[child.pk])}">' in page
    assert '<a class="button" href="tel:' not in page
    Guardian.objects.create(household=child.household, full_name="Абдиев Нурбек", phone="+996777000099")
    page = _page(signed_in, address)
    assert '<a class="button" href="tel:+996777000099">' in page
    assert f'<a class="button" href="{reverse("visit", args=[child.pk])}">' not in page


def test_a_case_of_one_day_has_one_day(cast: Cast, signed_in: Client, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    Case.objects.filter(pk=case.pk).update(closed_on=today, step="closed", outcome="moved")
    page = _page(signed_in, reverse("case", args=[case.pk]))
    assert "In care on 17 November: Moved to another place" in page
    assert "until 17 November" not in page


@pytest.mark.parametrize("name", ["close_case", "add_action", "add_cause"])
def test_the_page_of_a_case_that_is_closed_says_since_when_and_by_whom(
    cast: Cast, signed_in: Client, today: date, name: str
) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    signed_in.post(reverse("close_case", args=[case.pk]), {"outcome": "not_found"})
    address = reverse(name, args=[case.pk])
    for answer in (signed_in.get(address, follow=True), signed_in.post(address, {"outcome": "of_age"}, follow=True)):
        assert answer.redirect_chain == [(reverse("case", args=[case.pk]), 302)]
        assert "You closed this case on 17 November. Nothing was changed now." in answer.content.decode()


def test_of_a_case_that_somebody_else_closed_the_name_is_said_where_it_is_known(
    cast: Cast, signed_in: Client, today: date
) -> None:
    by_head, by_nobody = (in_care(cast.here, child, due=today) for child in cast.here.pupils[:2])
    close_case(case=by_head, outcome="moved", words="", by=cast.here.head)
    Case.objects.filter(pk=by_nobody.pk).update(closed_on=today, step="closed", outcome="moved")
    for case, said in (
        (by_head, f"{cast.here.head.short_name} closed this case on 17 November. Nothing was changed."),
        (by_nobody, "This case has been closed since 17 November. Nothing was changed."),
    ):
        assert said in signed_in.get(reverse("close_case", args=[case.pk]), follow=True).content.decode()


def test_in_russian_every_step_of_a_case_begins_with_a_verb_and_nothing_has_two_endings() -> None:
    with translation.override("ru"):
        steps = [str(label) for label in Action.Kind.labels]
        said = [*steps, *map(str, Contact.Result.labels), *map(str, CaseCause.SaidBy.labels)]
    assert [step for step in steps if not step.split()[0].endswith(("ть", "чь"))] == []
    assert [words for words in said if "(" in words] == []


@pytest.mark.parametrize("name", ["call", "visit"])
def test_who_does_not_work_on_cases_records_no_call_that_nobody_would_look_after(
    cast: Cast, client: Client, name: str
) -> None:
    client.force_login(cast.here.teacher)
    assert client.get(reverse(name, args=[cast.here.pupils[0].pk])).status_code == 403
