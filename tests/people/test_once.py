"""What is sent twice is done once: a reload of the slips adds nobody and makes no code. A namesake is asked about."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base.identity import new_key
from mektepke.people import actions
from mektepke.people.models import Assignment, OneTimeCode, Person, StaffSheet
from mektepke.people.roles import Role
from tests.cast import Cast
from tests.people.clients import CODE, signed_in
from tests.people.staff_lists import NEW, upload
from tests.people.test_views import TODAY

ONCE = re.compile(r'<input type="hidden" name="once" value="([0-9a-f-]{36})">')
ANOTHER = re.compile(r'<button name="another" value="([^"]+)">')


def once_of(client: Client, address: str) -> str:
    """The key that the page's form carries."""
    found = ONCE.search(client.get(address).content.decode())
    assert found is not None
    return found.group(1)


def filled(cast: Cast, once: str, **other: str) -> dict[str, str]:
    """The form of a new pedagogue, as a browser sends it."""
    return {
        "once": once, "family_name": "Ормонова", "given_name": "Айзат", "language": "ky", "starts": TODAY,
        "where": str(cast.here.school.pk), "hours_a_week": "18", **other,
    }  # fmt: skip


@pytest.fixture
def address() -> str:
    """Where a pedagogue is added."""
    return f"{reverse('person_add')}?role=pedagogue"


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_reload_of_the_slip_adds_nobody_and_leads_to_the_person(cast: Cast, address: str, language: str) -> None:
    client = signed_in(cast.here.head, language)
    given = filled(cast, once_of(client, address))
    assert len(CODE.findall(client.post(address, given).content.decode())) == 1
    made = Person.objects.get(family_name="Ормонова")
    again = client.post(address, given, follow=True)
    assert again.redirect_chain == [(reverse("person", args=[made.pk]), 302)]
    assert reverse("code_new", args=[made.pk]) in again.content.decode()
    assert (Person.objects.filter(family_name="Ормонова").count(), OneTimeCode.objects.count()) == (1, 1)


def test_a_reload_says_what_to_do_if_the_slip_was_lost(cast: Cast, address: str) -> None:
    client = signed_in(cast.here.head)
    given = filled(cast, once_of(client, address))
    client.post(address, given)
    page = client.post(address, given, follow=True).content.decode()
    assert "was added already, and the slip was shown. If it was not printed, make a new code here." in page


def test_after_back_another_name_on_the_same_form_is_another_person(cast: Cast, address: str) -> None:
    client = signed_in(cast.here.head)
    once = once_of(client, address)
    client.post(address, filled(cast, once))
    client.post(address, filled(cast, once, family_name="Бекова", given_name="Нуриза"))
    assert Person.objects.filter(family_name__in=["Ормонова", "Бекова"]).count() == 2


def test_the_same_key_adds_nobody_twice(cast: Cast) -> None:
    key = new_key()

    def add() -> Person:
        return actions.add_person(
            id=key, family_name="Ормонова", given_name="Айзат", role=Role.PEDAGOGUE, where=cast.here.school,
            starts=cast.year.starts, by=cast.here.head,
        )  # fmt: skip

    assert add().pk == key
    with pytest.raises(actions.DoneBefore):
        add()
    assert Person.objects.filter(family_name="Ормонова").count() == 1


def test_a_key_of_somebody_elsewhere_opens_nothing(cast: Cast, address: str) -> None:
    once = str(new_key())
    signed_in(cast.there.head).post(address, filled(cast, once, where=str(cast.there.school.pk)))
    strange = Person.objects.get(family_name="Ормонова")
    answer = signed_in(cast.here.head).post(address, filled(cast, once), follow=True)
    assert answer.redirect_chain == [(reverse("person", args=[strange.pk]), 302)]
    assert answer.status_code == 404
    assert not CODE.search(answer.content.decode())
    assert (Person.objects.filter(family_name="Ормонова").count(), OneTimeCode.objects.count()) == (1, 1)


