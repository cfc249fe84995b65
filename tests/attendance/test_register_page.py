"""The register as a page: what it shows, what it stores, what it never loses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from mektepke.attendance.actions import take_register
from mektepke.attendance.models import Mark, Register
from mektepke.attendance.queries import missing_before, register_of, school_days_of_class
from mektepke.attendance.rules import MarkGiven, MarkKind, NotThere
from mektepke.base import clock
from mektepke.people.models import Assignment, Person
from mektepke.places.models import DayChange
from mektepke.pupils.models import Child, Enrolment
from tests.cast import Cast, more_pupils, pupil

FRIDAY = date(2014, 11, 14)
ABSENT = MarkGiven(MarkKind.ABSENT)


@pytest.fixture(autouse=True)
def english(cast: Cast) -> None:
    """So that the tests can read the pages."""
    Person.objects.update(language="en")


@pytest.fixture
def teacher(cast: Cast, client: Client) -> Client:
    """The class teacher, signed in."""
    client.force_login(cast.here.teacher)
    return client


def address(cast: Cast, day: date = FRIDAY, *session: str) -> str:
    """The register of the class here."""
    return reverse("register", args=[cast.here.school_class.pk, day, *session])


def text(answer: HttpResponse) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def row_of(answer: HttpResponse, child: Child) -> str:
    """The child's line of the page."""
    found = re.search(rf'<li[^>]*>(?:(?!</li>).)*value="{child.pk}".*?</li>', answer.content.decode(), re.DOTALL)
    assert found
    return found[0]


def test_everybody_is_present_until_marked(cast: Cast, teacher: Client) -> None:
    page = teacher.get(address(cast))
    assert all(child.name in page.content.decode() for child in cast.here.pupils)
    assert 'type="checkbox"' in row_of(page, cast.here.pupils[0])
    assert "checked" not in re.findall(r'<input type="checkbox"[^>]*>', page.content.decode())[0]
    assert 'name="reason-1"' not in page.content.decode()


def test_three_missing_of_thirty_are_stored_by_what_three_taps_send(cast: Cast, teacher: Client, today: date) -> None:
    """One tap opens, three mark, one stores. Without the small script a browser sends every line's radio as well."""
    missing = [child.pk for child in more_pupils(cast.here.school_class, 24)[:3]]
    teacher.get(address(cast, today))
    sent = {"version": "0", **{f"away-{place}": str(key) for place, key in enumerate(missing, start=7)}}
    assert len(urlencode({"csrfmiddlewaretoken": "x" * 64, **sent})) < 400
    answer = teacher.post(address(cast, today), sent | {f"kind-{place}": "absent" for place in range(1, 31)})
    assert answer.headers["Location"] == reverse("today")
    stored = register_of(cast.here.school_class, today)
    assert stored is not None
    assert stored.given() == dict.fromkeys(missing, ABSENT)


def test_a_line_can_say_why_and_how_long(cast: Cast, teacher: Client) -> None:
    child = cast.here.pupils[2]
    sent = {"away-1": child.pk, "kind-1": "late", "reason-1": "doctor", "excused-1": "no", "lessons-1": "2"}
    assert teacher.post(address(cast), sent).status_code == 302
    stored = register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert stored.given() == {child.pk: MarkGiven(MarkKind.LATE, "doctor", False, 2)}
    row = row_of(teacher.get(address(cast)), child)
    assert re.search(r'value="late" checked', row)
    assert re.search(r'value="doctor" selected', row)
    assert re.search(r'value="no" selected', row)
    assert re.search(r'name="lessons-3"[^>]*value="2"', row)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"lessons-1": "13"}, "a number from 1 to 12"),
        ({"lessons-1": "two"}, "a number from 1 to 12"),
        ({"kind-1": "ill"}, "This choice is not known here."),
        ({"reason-1": "because"}, "This choice is not known here."),
        ({"excused-1": "perhaps"}, "This choice is not known here."),
    ],
)
def test_what_is_unclear_is_said_and_the_rest_stays_typed(
    cast: Cast, teacher: Client, wrong: dict[str, str], said: str
) -> None:
    first, second = cast.here.pupils[:2]
    answer = teacher.post(address(cast), {"away-1": first.pk, "away-2": second.pk, "kind-2": "late", **wrong})
    assert answer.status_code == 422
    assert said in text(answer)
    assert re.search(r'type="checkbox"[^>]*checked', row_of(answer, first))
    assert re.search(r'value="late" checked', row_of(answer, second))
    if "lessons-1" in wrong:
        assert f'value="{wrong["lessons-1"]}"' in row_of(answer, first)
    assert not Register.objects.exists()


