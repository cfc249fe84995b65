"""One episode is one signal: it goes on, ends, is answered, and comes back only when it is worse."""

from __future__ import annotations

from datetime import date

from mektepke.attendance.models import Mark
from mektepke.base import clock
from mektepke.trail.models import Change
from mektepke.watch.actions import answer, answer_signals_of, notice
from mektepke.watch.models import Answer, Signal
from tests.cast import Cast
from tests.watch.school import autumn, one_more_day

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)
TUESDAY = date(2014, 11, 18)


def test_a_round_run_twice_changes_nothing(cast: Cast) -> None:
    autumn(cast, {cast.here.pupils[0]: "aaa", cast.here.pupils[1]: "." + "a" * 30, cast.here.pupils[2]: "a"})
    notice(school=cast.here.school, today=MONDAY)
    before = list(Signal.objects.order_by("pk").values())
    trail = Change.objects.count()
    assert len(before) >= 4
    assert notice(school=cast.here.school, today=MONDAY) == 0
    assert list(Signal.objects.order_by("pk").values()) == before
    assert Change.objects.count() == trail


def test_a_watched_september_that_gets_worse_moves_to_the_pedagogue(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "aa.aa..."}, last=date(2014, 9, 20))
    notice(school=cast.here.school, today=date(2014, 9, 20))
    signal = Signal.objects.get(child=child, rule="september")
    answer(signal=signal, kind=Answer.Kind.TALKED, words="Promised to come", by=cast.here.teacher)
    one_more_day(cast, date(2014, 9, 22), {child: "a"})
    notice(school=cast.here.school, today=date(2014, 9, 22))
    signal.refresh_from_db()
    assert (signal.state, signal.audience, signal.next_step) == ("open", "pedagogue", "talk")
    assert signal.due_on == date(2014, 9, 24)


def test_what_was_handled_does_not_come_back(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"})
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get(child=away)
    answer(signal=signal, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    one_more_day(cast, MONDAY, {away: "a"})
    notice(school=cast.here.school, today=TUESDAY)
    signal.refresh_from_db()
    assert signal.state == "handled"
    assert signal.facts.count == 4, "its facts stay fresh"


def test_what_was_handled_and_gets_worse_does(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    signal = Signal.objects.get(child=away)
    answer(signal=signal, kind=Answer.Kind.CALLED, by=cast.here.pedagogue)
    for day in (13, 14, 15):
        one_more_day(cast, date(2014, 11, day), {away: "a"})
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.level, signal.due_on) == ("open", 2, date(2014, 11, 19))
    assert Change.objects.filter(action="signal.came_back", child_key=away.pk).count() == 1


def test_a_call_recorded_late_answers_nothing_that_got_worse_since(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    signal = Signal.objects.get(child=away)
    answer(signal=signal, kind=Answer.Kind.CALLED, by=cast.here.pedagogue)
    for day in (13, 14, 15):
        one_more_day(cast, date(2014, 11, day), {away: "a"})
    notice(school=cast.here.school, today=MONDAY)
    clock.set_today(TUESDAY)
    for called_on, state, level in ((SATURDAY, "open", 1), (MONDAY, "handled", 2)):
        answer_signals_of(child=away, kind=Answer.Kind.CALLED, by=cast.here.pedagogue, raised_by=called_on)
        signal.refresh_from_db()
        assert (signal.state, signal.answered_level) == (state, level), called_on


def test_a_child_who_comes_again_ends_the_signal_and_a_new_stretch_is_a_new_one(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    first = Signal.objects.get(child=away)
    answer(signal=first, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    one_more_day(cast, date(2014, 11, 13), {away: "."})
    notice(school=cast.here.school, today=date(2014, 11, 13))
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("ended", date(2014, 11, 13))
    for day in (14, 15, 17):
        one_more_day(cast, date(2014, 11, day), {away: "a"})
    notice(school=cast.here.school, today=MONDAY)
    first.refresh_from_db()
    assert first.state == "ended"
    assert Signal.objects.filter(child=away, rule="days_in_a_row", state="open").count() == 1


def test_a_new_stretch_is_new_even_if_no_round_ran_in_between(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaa"}, last=date(2014, 11, 12))
    notice(school=cast.here.school, today=date(2014, 11, 12))
    answer_signals_of(child=away, kind=Answer.Kind.VISITED, by=cast.here.pedagogue)
    for day, letter in ((13, "."), (14, "a"), (15, "a"), (17, "a")):
        one_more_day(cast, date(2014, 11, day), {away: letter})
    notice(school=cast.here.school, today=MONDAY)
    states = dict(Signal.objects.filter(child=away, rule="days_in_a_row").values_list("raised_on", "state"))
    assert states == {date(2014, 11, 12): "ended", MONDAY: "open"}


def test_a_corrected_first_day_is_still_the_same_stretch(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "aaaa"})
    notice(school=cast.here.school, today=MONDAY)
    answer_signals_of(child=away, kind=Answer.Kind.CALLED, by=cast.here.pedagogue)
    Mark.objects.filter(child=away, register__day=date(2014, 11, 12)).delete()
    assert notice(school=cast.here.school, today=MONDAY) == 0
    signal = Signal.objects.get(child=away, rule="days_in_a_row")
    assert (signal.state, signal.facts.count) == ("handled", 3)


def test_a_signal_that_ends_and_holds_again_is_revived_and_stays_answered(cast: Cast) -> None:
    child = cast.here.pupils[0]
    autumn(cast, {child: "a." + "eeeeea"})
    notice(school=cast.here.school, today=MONDAY)
    signal = Signal.objects.get(child=child, rule="share_of_days")
    answer(signal=signal, kind=Answer.Kind.TALKED, by=cast.here.pedagogue)
    Mark.objects.filter(child=child, excused=True).update(kind="late")
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert signal.state == "ended"
    Mark.objects.filter(child=child, kind="late").update(kind="absent")
    notice(school=cast.here.school, today=MONDAY)
    signal.refresh_from_db()
    assert (signal.state, signal.ended_on) == ("handled", None)


def test_a_round_for_an_earlier_day_changes_nothing_and_the_next_one_goes_on(cast: Cast) -> None:
    away = cast.here.pupils[0]
    autumn(cast, {away: "a" * 10})
    notice(school=cast.here.school, today=MONDAY)
    before = list(Signal.objects.order_by("pk").values())
    clock.set_today(date(2014, 11, 12))
    assert notice(school=cast.here.school, today=date(2014, 11, 12)) == 0
    assert list(Signal.objects.order_by("pk").values()) == before
    clock.set_today(MONDAY)
    notice(school=cast.here.school, today=MONDAY)
    assert list(Signal.objects.order_by("pk").values()) == before
