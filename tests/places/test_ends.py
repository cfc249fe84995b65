"""What ends, is moved or is named twice: refused in words where children or registers would fall out of figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mektepke.attendance.models import Register
from mektepke.places import actions
from mektepke.places.models import DayChange, Place, School, SchoolClass, SchoolYear
from mektepke.places.rules import Span
from mektepke.pupils.models import Enrolment
from mektepke.trail.models import Change
from mektepke.trail.words import field_words
from tests.cast import TERMS, Cast
from tests.people.clients import signed_in

TODAY = date(2014, 11, 17)
FRIDAY = date(2014, 11, 14)
TUESDAY = date(2014, 11, 18)


def register_on(day: date, school_class: SchoolClass, cast: Cast) -> None:
    Register.objects.create(
        id=Register.key_of(school_class.pk, day), school_class=school_class, day=day, change_number=1,
        taken_by=cast.here.teacher,
    )  # fmt: skip


def end(school_class: SchoolClass, last: date) -> SchoolClass:
    school_class.valid_until = last
    return actions.correct_class(school_class=school_class, fields=["valid_until"], by=None)


def test_a_class_with_children_does_not_end_in_the_past(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="6 children are on the roll of this class after this day"):
        end(cast.here.school_class, FRIDAY)


def test_a_class_with_children_does_not_end_before_its_last_register(cast: Cast) -> None:
    register_on(TUESDAY, cast.here.school_class, cast)
    with pytest.raises(ValidationError, match="Move them to another class first, or choose a later day"):
        end(cast.here.school_class, TODAY)
    assert end(cast.here.school_class, TUESDAY).valid_until == TUESDAY


def test_a_class_ends_in_the_past_once_its_children_are_elsewhere(cast: Cast) -> None:
    rows = Enrolment.objects.filter(school_class=cast.here.school_class)
    rows.update(ends=FRIDAY, reason_of_leaving="moved_class")
    Enrolment.objects.filter(pk=rows[0].pk).update(ends=TODAY, reason_of_leaving="mistake")
    assert end(cast.here.school_class, FRIDAY).valid_until == FRIDAY


def test_the_page_of_a_class_says_why_it_cannot_end_and_keeps_what_was_typed(cast: Cast) -> None:
    address = reverse("class_correct", args=[cast.here.school_class.pk])
    given = {"grade": 6, "letter": "А", "language": "ky", "valid_until": "2014-10-01"}
    for language, words in (("ky", "Бул күндөн кийин"), ("ru", "После этого дня"), ("en", "after this day")):
        page = signed_in(cast.here.head, language).post(address, given).content.decode()
        assert words in page
        assert 'value="2014-10-01"' in page
    assert SchoolClass.objects.get(pk=cast.here.school_class.pk).valid_until is None


def test_a_class_of_a_year_that_is_over_can_end_with_the_year(cast: Cast) -> None:
    assert end(cast.here.school_class, cast.year.ends).valid_until == cast.year.ends


def test_a_school_with_classes_of_this_year_does_not_end(cast: Cast) -> None:
    address = reverse("school_correct", args=[cast.here.school.pk])
    given = {"name_ky": "Алма-Суу мектеби", "code": "ALM-01", "valid_until": "2014-11-14"}
    client = signed_in(cast.administrator)
    assert "1 class of this school goes on after this day." in client.post(address, given).content.decode()
    SchoolClass.objects.filter(pk=cast.here.school_class.pk).update(valid_until=FRIDAY)
    assert client.post(address, given).status_code == 302
    assert School.objects.get(code="ALM-01").valid_until == FRIDAY


@pytest.mark.parametrize("level", ["municipality", "village"])
def test_a_place_with_schools_does_not_end(cast: Cast, level: str) -> None:
    place: Place = getattr(cast.here, level)
    address = reverse("place_correct", args=[place.pk])
    given = {"name_ky": place.name_ky, "valid_until": "2014-11-14"}
    client = signed_in(cast.administrator)
    page = client.post(address, given).content.decode()
    assert f"Schools here go on after this day: {cast.here.school.name_en}. Give them a last day first." in page
    School.objects.filter(pk=cast.here.school.pk).update(valid_until=FRIDAY)
    assert client.post(address, given).status_code == 302


def dates(terms: tuple[Span, ...]) -> dict[str, str]:
    """The form of the school year with these terms, as a browser sends it."""
    given = {"starts": "2014-09-01", "ends": "2015-05-25"}
    for number, (starts, ends) in enumerate(terms, start=1):
        given |= {f"starts_{number}": str(starts), f"ends_{number}": str(ends)}
    return given


def test_the_page_asks_before_registers_fall_out_of_a_term(cast: Cast) -> None:
    register_on(FRIDAY, cast.here.school_class, cast)
    later = (TERMS[0], (TODAY, TERMS[1][1]), *TERMS[2:])
    client, address = signed_in(cast.administrator), reverse("year_correct", args=["2014-15"])
    page = client.post(address, dates(later)).content.decode()
    assert "Registers were taken on days that would lie in no term then." in page
    assert 'type="checkbox" name="although_kept"' in page
    assert cast.year.terms.get(number=2).starts == TERMS[1][0]
    assert client.post(address, dates(later) | {"although_kept": "on"}).status_code == 302
    assert cast.year.terms.get(number=2).starts == TODAY


def test_a_term_that_keeps_its_registers_moves_without_a_question(cast: Cast) -> None:
    register_on(FRIDAY, cast.here.school_class, cast)
    # A Saturday in the holidays that made up for another day lay in no term before either.
    register_on(date(2014, 11, 8), cast.here.school_class, cast)
    longer = (TERMS[0], (TERMS[1][0], TERMS[1][1] - timedelta(days=1)), *TERMS[2:])
    address = reverse("year_correct", args=["2014-15"])
    assert signed_in(cast.administrator).post(address, dates(longer)).status_code == 302
    assert SchoolYear.objects.get().terms.get(number=2).ends == date(2014, 12, 29)


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "1989-12", "2101-01"])
def test_a_month_in_which_no_school_can_have_been_is_not_found(cast: Cast, month: str) -> None:
    address = reverse("school_calendar", args=[cast.here.school.pk])
    assert signed_in(cast.here.head).get(address, {"month": month}).status_code == 404


@pytest.mark.parametrize("month", ["1990-01", "2100-12"])
def test_the_first_and_the_last_month_of_the_calendar_are_shown(cast: Cast, month: str) -> None:
    address = reverse("school_calendar", args=[cast.here.school.pk])
    assert signed_in(cast.here.head).get(address, {"month": month}).status_code == 200


def test_a_second_touch_of_taking_a_day_back_is_answered_like_the_first(cast: Cast) -> None:
    change = actions.change_day(school=cast.here.school, day=date(2014, 12, 2), kind="snow", by=cast.here.head)
    client, address = signed_in(cast.here.head), reverse("day_change_remove", args=[change.pk])
    assert '<input type="hidden" name="day" value="2014-12-02">' in client.get(address).content.decode()
    for _touch in (1, 2):
        answer = client.post(address, {"day": "2014-12-02"}, follow=True)
        calendar = reverse("school_calendar", args=[cast.here.school.pk])
        assert answer.redirect_chain == [(f"{calendar}?month=2014-12", 302)]
        assert "The day is again what the week says." in answer.content.decode()
    assert Change.objects.filter(action="calendar.day_restored").count() == 1
    for stranger in (cast.there.head, cast.administrator):
        assert signed_in(stranger).post(address).status_code == 404


def test_a_second_touch_about_a_holiday_of_all_schools_leads_to_the_year(cast: Cast) -> None:
    change = actions.change_day(school=None, day=TUESDAY, kind="holiday", by=cast.administrator)
    client, address = signed_in(cast.administrator), reverse("day_change_remove", args=[change.pk])
    for _touch in (1, 2):
        assert client.post(address)["Location"] == reverse("year_correct", args=["2014-15"])


def test_of_two_at_the_same_moment_the_second_takes_nothing_back(cast: Cast) -> None:
    change = actions.change_day(school=cast.here.school, day=TUESDAY, kind="snow", by=cast.here.head)
    same = DayChange.objects.get(pk=change.pk)
    actions.restore_day(change=change, by=cast.here.head)
    actions.restore_day(change=same, by=cast.here.head)
    assert Change.objects.filter(action="calendar.day_restored").count() == 1


def test_a_second_place_of_the_same_name_beside_the_first_is_refused(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    address = reverse("place_add", args=[cast.district.pk])
    page = client.post(address, {"name_ky": " алмалуу"}).content.decode()
    assert "There is a place of this name beside it already: Almaluu (Rural municipality)." in page
    address = reverse("place_add", args=[cast.here.municipality.pk])
    assert "Alma-Suu (Village)" in client.post(address, {"name_ky": "Алма-Суу"}).content.decode()
    assert client.post(address, {"name_ky": "Терек-Башы"}).status_code == 302
    address = reverse("place_correct", args=[Place.objects.get(name_ky="Терек-Башы", parent=cast.here.municipality).pk])
    assert "Alma-Suu (Village)" in client.post(address, {"name_ky": "Алма-Суу"}).content.decode()
    Place.objects.filter(pk=cast.here.village.pk).update(valid_until=FRIDAY)
    assert client.post(address, {"name_ky": "Алма-Суу"}).status_code == 302


def test_a_second_school_of_the_same_name_in_the_village_is_refused(cast: Cast) -> None:
    client = signed_in(cast.administrator)
    address = reverse("school_add", args=[cast.here.village.pk])
    page = client.post(address, {"name_ky": "Алма-Суу мектеби", "code": "ALM-02"}).content.decode()
    assert "There is a school of this name in Alma-Suu already: Alma-Suu school, ALM-01." in page
    assert not School.objects.filter(code="ALM-02").exists()
    address = reverse("school_correct", args=[cast.here.school.pk])
    assert client.post(address, {"name_ky": "Алма-Суу мектеби", "code": "ALM-09"}).status_code == 302


def test_the_trail_says_that_the_reason_of_a_day_was_changed(cast: Cast) -> None:
    actions.change_day(school=cast.here.school, day=TUESDAY, kind="snow", by=cast.here.head)
    actions.change_day(school=cast.here.school, day=TUESDAY, kind="holiday", by=cast.here.head)
    said = [field_words(line) for line in Change.objects.filter(action="calendar.day_changed").order_by("at", "pk")]
    assert said == ["day, why", "why"]
