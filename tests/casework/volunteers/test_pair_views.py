"""The pages about pairs: a class teacher's, the social pedagogue's, the slip of paper, and who is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.models import Pair, Pairing, PairNote
from mektepke.casework.volunteers.actions import tell
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.places.models import SchoolClass
from tests.casework.volunteers.pairing import by_number, leaves, paired
from tests.cast import Cast, person, pupil
from tests.desk.pages import today_of

pytestmark = pytest.mark.django_db


def page(client: Client, who: Person, name: str, key: object = None) -> str:
    """A page as this person reads it, in English."""
    Person.objects.filter(pk=who.pk).update(language="en")
    client.force_login(who)
    answer = client.get(reverse(name, args=[key] if key else []))
    assert answer.status_code == 200
    return answer.content.decode()


def typed(cast: Cast, *numbers: object) -> dict[str, object]:
    """The form of the class here with these numbers."""
    return {f"number-{child.pk}": number for child, number in zip(cast.here.pupils, numbers, strict=True)}


def send(client: Client, name: str, key: object, body: dict[str, object]) -> str:
    """What stands there after a form was sent."""
    return client.post(reverse(name, args=[key]), body, follow=True).content.decode()


@pytest.fixture
def teacher(cast: Cast, client: Client) -> Client:
    """The class teacher here, reading English."""
    Person.objects.filter(pk=cast.here.teacher.pk).update(language="en")
    client.force_login(cast.here.teacher)
    return client


@pytest.fixture
def pedagogue(cast: Cast, client: Client) -> Client:
    """The social pedagogue here, reading English."""
    Person.objects.filter(pk=cast.here.pedagogue.pk).update(language="en")
    client.force_login(cast.here.pedagogue)
    return client


def test_a_class_without_pairs_leads_to_a_proposal_that_can_be_kept(cast: Cast, teacher: Client) -> None:
    school_class = cast.here.school_class.pk
    assert "6-А: no pairs yet" in page(teacher, cast.here.teacher, "class_pairs", school_class)
    proposal = page(teacher, cast.here.teacher, "pair_class", school_class)
    for child in cast.here.pupils:
        assert child.name in proposal
    told = send(teacher, "pair_class", school_class, typed(cast, 1, 2, 1, 2, 3, 3))
    assert "The class is paired." in told
    assert "6-А: 3 pairs" in told
    first, second, third, fourth, fifth, sixth = cast.here.pupils
    assert by_number(Pairing.objects.get()) == {1: {first, third}, 2: {second, fourth}, 3: {fifth, sixth}}


def test_what_is_wrong_stands_beside_the_child_and_what_was_typed_is_kept(cast: Cast, teacher: Client) -> None:
    told = send(teacher, "pair_class", cast.here.school_class.pk, typed(cast, 1, 1, 2, 2, 77, "x"))
    assert "Write a number from 1 to 99." in told
    told = send(teacher, "pair_class", cast.here.school_class.pk, typed(cast, 1, 1, 1, 2, 2, 77))
    assert "Nothing has been saved yet." in told
    assert told.count("3 children have the number 1.") == 3
    assert told.count("Nobody else has the number 77.") == 1
    assert 'value="77"' in told
    assert not Pairing.objects.exists()


def test_a_child_who_came_while_the_form_was_open_is_asked_for(cast: Cast, teacher: Client) -> None:
    body = typed(cast, 1, 1, 2, 2, 3, 3)
    pupil(cast.here.school_class, "Сапаров", "Улан")
    told = send(teacher, "pair_class", cast.here.school_class.pk, body)
    assert "Сапаров Улан" in told
    assert not Pairing.objects.exists()


def test_who_came_later_and_who_has_left_are_named_with_a_way_to_pair_them(cast: Cast, teacher: Client) -> None:
    paired(cast.here)
    page_before = page(teacher, cast.here.teacher, "class_pairs", cast.here.school_class.pk)
    assert "in no pair yet" not in page_before
    leaves(cast.here.pupils[0])
    pupil(cast.here.school_class, "Сапаров", "Улан")
    told = page(teacher, cast.here.teacher, "class_pairs", cast.here.school_class.pk)
    assert "2 children are in no pair yet." in told
    assert "<p>Жоробаев Нурлан, Сапаров Улан</p>" in told
    assert "Абдиева Айпери is no longer on the list of the class." in told
    assert "One child is left. Pair it with others." in told
    assert f'href="{reverse("pair_class", args=[cast.here.school_class.pk])}">Pair them' in told


def test_ticks_are_kept_and_an_empty_form_unticks_nobody(cast: Cast, teacher: Client) -> None:
    first, *_others = paired(cast.here, agreed=(2,))
    school_class = cast.here.school_class.pk
    ticked = {f"{first.pk}-children_agreed": "on", f"initial-{first.pk}-children_agreed": "False"}
    assert "What was agreed is kept." in send(teacher, "class_pairs", school_class, ticked)
    for body in ({}, {"csrfmiddlewaretoken": "x"}):
        assert "Nothing was changed." in send(teacher, "class_pairs", school_class, body)
    agreed = Pair.objects.order_by("number").values_list("children_agreed", "families_agreed")
    assert list(agreed) == [(True, False), (True, True), (False, False)]


def test_a_tick_can_be_taken_away_without_touching_what_another_page_said(cast: Cast, teacher: Client) -> None:
    first, *_others = paired(cast.here, agreed=())
    Pair.objects.filter(pk=first.pk).update(children_agreed=True, families_agreed=True)
    # This page was opened before anybody had said that the families agreed.
    shown = {f"initial-{first.pk}-children_agreed": "True", f"initial-{first.pk}-families_agreed": "False"}
    send(teacher, "class_pairs", cast.here.school_class.pk, shown)
    first.refresh_from_db()
    assert (first.children_agreed, first.families_agreed) == (False, True)


def test_slips_have_a_number_first_names_three_boxes_and_nothing_more(cast: Cast, teacher: Client) -> None:
    paired(cast.here, agreed=(1, 3))
    told = page(teacher, cast.here.teacher, "pair_slips", cast.here.school_class.pk)
    slips = told[told.index('class="pair-slips"') :]
    assert slips.count("<section") == 2
    for words in ("pair 1", "Айпери, Нурлан", "We came together", "I invited", "Please, a grown-up"):
        assert words in slips
    for child in cast.here.pupils:
        assert child.family_name not in told
    assert "Өмүрбек" not in told


def test_without_an_agreed_pair_there_is_no_slip(cast: Cast, teacher: Client) -> None:
    paired(cast.here, agreed=())
    assert reverse("pair_slips", args=[cast.here.school_class.pk]) not in page(
        teacher, cast.here.teacher, "class_pairs", cast.here.school_class.pk
    )
    assert "No pair of this class goes together yet." in page(
        teacher, cast.here.teacher, "pair_slips", cast.here.school_class.pk
    )


@pytest.mark.parametrize("name", ["class_pairs", "pair_class", "pair_slips"])
def test_a_teachers_pages_are_for_the_teacher_of_the_class(cast: Cast, client: Client, name: str) -> None:
    paired(cast.here)
    other = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=7, letter="Б")
    colleague = person("kanykei", "Асанова Каныкей", Role.TEACHER, school_class=other)
    address = reverse(name, args=[cast.here.school_class.pk])
    for who, status in (
        (cast.here.teacher, 200), (colleague, 404), (cast.there.teacher, 404), (cast.here.pedagogue, 403),
        (cast.here.head, 403), (cast.here.group_member, 403), (cast.there.pedagogue, 403), (cast.stranger, 403),
    ):  # fmt: skip
        client.force_login(who)
        assert client.get(address).status_code == status
        if status != 200:
            assert client.post(address, {}).status_code == status


def test_the_pedagogues_pages_are_for_the_schools_pedagogue(cast: Cast, client: Client) -> None:
    pair, *_others = paired(cast.here)
    asked = [("pairs_of_class", cast.here.school_class.pk, "get"), ("pair", pair.pk, "get"), ("pair", pair.pk, "post")]
    asked += [("take_back_note", pair.pk, "post"), ("went_to_pair", pair.pk, "post")]
    for who, status in (
        (cast.there.pedagogue, 404), (cast.here.teacher, 403), (cast.here.head, 403), (cast.here.group_member, 403),
        (cast.here.municipality_officer, 403), (cast.here.protection_officer, 403),
    ):  # fmt: skip
        client.force_login(who)
        for name, key, method in asked:
            assert getattr(client, method)(reverse(name, args=[key])).status_code == status, (who, name)
    assert not PairNote.objects.exists()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("came_together", "Pair 1: recorded that they came together."),
        ("invited", "Pair 1: recorded that one of them invited the other."),
        ("grown_up", "Pair 1 waits for a grown-up. It stands on your Today until you have gone there."),
    ],
)
def test_one_tap_tells_and_a_second_says_that_it_is_known(
    cast: Cast, pedagogue: Client, today: date, kind: str, said: str
) -> None:
    pair, *_others = paired(cast.here)
    assert said in send(pedagogue, "pair", pair.pk, {"kind": kind})
    assert "already" in send(pedagogue, "pair", pair.pk, {"kind": kind})
    note = PairNote.objects.get()
    assert (note.pair, note.kind, note.on, note.recorded_by) == (pair, kind, today, cast.here.pedagogue)


@pytest.mark.parametrize("body", [{}, {"kind": "ran_away"}])
def test_no_button_is_no_answer(cast: Cast, pedagogue: Client, body: dict[str, object]) -> None:
    pair, *_others = paired(cast.here)
    assert "Please touch one of the three buttons." in send(pedagogue, "pair", pair.pk, body)
    assert not PairNote.objects.exists()


def test_a_slip_of_the_finger_is_taken_back_right_after(cast: Cast, pedagogue: Client) -> None:
    pair, *_others = paired(cast.here)
    told = send(pedagogue, "pair", pair.pk, {"kind": "invited"})
    assert "Pair 1, just now: “I invited”." in told
    note = PairNote.objects.get()
    assert f'name="note" value="{note.pk}"' in told
    told = send(pedagogue, "take_back_note", pair.pk, {"note": note.pk})
    assert "Taken back." in told
    assert "just now" not in told
    assert "That was taken back already." in send(pedagogue, "take_back_note", pair.pk, {"note": note.pk})
    assert "That was taken back already." in send(pedagogue, "take_back_note", pair.pk, {"note": "nonsense"})


def test_after_ten_minutes_it_is_no_slip_of_the_finger(cast: Cast, pedagogue: Client) -> None:
    pair, *_others = paired(cast.here)
    note = tell(pair=pair, kind="invited", by=cast.here.pedagogue)
    PairNote.objects.update(at=clock.now() - timedelta(minutes=11))
    assert "It is too long ago to be taken back" in send(pedagogue, "take_back_note", pair.pk, {"note": note.pk})
    assert PairNote.objects.exists()


def test_the_pedagogue_chooses_a_class_and_a_number(cast: Cast, pedagogue: Client) -> None:
    who = cast.here.pedagogue
    assert "No class is paired yet." in page(pedagogue, who, "pairs")
    first, second, third = paired(cast.here, agreed=(1, 2))
    classes = page(pedagogue, who, "pairs")
    assert f'href="{reverse("pairs_of_class", args=[cast.here.school_class.pk])}"' in classes
    assert "2 pairs go together." in classes
    told = page(pedagogue, who, "pairs_of_class", cast.here.school_class.pk)
    assert all(f'href="{reverse("pair", args=[pair.pk])}"' in told for pair in (first, second))
    assert str(third.pk) not in told
    assert "1 more pair does not go together yet" in told
    assert "Fewer than three pairs came together this week." in told


def test_how_many_came_together_is_said_to_the_class(cast: Cast, client: Client) -> None:
    for pair in paired(cast.here):
        tell(pair=pair, kind="came_together", by=cast.here.pedagogue)
    for who, name in ((cast.here.teacher, "class_pairs"), (cast.here.pedagogue, "pairs_of_class")):
        assert "3 pairs came together this week." in page(client, who, name, cast.here.school_class.pk)


def test_the_buttons_say_nothing_of_any_child_but_first_names(cast: Cast, pedagogue: Client) -> None:
    pair, *_others = paired(cast.here)
    for kind in PairNote.Kind:
        tell(pair=pair, kind=kind, by=cast.here.pedagogue)
    clock.set_today(clock.today() + timedelta(days=1))
    told = page(pedagogue, cast.here.pedagogue, "pair", pair.pk)
    assert "Айпери, Нурлан" in told
    for child in cast.here.pupils[:2]:
        assert child.family_name not in told
        assert str(child.pk) not in told
    assert "November" not in told


def test_a_call_stands_on_today_until_one_tap_answers_it(cast: Cast, client: Client, today: date) -> None:
    pair, *_others = paired(cast.here)
    assert "asks for a grown-up" not in today_of(client, cast.here.pedagogue)
    tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    told = today_of(client, cast.here.pedagogue)
    assert "1 pair asks for a grown-up" in told
    assert "The pair asked for a grown-up today." in told
    assert "Айпери, Нурлан" in told
    clock.set_today(today + timedelta(days=2))
    assert "The pair has waited for a grown-up since 17 November." in today_of(client, cast.here.pedagogue)
    assert "grown-up" not in today_of(client, cast.there.pedagogue)
    assert "grown-up" not in today_of(client, cast.here.teacher)
    client.force_login(cast.here.pedagogue)
    assert "Recorded: you went to pair 1." in send(client, "went_to_pair", pair.pk, {})
    assert "asked for a grown-up" not in today_of(client, cast.here.pedagogue)
    assert PairNote.objects.get().answered_on == clock.today()


def test_today_leads_teacher_and_pedagogue_to_their_pairs(cast: Cast, client: Client) -> None:
    assert f'href="{reverse("class_pairs", args=[cast.here.school_class.pk])}"' in today_of(client, cast.here.teacher)
    assert f'href="{reverse("pairs")}"' in today_of(client, cast.here.pedagogue)
    assert reverse("pairs") not in today_of(client, cast.here.head)