def test_a_child_who_left_the_list_meanwhile_is_said_and_nothing_is_stored(cast: Cast, teacher: Client) -> None:
    first, second = cast.here.pupils[:2]
    Enrolment.objects.filter(child=first).update(ends=date(2014, 10, 1), reason_of_leaving="left")
    answer = teacher.post(address(cast), {"away-1": first.pk, "away-2": second.pk})
    assert answer.status_code == 422
    assert "no longer on this list" in text(answer)
    assert first.name not in text(answer)
    assert re.search(r'type="checkbox"[^>]*checked', row_of(answer, second))
    assert not Register.objects.exists()


def test_a_conflict_shows_both_versions_and_overwrites_neither(cast: Cast, teacher: Client) -> None:
    first, second = cast.here.pupils[:2]
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks={first.pk: ABSENT}, by=cast.here.pedagogue)
    answer = teacher.post(address(cast), {"version": "0", "away-2": second.pk, "kind-2": "late"})
    assert answer.status_code == 409
    assert cast.here.pedagogue.short_name in text(answer)
    assert "The other version: absent" in row_of(answer, first)
    assert "The other version: present" in row_of(answer, second)
    assert re.search(r'value="late" checked', row_of(answer, second))
    stored = register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert stored.given() == {first.pk: ABSENT}

    again = teacher.post(address(cast), {"version": "1", "away-2": second.pk, "kind-2": "late"})
    assert again.status_code == 302
    history = text(teacher.get(address(cast)))
    # Only when storing again did the teacher, who saw both, make the first child present.
    assert history.count(f"{first.name}: absent → present") == 1
    assert f"{second.name}: present → late" in history
    assert "sent at the same time, kept, not taken over" in history


def test_history_names_nobody_who_is_not_on_the_list(cast: Cast, teacher: Client) -> None:
    gone = cast.here.pupils[0]
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks={gone.pk: ABSENT}, by=cast.here.teacher)
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks={}, by=cast.here.teacher, based_on=1)
    Enrolment.objects.filter(child=gone).update(ends=date(2014, 10, 1), reason_of_leaving="left")
    page = text(teacher.get(address(cast)))
    assert gone.name not in page
    assert "A child who is no longer on this list: absent → present" in page


def test_a_day_that_has_not_come_is_refused_in_words(cast: Cast, teacher: Client, today: date) -> None:
    tomorrow = address(cast, today + timedelta(days=1))
    assert "This day has not come yet" in text(teacher.get(tomorrow))
    answer = teacher.post(tomorrow, {"away-1": cast.here.pupils[0].pk})
    assert answer.status_code == 422
    assert "This day has not come yet" in text(answer)
    assert "checked" in row_of(answer, cast.here.pupils[0])
    assert not Register.objects.exists()


def test_a_day_off_says_why_and_how_it_becomes_a_school_day(cast: Cast, teacher: Client, client: Client) -> None:
    DayChange.objects.create(school=cast.here.school, day=FRIDAY, kind="snow", is_school_day=False)
    page = text(teacher.get(address(cast)))
    assert "no school on this day because of snow" in page
    assert "entered as closed in the school's calendar" in page
    assert "Ask the head to take the entry back" in page
    assert "extra school day" not in page
    assert "Store the register" not in page
    client.force_login(cast.here.head)
    own = client.get(address(cast))
    assert "Take the entry back" in text(own)
    assert reverse("school_calendar", args=[cast.here.school.pk]) in own.content.decode()


