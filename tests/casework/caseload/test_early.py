"""Whether it is too early in the school year to say who has returned and stayed: the calendar says it, and no count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.caseload.queries import too_early_until
from mektepke.people.models import Person
from mektepke.places.models import DayChange, School, SchoolYear, Term
from tests.casework.caseload.story import closed
from tests.cast import TERMS, YEAR_BEGINS, YEAR_ENDS, Cast

pytestmark = pytest.mark.django_db

# The sixtieth day of lessons of weeks with five days, counted by hand: 45 until the holidays, 15 after them.
SIXTIETH = date(2014, 11, 28)
DAY = timedelta(days=1)
WORDS = {"ky": "азырынча эрте", "ru": "ещё рано", "en": "too early"}


def page_of(client: Client, person: Person, cast: Cast, *, own: bool = False) -> str:
    """How care is going, as this person sees it; above a school the schools of a municipality."""
    client.force_login(person)
    address = reverse("care_figures") if own else reverse("care_figures_of", args=[cast.here.municipality.pk])
    return client.get(address).content.decode()


def test_until_the_sixtieth_day_of_lessons_it_is_too_early(cast: Cast) -> None:
    for today, until in ((YEAR_BEGINS, SIXTIETH), (SIXTIETH, SIXTIETH), (SIXTIETH + DAY, None), (YEAR_ENDS, None)):
        assert too_early_until(since=YEAR_BEGINS, today=today) == until, today


def test_a_holiday_of_all_schools_puts_it_off_and_one_of_a_single_school_does_not(cast: Cast) -> None:
    DayChange.objects.create(day=date(2014, 9, 17), is_school_day=False, school=cast.here.school, kind="snow")
    assert too_early_until(since=YEAR_BEGINS, today=SIXTIETH) == SIXTIETH
    DayChange.objects.create(day=date(2014, 9, 18), is_school_day=False, kind="holiday")
    assert too_early_until(since=YEAR_BEGINS, today=SIXTIETH) == date(2014, 12, 1)


def test_a_calendar_with_fewer_days_waits_for_its_end_and_none_at_all_for_nothing(cast: Cast) -> None:
    Term.objects.filter(number__gt=1).delete()
    end = TERMS[0][1]
    assert too_early_until(since=YEAR_BEGINS, today=end) == end
    assert too_early_until(since=YEAR_BEGINS, today=end + DAY) is None
    Term.objects.all().delete()
    assert too_early_until(since=YEAR_BEGINS, today=end) is None


def test_the_next_years_terms_do_not_count(cast: Cast) -> None:
    Term.objects.filter(number__gt=1).delete()
    year = SchoolYear.objects.create(code="2015-16", starts=date(2015, 9, 1), ends=date(2016, 5, 25))
    Term.objects.create(year=year, number=1, starts=year.starts, ends=year.ends)
    assert too_early_until(since=YEAR_BEGINS, today=date(2014, 12, 1)) is None


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("own", [True, False])
def test_the_page_says_so_until_then_and_why(cast: Cast, client: Client, language: str, own: bool) -> None:
    Person.objects.update(language=language)
    closed(cast.here, 9, "moved")
    person = cast.here.head if own else cast.district_officer
    for today, early in ((SIXTIETH, True), (SIXTIETH + DAY, False)):
        clock.set_today(today)
        page = page_of(client, person, cast, own=own)
        assert (f">{WORDS[language]}</td>" in page or f">{WORDS[language]}</dd>" in page) == early
        assert (f"<li>{WORDS[language].capitalize()}: " in page) == early
        assert ("0 of 9" in page) == (language == "en" and not early)


def test_it_stands_in_every_row_whatever_the_counts_are(cast: Cast, client: Client) -> None:
    Person.objects.update(language="en")
    School.objects.create(code="ALM-02", village=cast.here.village, name_ky="Биринчи мектеп")
    pages = []
    for outcome, number in (("moved", 0), ("moved", 1), ("returned", 2), ("returned", 9)):
        closed(cast.here, number, outcome)
        pages.append(page_of(client, cast.district_officer, cast))
    assert pages[0].count(">too early</td>") == 3
    assert _table(pages[0]) == _table(pages[1]) == _table(pages[2]) == _table(pages[3])


def _table(page: str) -> str:
    return page[page.index("<table") : page.index("</table>")]


def test_once_it_is_over_what_was_left_out_stays_left_out(cast: Cast, client: Client) -> None:
    Person.objects.update(language="en")
    closed(cast.here, 2, "returned")
    closed(cast.here, 7, "moved")
    clock.set_today(SIXTIETH + DAY)
    for person, own in ((cast.district_officer, False), (cast.here.head, True)):
        page = page_of(client, person, cast, own=own)
        assert ">not shown</" in page
        assert "2 of 9" not in page
        assert "<li>Not shown: " in page


def test_it_asks_twice_however_many_schools(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        too_early_until(since=YEAR_BEGINS, today=SIXTIETH)
    assert len(asked) == 2
