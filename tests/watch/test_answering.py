"""Answers are kept; what was answered leaves the list."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mektepke.attendance.models import Mark
from mektepke.places.models import DayChange
from mektepke.trail.models import Change
from mektepke.watch.actions import answer, answer_absence, answer_signals_of, notice
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries import calls_of_today, signals_of, waiting_for
from mektepke.watch.sentences import sentence
from tests.cast import Cast, more_pupils
from tests.watch.school import days_until, take

MONDAY = date(2014, 11, 17)
TUESDAY = date(2014, 11, 18)
SATURDAY = date(2014, 11, 15)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    more_pupils(cast.here.school_class, 12)
    days = days_until(cast.here.school_class, SATURDAY)
    take(cast.here.school_class, days, cast.here.teacher, {cast.here.pupils[0]: "aaa", cast.here.pupils[1]: "a"})
    notice(school=cast.here.school, today=MONDAY)
    return Signal.objects.get(child=cast.here.pupils[0])


def test_an_answer_keeps_who_what_and_when(cast: Cast, signal: Signal) -> None:
    given = answer(signal=signal, kind=Answer.Kind.VISITED, by=cast.here.pedagogue, words="  The mother was ill  ")
    assert (given.by, given.words, given.level) == (cast.here.pedagogue, "The mother was ill", 1)
    assert signal.state == "handled"
    assert Change.objects.filter(action="signal.answered", reason="visited", by_key=cast.here.pedagogue.pk).count() == 1


def test_not_a_problem_must_say_why(cast: Cast, signal: Signal) -> None:
    with pytest.raises(ValidationError) as problem:
        answer(signal=signal, kind=Answer.Kind.NOT_A_PROBLEM, by=cast.here.pedagogue, words="   ")
    assert "words" in problem.value.message_dict
    assert not Answer.objects.exists()
    signal.refresh_from_db()
    assert signal.state == "open"


def test_a_kind_that_is_none_is_refused(cast: Cast, signal: Signal) -> None:
    with pytest.raises(ValidationError):
        answer(signal=signal, kind="scolded", by=cast.here.pedagogue)


def test_where_nobody_was_reached_it_stays_on_the_list(cast: Cast, signal: Signal) -> None:
    answer(signal=signal, kind=Answer.Kind.CALLED, result=Answer.Result.NOT_REACHED, by=cast.here.pedagogue)
    signal.refresh_from_db()
    assert (signal.state, signal.answered_level) == ("open", None)
    assert signal.answers.count() == 1, "and the try is kept"


def test_an_answer_is_never_changed(cast: Cast, signal: Signal) -> None:
    given = answer(signal=signal, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    given.words = "Nothing of the kind"
    with pytest.raises(Exception, match=r"(?i)unique|primary|exist|duplicate"):
        given.save()


def test_one_call_answers_everything_about_a_child(cast: Cast, signal: Signal) -> None:
    child = cast.here.pupils[0]
    Signal.objects.create(
        id=child.pk, rule="share_of_days", child=child, school=cast.here.school, audience="pedagogue",
        next_step="talk", due_on=MONDAY, raised_on=MONDAY, last_seen_on=MONDAY, evidence=signal.evidence,
    )  # fmt: skip
    answer_signals_of(child=child, kind=Answer.Kind.CALLED, by=cast.here.pedagogue)
    assert set(Signal.objects.filter(child=child).values_list("state", flat=True)) == {"handled"}
    assert Signal.objects.filter(child=cast.here.pupils[1], state="open").exists(), "nobody else's"


def test_a_mark_just_made_is_on_the_teachers_list_before_any_round(cast: Cast) -> None:
    more_pupils(cast.here.school_class, 12)
    days = [*days_until(cast.here.school_class, SATURDAY), MONDAY]
    marks = {cast.here.pupils[0]: "a", cast.here.pupils[1]: "e", cast.here.pupils[2]: "l", cast.here.pupils[3]: "aaa"}
    take(cast.here.school_class, days, cast.here.teacher, marks)
    calls = calls_of_today(cast.here.teacher, today=MONDAY)
    assert [call.child for call in calls] == [cast.here.pupils[0], cast.here.pupils[3]]
    assert {call.due_on for call in calls} == {MONDAY}
    assert calls_of_today(cast.there.teacher, today=MONDAY) == []
    assert calls_of_today(cast.here.pedagogue, today=MONDAY) == []


def test_the_third_day_is_the_teachers_until_a_round_gives_it_to_the_pedagogue(cast: Cast) -> None:
    """The register of the third day is taken after the morning's round: nobody else knows of it that day."""
    child = cast.here.pupils[3]
    more_pupils(cast.here.school_class, 12)
    take(
        cast.here.school_class, [*days_until(cast.here.school_class, SATURDAY), MONDAY], cast.here.teacher,
        {child: "aaa"},
    )  # fmt: skip
    assert [call.child for call in calls_of_today(cast.here.teacher, today=MONDAY)] == [child]
    notice(school=cast.here.school, today=MONDAY)
    assert Signal.objects.get(child=child, rule="days_in_a_row").audience == "pedagogue"
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []


def test_a_call_that_a_round_asked_for_yesterday_is_late(cast: Cast) -> None:
    child = cast.here.pupils[0]
    more_pupils(cast.here.school_class, 12)
    days = days_until(cast.here.school_class, SATURDAY)
    take(cast.here.school_class, days, cast.here.teacher, {child: "a"})
    notice(school=cast.here.school, today=SATURDAY)
    (call,) = calls_of_today(cast.here.teacher, today=MONDAY)
    assert (call.child, call.due_on) == (child, SATURDAY)


