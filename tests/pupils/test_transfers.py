"""From one school to another: sent, on the way for both, received, withdrawn; also to a school outside the house."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.pupils import actions, queries
from mektepke.pupils.models import Child, Enrolment, Guardian, Transfer
from mektepke.trail.models import Change, Look
from tests.cast import Cast
from tests.pupils.conftest import SignIn

pytestmark = pytest.mark.django_db

TODAY = date(2014, 11, 17)


@pytest.fixture
def child(cast: Cast) -> Child:
    """Абдиева Айпери, in 6-А here."""
    return cast.here.pupils[0]


def sent(cast: Cast, child: Child, **other: Any) -> Transfer:
    """The child on the way from here to the school there, since Wednesday."""
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child, ends__isnull=True)
    given = {"to_school": cast.there.school, "sent_on": date(2014, 11, 12), "by": cast.here.head} | other
    return actions.send(enrolment=enrolment, **given)


def page(client: Client, name: str, *args: object) -> str:
    """A page that was shown."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_sent_received_and_seen_by_the_right_people_all_along(cast: Cast, sign_in: SignIn, child: Child) -> None:
    client = sign_in(cast.here.pedagogue)
    typed = {"to_school": str(cast.there.school.pk), "to_elsewhere": "", "sent_on": "12.11.2014", "due_on": ""}
    assert client.post(reverse("send_child", args=[child.pk]), typed).status_code == 302
    transfer = Transfer.objects.get(child=child)
    assert (transfer.sent_on, transfer.due_on) == (date(2014, 11, 12), date(2014, 11, 22))
    old = transfer.from_enrolment
    assert (old.ends, old.reason_of_leaving) == (date(2014, 11, 12), "transferred")
    text = page(client, "transfers")
    assert child.name in text
    assert "Expected by 22 November 2014" in text
    assert queries.visible_to(cast.here.pedagogue).filter(pk=child.pk).exists()
    assert not queries.visible_to(cast.there.pedagogue).filter(pk=child.pk).exists()

    client = sign_in(cast.there.pedagogue)
    assert child.full_name in page(client, "transfers")
    text = page(client, "receive_child", transfer.pk)
    for shown in (child.full_name, "Born on 12 March 2002", "Alma-Suu school"):
        assert shown in text
    guardian = Guardian.objects.get(household=child.household)
    for hidden in (guardian.full_name, guardian.phone, "Мектеп көчөсү", str(child.pk)):
        assert hidden not in text
    assert Look.objects.filter(child_key=child.pk, page="receive_child", by_key=cast.there.pedagogue.pk).exists()
    for name in ("edit_child", "guardians", "enrol_child", "child"):
        assert client.get(reverse(name, args=[child.pk])).status_code == 404

    typed = {"school_class": str(cast.there.school_class.pk), "mode": "school", "starts": "17.11.2014"}
    assert client.post(reverse("receive_child", args=[transfer.pk]), typed).status_code == 302
    transfer.refresh_from_db()
    assert (transfer.received_on, transfer.received_by) == (TODAY, cast.there.pedagogue)
    assert Enrolment.objects.get(child=child, ends__isnull=True).school_class == cast.there.school_class
    assert queries.visible_to(cast.there.pedagogue).filter(pk=child.pk).exists()
    assert not queries.visible_to(cast.here.pedagogue).filter(pk=child.pk).exists()
    assert "Nobody is on the way to your school." in page(client, "transfers")
    said = Change.objects.filter(child_key=child.pk).order_by("pk").values_list("action", flat=True)
    assert list(said) == ["transfer.sent", "transfer.received", "child.enrolled"]