@pytest.mark.parametrize("day", [FRIDAY, date(2014, 11, 16)], ids=["a holiday of all schools", "a Sunday"])
def test_a_day_off_that_the_school_did_not_enter_becomes_an_extra_day(cast: Cast, teacher: Client, day: date) -> None:
    DayChange.objects.create(day=FRIDAY, kind="holiday", is_school_day=False)
    page = text(teacher.get(address(cast, day)))
    assert "as an extra school day" in page
    assert "entry back" not in page


def test_parts_of_a_day_are_offered_only_where_they_are_used(cast: Cast, teacher: Client) -> None:
    assert "Part of the day" not in teacher.get(address(cast)).content.decode()
    teacher.post(address(cast, FRIDAY, "morning"), {"away-1": cast.here.pupils[0].pk})
    assert Register.objects.get().session == "morning"
    assert "Part of the day" not in teacher.get(address(cast, FRIDAY - timedelta(days=1))).content.decode()
    assert "Part of the day" in teacher.get(address(cast, FRIDAY + timedelta(days=1))).content.decode()
    answer = teacher.post(address(cast), {"away-1": cast.here.pupils[0].pk})
    assert answer.status_code == 422
    assert "Choose the part above" in text(answer)
    assert "checked" in row_of(answer, cast.here.pupils[0])


def test_a_child_who_learns_at_home_is_named_and_not_marked(cast: Cast, teacher: Client) -> None:
    child = cast.here.pupils[0]
    Enrolment.objects.filter(child=child).update(mode="home")
    page = teacher.get(address(cast))
    assert f"Learns at home, not marked here: {child.name}" in text(page)
    assert str(child.pk) not in page.content.decode()


def test_an_empty_class_has_its_own_sentence(cast: Cast, teacher: Client) -> None:
    Enrolment.objects.update(ends=date(2014, 9, 2), reason_of_leaving="left")
    page = text(teacher.get(address(cast)))
    assert "Nobody is on the list of this class on this day, so there is no register to take." in page
    assert "The head of the school or the social pedagogue enters the pupils." in page
    for said in ("Store the register", "Tap only who is missing", "With the keyboard", "A part of the day"):
        assert said not in page
    teacher.force_login(cast.here.head)
    assert f'href="{reverse("import_list")}"' in teacher.get(address(cast)).content.decode()


def test_a_class_that_learns_at_home_has_its_own_sentence(cast: Cast, teacher: Client) -> None:
    Enrolment.objects.update(mode="home")
    assert "Everybody on the list of this class learns at home" in text(teacher.get(address(cast)))


def test_who_was_missing_last_time_has_a_hint_and_no_mark(cast: Cast, teacher: Client) -> None:
    """Two children who never came are not stored as present because two taps were forgotten."""
    first, second, third = cast.here.pupils[:3]
    for day, absent in (
        (date(2014, 11, 10), [first, third]),
        (date(2014, 11, 12), [first, third]),
        (date(2014, 11, 13), [first, second]),
    ):
        marks = {child.pk: ABSENT for child in absent}
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)
    page = teacher.get(address(cast))
    assert "not there since 10 November" in row_of(page, first)
    assert "not there on 13 November" in row_of(page, second)
    assert "not there" not in row_of(page, third)
    assert 'value="absent" checked' in row_of(page, first)  # the kind a tap would give, as in every row
    assert not re.search(r'type="checkbox"[^>]*checked', page.content.decode())


def test_whoever_came_for_a_part_of_the_day_was_there(cast: Cast, teacher: Client) -> None:
    first, second = cast.here.pupils[:2]
    for session, absent in (("morning", [first, second]), ("afternoon", [first])):
        take_register(
            school_class=cast.here.school_class, day=date(2014, 11, 13), session=session, by=cast.here.teacher,
            marks={child.pk: ABSENT for child in absent},
        )  # fmt: skip
    page = teacher.get(address(cast))
    assert "not there on 13 November" in row_of(page, first)
    assert "not there" not in row_of(page, second)