def test_answering_a_fresh_absence_stores_the_signal_that_the_round_would_raise(cast: Cast) -> None:
    child = cast.here.pupils[0]
    more_pupils(cast.here.school_class, 12)
    take(
        cast.here.school_class, [*days_until(cast.here.school_class, SATURDAY), MONDAY], cast.here.teacher, {child: "a"}
    )
    call = calls_of_today(cast.here.teacher, today=MONDAY)[0]
    answer_absence(call=call, kind=Answer.Kind.CALLED, result=Answer.Result.REASON_KNOWN, by=cast.here.teacher)
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []
    assert notice(school=cast.here.school, today=MONDAY) == 0
    signal = Signal.objects.get(child=child)
    assert (signal.pk, signal.state, signal.due_on) == (call.key, "handled", MONDAY)


def test_an_unanswered_call_of_friday_is_still_there_on_monday_morning(cast: Cast, signal: Signal) -> None:
    calls = calls_of_today(cast.here.teacher, today=MONDAY)
    assert [call.child for call in calls] == [cast.here.pupils[1]]
    answer_absence(call=calls[0], kind=Answer.Kind.CALLED, result=Answer.Result.NOT_REACHED, by=cast.here.teacher)
    assert len(calls_of_today(cast.here.teacher, today=MONDAY)) == 1
    answer_absence(call=calls[0], kind=Answer.Kind.CALLED, result=Answer.Result.COMES_BACK, by=cast.here.teacher)
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []
    assert Signal.objects.filter(child=cast.here.pupils[1]).count() == 1


def test_when_most_of_the_class_is_missing_nobody_calls_twenty_families(cast: Cast) -> None:
    pupils = [*cast.here.pupils, *more_pupils(cast.here.school_class, 12)]
    days = [*days_until(cast.here.school_class, SATURDAY), MONDAY]
    take(cast.here.school_class, days, cast.here.teacher, dict.fromkeys(pupils[2:], "a"))
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []


def test_an_absence_whose_reason_stands_in_the_register_wants_no_call(cast: Cast) -> None:
    ill, works = cast.here.pupils[:2]
    more_pupils(cast.here.school_class, 12)
    days = [*days_until(cast.here.school_class, SATURDAY), MONDAY]
    take(cast.here.school_class, days, cast.here.teacher, {ill: "i", works: "w"})
    (call,) = calls_of_today(cast.here.teacher, today=MONDAY)
    assert (call.child, call.evidence.reason) == (works, "work")
    notice(school=cast.here.school, today=MONDAY)
    assert [signal.child for signal in Signal.objects.all()] == [works]
    assert Signal.objects.get().facts.reason == "work"


def test_a_reason_that_comes_after_the_round_ends_the_question_at_once(cast: Cast, signal: Signal) -> None:
    child = cast.here.pupils[1]
    assert child in [line.child for line in waiting_for(cast.here.teacher, today=MONDAY).children]
    Mark.objects.filter(child=child, register__day=SATURDAY).update(reason="illness")
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []
    assert child not in [line.child for line in waiting_for(cast.here.teacher, today=MONDAY).children]
    with translation.override("en"):
        assert [sentence(found) for found in signals_of(child)] == ["Absent on 15 November."]
    notice(school=cast.here.school, today=MONDAY)
    assert Signal.objects.get(child=child).state == "ended"


def test_a_reason_that_the_school_refuses_is_no_answer(cast: Cast, signal: Signal) -> None:
    child = cast.here.pupils[1]
    Mark.objects.filter(child=child, register__day=SATURDAY).update(reason="work", excused=False)
    assert not signals_of(child)[0].is_settled
    assert child in [line.child for line in waiting_for(cast.here.teacher, today=MONDAY).children]


def test_on_a_closed_day_nobody_is_called_about_the_day_before(cast: Cast, signal: Signal) -> None:
    assert [call.child for call in calls_of_today(cast.here.teacher, today=MONDAY)] == [cast.here.pupils[1]]
    DayChange.objects.create(school=cast.here.school, day=MONDAY, kind="snow", is_school_day=False)
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []


def test_a_mark_of_a_day_that_was_closed_afterwards_lengthens_no_absence(cast: Cast) -> None:
    child = cast.here.pupils[0]
    more_pupils(cast.here.school_class, 12)
    days = [*days_until(cast.here.school_class, SATURDAY), MONDAY, TUESDAY]
    take(cast.here.school_class, days, cast.here.teacher, {child: "aa"})
    DayChange.objects.create(school=cast.here.school, day=MONDAY, kind="snow", is_school_day=False)
    (call,) = calls_of_today(cast.here.teacher, today=TUESDAY)
    assert (call.child, call.evidence.since, call.evidence.count) == (child, TUESDAY, 1)


def test_on_a_day_that_the_head_closes_nobody_is_called_and_the_next_round_ends_its_signals(cast: Cast) -> None:
    child = cast.here.pupils[0]
    more_pupils(cast.here.school_class, 12)
    days = [*days_until(cast.here.school_class, SATURDAY), MONDAY]
    take(cast.here.school_class, days, cast.here.teacher, {child: "a"})
    notice(school=cast.here.school, today=MONDAY)
    assert len(calls_of_today(cast.here.teacher, today=MONDAY)) == 1
    DayChange.objects.create(school=cast.here.school, day=MONDAY, kind="snow", is_school_day=False)
    assert calls_of_today(cast.here.teacher, today=MONDAY) == []
    assert calls_of_today(cast.here.teacher, today=TUESDAY) == []
    notice(school=cast.here.school, today=TUESDAY)
    assert Signal.objects.get(child=child).state == "ended"
