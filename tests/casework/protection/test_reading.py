"""A case given to one person to read: for a reason, until a day, and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.models import Case, Reader
from mektepke.casework.protection.actions import Kept, MayNotSee, TooLong, give_to_read, keep_out, take_back
from mektepke.casework.protection.queries import may_be_given
from mektepke.casework.queries import visible_to
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.trail.models import Change, Look
from tests.casework.protection.story import in_danger
from tests.casework.story import in_care
from tests.cast import Cast, person
from tests.desk.pages import today_of

pytestmark = pytest.mark.django_db

WHY = "She teaches the girl after me"


@pytest.fixture
def case(cast: Cast, today: date) -> Case:
    """An ordinary case of the pedagogue here."""
    return in_care(cast.here, cast.here.pupils[0], due=today)


@pytest.fixture
def pedagogue(cast: Cast, client: Client) -> Client:
    """The pedagogue, reading English, signed in."""
    Person.objects.update(language="en")
    client.force_login(cast.here.pedagogue)
    return client


def given(case: Case, to: Person, *, days: int = 7) -> Reader:
    """The worker gives the case to somebody for some days."""
    return give_to_read(case=case, to=to, reason=WHY, ends=clock.today() + timedelta(days=days), by=case.worker)


def reads(someone: Person, case: Case) -> bool:
    """Whether somebody may read the case today."""
    return visible_to(Person.objects.get(pk=someone.pk)).filter(pk=case.pk).exists()


def text(answer: Any) -> str:
    """The page as it came."""
    return str(answer.content.decode())


def test_a_reader_reads_until_the_day_and_no_longer(cast: Cast, case: Case, today: date) -> None:
    assert not reads(cast.here.teacher, case)
    given(case, cast.here.teacher, days=2)
    for days, may in ((0, True), (2, True), (3, False)):
        clock.set_today(today + timedelta(days=days))
        assert reads(cast.here.teacher, case) is may


def test_taken_back_it_is_closed_at_once(cast: Cast, case: Case, today: date) -> None:
    reader = given(case, cast.here.teacher)
    take_back(reader=reader, by=cast.here.pedagogue)
    assert not reads(cast.here.teacher, case)
    clock.set_today(today + timedelta(days=1))
    take_back(reader=reader, by=cast.here.pedagogue)
    assert Reader.objects.get().taken_back_on == today
    assert [one.action for one in Change.objects.filter(subject_key=reader.pk).order_by("pk")] == [
        "case.given_to_read",
        "case.reading_ended",
    ]


@pytest.mark.parametrize("days", [-1, 31])
def test_a_month_at_most_and_no_day_that_has_passed(cast: Cast, case: Case, days: int) -> None:
    with pytest.raises(TooLong):
        given(case, cast.here.teacher, days=days)


def test_who_is_named_is_not_given_it_and_named_later_reads_no_longer(cast: Cast) -> None:
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.teacher}))
    with pytest.raises(MayNotSee):
        given(case, cast.here.teacher)
    given(case, cast.here.deputy)
    assert reads(cast.here.deputy, case)
    keep_out(case=case, kept=Kept(kin=frozenset({cast.here.deputy})), by=cast.here.pedagogue)
    assert not reads(cast.here.deputy, case)


def test_nobody_gives_it_to_whoever_works_on_it(cast: Cast, case: Case) -> None:
    with pytest.raises(MayNotSee):
        given(case, cast.here.pedagogue)


def test_what_left_the_school_is_given_to_nobody_there(cast: Cast) -> None:
    """So it was said to whoever sent it; the deputy works under the head who is named."""
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.head}))
    second = person("second", "Исакова Гүлай", Role.PROTECTION, place=cast.here.municipality)
    assert may_be_given(case, by=cast.here.protection_officer) == [second]


def test_who_turns_out_to_be_named_reads_no_longer(cast: Cast) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    reader = give_to_read(case=case, to=cast.here.deputy, reason=WHY, ends=clock.today(), by=cast.here.pedagogue)
    keep_out(case=case, kept=Kept(named=frozenset({cast.here.deputy})), by=cast.here.pedagogue)
    reader.refresh_from_db()
    assert reader.taken_back_on == clock.today(), "and the page does not say otherwise"


def test_it_can_be_given_to_staff_here_and_to_the_officer(cast: Cast) -> None:
    ordinary = in_care(cast.here, cast.here.pupils[1], due=clock.today())
    assert set(may_be_given(ordinary, by=cast.here.pedagogue)) == {
        cast.here.teacher, cast.here.head, cast.here.deputy, cast.here.protection_officer,
    }  # fmt: skip


def test_the_page_gives_it_and_takes_it_back(cast: Cast, case: Case, pedagogue: Client, today: date) -> None:
    page = reverse("case_readers", args=[case.pk])
    assert "Nobody else reads it." in text(pedagogue.get(page))
    refused = text(pedagogue.post(page, {"person": "", "reason": "", "ends": ""}))
    assert "Please choose to whom." in refused
    assert "Please write why." in refused
    too_long = {"person": cast.here.teacher.pk, "reason": WHY, "ends": today + timedelta(days=31)}
    assert "This is more than 30 days." in text(pedagogue.post(page, too_long))
    pedagogue.post(page, too_long | {"ends": today + timedelta(days=30)})
    shown = text(pedagogue.get(page))
    assert WHY in shown
    reader = Reader.objects.get()
    pedagogue.post(reverse("end_reading", args=[reader.pk]))
    assert not reads(cast.here.teacher, case)


def test_the_reader_finds_it_reads_it_and_leaves_a_look(cast: Cast, case: Case, client: Client) -> None:
    given(case, cast.here.teacher)
    page = today_of(client, cast.here.teacher)
    assert "1 case is given to you to read" in page
    listed = text(client.get(reverse("given_to_read")))
    assert WHY in listed
    assert reverse("case", args=[case.pk]) in listed
    read = text(client.get(reverse("case", args=[case.pk])))
    assert "Sorts onions with an uncle" in read
    assert "Close the case" not in read
    assert Look.objects.get(page="case").by_key == cast.here.teacher.pk
    for page in ("case_readers", "close_case", "add_cause", "add_action"):
        assert client.get(reverse(page, args=[case.pk])).status_code in {403, 404}, page


def test_others_find_nothing_given(cast: Cast, case: Case, client: Client) -> None:
    given(case, cast.here.teacher)
    assert "is given to you to read" not in today_of(client, cast.here.head)
    assert "Nothing is given to you to read now." in text(client.get(reverse("given_to_read")))


def test_only_who_works_on_it_gives_or_takes_back(cast: Cast, case: Case, client: Client) -> None:
    reader = given(case, cast.here.deputy)
    client.force_login(cast.there.pedagogue)
    assert client.get(reverse("case_readers", args=[case.pk])).status_code == 404
    assert client.post(reverse("end_reading", args=[reader.pk])).status_code == 404
    client.force_login(cast.here.deputy)
    assert client.get(reverse("case_readers", args=[case.pk])).status_code == 403