def test_a_namesake_of_the_same_school_is_shown_and_added_only_on_a_second_press(cast: Cast, address: str) -> None:
    client = signed_in(cast.here.head)
    known = cast.here.teacher
    given = filled(cast, once_of(client, address), family_name="САДЫКОВА", given_name="Асел")
    page = client.post(address, given).content.decode()
    assert "Садыкова Асел is already on the list" in page
    assert reverse("person", args=[known.pk]) in page
    assert f"Class teacher: class 6-А, {cast.here.school.name_en}" in page
    assert "Add another person of this name" in page
    assert Person.objects.filter(given_name="Асел").count() == 1
    (another,) = ANOTHER.findall(page)
    assert len(CODE.findall(client.post(address, given | {"another": another}).content.decode())) == 1
    assert Person.objects.filter(given_name="Асел").count() == 2


def test_the_second_press_is_for_the_name_that_was_asked_about(cast: Cast, address: str) -> None:
    client = signed_in(cast.here.head)
    given = filled(cast, once_of(client, address), family_name="Садыкова", given_name="Асел")
    (another,) = ANOTHER.findall(client.post(address, given).content.decode())
    other = given | {"another": another, "family_name": "Токтоматова", "given_name": "Нургүл"}
    assert "Токтоматова Нургүл is already on the list" in client.post(address, other).content.decode()
    assert not OneTimeCode.objects.exists()


def test_a_namesake_beyond_ones_own_staff_is_not_shown(cast: Cast, address: str) -> None:
    there = cast.there.teacher
    given = filled(cast, str(new_key()), family_name=there.family_name, given_name=there.given_name)
    page = signed_in(cast.here.head).post(address, given).content.decode()
    assert "is already on the list" not in page
    assert CODE.search(page)


def test_a_namesake_whose_roles_have_ended_is_shown_too(cast: Cast, address: str) -> None:
    Assignment.objects.filter(person=cast.here.teacher).update(ends=cast.year.starts)
    given = filled(cast, str(new_key()), family_name="Садыкова", given_name="Асел")
    page = signed_in(cast.here.head).post(address, given).content.decode()
    assert "Садыкова Асел is already on the list</a>: no role at present" in page


def test_a_reload_of_a_code_makes_no_other_one(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    address = reverse("code_new", args=[cast.here.teacher.pk])
    once = once_of(client, reverse("person", args=[cast.here.teacher.pk]))
    assert CODE.search(client.post(address, {"once": once}).content.decode())
    again = client.post(address, {"once": once}, follow=True)
    assert again.redirect_chain == [(reverse("person", args=[cast.here.teacher.pk]), 302)]
    assert "This code was shown already and cannot be shown again." in again.content.decode()
    assert OneTimeCode.objects.get().used_at is None
    fresh = once_of(client, reverse("person", args=[cast.here.teacher.pk]))
    assert CODE.search(client.post(address, {"once": fresh}).content.decode())


def test_a_reload_of_the_confirmed_list_says_that_its_slips_were_shown(cast: Cast) -> None:
    client = signed_in(cast.here.head)
    page = upload(client, NEW)
    sent = StaffSheet.objects.get()
    (digest,) = re.findall(r'name="digest" value="([0-9a-f]+)"', page)
    confirm = reverse("staff_import_confirm", args=[sent.pk])
    assert len(CODE.findall(client.post(confirm, {"digest": digest}).content.decode())) == 2
    everybody = Person.objects.count()
    for again in (
        client.post(confirm, {"digest": digest}, follow=True),
        client.get(reverse("staff_import_preview", args=[sent.pk]), follow=True),
    ):
        assert again.redirect_chain == [(reverse("staff"), 302)]
        assert "This list was loaded already, and its slips were shown." in again.content.decode()
    assert (Person.objects.count(), OneTimeCode.objects.count()) == (everybody, 2)
    assert signed_in(cast.there.head).post(confirm, {"digest": digest}).status_code == 404
