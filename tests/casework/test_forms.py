"""What a pedagogue types, and what is said about it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.forms import BaseForm
from django.http import QueryDict
from django.utils import translation

from mektepke.casework.forms import ActionForm, CapacityForm, CauseForm, Causes, CloseForm, ContactForm
from mektepke.casework.rules import LastDays
from mektepke.places.models import DayChange
from mektepke.pupils.models import Guardian
from tests.cast import Cast

THREE_AWAY = LastDays(20, (date(2014, 11, 13), date(2014, 11, 14), date(2014, 11, 15)))
CAME = LastDays(20, ())


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def _contact(cast: Cast, day: str, kind: str = "call") -> ContactForm:
    return ContactForm(QueryDict(f"result=reached&on=2014-11-17&next_on={day}"), kind=kind, school=cast.here.school)


def _close(last: LastDays, **typed: str) -> CloseForm:
    data = QueryDict(mutable=True)
    data.update(typed)
    return CloseForm(data, last=last)


def test_an_untouched_action_is_refused_at_every_field() -> None:
    assert set(ActionForm(QueryDict()).errors) == {"kind", "party", "due_on"}
    assert ActionForm().initial == {}


def test_what_is_missing_is_said_in_the_houses_words_and_not_by_the_browser() -> None:
    forms: list[BaseForm] = [CauseForm(QueryDict()), ActionForm(QueryDict()), CloseForm(QueryDict(), last=CAME)]
    said = [message for form in forms for messages in form.errors.values() for message in messages]
    assert len(said) == 7
    assert all(str(message).startswith("Please ") for message in said)
    assert not any(form.use_required_attribute for form in forms)


def test_without_any_cause_the_page_asks_for_one() -> None:
    data = QueryDict("c-TOTAL_FORMS=0&c-INITIAL_FORMS=0")
    assert Causes(data, prefix="c").non_form_errors() == ["Please name at least one cause."]


def test_a_number_that_cannot_be_is_refused_with_the_numbers_that_can() -> None:
    errors = CapacityForm(QueryDict("hours_from=&new_a_day=x&visits_a_week=41&open_cases=0")).errors
    assert errors == {
        "hours_from": ["Please write a whole number from 0 to 60."],
        "new_a_day": ["Please write a whole number from 1 to 20."],
        "visits_a_week": ["Please write a whole number from 1 to 40."],
        "open_cases": ["Please write a whole number from 1 to 100."],
    }


def test_a_return_that_the_registers_do_not_show_is_refused_with_what_they_say() -> None:
    form = _close(THREE_AWAY, outcome="at_school", words="Boots")
    assert form.errors == {
        "outcome": [
            "The registers say otherwise: the child was not at school on the last 3 marked days (13–15 November)."
        ]
    }
    assert {"know", "despite_registers"} <= set(form.fields)


def test_a_child_without_any_marked_day_is_not_simply_returned() -> None:
    assert _close(LastDays(0, ()), outcome="at_school").errors == {
        "outcome": ["No register of the last three months shows the child at school."]
    }


def test_a_tick_alone_or_a_reason_alone_is_not_enough() -> None:
    ticked = _close(THREE_AWAY, outcome="at_school", know="on", despite_registers=" ")
    assert "despite_registers" in ticked.errors
    reasoned = _close(THREE_AWAY, outcome="at_school", despite_registers="Sits in 6-Б")
    assert "know" in reasoned.errors


def test_with_a_tick_and_a_reason_the_return_is_taken() -> None:
    form = _close(THREE_AWAY, outcome="at_school", know="on", despite_registers="Sits in 6-Б")
    assert form.is_valid()
    assert form.cleaned_data["despite_registers"] == "Sits in 6-Б"


def test_that_care_was_not_needed_is_asked_about_as_a_return_is() -> None:
    assert "outcome" in _close(THREE_AWAY, outcome="not_needed").errors
    assert _close(THREE_AWAY, outcome="not_needed", know="on", despite_registers="Sits in 6-Б").is_valid()


def test_the_form_says_when_one_looks_again_if_no_day_is_chosen(cast: Cast) -> None:
    assert ContactForm(kind="call", school=cast.here.school).fields["next_on"].help_text == (
        "Left empty: if the child comes back, you look again on 18 November; if the child stays away for "
        "now, on 20 November; if you spoke with the family otherwise, on 22 November."
    )
    assert ContactForm(kind="visit", school=cast.here.school).fields["next_on"].help_text == (
        "Left empty: if the child comes back, you look again on 18 November; if you spoke with the family or the "
        "child, on 22 November."
    )


@pytest.mark.parametrize(("last", "outcome"), [(CAME, "at_school"), (CAME, "not_needed"), (THREE_AWAY, "moved")])
def test_where_nothing_speaks_against_it_nothing_more_is_asked(last: LastDays, outcome: str) -> None:
    form = _close(last, outcome=outcome, know="on", despite_registers="Sits in 6-Б")
    assert form.is_valid()
    assert "despite_registers" not in form.cleaned_data


def test_a_call_and_a_visit_end_differently(cast: Cast) -> None:
    called = dict(ContactForm(kind="call", school=cast.here.school).fields["result"].choices)  # type: ignore[attr-defined]
    visited = dict(ContactForm(kind="visit", school=cast.here.school).fields["result"].choices)  # type: ignore[attr-defined]
    assert set(called) & set(visited) == {"reached", "comes_back"}
    assert visited["reached"] == "Spoke with the family at home"
    assert "wrong_number" not in visited


def test_a_second_look_on_a_sunday_is_refused_with_the_next_school_day(cast: Cast) -> None:
    assert _contact(cast, "2014-11-23").errors == {
        "next_on": ["There is no school on this day (Sunday 23 November). The next school day: Monday 24 November."]
    }
    assert _contact(cast, "2014-11-22").is_valid()


def test_a_closed_day_of_the_childs_own_school_is_no_day_for_a_second_look(cast: Cast, today: date) -> None:
    DayChange.objects.create(school=cast.here.school, day=today + timedelta(days=1), kind="snow")
    assert "Wednesday 19 November" in _contact(cast, str(today + timedelta(days=1))).errors["next_on"][0]


def test_where_the_calendar_ends_any_day_will_do(cast: Cast) -> None:
    assert _contact(cast, "2015-06-07").is_valid()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2014-11-18", "This day has not come yet. Choose today or an earlier day."),
        ("2014-10-17", "This day is more than 30 days ago. Choose a later one."),
        ("", "Please choose a day."),
        ("yesterday", "This is not a day. Please choose one from the calendar."),
    ],
)
def test_a_call_was_today_or_not_long_ago(cast: Cast, day: str, said: str) -> None:
    form = ContactForm(QueryDict(f"result=reached&on={day}"), kind="call", school=cast.here.school)
    assert form.errors == {"on": [said]}


@pytest.mark.parametrize(("typed", "day"), [("2014-10-18", 18), ("18.10.2014", 18)])
def test_the_day_of_a_call_stands_there_already_and_can_be_typed(cast: Cast, typed: str, day: int) -> None:
    assert 'value="2014-11-17"' in str(ContactForm(kind="call", school=cast.here.school)["on"])
    with translation.override("ru"):
        form = ContactForm(QueryDict(f"result=reached&on={typed}"), kind="call", school=cast.here.school)
        assert form.is_valid()
    assert form.cleaned_data["on"] == date(2014, 10, day)


def _two_numbers(cast: Cast) -> list[Guardian]:
    household = cast.here.pupils[0].household
    Guardian.objects.create(household=household, full_name="Абдиев Нурбек", relation="father", phone="+996777000099")
    return list(Guardian.objects.filter(household=household))


def test_of_two_numbers_one_may_say_whom_one_called_and_must_where_one_is_wrong(cast: Cast) -> None:
    mother, father = adults = _two_numbers(cast)

    def called(typed: str) -> ContactForm:
        return ContactForm(QueryDict(f"on=2014-11-17&{typed}"), kind="call", school=cast.here.school, guardians=adults)

    assert called("result=wrong_number").errors == {"whom": ["Please choose whose number is wrong."]}
    assert called("result=reached").is_valid()
    form = called(f"result=wrong_number&whom={father.pk}")
    assert form.is_valid()
    assert form.guardian == father
    assert mother.phone in str(form["whom"])


def test_with_one_number_nobody_is_asked_whose_it_is(cast: Cast) -> None:
    (mother,) = adults = list(Guardian.objects.filter(household=cast.here.pupils[0].household))
    form = ContactForm(
        QueryDict("result=wrong_number&on=2014-11-17"), kind="call", school=cast.here.school, guardians=adults
    )
    assert "whom" not in form.fields
    assert form.is_valid()
    assert form.guardian == mother
