"""The monthly report, against a month counted by hand."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from mektepke.attendance import queries
from mektepke.attendance.actions import take_register
from mektepke.attendance.months import Counts
from mektepke.attendance.rules import MarkGiven, MarkKind, Rate
from mektepke.people.models import Person
from mektepke.places.models import DayChange
from mektepke.pupils.models import Child, Enrolment
from tests.cast import Cast, more_pupils

NOVEMBER = date(2014, 11, 1)
ABSENT = MarkKind.ABSENT


@pytest.fixture
def month(cast: Cast, today: date) -> Cast:
    """November until Monday the 17th. Six days a week: the 1st, 10th to 15th and 17th are school days; the autumn
    holidays end on the 9th. Registers on the 10th, 11th, 13th (in two parts), 14th: four of eight. The 12th was marked
    and then closed for snow, so seven school days are left."""
    first, second, third = (child.pk for child in cast.here.pupils[:3])
    whole: dict[int, dict[Any, MarkGiven]] = {
        10: {first: MarkGiven(ABSENT, "illness", True), second: MarkGiven(ABSENT, "", False)},
        11: {first: MarkGiven(ABSENT), third: MarkGiven(MarkKind.LATE, lessons_missed=1)},
        12: {first: MarkGiven(ABSENT), second: MarkGiven(ABSENT)},
        14: {third: MarkGiven(MarkKind.LEFT_EARLY, lessons_missed=2)},
    }
    for day, marks in whole.items():
        _take(cast, day, marks)
    _take(cast, 13, {first: MarkGiven(ABSENT, "", True, 3)}, "morning")
    _take(cast, 13, {second: MarkGiven(ABSENT), first: MarkGiven(ABSENT, "", True)}, "afternoon")
    DayChange.objects.create(school=cast.here.school, day=date(2014, 11, 12), kind="snow", is_school_day=False)
    left = cast.here.pupils[3]
    Enrolment.objects.filter(child=left).update(ends=date(2014, 11, 11), reason_of_leaving="moved_away")
    Enrolment.objects.filter(child=cast.here.pupils[4]).update(mode="home")
    return cast


def _take(cast: Cast, day: int, marks: dict[Any, MarkGiven], session: str = "day") -> None:
    take_register(
        school_class=cast.here.school_class,
        day=date(2014, 11, day),
        marks=marks,
        by=cast.here.teacher,
        session=session,
    )


def _counts(cast: Cast, today: date) -> dict[Child, Counts]:
    (found,) = queries.months_of([cast.here.school_class], NOVEMBER, today=today)
    return {line.child: line.counts for line in found.children}


def test_the_month_is_as_counted_by_hand(month: Cast, today: date) -> None:
    first, second, third, left, at_home, always = month.here.pupils
    assert _counts(month, today) == {
        first: Counts(marked=4, unmarked=3, excused=2, not_said=1, lessons=3),
        second: Counts(marked=4, unmarked=3, not_excused=1, left_early=1),
        third: Counts(marked=4, unmarked=3, late=1, left_early=1, lessons=3),
        left: Counts(marked=2, unmarked=1),
        always: Counts(marked=4, unmarked=3),
    }
    assert at_home not in _counts(month, today)


def test_the_class_adds_up_with_numerator_and_denominator(month: Cast, today: date) -> None:
    (found,) = queries.months_of([month.here.school_class], NOVEMBER, today=today)
    assert (found.school_days, found.registers, found.unmarked) == (7, 4, 3)
    assert found.counts.rate == Rate(18 - 4, 18)
    assert (found.counts.absent, found.counts.unmarked) == (4, 13)


def test_a_month_without_a_register_has_no_rate(month: Cast, today: date) -> None:
    (found,) = queries.months_of([month.there.school_class], NOVEMBER, today=today)
    assert (found.registers, found.counts.rate.percent) == (0, None)
    assert found.counts.unmarked == 8 * 3


def test_months_take_as_many_queries_for_thirty_children_and_two_classes(month: Cast, today: date) -> None:
    with CaptureQueriesContext(connection) as few:
        queries.months_of([month.here.school_class], NOVEMBER, today=today)
    more_pupils(month.here.school_class, 30)
    with CaptureQueriesContext(connection) as many:
        queries.months_of([month.here.school_class, month.there.school_class], NOVEMBER, today=today)
    assert len(few) == len(many)


@pytest.fixture
def head(month: Cast, client: Client) -> Client:
    """The head of the school, reading English."""
    Person.objects.update(language="en")
    client.force_login(month.here.head)
    return client


def test_the_class_page_says_what_is_not_counted(month: Cast, head: Client) -> None:
    page = head.get(reverse("class_report", args=[month.here.school_class.pk, NOVEMBER])).content.decode()
    assert "77.8% (14 of 18)" in page
    assert "3 school days have no register and are not counted." in page
    assert "Registers: 4 of 7 school days." in page


def test_a_month_without_a_mark_has_a_sentence_of_its_own(month: Cast, head: Client) -> None:
    for address in (
        reverse("class_report", args=[month.here.school_class.pk, date(2015, 3, 1)]),
        reverse("school_report", args=[month.here.school.pk, date(2015, 3, 1)]),
    ):
        page = head.get(address).content.decode()
        assert "No day of this month is marked yet." in page
        assert "Present: " not in page


def test_the_school_page_lists_its_classes_and_no_child(month: Cast, head: Client) -> None:
    page = head.get(reverse("school_report", args=[month.here.school.pk, NOVEMBER])).content.decode()
    assert month.here.school_class.name in page
    assert "77.8%" in page
    assert not any(child.family_name in page for child in month.here.pupils if child.family_name != "Ормонова")


def test_the_sheet_holds_the_same_numbers(month: Cast, head: Client) -> None:
    answer = head.get(reverse("school_report_sheet", args=[month.here.school.pk, NOVEMBER]))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Classes", month.here.school_class.name]
    last = [cell.value for cell in list(book[month.here.school_class.name].rows)[-1]]
    assert last == ["Together", 4, 2, 1, 1, 1, 2, 6, 14, 18, 77.8, 13]


def test_a_name_never_becomes_a_formula(month: Cast, head: Client) -> None:
    child = month.here.pupils[0]
    child.family_name = '=HYPERLINK("x")'
    child.save()
    answer = head.get(reverse("class_report_sheet", args=[month.here.school_class.pk, NOVEMBER]))
    assert "attachment" in answer.headers["Content-Disposition"]
    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].rows for cell in row]
    named = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert [cell.data_type for cell in named] == ["s"]


@pytest.mark.parametrize("who", ["teacher", "head", "pedagogue"])
def test_reports_of_another_school_are_not_there(month: Cast, client: Client, who: str) -> None:
    client.force_login(getattr(month.there, who))
    for name, key in (
        ("class_report", month.here.school_class.pk),
        ("class_report_sheet", month.here.school_class.pk),
        ("class_grid", month.here.school_class.pk),
        ("school_report", month.here.school.pk),
        ("school_report_sheet", month.here.school.pk),
    ):
        assert client.get(reverse(name, args=[key, NOVEMBER])).status_code == 404, name


def test_a_teacher_reads_the_class_and_not_the_school(month: Cast, client: Client) -> None:
    client.force_login(month.here.teacher)
    assert client.get(reverse("class_report", args=[month.here.school_class.pk])).status_code == 200
    assert client.get(reverse("school_report", args=[month.here.school.pk])).status_code == 404
    page = client.get(reverse("reports")).content.decode()
    assert reverse("class_report", args=[month.here.school_class.pk]) in page
    assert reverse("school_report", args=[month.here.school.pk]) not in page