def hints(cast: Cast, day: date = FRIDAY) -> tuple[dict[UUID, NotThere], int]:
    """Who was not there before this day, and how many queries it took."""
    open_days = school_days_of_class(cast.here.school_class, today=day)
    with CaptureQueriesContext(connection) as asked:
        found = missing_before(cast.here.school_class, day, school_days=open_days)
    return found, len(asked)


def test_the_hints_take_one_query_and_two_where_somebody_is_missing_for_long(cast: Cast) -> None:
    long, short, *others = (child.pk for child in cast.here.pupils)
    days = school_days_of_class(cast.here.school_class, today=date(2014, 11, 13))[-14:]
    for day in days:
        marks = dict.fromkeys([long, short, *others] if day == days[-1] else [long], ABSENT)
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)
    found, asked = hints(cast)
    assert found == {long: NotThere(days[0], days[-1])} | dict.fromkeys([short, *others], NotThere(days[-1], days[-1]))
    assert asked == 2
    Mark.objects.filter(child=long, register__day=days[-1]).delete()
    found, asked = hints(cast)
    assert found == dict.fromkeys([short, *others], NotThere(days[-1], days[-1]))
    assert asked == 1


def test_the_hints_reach_over_months_without_a_register(cast: Cast) -> None:
    marks = {cast.here.pupils[0].pk: ABSENT}
    take_register(school_class=cast.here.school_class, day=date(2014, 9, 2), marks=marks, by=cast.here.teacher)
    assert hints(cast) == (dict.fromkeys(marks, NotThere(date(2014, 9, 2), date(2014, 9, 2))), 2)
    assert hints(cast, date(2014, 9, 1)) == ({}, 0)


def test_nobody_was_missing_on_a_day_closed_afterwards(cast: Cast, teacher: Client) -> None:
    first, second = cast.here.pupils[:2]
    for day, absent in ((date(2014, 11, 12), [first]), (date(2014, 11, 13), [first, second])):
        marks = {child.pk: ABSENT for child in absent}
        take_register(school_class=cast.here.school_class, day=day, marks=marks, by=cast.here.teacher)
    DayChange.objects.create(school=cast.here.school, day=date(2014, 11, 13), kind="snow", is_school_day=False)
    page = teacher.get(address(cast))
    assert "not there on 12 November" in row_of(page, first)
    assert "not there" not in row_of(page, second)


def test_the_day_of_another_year_has_its_year_in_the_heading(cast: Cast, teacher: Client) -> None:
    assert "6-А: Thursday 14 November 2013" not in text(teacher.get(address(cast, date(2013, 11, 14))))
    assert "6-А: 14 November 2013" in text(teacher.get(address(cast, date(2013, 11, 14))))
    assert "6-А: Friday 14 November" in text(teacher.get(address(cast)))
    clock.set_today(date(2015, 9, 10))
    Assignment.objects.update(ends=None)
    assert "6-А: 14 November 2014" in text(teacher.get(address(cast)))


@pytest.mark.parametrize("role", ["teacher", "pedagogue", "head"])
def test_whoever_takes_registers_here_may_not_take_them_there(cast: Cast, client: Client, role: str) -> None:
    client.force_login(getattr(cast.there, role))
    for answer in (client.get(address(cast)), client.post(address(cast), {})):
        assert answer.status_code == 404
        assert not any(child.name in answer.content.decode() for child in cast.here.pupils)
    assert not Register.objects.exists()


@pytest.mark.parametrize("who", ["group_member", "municipality_officer"])
def test_a_role_without_children_is_refused(cast: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(cast.here, who))
    assert client.get(address(cast)).status_code == 403


