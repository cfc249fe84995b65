"""Children of school age in no school: written down, put right, ended; and the sheet with which they are found."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.pupils import actions, queries
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool
from mektepke.trail.models import Change, Look
from tests.cast import Cast, Side
from tests.pupils.conftest import SignIn

pytestmark = pytest.mark.django_db

FOUND = date(2014, 11, 3)


def write_down(side: Side, name: str = "Каримов", **other: Any) -> OutOfSchool:
    """A child of the side's village in no school."""
    home = Household.objects.create(village=side.village, street="Жаңы көчө", house="4")
    child = Child.objects.create(household=home, family_name=name, given_name="Руслан", birth_year=2005)
    given = {"kind": "never", "found_on": FOUND, "by": side.municipality_officer} | other
    return actions.register_out_of_school(child=child, **given)


def page(client: Client, name: str, *args: object) -> str:
    """A page that was shown."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_writes_a_child_down(cast: Cast, officer: Client, typed_out_of_school: dict[str, Any]) -> None:
    assert officer.post(reverse("register_out_of_school"), typed_out_of_school).status_code == 302
    record = OutOfSchool.objects.get()
    assert (record.kind, record.found_on, record.found_by) == (
        "never", date(2014, 11, 14), cast.here.municipality_officer,
    )  # fmt: skip
    assert record.child.household.village == cast.here.village
    assert Guardian.objects.get(household=record.child.household).phone == "+996777123456"
    said = Change.objects.filter(child_key=record.child_id).order_by("pk").values_list("action", flat=True)
    assert list(said) == ["child.added", "guardian.added", "out_of_school.registered"]
    assert "Сапарова Жаңыл" in page(officer, "out_of_school")


def test_the_pedagogue_of_the_village_sees_it_and_nobody_elsewhere(cast: Cast, sign_in: SignIn) -> None:
    record = write_down(cast.here)
    assert record.child.name in page(sign_in(cast.here.pedagogue), "out_of_school")
    for person in (cast.there.pedagogue, cast.there.municipality_officer):
        assert record.child.name not in page(sign_in(person), "out_of_school")


def test_an_empty_list_says_how_such_children_are_found(officer: Client) -> None:
    assert "Walking from door to door in August finds them." in page(officer, "out_of_school")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"born": "12.03.1996"}, "Children from 7 to 16 years are of school age. This child is 18."),
        ({"born": "12.03.2011"}, "This child is 3"),
        ({"found_on": "18.11.2014"}, "This day has not come yet"),
        ({"found_on": "yesterday"}, "Write the day like"),
        ({"kind": "late"}, "Write when the child is expected to enter"),
        ({"enters_on": "01.12.2014"}, "Only for a child who will enter late"),
        ({"kind": "late", "enters_on": "01.11.2014"}, "The child cannot enter before it was found"),
        ({"kind": ""}, "This field is required"),
        ({"elsewhere": True}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, officer: Client, typed_out_of_school: dict[str, Any], wrong: dict[str, Any], words: str
) -> None:
    typed = typed_out_of_school | wrong
    if typed.pop("elsewhere", False):
        typed["village"] = str(cast.there.village.pk)
    text = officer.post(reverse("register_out_of_school"), typed).content.decode()
    assert words in text
    for name in ("given_name", "house", "found_on", "born", "adult-0-full_name"):
        assert f'value="{typed[name]}"' in text, name
    assert not OutOfSchool.objects.exists()
    assert not Child.objects.filter(given_name="Жаңыл").exists()


def test_who_reaches_school_age_by_september_or_has_no_known_birth_is_taken(
    officer: Client, typed_out_of_school: dict[str, Any]
) -> None:
    for born, name in (("12.03.2008", "Жаңыл"), ("", "Айзада")):
        given = typed_out_of_school | {"born": born, "given_name": name}
        assert officer.post(reverse("register_out_of_school"), given).status_code == 302
    assert OutOfSchool.objects.count() == 2


def test_the_same_child_is_asked_about(cast: Cast, officer: Client, typed_out_of_school: dict[str, Any]) -> None:
    record = write_down(cast.here, "Сапарова")
    Child.objects.filter(pk=record.child_id).update(given_name="Жаңыл", search_key="saparova zhanil", birth_year=2003)
    text = officer.post(reverse("register_out_of_school"), typed_out_of_school).content.decode()
    assert "Is it one of these?" in text
    assert reverse("edit_out_of_school", args=[record.pk]) in text
    again = typed_out_of_school | {"all_the_same": "yes"}
    assert officer.post(reverse("register_out_of_school"), again).status_code == 302
    assert OutOfSchool.objects.count() == 2


def test_a_child_on_a_roll_is_not_in_no_school(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.register_out_of_school(child=cast.here.pupils[0], kind="left", found_on=FOUND, by=cast.here.pedagogue)
    assert not OutOfSchool.objects.exists()


def test_a_record_is_put_right(cast: Cast, officer: Client, typed_out_of_school: dict[str, Any]) -> None:
    record = write_down(cast.here)
    typed = {name: value for name, value in typed_out_of_school.items() if not name.startswith("adult")}
    changed = typed | {"kind": "late", "enters_on": "01.12.2014", "found_on": "03.11.2014", "born": "2005"}
    assert 'value="2005"' in page(officer, "edit_out_of_school", record.pk)
    assert Look.objects.filter(child_key=record.child_id, page="edit_out_of_school", reason="municipality").exists()
    assert officer.post(reverse("edit_out_of_school", args=[record.pk]), changed).status_code == 302
    record.refresh_from_db()
    assert (record.kind, record.enters_on, record.child.family_name) == ("late", date(2014, 12, 1), "Сапарова")
    assert Change.objects.get(action="out_of_school.corrected").fields == ["enters_on", "kind"]
    assert "family_name" in Change.objects.get(action="child.corrected").fields


def test_a_record_ends_by_hand(cast: Cast, officer: Client) -> None:
    record = write_down(cast.here)
    address = reverse("end_out_of_school", args=[record.pk])
    for day, words in (("01.11.2014", "found on 3 November 2014"), ("18.11.2014", "has not come yet")):
        text = officer.post(address, {"ending": "moved", "on": day}).content.decode()
        assert words in text
        assert f'value="{day}"' in text
    assert officer.post(address, {"ending": "moved", "on": "14.11.2014"}).status_code == 302
    record.refresh_from_db()
    assert (record.ended_on, record.ending) == (date(2014, 11, 14), "moved")
    assert Change.objects.get(action="out_of_school.ended").reason == "moved"
    assert officer.get(address).status_code == 404
    assert not queries.visible_to(cast.here.municipality_officer).exists()


def test_who_is_said_to_go_to_school_goes_to_a_named_one(cast: Cast, sign_in: SignIn) -> None:
    record = write_down(cast.here)
    officer = sign_in(cast.here.municipality_officer)
    address = reverse("end_out_of_school", args=[record.pk])
    typed = {"ending": "enrolled", "goes_to": " ", "on": "14.11.2014"}
    text = officer.post(address, typed).content.decode()
    assert "No school&#x27;s list has this child yet. Write to which school it goes." in text
    assert 'value="14.11.2014"' in text
    assert OutOfSchool.objects.get().ended_on is None
    text = officer.post(address, typed | {"goes_to": "Исфана, № 5 мектеп"}, follow=True).content.decode()
    assert "goes to this school: Исфана, № 5 мектеп. No school&#x27;s list has the child yet." in text
    record.refresh_from_db()
    assert (record.ending, record.goes_to) == ("enrolled", "Исфана, № 5 мектеп")
    assert "Исфана, № 5 мектеп, since 14 November 2014" in text
    for other in (cast.there.municipality_officer, cast.there.pedagogue):
        assert "Исфана" not in page(sign_in(other), "out_of_school")

    actions.enrol(child=record.child, school_class=cast.here.school_class, starts=date(2014, 11, 17), by=cast.here.head)
    assert "Исфана" not in page(sign_in(cast.here.municipality_officer), "out_of_school")


def test_where_a_school_has_the_child_on_its_roll_nobody_asks_for_one(cast: Cast) -> None:
    record = write_down(cast.here)
    Enrolment.objects.create(child=record.child, school_class=cast.here.school_class, starts=date(2014, 11, 10))
    actions.end_out_of_school(
        record_of=record, on=date(2014, 11, 14), ending="enrolled", by=cast.here.municipality_officer
    )
    record.refresh_from_db()
    assert (record.ending, record.goes_to) == ("enrolled", "")
    assert not queries.on_no_list_yet(cast.here.municipality_officer)


def test_who_moved_away_is_asked_for_no_school_and_nothing_typed_is_lost(cast: Cast, officer: Client) -> None:
    record = write_down(cast.here)
    typed = {"ending": "moved", "goes_to": "Исфана", "on": "14.11.2014"}
    text = officer.post(reverse("end_out_of_school", args=[record.pk]), typed).content.decode()
    assert "Only for a child who goes to school now. Leave it empty otherwise." in text
    assert 'value="Исфана"' in text
    assert OutOfSchool.objects.get().ended_on is None


def test_found_again_a_child_stands_on_the_list_itself(cast: Cast) -> None:
    record = write_down(cast.here)
    person = cast.here.municipality_officer
    actions.end_out_of_school(record_of=record, on=date(2014, 11, 14), ending="enrolled", goes_to="Исфана", by=person)
    assert [one.pk for one in queries.on_no_list_yet(person)] == [record.pk]
    again = actions.register_out_of_school(child=record.child, kind="left", found_on=date(2014, 11, 17), by=person)
    assert not queries.on_no_list_yet(person)
    actions.end_out_of_school(record_of=again, on=date(2014, 11, 17), ending="mistake", by=person)
    assert list(queries.on_no_list_yet(person)) == [record]


def gone_to_school(cast: Cast, name: str = "Каримов", **other: Any) -> OutOfSchool:
    """A child of whom somebody said on 14 November that it goes to a school in Isfana."""
    record = write_down(cast.here, name)
    given = {"on": date(2014, 11, 14), "ending": "enrolled", "goes_to": "Исфана", "by": cast.here.municipality_officer}
    actions.end_out_of_school(record_of=record, **given | other)
    record.refresh_from_db()
    return record


def test_who_is_said_to_go_to_school_stays_in_sight_of_the_village_alone(cast: Cast) -> None:
    child = gone_to_school(cast).child
    for person in (cast.here.pedagogue, cast.here.municipality_officer):
        assert queries.child_for(person, child.pk) == child
    for person in (cast.there.pedagogue, cast.there.municipality_officer, cast.here.teacher):
        assert child not in queries.visible_to(person)


def test_from_the_card_the_child_is_put_on_a_roll_or_is_in_no_school_again(cast: Cast, sign_in: SignIn) -> None:
    record = gone_to_school(cast)
    again, enrol = reverse("again_out_of_school", args=[record.pk]), reverse("enrol_child", args=[record.child_id])
    officer = sign_in(cast.here.municipality_officer)
    text = page(officer, "out_of_school")
    assert (again in text, enrol in text) == (True, False)
    assert enrol in page(sign_in(cast.here.pedagogue), "out_of_school")
    assert page(sign_in(cast.here.pedagogue), "enrol_child", record.child_id)

    officer = sign_in(cast.here.municipality_officer)
    assert officer.get(again).status_code == 405
    answer = officer.post(again, follow=True)
    new = OutOfSchool.objects.get(ended_on__isnull=True)
    assert answer.redirect_chain == [(reverse("edit_out_of_school", args=[new.pk]), 302)]
    assert (new.child_id, new.kind, new.found_on) == (record.child_id, "left", date(2014, 11, 17))
    assert Change.objects.filter(action="out_of_school.registered", child_key=record.child_id).count() == 2
    assert officer.post(again).status_code == 404
    assert OutOfSchool.objects.filter(child=record.child_id).count() == 2


def test_nobody_elsewhere_puts_a_child_into_no_school_again(cast: Cast, sign_in: SignIn) -> None:
    record = gone_to_school(cast)
    for person, status in ((cast.there.municipality_officer, 404), (cast.there.pedagogue, 404), (cast.here.head, 403)):
        assert sign_in(person).post(reverse("again_out_of_school", args=[record.pk])).status_code == status
    assert not OutOfSchool.objects.filter(ended_on__isnull=True).exists()


def test_who_is_too_old_by_now_is_refused_in_words(cast: Cast, officer: Client) -> None:
    record = gone_to_school(cast)
    Child.objects.filter(pk=record.child_id).update(birth_year=1990)
    text = officer.post(reverse("again_out_of_school", args=[record.pk]), follow=True).content.decode()
    assert "This child is 24." in text
    assert not OutOfSchool.objects.filter(ended_on__isnull=True).exists()


def test_the_same_child_written_down_again_is_offered_with_its_record(
    cast: Cast, officer: Client, typed_out_of_school: dict[str, Any]
) -> None:
    record = gone_to_school(cast, "Сапарова")
    Child.objects.filter(pk=record.child_id).update(given_name="Жаңыл", search_key="saparova zhanil", birth_year=2003)
    text = officer.post(reverse("register_out_of_school"), typed_out_of_school).content.decode()
    assert "Исфана, since 14 November 2014" in text
    assert reverse("again_out_of_school", args=[record.pk]) in text
    assert "on record, but on no school" not in text


@pytest.mark.parametrize(("reason", "last"), [("moved_away", 14), ("died", 16), ("finished", 16), ("transferred", 17)])
def test_whom_a_roll_has_had_since_is_asked_about_no_more(cast: Cast, reason: str, last: int) -> None:
    child = gone_to_school(cast).child
    row = Enrolment.objects.create(child=child, school_class=cast.here.school_class, starts=date(2014, 11, 14))
    assert not queries.on_no_list_yet(cast.here.municipality_officer)
    Enrolment.objects.filter(pk=row.pk).update(ends=date(2014, 11, last), reason_of_leaving=reason)
    assert not queries.on_no_list_yet(cast.here.municipality_officer)
    assert not queries.visible_to(cast.here.municipality_officer).exists()


def test_a_roll_that_ended_before_or_was_a_mistake_says_nothing_of_today(cast: Cast) -> None:
    record = gone_to_school(cast)
    here = {"child": record.child, "school_class": cast.here.school_class}
    Enrolment.objects.create(
        **here, starts=date(2014, 9, 1), ends=record.ended_on, reason_of_leaving=Enrolment.Leaving.LEFT
    )
    Enrolment.objects.create(
        **here, starts=record.ended_on, ends=record.ended_on, reason_of_leaving=Enrolment.Leaving.MISTAKE
    )
    assert list(queries.on_no_list_yet(cast.here.municipality_officer)) == [record]


def test_what_was_said_in_august_is_asked_in_september_and_for_a_year(cast: Cast) -> None:
    record = gone_to_school(cast)
    person = cast.here.municipality_officer
    OutOfSchool.objects.filter(pk=record.pk).update(found_on=date(2014, 8, 1), ended_on=date(2014, 8, 20))
    assert list(queries.on_no_list_yet(person)) == [record]
    OutOfSchool.objects.filter(pk=record.pk).update(found_on=date(2013, 8, 1), ended_on=date(2013, 11, 17))
    assert list(queries.on_no_list_yet(person)) == [record]
    OutOfSchool.objects.filter(pk=record.pk).update(ended_on=date(2013, 11, 16))
    assert not queries.on_no_list_yet(person)
    assert record.child in queries.visible_to(person)


def test_a_long_list_says_how_many_more_there_are(cast: Cast, sign_in: SignIn) -> None:
    gone_to_school(cast, on=date(2014, 11, 10))
    for number in range(50):
        gone_to_school(cast, f"Каримова{chr(1072 + number % 32)}{chr(1072 + number // 32)}")
    first = page(sign_in(cast.here.municipality_officer), "out_of_school")
    assert (first.count("Исфана, since"), "Исфана, since 10 November" in first) == (50, False)
    assert "1 earlier one</a>" in first
    second = sign_in(cast.here.municipality_officer).get(reverse("out_of_school"), {"going": "2"}).content.decode()
    assert (second.count("Исфана, since 10 November"), "Later ones" in second) == (1, True)


def test_a_link_is_shown_only_to_whom_the_door_opens(cast: Cast, sign_in: SignIn) -> None:
    for person, opens in ((cast.here.pedagogue, True), (cast.here.head, False), (cast.here.teacher, False)):
        client = sign_in(person)
        for name in ("out_of_school", "door_to_door"):
            assert (client.get(reverse(name)).status_code != 403) is opens, name
            for shown in ("classes", "children", "today"):
                assert opens or reverse(name) not in page(client, shown), (name, shown)
        assert (reverse("out_of_school") in page(client, "classes")) is opens


def test_who_was_to_enter_and_has_not_is_marked(cast: Cast, officer: Client) -> None:
    clock.set_today(FOUND)
    write_down(cast.here, kind="late", enters_on=date(2014, 11, 10))
    clock.set_today(date(2014, 11, 17))
    assert 'class="next missing">Expected to enter on 10 November 2014' in page(officer, "out_of_school")


def test_the_sheet_goes_by_street_and_house_as_the_alphabet_does(cast: Cast, officer: Client) -> None:
    homes = [("Ынтымак көчөсү", "3"), ("Өзгөн көчөсү", "10"), ("Өзгөн көчөсү", "2"), ("Ош көчөсү", "1"), ("", "")]
    for child, (street, house) in zip(cast.here.pupils, homes, strict=False):
        Household.objects.filter(pk=child.household_id).update(street=street, house=house)
    text = page(officer, "door_to_door_sheet", cast.here.village.pk)
    marks = ["Ош көчөсү", "Өзгөн көчөсү", "Ынтымак көчөсү", "Street not known", "Another street"]
    assert [text.index(mark) for mark in marks] == sorted(text.index(mark) for mark in marks)
    assert text.index(cast.here.pupils[2].full_name) < text.index(cast.here.pupils[1].full_name)
    assert text.count("<table") == 6
    assert text.count('class="home blank"') == 5 * 4 + 12


def test_the_sheet_says_where_each_child_learns(cast: Cast, officer: Client) -> None:
    unknown = Child.objects.create(
        household=Household.objects.create(village=cast.here.village), family_name="Орозова", given_name="Гүл",
        birth_year=2005,
    )  # fmt: skip
    record = write_down(cast.here)
    enrolment = cast.here.pupils[0].enrolments.select_related("child", "school_class__school").get()
    actions.send(enrolment=enrolment, sent_on=FOUND, to_elsewhere="Исфана", by=cast.here.head)
    text = page(officer, "door_to_door_sheet", cast.here.village.pk)
    for child, words in (
        (cast.here.pupils[1], "6-А, Alma-Suu school"),
        (cast.here.pupils[0], "On the way to another school"),
        (record.child, "In no school"),
        (unknown, "Not known"),
    ):
        row = text[text.index(child.full_name) :].split("</tr>")[0]
        assert words in row, child.full_name
    for elsewhere in cast.there.pupils:
        assert elsewhere.name not in text


@pytest.mark.parametrize(
    ("birth", "listed"),
    [
        ({"birth_year": 2008}, True),  # six, and seven by next September
        ({"birth_date": date(2008, 9, 2), "birth_year": 2008}, False),
        ({"birth_date": date(2008, 9, 1), "birth_year": 2008}, True),
        ({"birth_date": date(1998, 1, 5), "birth_year": 1998}, True),  # sixteen
        ({"birth_date": date(1997, 5, 5), "birth_year": 1997}, False),
        ({}, True),  # nobody knows: somebody has to ask
    ],
)
def test_of_school_age_or_soon(cast: Cast, officer: Client, birth: dict[str, Any], listed: bool) -> None:
    home = Household.objects.create(village=cast.here.village)
    Child.objects.create(household=home, family_name="Орозова", given_name="Гүл", **birth)
    assert ("Орозова Гүл" in page(officer, "door_to_door_sheet", cast.here.village.pk)) is listed


def test_opening_the_sheet_leaves_a_trace(cast: Cast, officer: Client) -> None:
    page(officer, "door_to_door_sheet", cast.here.municipality.pk)
    change = Change.objects.get(action="door_to_door.opened")
    assert (change.by_key, change.subject_key) == (cast.here.municipality_officer.pk, cast.here.municipality.pk)


def test_one_village_needs_no_choice_and_several_do(cast: Cast, officer: Client) -> None:
    sheet = reverse("door_to_door_sheet", args=[cast.here.village.pk])
    assert officer.get(reverse("door_to_door")).headers["Location"] == sheet
    cast.there.village.parent = cast.here.municipality
    cast.there.village.save()
    text = page(officer, "door_to_door")
    for place in (cast.here.village, cast.there.village, cast.here.municipality):
        assert reverse("door_to_door_sheet", args=[place.pk]) in text
    both = page(officer, "door_to_door_sheet", cast.here.municipality.pk)
    assert cast.here.pupils[0].name in both
    assert cast.there.pupils[0].name in both
