"""Who comes in where: every address of the folder for every role, and nobody's children but one's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.people.models import Person
from mektepke.pupils import actions, queries
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from tests.cast import Cast, Side

pytestmark = pytest.mark.django_db

EDIT = {"pedagogue", "head"}
REGISTER = {"pedagogue", "municipality_officer"}
SEE = {"teacher", "pedagogue", "head", "deputy"}
LISTS = {
    "children": SEE,
    "classes": SEE,
    "add_child": EDIT,
    "left_school": EDIT,
    "transfers": EDIT,
    "out_of_school": REGISTER,
    "register_out_of_school": REGISTER,
    "door_to_door": REGISTER,
}
ABOUT_A_CHILD = {
    "edit_child": EDIT,
    "add_sibling": EDIT,
    "enrol_child": EDIT,
    "leave_school": EDIT,
    "send_child": EDIT,
    "guardians": EDIT,
    "add_guardian": EDIT,
}


def in_no_school(side: Side, name: str = "Каримов") -> OutOfSchool:
    """A child of the village who never entered a school."""
    household = Household.objects.create(village=side.village, street="Жаңы көчө")
    child = Child.objects.create(household=household, family_name=name, given_name="Руслан", birth_year=2005)
    return OutOfSchool.objects.create(
        child=child, kind="never", found_on=date(2014, 11, 3), found_by=side.municipality_officer
    )


def answer(client: Client, person: Person, name: str, *args: Any) -> int:
    client.force_login(person)
    return client.get(reverse(name, args=args)).status_code


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_open_to_its_roles_only(cast: Cast, client: Client, name: str) -> None:
    allowed = {getattr(side, role).pk for side in (cast.here, cast.there) for role in LISTS[name]}
    for person in cast.people():
        expected = {200, 302} if person.pk in allowed else {403}
        assert answer(client, person, name) in expected, person.username


@pytest.mark.parametrize("name", ABOUT_A_CHILD)
def test_a_child_is_shown_to_its_own_school_only(cast: Cast, client: Client, name: str) -> None:
    child = cast.here.pupils[0]
    allowed = {getattr(cast.here, role).pk for role in ABOUT_A_CHILD[name]}
    for person in cast.people():
        expected = {200} if person.pk in allowed else {403, 404}
        assert answer(client, person, name, child.pk) in expected, person.username
    client.logout()
    assert client.get(reverse(name, args=[child.pk])).status_code == 302


def test_a_class_list_is_its_own_schools(cast: Cast, client: Client) -> None:
    allowed = {getattr(cast.here, role).pk for role in SEE}
    for person in cast.people():
        expected = {200} if person.pk in allowed else {403, 404}
        assert answer(client, person, "class_list", cast.here.school_class.pk) in expected


@pytest.mark.parametrize("name", ["edit_guardian", "remove_guardian"])
def test_an_adult_is_found_only_beside_a_child_one_may_see(cast: Cast, client: Client, name: str) -> None:
    own, other = cast.here.pupils[0], cast.there.pupils[0]
    mine, theirs = (Guardian.objects.get(household=child.household) for child in (own, other))
    assert answer(client, cast.here.pedagogue, name, own.pk, mine.pk) == 200
    assert answer(client, cast.here.pedagogue, name, own.pk, theirs.pk) == 404
    assert answer(client, cast.here.pedagogue, name, other.pk, theirs.pk) == 404
    assert answer(client, cast.here.teacher, name, own.pk, mine.pk) == 403


@pytest.mark.parametrize("name", ["edit_out_of_school", "end_out_of_school"])
def test_a_record_is_its_own_villages(cast: Cast, client: Client, name: str) -> None:
    record = in_no_school(cast.here)
    allowed = {cast.here.pedagogue.pk, cast.here.municipality_officer.pk}
    for person in cast.people():
        expected = {200} if person.pk in allowed else {403, 404}
        assert answer(client, person, name, record.pk) in expected


def test_the_sheet_is_its_own_places(cast: Cast, client: Client) -> None:
    for place in (cast.here.village, cast.here.municipality):
        assert answer(client, cast.here.municipality_officer, "door_to_door_sheet", place.pk) == 200
        assert answer(client, cast.here.pedagogue, "door_to_door_sheet", place.pk) == 200
        assert answer(client, cast.there.municipality_officer, "door_to_door_sheet", place.pk) == 404
        assert answer(client, cast.here.head, "door_to_door_sheet", place.pk) == 403


def test_an_officer_reaches_the_adults_of_a_child_in_no_school_and_of_no_other(cast: Cast, client: Client) -> None:
    record = in_no_school(cast.here)
    officer = cast.here.municipality_officer
    assert answer(client, officer, "guardians", record.child_id) == 200
    assert answer(client, officer, "add_guardian", record.child_id) == 200
    assert answer(client, officer, "guardians", cast.here.pupils[0].pk) == 404
    assert answer(client, officer, "edit_child", record.child_id) == 403


def test_nobody_enrols_into_another_schools_class(cast: Cast, pedagogue: Client, typed: dict[str, Any]) -> None:
    before = Child.objects.count()
    answer = pedagogue.post(reverse("add_child"), typed | {"school_class": str(cast.there.school_class.pk)})
    assert answer.status_code == 200
    assert "Nothing has been saved yet" in answer.content.decode()
    assert Child.objects.count() == before


def test_a_row_of_another_schools_roll_cannot_be_taken_back(cast: Cast, pedagogue: Client) -> None:
    enrolment = Enrolment.objects.get(child=cast.there.pupils[0])
    actions.leave(enrolment=enrolment, on=date(2014, 11, 14), reason="moved_away", by=cast.there.head)
    assert pedagogue.post(reverse("child_stays", args=[enrolment.pk])).status_code == 404
    enrolment.refresh_from_db()
    assert enrolment.reason_of_leaving == "moved_away"


def test_every_table_shows_a_stranger_nothing_and_a_school_its_own(cast: Cast) -> None:
    record = in_no_school(cast.here)
    actions.send(
        enrolment=Enrolment.objects.get(child=cast.here.pupils[0]), sent_on=date(2014, 11, 14), to_elsewhere="Исфана",
        by=cast.here.head,
    )  # fmt: skip
    tables: list[tuple[Any, int]] = [
        (queries.visible_to, len(cast.here.pupils) + 1),
        (queries.guardians_visible_to, len(cast.here.pupils)),
        (queries.households_visible_to, len(cast.here.pupils) + 1),
        (queries.enrolments_visible_to, len(cast.here.pupils)),
        (queries.transfers_visible_to, 1),
        (queries.out_of_school_visible_to, 1),
    ]
    for visible_to, count in tables:
        assert visible_to(cast.here.pedagogue).count() == count, visible_to.__name__
        for nobody in (cast.stranger, cast.district_officer, cast.auditor, cast.administrator, cast.here.group_member):
            assert visible_to(nobody).count() == 0, visible_to.__name__
    assert list(queries.visible_to(cast.here.municipality_officer)) == [record.child]
    assert Transfer.objects.count() == 1


def test_a_child_enrolled_from_september_on_is_seen_in_august(cast: Cast) -> None:
    child = cast.here.pupils[0]
    Enrolment.objects.filter(child=child).update(starts=date(2014, 12, 1))
    assert queries.visible_to(cast.here.pedagogue).filter(pk=child.pk).exists()
    assert not queries.visible_to(cast.there.pedagogue).filter(pk=child.pk).exists()
