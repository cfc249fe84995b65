"""Into a class, into another, home lessons, off the roll, and back where it was a mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mektepke.places.models import GradeScheme, SchoolClass
from mektepke.pupils import actions, queries
from mektepke.pupils.models import Child, Enrolment, OutOfSchool
from mektepke.trail.models import Change
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TODAY = date(2014, 11, 17)


@pytest.fixture
def child(cast: Cast) -> Child:
    """Абдиева Айпери, 12 years old, in 6-А."""
    return cast.here.pupils[0]


@pytest.fixture
def other(cast: Cast) -> SchoolClass:
    """6-Б of the same school."""
    return SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=6, letter="Б")


def history(child: Child) -> list[tuple[str, date, date | None, str]]:
    """The child's rows, the oldest first."""
    rows = Enrolment.objects.filter(child=child).select_related("school_class").order_by("starts", "pk")
    return [(row.school_class.name, row.starts, row.ends, row.reason_of_leaving) for row in rows]


def rolls(child: Child, day: date) -> list[str]:
    """The classes on whose roll the child is on this day."""
    return [
        row.school_class.name for row in Enrolment.objects.on(day).filter(child=child).select_related("school_class")
    ]


def test_a_change_of_class_is_a_new_row(cast: Cast, pedagogue: Client, child: Child, other: SchoolClass) -> None:
    given = {"school_class": str(other.pk), "mode": "school", "starts": "10.11.2014"}
    assert pedagogue.post(reverse("enrol_child", args=[child.pk]), given).status_code == 302
    assert history(child) == [
        ("6-А", date(2014, 9, 1), date(2014, 11, 9), "moved_class"),
        ("6-Б", date(2014, 11, 10), None, ""),
    ]
    assert (rolls(child, date(2014, 11, 9)), rolls(child, date(2014, 11, 10))) == (["6-А"], ["6-Б"])
    assert Change.objects.filter(action="child.enrolled", child_key=child.pk).count() == 1


def test_another_way_of_learning_is_a_new_row_in_the_same_class(cast: Cast, child: Child) -> None:
    actions.enrol(child=child, school_class=cast.here.school_class, starts=TODAY, mode="home", by=cast.here.head)
    assert history(child) == [
        ("6-А", date(2014, 9, 1), date(2014, 11, 16), "changed_mode"),
        ("6-А", TODAY, None, ""),
    ]


def test_what_is_put_right_on_the_first_day_was_never_on_the_roll(cast: Cast, child: Child, other: SchoolClass) -> None:
    for mode in ("home", "school"):
        actions.enrol(child=child, school_class=other, starts=TODAY, mode=mode, by=cast.here.head)
    assert rolls(child, TODAY) == ["6-Б"]
    assert Enrolment.objects.on(TODAY).get(child=child).mode == "school"
    assert [row[3] for row in history(child)] == ["moved_class", "mistake", ""]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"starts": "25.08.2014"}, "lasts from 1 September 2014 until 25 May 2015"),
        ({"starts": "26.05.2015"}, "lasts from 1 September 2014 until 25 May 2015"),
        ({"starts": "31.11.2014"}, "There is no such day"),
        ({"same": True}, "The child is in this class and learns in this way already."),
        ({"mode": "asleep"}, "Select a valid choice"),
    ],
)
def test_a_wrong_day_or_class_is_refused_in_words(
    pedagogue: Client, child: Child, other: SchoolClass, given: dict[str, Any], words: str
) -> None:
    own = Enrolment.objects.get(child=child).school_class_id
    school_class = own if given.get("same") else other.pk
    typed = {"school_class": str(school_class), "mode": "school", "starts": "17.11.2014"} | given
    page = pedagogue.post(reverse("enrol_child", args=[child.pk]), typed).content.decode()
    assert words in page
    assert f'value="{typed["starts"]}"' in page
    assert len(history(child)) == 1


def test_a_day_before_the_present_class_or_in_a_past_one_is_refused(
    cast: Cast, child: Child, other: SchoolClass
) -> None:
    actions.enrol(child=child, school_class=other, starts=date(2014, 11, 10), by=cast.here.head)
    with translation.override("en"), pytest.raises(ValidationError, match="6-Б since 10 November 2014"):
        actions.enrol(child=child, school_class=cast.here.school_class, starts=date(2014, 11, 3), by=cast.here.head)
    enrolment = Enrolment.objects.get(child=child, ends__isnull=True)
    actions.leave(enrolment=enrolment, on=date(2014, 11, 12), reason="moved_away", by=cast.here.head)
    with translation.override("en"), pytest.raises(ValidationError, match="6-Б until 12 November 2014"):
        actions.enrol(child=child, school_class=other, starts=date(2014, 11, 12), by=cast.here.head)
    actions.enrol(child=child, school_class=other, starts=date(2014, 11, 13), by=cast.here.head)
    assert rolls(child, TODAY) == ["6-Б"]


def test_nobody_takes_a_child_from_another_schools_roll(cast: Cast, child: Child) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="Alma-Suu school"):
        actions.enrol(child=child, school_class=cast.there.school_class, starts=TODAY, by=cast.there.head)
    assert rolls(child, TODAY) == ["6-А"]


def test_a_child_of_school_age_who_left_is_at_once_in_no_school(cast: Cast, pedagogue: Client, child: Child) -> None:
    answer = pedagogue.post(
        reverse("leave_school", args=[child.pk]), {"reason": "left", "on": "14.11.2014"}, follow=True
    )
    assert "on the list of children of school age in no school" in answer.content.decode()
    record = OutOfSchool.objects.get(child=child)
    assert (record.kind, record.found_on, record.ended_on, record.found_by) == (
        "left", date(2014, 11, 14), None, cast.here.pedagogue,
    )  # fmt: skip
    said = Change.objects.filter(child_key=child.pk).order_by("pk").values_list("action", "reason")
    assert list(said) == [("child.left", "left"), ("out_of_school.registered", "left")]
    assert queries.visible_to(cast.here.pedagogue).filter(pk=child.pk).exists()