def test_the_page_of_thirty_takes_as_many_queries_as_the_page_of_three(cast: Cast, teacher: Client) -> None:
    marks = {cast.here.pupils[0].pk: ABSENT}
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks=marks, by=cast.here.teacher)
    with CaptureQueriesContext(connection) as few:
        teacher.get(address(cast))
    children = more_pupils(cast.here.school_class, 30)
    marks |= {child.pk: ABSENT for child in children[:10]}
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks=marks, by=cast.here.teacher, based_on=1)
    with CaptureQueriesContext(connection) as many:
        teacher.get(address(cast))
    assert len(few) == len(many)


def test_the_page_of_a_class_of_thirty_is_light(cast: Cast, teacher: Client) -> None:
    """With everything it loads it must stay under 60 kB; this leaves room for the styles and the script."""
    more_pupils(cast.here.school_class, 24)
    Person.objects.update(language="ky")
    with translation.override("ky"):
        assert len(teacher.get(address(cast)).content) < 40_000


def test_the_ways_to_other_days_lead_to_school_days(cast: Cast, teacher: Client, today: date) -> None:
    monday = teacher.get(address(cast, today)).content.decode()
    assert f'rel="prev" href="{address(cast, date(2014, 11, 15))}"' in monday
    assert 'rel="next"' not in monday
    first = teacher.get(address(cast, date(2014, 9, 1))).content.decode()
    assert 'rel="prev"' not in first
    sunday = teacher.get(address(cast, date(2014, 11, 16))).content.decode()
    assert f'rel="next" href="{address(cast, today)}"' in sunday


def test_a_register_of_a_day_that_was_closed_afterwards_says_why_it_does_not_count(cast: Cast, teacher: Client) -> None:
    take_register(school_class=cast.here.school_class, day=FRIDAY, marks={}, by=cast.here.teacher)
    assert "does not count" not in text(teacher.get(address(cast)))
    cache.clear()
    DayChange.objects.create(school=cast.here.school, day=FRIDAY, kind="snow", is_school_day=False)
    page = text(teacher.get(address(cast)))
    assert "no school on this day because of snow or bad weather. So this register does not count" in page


def test_nothing_is_said_to_count_or_not_where_no_register_is_stored(cast: Cast, teacher: Client, today: date) -> None:
    """A page that comes back because its day cannot have a register has nothing stored that could count."""
    sent = {"away-1": cast.here.pupils[0].pk}
    DayChange.objects.create(school=cast.here.school, day=FRIDAY, kind="snow", is_school_day=False)
    for day in (FRIDAY, today + timedelta(days=1)):
        page = teacher.post(address(cast, day), sent)
        assert page.status_code == 422
        assert "does not count" not in text(page)


def test_the_calendar_is_not_asked_who_closed_a_day_to_come(cast: Cast, teacher: Client, today: date) -> None:
    def asked(day: date) -> int:
        with CaptureQueriesContext(connection) as found:
            teacher.get(address(cast, day))
        of_one_day = [one for one in found if DayChange._meta.db_table in one["sql"] and "BETWEEN" not in one["sql"]]
        return len(of_one_day)

    assert asked(date(2014, 11, 16)) == 2  # why there is no school on a Sunday, and whether the school entered it
    assert asked(today + timedelta(days=1)) == 0


def test_namesakes_are_told_apart_where_they_are_marked(cast: Cast, teacher: Client) -> None:
    school_class = cast.here.school_class
    for patronymic in ("Абдилазизович", "Эшматович"):
        child = pupil(school_class, "Нурматов", "Кубаныч")
        Child.objects.filter(pk=child.pk).update(patronymic=patronymic)
    for page in (address(cast), f"/attendance/{school_class.pk}/grid/"):
        shown = text(teacher.get(page))
        assert "Нурматов Кубаныч Абдилазизович" in shown
        assert "Нурматов Кубаныч Эшматович" in shown
    roll = teacher.get(f"/api/classes/{school_class.pk}/roll").json()["pupils"]
    assert "Нурматов Кубаныч Эшматович" in [found["name"] for found in roll]