def proposed(text: str, name: str) -> str:
    """What a page has filled in for a field."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', text)
    assert found is not None
    return found[0].split('value="')[1].split('"')[0]


def test_sent_and_received_on_one_day_with_what_the_pages_propose(cast: Cast, sign_in: SignIn, child: Child) -> None:
    client = sign_in(cast.here.pedagogue)
    last_day = proposed(page(client, "send_child", child.pk), "sent_on")
    typed = {"to_school": str(cast.there.school.pk), "sent_on": last_day}
    assert client.post(reverse("send_child", args=[child.pk]), typed).status_code == 302
    transfer = Transfer.objects.get(child=child)
    assert transfer.sent_on == TODAY

    client = sign_in(cast.there.pedagogue)
    first_day = proposed(page(client, "receive_child", transfer.pk), "starts")
    typed = {"school_class": str(cast.there.school_class.pk), "mode": "school", "starts": first_day}
    answer = client.post(reverse("receive_child", args=[transfer.pk]), typed, follow=True)
    assert answer.status_code == 200
    assert child.name in answer.content.decode()
    rows = Enrolment.objects.filter(child=child).order_by("starts").values_list("starts", "ends")
    assert list(rows) == [(date(2014, 9, 1), TODAY), (date(2014, 11, 18), None)]


@pytest.mark.parametrize(
    ("sent_on", "today", "first"),
    [
        (date(2014, 11, 12), TODAY, TODAY),  # on the way for days: comes today
        (date(2014, 11, 14), date(2014, 11, 16), TODAY),  # nobody begins on a Sunday
        (TODAY, TODAY, date(2014, 11, 18)),
    ],
)
def test_the_first_day_proposed_is_a_school_day_after_the_last_one(
    cast: Cast, child: Child, sent_on: date, today: date, first: date
) -> None:
    transfer = sent(cast, child, sent_on=sent_on)
    assert queries.first_school_day(transfer.to_school, after=transfer.sent_on, today=today) == first


def test_a_child_who_left_today_is_proposed_a_roll_from_tomorrow(cast: Cast, pedagogue: Client, child: Child) -> None:
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=TODAY, reason="left", by=cast.here.head)
    first_day = proposed(page(pedagogue, "enrol_child", child.pk), "starts")
    typed = {"school_class": str(cast.here.school_class.pk), "mode": "school", "starts": first_day}
    assert pedagogue.post(reverse("enrol_child", args=[child.pk]), typed).status_code == 302
    assert Enrolment.objects.get(child=child, ends__isnull=True).starts == date(2014, 11, 18)


def test_who_left_on_a_saturday_is_proposed_a_roll_from_monday(cast: Cast, pedagogue: Client, child: Child) -> None:
    clock.set_today(date(2014, 11, 22))
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=date(2014, 11, 22), reason="left", by=cast.here.head)
    assert proposed(page(pedagogue, "enrol_child", child.pk), "starts") == "24.11.2014"


def test_a_list_with_nobody_on_it_counts_nobody(pedagogue: Client) -> None:
    text = page(pedagogue, "transfers")
    assert "0 child" not in text
    assert "Nobody is on the way to your school." in text
    assert "Nobody from your school is on the way to another one." in text


def test_a_transfer_is_offered_where_the_child_is_found(cast: Cast, sign_in: SignIn, child: Child) -> None:
    address = reverse("send_child", args=[child.pk])
    client = sign_in(cast.here.pedagogue)
    assert address in page(client, "class_list", cast.here.school_class.pk)
    text = page(client, "edit_child", child.pk)
    assert text.count(address) == 1
    assert text.index(address) < text.index("Family name")
    assert address not in page(sign_in(cast.here.teacher), "class_list", cast.here.school_class.pk)
    sent(cast, child, sent_on=TODAY)
    text = page(sign_in(cast.here.pedagogue), "class_list", cast.here.school_class.pk)
    assert address not in text
    assert "last day 17 November 2014" in text


def test_past_its_day_both_lists_ask_where_the_child_is(cast: Cast, sign_in: SignIn, child: Child) -> None:
    sent(cast, child)
    clock.set_today(date(2014, 11, 24))
    for person in (cast.here.head, cast.there.head):
        assert "Was expected by 22 November 2014 and has not been received" in page(sign_in(person), "transfers")


def test_only_the_school_it_goes_to_receives_and_only_the_sender_withdraws(
    cast: Cast, sign_in: SignIn, child: Child
) -> None:
    transfer = sent(cast, child)
    client = sign_in(cast.here.pedagogue)
    assert client.get(reverse("receive_child", args=[transfer.pk])).status_code == 404
    client = sign_in(cast.there.pedagogue)
    for name in ("withdraw_transfer", "child_arrived"):
        assert client.post(reverse(name, args=[transfer.pk])).status_code == 404
    client = sign_in(cast.there.teacher)
    assert client.get(reverse("receive_child", args=[transfer.pk])).status_code == 403


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to_school": ""}, "Choose a school, or write the name"),
        ({"to_elsewhere": "Исфана"}, "not both"),
        ({"sent_on": "18.11.2014"}, "This day has not come yet"),
        ({"sent_on": "31.08.2014"}, "on the roll from 1 September 2014"),
        ({"sent_on": "12.11.14x"}, "Write the day like"),
        ({"due_on": "01.11.2014"}, "cannot be expected there before it has left"),
        ({"own": True}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, pedagogue: Client, child: Child, given: dict[str, Any], words: str
) -> None:
    typed = {"to_school": str(cast.there.school.pk), "to_elsewhere": "", "sent_on": "12.11.2014", "due_on": ""}
    if given.pop("own", False):
        typed["to_school"] = str(cast.here.school.pk)
    text = pedagogue.post(reverse("send_child", args=[child.pk]), typed | given).content.decode()
    assert words in text
    assert f'value="{(typed | given)["sent_on"]}"' in text
    assert not Transfer.objects.exists()
    assert Enrolment.objects.get(child=child).ends is None


def test_nobody_is_received_before_the_last_day_at_the_other_school(cast: Cast, sign_in: SignIn, child: Child) -> None:
    transfer = sent(cast, child)
    typed = {"school_class": str(cast.there.school_class.pk), "mode": "school", "starts": "12.11.2014"}
    answer = sign_in(cast.there.head).post(reverse("receive_child", args=[transfer.pk]), typed)
    assert "last day at the other school was 12 November 2014" in answer.content.decode()
    transfer.refresh_from_db()
    assert transfer.received_on is None


def test_a_mistaken_transfer_is_withdrawn_and_the_child_goes_on(cast: Cast, pedagogue: Client, child: Child) -> None:
    transfer = sent(cast, child)
    address = reverse("withdraw_transfer", args=[transfer.pk])
    assert "Does Абдиева Айпери stay?" in page(pedagogue, "withdraw_transfer", transfer.pk)
    assert Transfer.objects.filter(pk=transfer.pk).exists()
    assert pedagogue.post(address).status_code == 302
    kept = Transfer.everything.get(pk=transfer.pk)
    assert (kept.withdrawn_on, kept.received_on) == (TODAY, None)
    rows = Enrolment.objects.filter(child=child).order_by("starts").values_list("starts", "ends", "reason_of_leaving")
    assert list(rows) == [(date(2014, 9, 1), date(2014, 11, 12), "stayed"), (TODAY, None, "")]
    assert "Nobody is on the way to your school" in page(pedagogue, "transfers")
    assert pedagogue.post(address).status_code == 404
    assert sent(cast, child, sent_on=TODAY).pk != transfer.pk


def test_a_child_on_the_way_is_enrolled_nowhere_else(cast: Cast, child: Child) -> None:
    sent(cast, child)
    with pytest.raises(ValidationError):
        actions.enrol(child=child, school_class=cast.here.school_class, starts=TODAY, by=cast.here.head)


def test_to_a_school_outside_the_house_the_sender_says_when_it_has_arrived(
    cast: Cast, pedagogue: Client, child: Child
) -> None:
    transfer = sent(cast, child, to_school=None, to_elsewhere="Исфана, № 5 мектеп")
    assert "Исфана, № 5 мектеп" in page(pedagogue, "transfers")
    address = reverse("child_arrived", args=[transfer.pk])
    for day, words in (("11.11.2014", "last day with you was 12 November"), ("18.11.2014", "has not come yet")):
        assert words in pedagogue.post(address, {"on": day}).content.decode()
    assert pedagogue.post(address, {"on": "14.11.2014"}).status_code == 302
    transfer.refresh_from_db()
    assert (transfer.received_on, transfer.received_by) == (date(2014, 11, 14), cast.here.pedagogue)
    assert Change.objects.filter(action="transfer.arrived", child_key=child.pk).exists()


def test_the_sender_does_not_speak_for_a_school_of_the_house(cast: Cast, pedagogue: Client, child: Child) -> None:
    transfer = sent(cast, child)
    text = pedagogue.post(reverse("child_arrived", args=[transfer.pk]), {"on": "14.11.2014"}).content.decode()
    assert "The other school itself receives this child." in text
    transfer.refresh_from_db()
    assert transfer.received_on is None


def test_received_in_summer_for_september_the_transfer_is_done_today(cast: Cast, child: Child) -> None:
    transfer = sent(cast, child)
    actions.receive(
        transfer=transfer, school_class=cast.there.school_class, starts=date(2014, 12, 1), by=cast.there.head
    )
    transfer.refresh_from_db()
    assert transfer.received_on == TODAY
    assert queries.visible_to(cast.there.head).filter(pk=child.pk).exists()


def test_a_child_coming_to_us_is_received_instead_of_written_down_twice(
    cast: Cast, sign_in: SignIn, child: Child, typed: dict[str, Any]
) -> None:
    transfer = sent(cast, child)
    same = {"family_name": child.family_name, "given_name": child.given_name, "patronymic": "", "born": "12.03.2002"}
    there = {"school_class": str(cast.there.school_class.pk), "village": str(cast.there.village.pk)}
    text = sign_in(cast.there.head).post(reverse("add_child"), typed | same | there).content.decode()
    assert "is on the way to your school from Alma-Suu school" in text
    assert reverse("receive_child", args=[transfer.pk]) in text
    assert str(child.pk) not in text


def arrived(cast: Cast, child: Child) -> Transfer:
    """The child gone to a school in Isfana that keeps no lists here."""
    transfer = sent(cast, child, to_school=None, to_elsewhere="Исфана, № 5 мектеп")
    return actions.arrived(transfer=transfer, on=date(2014, 11, 14), by=cast.here.head)


def test_who_has_arrived_elsewhere_stands_among_those_who_left_with_the_school(
    cast: Cast, pedagogue: Client, child: Child
) -> None:
    transfer = sent(cast, child, to_school=None, to_elsewhere="Исфана, № 5 мектеп")
    assert "Nobody has left this school year." in page(pedagogue, "left_school")
    address = reverse("child_arrived", args=[transfer.pk])
    text = pedagogue.post(address, {"on": "14.11.2014"}, follow=True).content.decode()
    assert "1 child left this school year" in text
    assert "Transferred to another school: Исфана, № 5 мектеп" in text


def test_who_was_received_by_a_school_of_the_house_left_too_and_is_not_taken_back(
    cast: Cast, pedagogue: Client, child: Child
) -> None:
    there = {"school_class": cast.there.school_class, "starts": TODAY}
    enrolment = actions.receive(transfer=sent(cast, child), by=cast.there.head, **there)
    text = page(pedagogue, "left_school")
    assert "Transferred to another school: " in text
    before = Enrolment.objects.exclude(pk=enrolment.pk).get(child=child)
    address = reverse("child_stays", args=[before.pk])
    assert address not in text
    answer = pedagogue.post(address, follow=True).content.decode()
    assert "The other school itself receives this child." in answer
    assert Transfer.objects.get(child=child).received_on == TODAY


def test_a_mistaken_arrival_is_taken_back_and_then_the_transfer(cast: Cast, pedagogue: Client, child: Child) -> None:
    transfer = arrived(cast, child)
    address = reverse("child_stays", args=[transfer.from_enrolment_id])
    assert address in page(pedagogue, "left_school")
    text = pedagogue.post(address, follow=True).content.decode()
    assert "1 child is on the way from you" in text
    transfer.refresh_from_db()
    assert (transfer.received_on, transfer.received_by) == (None, None)
    assert Change.objects.filter(action="transfer.not_arrived", child_key=child.pk).exists()
    assert pedagogue.post(address).status_code == 404
    assert pedagogue.post(reverse("withdraw_transfer", args=[transfer.pk])).status_code == 302
    assert Enrolment.objects.get(child=child, ends__isnull=True).school_class == cast.here.school_class


def test_an_arrival_is_not_taken_back_once_the_child_is_somewhere_else(cast: Cast, child: Child) -> None:
    transfer = arrived(cast, child)
    actions.enrol(child=child, school_class=cast.here.school_class, starts=TODAY, by=cast.here.head)
    with pytest.raises(ValidationError):
        actions.not_arrived(transfer=transfer, by=cast.here.head)
    transfer.refresh_from_db()
    assert transfer.received_on == date(2014, 11, 14)


def test_nobody_elsewhere_takes_an_arrival_back(cast: Cast, sign_in: SignIn, child: Child) -> None:
    transfer = arrived(cast, child)
    address = reverse("child_stays", args=[transfer.from_enrolment_id])
    assert sign_in(cast.there.head).post(address).status_code == 404
    assert "Исфана" not in page(sign_in(cast.there.head), "left_school")