@pytest.mark.parametrize(
    ("reason", "born", "expected"),
    [("left", 2002, 1), ("left", 1997, 0), ("left", 1998, 1), ("moved_away", 2002, 0), ("died", 2002, 0)],
)
def test_only_leaving_in_school_age_makes_the_record(
    cast: Cast, child: Child, reason: str, born: int, expected: int
) -> None:
    Child.objects.filter(pk=child.pk).update(birth_date=None, birth_year=born)
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=TODAY, reason=reason, by=cast.here.head)
    assert OutOfSchool.objects.filter(child=child).count() == expected


def test_school_age_comes_from_the_schools_calendar(cast: Cast, child: Child) -> None:
    calendar = cast.here.school.calendars.get(year=cast.year)
    calendar.scheme = GradeScheme.objects.create(code="12", last_grade=12, starts_at_age=6, school_age_until=18)
    calendar.save()
    Child.objects.filter(pk=child.pk).update(birth_date=None, birth_year=1997)
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=TODAY, reason="left", by=cast.here.head)
    assert OutOfSchool.objects.filter(child=child).exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"on": "31.08.2014"}, "on the roll from 1 September 2014"),
        ({"on": "18.11.2014"}, "This day has not come yet"),
        ({"on": "14/13/2014"}, "There is no such day"),
        ({"reason": ""}, "This field is required"),
        ({"reason": "transferred"}, "Select a valid choice"),
    ],
)
def test_a_wrong_last_day_is_refused_in_words(
    pedagogue: Client, child: Child, given: dict[str, str], words: str
) -> None:
    typed = {"reason": "left", "on": "14.11.2014"} | given
    page = pedagogue.post(reverse("leave_school", args=[child.pk]), typed).content.decode()
    assert words in page
    assert f'value="{typed["on"]}"' in page
    assert history(child) == [("6-А", date(2014, 9, 1), None, "")]
    assert not OutOfSchool.objects.exists()


def test_a_mistaken_leaving_is_taken_back_with_a_new_row(cast: Cast, pedagogue: Client, child: Child) -> None:
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=date(2014, 11, 12), reason="left", by=cast.here.head)
    assert child.name in pedagogue.get(reverse("left_school")).content.decode()
    answer = pedagogue.post(reverse("child_stays", args=[enrolment.pk]))
    assert answer.headers["Location"] == reverse("class_list", args=[cast.here.school_class.pk])
    assert history(child) == [
        ("6-А", date(2014, 9, 1), date(2014, 11, 12), "stayed"),
        ("6-А", TODAY, None, ""),
    ]
    assert OutOfSchool.objects.get(child=child).ending == "mistake"
    assert Change.objects.filter(action="child.stayed", child_key=child.pk).exists()
    assert "Nobody has left this school year." in pedagogue.get(reverse("left_school")).content.decode()


def test_taken_back_on_the_same_day_the_child_is_on_the_roll_once(cast: Cast, child: Child) -> None:
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=TODAY, reason="mistake", by=cast.here.head)
    assert rolls(child, TODAY) == []
    actions.stay(enrolment=enrolment, by=cast.here.head)
    assert (rolls(child, TODAY), rolls(child, date(2014, 11, 18))) == (["6-А"], ["6-А"])


def test_a_leaving_is_not_taken_back_once_the_child_is_elsewhere(
    cast: Cast, pedagogue: Client, child: Child, other: SchoolClass
) -> None:
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=date(2014, 11, 12), reason="left", by=cast.here.head)
    actions.enrol(child=child, school_class=other, starts=TODAY, by=cast.here.head)
    answer = pedagogue.post(reverse("child_stays", args=[enrolment.pk]), follow=True)
    assert "on a roll already" in answer.content.decode()
    assert rolls(child, TODAY) == ["6-Б"]


def test_a_place_from_september_on_can_be_given_up_before(cast: Cast, child: Child) -> None:
    Enrolment.objects.filter(child=child).update(starts=date(2014, 12, 1))
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=TODAY, reason="mistake", by=cast.here.head)
    assert rolls(child, date(2014, 12, 1)) == []


def test_enrolling_ends_the_record_of_a_child_in_no_school(cast: Cast, child: Child, other: SchoolClass) -> None:
    enrolment = Enrolment.objects.select_related("child", "school_class__school").get(child=child)
    actions.leave(enrolment=enrolment, on=date(2014, 11, 14), reason="left", by=cast.here.head)
    actions.enrol(child=child, school_class=other, starts=TODAY, by=cast.here.pedagogue)
    record = OutOfSchool.objects.get(child=child)
    assert (record.ended_on, record.ending) == (TODAY, "enrolled")


def test_a_record_found_later_than_the_enrolment_begins_ends_on_its_own_day(
    cast: Cast, child: Child, other: SchoolClass
) -> None:
    Enrolment.objects.filter(child=child).delete()
    OutOfSchool.objects.create(child=child, kind="never", found_on=date(2014, 11, 14), found_by=cast.here.pedagogue)
    actions.enrol(child=child, school_class=other, starts=date(2014, 11, 3), by=cast.here.pedagogue)
    assert OutOfSchool.objects.get(child=child).ended_on == date(2014, 11, 14)
