"""The pages of those who answer concerns, and what others get of them: nothing."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.people.models import Person
from mektepke.trail.models import Change, Look
from mektepke.watch.concerns.actions import hand_over, match, nothing_needed
from mektepke.watch.concerns.models import Concern
from mektepke.watch.models import Signal
from tests.cast import Cast
from tests.watch.concerns.written import WORDS, write

pytestmark = pytest.mark.django_db

ADDRESSES = ("concern", "concern_match", "concern_nothing_needed")


@pytest.fixture(autouse=True)
def in_english(cast: Cast) -> None:
    Person.objects.update(language="en")


@pytest.fixture
def concern(cast: Cast) -> Concern:
    return write(cast.here, reach="Мама, 0777 12 34 56")


def opened(client: Client, person: Person, name: str, *args: Any, **question: str) -> tuple[int, str]:
    client.force_login(person)
    answer = client.get(reverse(name, args=args), question)
    return answer.status_code, unescape(answer.content.decode())


def pressed(client: Client, person: Person, name: str, *args: Any, **body: str) -> str:
    client.force_login(person)
    return unescape(client.post(reverse(name, args=args), body, follow=True).content.decode())


def test_the_list_says_what_waits_without_a_word_of_it(cast: Cast, concern: Concern, client: Client) -> None:
    write(cast.here, urgent=True, codes=["alone"])
    status, page = opened(client, cast.here.pedagogue, "concerns")
    assert status == 200
    assert "2 concerns wait for you" in page
    assert page.index("A child is left alone, without grown-ups") < page.index("A child works instead of learning")
    assert page.count("Urgent: the child may be in danger.") == 1
    assert WORDS not in page
    assert "0777" not in page


@pytest.mark.parametrize("noticed", ["hurt", "marriage"])
def test_a_beaten_child_stands_before_what_came_earlier(
    cast: Cast, concern: Concern, client: Client, noticed: str
) -> None:
    urgent = write(cast.here, codes=[noticed])
    page = opened(client, cast.here.pedagogue, "concerns")[1]
    assert page.index(reverse("concern", args=[urgent.pk])) < page.index(reverse("concern", args=[concern.pk]))
    assert "Urgent: the child may be in danger." in page
    assert "urgent: 1" in opened(client, cast.here.pedagogue, "today")[1]


def test_an_empty_list_has_its_sentence_and_the_notice(cast: Cast, client: Client) -> None:
    _status, page = opened(client, cast.here.pedagogue, "concerns")
    assert "No concern waits for you" in page
    assert "No concern has been answered yet." in page
    assert reverse("concern_notice", args=["en", cast.here.village.pk]) in page
    assert str(cast.there.village.pk) not in page


def test_a_village_without_an_officer_is_named(cast: Cast, client: Client) -> None:
    assert "has no child-protection officer" not in opened(client, cast.here.pedagogue, "concerns")[1]
    cast.here.protection_officer.assignments.all().delete()
    assert "Alma-Suu has no child-protection officer" in opened(client, cast.here.pedagogue, "concerns")[1]


def test_reading_one_leaves_a_trace(cast: Cast, concern: Concern, client: Client) -> None:
    status, page = opened(client, cast.here.pedagogue, "concern", concern.pk)
    assert status == 200
    assert WORDS in page
    assert "Мама, 0777 12 34 56" in page
    assert "Uzbek" in page
    read = Change.objects.get(action="concern.read")
    assert (read.by_key, read.subject_key, read.child_key) == (cast.here.pedagogue.pk, concern.pk, None)
    match(concern=concern, child=cast.here.pupils[0], by=cast.here.pedagogue)
    opened(client, cast.here.pedagogue, "concern", concern.pk)
    assert Look.objects.get(page="concern").child_key == cast.here.pupils[0].pk


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_does_not_read_concerns_gets_no_byte(cast: Cast, concern: Concern, client: Client, name: str) -> None:
    for person in cast.people():
        if person == cast.here.pedagogue:
            continue
        status, page = opened(client, person, name, concern.pk)
        assert status in {403, 404}, person
        assert WORDS not in page
        client.post(reverse(name, args=[concern.pk]), {"because": "known", "child": str(cast.here.pupils[0].pk)})
        client.post(reverse("concern_hand_over", args=[concern.pk]))
    concern.refresh_from_db()
    assert (concern.state, concern.goes_to) == ("new", "school")
    assert not Change.objects.filter(action="concern.read").exists()


def test_a_stranger_signs_in_first(cast: Cast, concern: Concern, client: Client) -> None:
    answer = client.get(reverse("concern", args=[concern.pk]))
    assert answer.status_code == 302
    assert "/sign-in/" in answer.headers["Location"]


def test_what_is_said_about_the_school_the_pedagogue_never_sees(cast: Cast, client: Client) -> None:
    concern = write(cast.here, about_school_worker=True)
    for name in ADDRESSES:
        assert opened(client, cast.here.pedagogue, name, concern.pk)[0] == 404
    assert "No concern waits for you" in opened(client, cast.here.pedagogue, "concerns")[1]
    status, page = opened(client, cast.here.protection_officer, "concern", concern.pk)
    assert status == 200
    assert WORDS in page
    assert "It is about somebody who works at the school." in page
    assert reverse("concern_match", args=[concern.pk]) not in page
    assert opened(client, cast.here.protection_officer, "concern_match", concern.pk)[0] == 403


def test_danger_and_violence_come_with_the_numbers(cast: Cast, concern: Concern, client: Client) -> None:
    warning = "Do not call the family before."
    assert warning not in opened(client, cast.here.pedagogue, "concern", concern.pk)[1]
    for said in ({"codes": ["hurt"]}, {"codes": ["marriage"]}, {"urgent": True}):
        page = opened(client, cast.here.pedagogue, "concern", write(cast.here, **said).pk)[1]
        assert warning in page
        assert 'href="tel:111"' in page


def test_the_officer_is_not_told_to_call_the_officer(cast: Cast, client: Client) -> None:
    about_school = write(cast.here, codes=["hurt"], about_school_worker=True)
    page = opened(client, cast.here.protection_officer, "concern", about_school.pk)[1]
    assert "you protect this child, so act today, and call 111 or 102. Ask neither the school nor the family" in page
    assert "and the child-protection officer" not in page
    given = write(cast.here, codes=["hurt"])
    assert "and the child-protection officer" in opened(client, cast.here.pedagogue, "concern", given.pk)[1]
    hand_over(concern=given, by=cast.here.pedagogue)
    page = opened(client, cast.here.protection_officer, "concern", given.pk)[1]
    assert "you protect this child, so act today, and call 111 or 102. Do not call the family before." in page
    assert "and the child-protection officer" not in page


def test_the_child_is_found_by_name_and_becomes_a_signal(cast: Cast, concern: Concern, client: Client) -> None:
    child = cast.here.pupils[0]
    _status, page = opened(client, cast.here.pedagogue, "concern_match", concern.pk)
    assert child.family_name not in page
    _status, page = opened(client, cast.here.pedagogue, "concern_match", concern.pk, q="abdieva 6а")
    assert child.full_name in page
    assert cast.here.pupils[1].full_name not in page
    page = pressed(client, cast.here.pedagogue, "concern_match", concern.pk, child=str(child.pk))
    assert f"{child.name}: the concern is a signal about this child now." in page
    assert "Somebody from the village is worried about the child (17 November)." in page
    assert reverse("concern", args=[concern.pk]) in page
    assert Signal.objects.get().child == child


def test_children_of_others_are_neither_found_nor_matched(cast: Cast, concern: Concern, client: Client) -> None:
    theirs = cast.there.pupils[0]
    _status, page = opened(client, cast.here.pedagogue, "concern_match", concern.pk, q="Бекова")
    assert theirs.given_name not in page
    client.force_login(cast.here.pedagogue)
    answer = client.post(reverse("concern_match", args=[concern.pk]), {"child": str(theirs.pk)})
    assert answer.status_code == 404
    assert not Signal.objects.exists()


@pytest.mark.parametrize("child", ["", "nobody", "\0"])
def test_no_child_is_no_match(cast: Cast, concern: Concern, client: Client, child: str) -> None:
    page = pressed(client, cast.here.pedagogue, "concern_match", concern.pk, child=child)
    assert "No child was chosen." in page
    assert not Signal.objects.exists()


def test_nothing_needed_is_one_choice(cast: Cast, concern: Concern, client: Client) -> None:
    page = pressed(client, cast.here.pedagogue, "concern_nothing_needed", concern.pk, words="Барып көрдүм")
    assert "Please choose why nothing is needed." in page
    assert "Барып көрдүм" in page
    page = pressed(client, cast.here.pedagogue, "concern_nothing_needed", concern.pk, because="well")
    assert "Your answer is recorded." in page
    assert "No concern waits for you" in page
    assert "I looked, and the child is well" in page
    page = opened(client, cast.here.pedagogue, "concern", concern.pk)[1]
    assert "Н. Токтоматова" in page


def test_only_the_protection_of_children_takes_one_on(cast: Cast, concern: Concern, client: Client) -> None:
    taken_on = "The protection of children has taken it on"
    assert taken_on not in opened(client, cast.here.pedagogue, "concern_nothing_needed", concern.pk)[1]
    pressed(client, cast.here.pedagogue, "concern_nothing_needed", concern.pk, because="taken_on")
    assert not Concern.objects.exclude(state="new").exists()
    above = write(cast.here, about_school_worker=True)
    page = pressed(client, cast.here.protection_officer, "concern_nothing_needed", above.pk, because="taken_on")
    assert taken_on in page


def test_handed_over_it_is_gone_from_here(cast: Cast, concern: Concern, client: Client) -> None:
    page = pressed(client, cast.here.pedagogue, "concern_hand_over", concern.pk)
    assert "The child-protection officer has it now." in page
    assert opened(client, cast.here.pedagogue, "concern", concern.pk)[0] == 404
    assert WORDS in opened(client, cast.here.protection_officer, "concern", concern.pk)[1]


def test_without_an_officer_it_stays_and_the_number_is_told(cast: Cast, concern: Concern, client: Client) -> None:
    cast.here.protection_officer.assignments.all().delete()
    page = pressed(client, cast.here.pedagogue, "concern_hand_over", concern.pk)
    assert "has no child-protection officer yet. If the child is in danger, call 111." in page
    assert WORDS in page


def test_who_comes_second_is_told_who_was_first(cast: Cast, concern: Concern, client: Client) -> None:
    nothing_needed(concern=concern, because="known", by=cast.here.pedagogue)
    said = "This concern is answered already, by Н. Токтоматова."
    assert said in pressed(client, cast.here.pedagogue, "concern_nothing_needed", concern.pk, because="well")
    child = str(cast.here.pupils[0].pk)
    assert said in pressed(client, cast.here.pedagogue, "concern_match", concern.pk, child=child)
    assert said in pressed(client, cast.here.pedagogue, "concern_hand_over", concern.pk)


def test_the_signal_leads_to_the_words_only_for_who_may_read_them(cast: Cast, concern: Concern, client: Client) -> None:
    stored = match(concern=concern, child=cast.here.pupils[0], by=cast.here.pedagogue)
    assert reverse("concern", args=[concern.pk]) in opened(client, cast.here.pedagogue, "signal", stored.signal_id)[1]
    for person in (cast.here.teacher, cast.here.head, cast.here.deputy, cast.there.pedagogue):
        assert opened(client, person, "signal", stored.signal_id)[0] in {403, 404}


def test_on_the_childs_page_only_the_pedagogue_sees_that_somebody_wrote(
    cast: Cast, concern: Concern, client: Client
) -> None:
    match(concern=concern, child=cast.here.pupils[0], by=cast.here.pedagogue)
    sentence = "Somebody from the village is worried about the child"
    assert sentence in opened(client, cast.here.pedagogue, "child", cast.here.pupils[0].pk)[1]
    for person in (cast.here.teacher, cast.here.head, cast.here.deputy):
        assert sentence not in opened(client, person, "child", cast.here.pupils[0].pk)[1]


def test_today_counts_what_waits(cast: Cast, client: Client) -> None:
    line = "from the village wait"
    assert line not in opened(client, cast.here.pedagogue, "today")[1]
    write(cast.here)
    assert "1 concern from the village waits" in opened(client, cast.here.pedagogue, "today")[1]
    write(cast.here, urgent=True)
    write(cast.here, about_school_worker=True)
    page = opened(client, cast.here.pedagogue, "today")[1]
    assert "2 concerns from the village wait, urgent: 1" in page
    assert reverse("concerns") in page
    assert "1 concern from the village waits" in opened(client, cast.here.protection_officer, "today")[1]
    for person in (cast.here.teacher, cast.here.head, cast.there.pedagogue, cast.here.municipality_officer):
        assert line not in opened(client, person, "today")[1]


def test_the_officers_today_is_never_empty(cast: Cast, client: Client) -> None:
    page = opened(client, cast.here.protection_officer, "today")[1]
    assert "No concern waits for you." in page
    assert reverse("concerns") in page
