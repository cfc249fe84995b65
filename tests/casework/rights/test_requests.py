"""A family asks for the record, gets it within a week, and says what is wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.actions import close_case
from mektepke.casework.models import Case, Correction, RecordRequest
from mektepke.casework.rights import actions, queries
from mektepke.casework.rights.actions.requests import Asked
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.pupils.actions import leave
from mektepke.pupils.models import Child, Enrolment
from mektepke.trail.models import Change, Look
from tests.casework.story import in_care
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db
BY_MOTHER = {"asked_by": "mother", "how": "spoken", "language": "en", "lives_together": "yes"}


@pytest.fixture
def child(cast: Cast) -> Child:
    return cast.here.pupils[0]


@pytest.fixture
def colleague(cast: Cast) -> Person:
    """A second social pedagogue at the school."""
    return person("aizada", "Жээнбекова Айзада", Role.PEDAGOGUE, school=cast.here.school)


def _signed_in(who: Person) -> Client:
    Person.objects.filter(pk=who.pk).update(language="en")
    client = Client()
    client.force_login(who)
    return client


def _asked(cast: Cast, child: Child) -> RecordRequest:
    given = Asked("mother", "spoken", clock.today(), "en", lives_together=True)
    return actions.ask_for_record(child=child, school=cast.here.school, asked=given, by=cast.here.pedagogue)


def test_a_mother_asks_reads_corrects_and_all_of_it_stands_in_the_trail(cast: Cast, child: Child, today: date) -> None:
    client = _signed_in(cast.here.pedagogue)
    asked = client.post(reverse("ask_for_record", args=[child.pk]), BY_MOTHER | {"asked_on": str(today)})
    request = RecordRequest.objects.get()
    assert asked.headers["Location"] == reverse("record_request", args=[request.pk])
    assert (request.due_on, request.school, request.lives_together) == (today + timedelta(7), cast.here.school, True)
    assert child.name in client.get(reverse("family_requests")).content.decode()

    page = client.get(reverse("family_record", args=[request.pk])).content.decode()
    file = client.get(reverse("family_record_file", args=[request.pk]))
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in file.headers["Content-Disposition"]
    assert "Абдиева" not in file.headers["Content-Disposition"]
    assert "What school keeps about Абдиева Айпери" in page
    assert file.content.decode("utf-8-sig").startswith("What school keeps about Абдиева Айпери\r\n")
    looks = Look.objects.filter(child_key=child.pk).values_list("page", "by_key")
    assert set(looks) == {(name, cast.here.pedagogue.pk) for name in ("family_record", "family_record_file")}

    client.post(reverse("add_correction", args=[request.pk]), {"words": "The patronymic is wrong"})
    correction = Correction.objects.get()
    client.post(
        reverse("answer_correction", args=[correction.pk]), {"answer": "corrected", "words": "On the child's page"}
    )
    text = client.get(reverse("family_record_file", args=[request.pk])).content.decode()
    assert "The patronymic is wrong" in text
    assert "On the child's page" in text
    client.post(reverse("hand_over_record", args=[request.pk]))
    request.refresh_from_db()
    assert (request.handed_on, request.handed_by) == (today, cast.here.pedagogue)
    said = set(Change.objects.filter(child_key=child.pk).values_list("action", flat=True))
    assert said == {"record.asked", "correction.asked", "correction.answered", "record.handed"}


def test_what_is_missing_in_the_request_is_said_and_nothing_is_kept(cast: Cast, child: Child, today: date) -> None:
    client = _signed_in(cast.here.pedagogue)
    tomorrow = str(today + timedelta(1))
    page = client.post(reverse("ask_for_record", args=[child.pk]), {"asked_on": tomorrow}).content.decode()
    for words in ("Please choose who asks.", "Please say whether this person lives", "This day has not come yet."):
        assert words in page
    assert not RecordRequest.objects.exists()


def test_the_same_form_sent_twice_is_one_request(cast: Cast, child: Child, today: date) -> None:
    client = _signed_in(cast.here.pedagogue)
    once = {"once": "01987a1e-0000-7000-8000-000000000001", "asked_on": str(today)}
    for _time in range(2):
        client.post(reverse("ask_for_record", args=[child.pk]), BY_MOTHER | once)
    request = RecordRequest.objects.get()
    for _time in range(2):
        client.post(reverse("add_correction", args=[request.pk]), {"words": "Wrong year", **once})
    assert Correction.objects.count() == 1


def test_a_correction_is_answered_once(cast: Cast, child: Child) -> None:
    correction = actions.ask_for_correction(request=_asked(cast, child), words="Wrong year", by=cast.here.pedagogue)
    answer = {"correction": correction, "by": cast.here.pedagogue}
    actions.answer_correction(answer="refused", words="So stands in the birth paper", **answer)
    with pytest.raises(DoneBefore):
        actions.answer_correction(answer="corrected", words="Another", **answer)
    client = _signed_in(cast.here.pedagogue)
    page = client.get(reverse("answer_correction", args=[correction.pk]), follow=True).content.decode()
    assert "This has an answer already." in page
    correction.refresh_from_db()
    assert correction.answer_words == "So stands in the birth paper"


@pytest.mark.parametrize("name", ["family_record", "family_record_file", "record_request", "add_correction"])
def test_the_worker_of_the_case_makes_the_record_and_a_colleague_does_not(
    cast: Cast, child: Child, colleague: Person, today: date, name: str
) -> None:
    request = _asked(cast, child)
    address = reverse(name, args=[request.pk])
    assert _signed_in(colleague).get(address).status_code == 200
    in_care(cast.here, child, due=today)
    assert _signed_in(colleague).get(address).status_code == 404
    assert _signed_in(cast.here.pedagogue).get(address).status_code == 200


def test_a_colleague_writes_the_request_down_and_reads_whose_it_is(
    cast: Cast, child: Child, colleague: Person, today: date
) -> None:
    in_care(cast.here, child, due=today)
    client = _signed_in(colleague)
    asked = client.post(reverse("ask_for_record", args=[child.pk]), BY_MOTHER | {"asked_on": str(today)}, follow=True)
    assert "Токтоматова Нургүл works with this child and makes the record." in asked.content.decode()
    assert queries.waiting_requests(colleague) == []
    assert [one.child for one in queries.waiting_requests(cast.here.pedagogue)] == [child]


def test_when_the_worker_has_left_whoever_follows_makes_the_record(
    cast: Cast, child: Child, colleague: Person, today: date
) -> None:
    case = in_care(cast.here, child, due=today)
    close_case(case=case, outcome="not_needed", words="", despite_registers="x", by=cast.here.pedagogue)
    assert not queries.may_make(colleague, child)
    Assignment.objects.filter(person=cast.here.pedagogue).update(ends=today - timedelta(1))
    assert queries.may_make(colleague, child)


def test_a_case_of_protection_changes_nothing_of_who_makes_the_record(
    cast: Cast, child: Child, colleague: Person, today: date
) -> None:
    request = _asked(cast, child)
    before = _signed_in(colleague).get(reverse("family_record", args=[request.pk])).content
    Case.objects.create(
        child=child, school=cast.here.school, worker=cast.here.pedagogue, track="protection", opened_on=today
    )
    after = _signed_in(colleague).get(reverse("family_record", args=[request.pk])).content
    assert _without_looks(after) == _without_looks(before)


def _without_looks(page: bytes) -> str:
    """Each reading is itself counted, and the token of a form differs."""
    lines = page.decode().splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line and "Social pedagogue: on" not in line)


def test_a_family_may_ask_after_its_child_has_left(cast: Cast, child: Child, today: date) -> None:
    leave(enrolment=Enrolment.objects.get(child=child), on=today, reason="left", by=cast.here.head)
    clock.set_today(today + timedelta(400))
    assert queries.child_to_speak_for(cast.here.pedagogue, child.pk) == child
    assert queries.school_for(cast.here.pedagogue, child) == cast.here.school
    assert not queries.children_of(cast.there.pedagogue).filter(pk=child.pk).exists()


def test_nobody_else_opens_any_of_these_pages(cast: Cast, child: Child) -> None:
    request = _asked(cast, child)
    correction = actions.ask_for_correction(request=request, words="Wrong year", by=cast.here.pedagogue)
    pages = [
        ("family_rights", child), ("ask_for_record", child), ("propose_erasure", child), ("record_request", request),
        ("family_record", request), ("family_record_file", request), ("add_correction", request),
        ("answer_correction", correction),
    ]  # fmt: skip
    for name, row in pages:
        address = reverse(name, args=[row.pk])
        assert _signed_in(cast.there.pedagogue).get(address).status_code == 404, name
        for stranger in (cast.here.teacher, cast.here.head, cast.here.protection_officer, cast.administrator):
            assert _signed_in(stranger).get(address).status_code == 403, name
    assert _signed_in(cast.there.pedagogue).post(reverse("hand_over_record", args=[request.pk])).status_code == 404


def test_the_database_keeps_who_handed_over_with_the_day(cast: Cast, child: Child, today: date) -> None:
    request = _asked(cast, child)
    for wrong in ({"handed_on": today}, {"due_on": request.asked_on}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecordRequest.objects.filter(pk=request.pk).update(**wrong)
