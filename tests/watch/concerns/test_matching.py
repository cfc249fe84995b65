"""What is done about a concern: matched to a child it is a signal, which only an answer or a case settles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Enrolment, OutOfSchool
from mektepke.trail.models import Change
from mektepke.watch.actions import answer, answer_signals_of, notice, notice_children_in_no_school
from mektepke.watch.concerns.actions import AnsweredBefore, NobodyThere, hand_over, match, nothing_needed
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.queries import concern_for, count_waiting, old_concerns, visible_to, waiting_for
from mektepke.watch.models import Signal
from mektepke.watch.queries import signal_for, signals_of
from mektepke.watch.queries import waiting_for as signals_waiting_for
from mektepke.watch.sentences import sentence
from tests.cast import Cast, Side
from tests.watch.concerns.written import WORDS, write

pytestmark = pytest.mark.django_db

SATURDAY = date(2014, 11, 15)


def matched(side: Side, child: Child | None = None, **said: object) -> Signal:
    """Somebody writes, and the pedagogue says which child it is."""
    stored = match(concern=write(side, **said), child=child or side.pupils[0], by=side.pedagogue)
    assert stored.signal is not None
    return stored.signal


def test_matched_it_is_a_signal_of_the_pedagogue_due_in_two_school_days(cast: Cast, today: date) -> None:
    signal = matched(cast.here)
    assert (signal.rule, signal.child, signal.school) == ("concern", cast.here.pupils[0], cast.here.school)
    assert (signal.audience, signal.next_step, signal.state) == ("pedagogue", "home_visit", "open")
    assert (signal.raised_on, signal.due_on) == (today, today + timedelta(days=2))
    with translation.override("en"):
        assert sentence(signal) == "Somebody from the village is worried about the child (17 November)."


def test_an_urgent_one_is_due_the_same_day_even_on_a_sunday(cast: Cast) -> None:
    clock.set_today(date(2014, 11, 16))
    signal = matched(cast.here, urgent=True)
    assert signal.due_on == date(2014, 11, 16)
    with translation.override("en"):
        assert sentence(signal) == "Somebody from the village says that the child is in danger (16 November)."


def test_no_word_of_the_sender_stands_in_the_signal(cast: Cast) -> None:
    signal = matched(cast.here, codes=["hurt"], reach="0777 12 34 56", urgent=True)
    assert set(signal.evidence) == {"since", "until", "count", "reason", "level"}
    assert signal.evidence["reason"] == "urgent"
    told = str(Change.objects.values_list())
    assert WORDS not in told
    assert "hurt" not in told + str(signal.evidence)


def test_what_was_written_is_sealed_where_it_is_stored(cast: Cast) -> None:
    write(cast.here, reach="0777 12 34 56")
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, reach, codes FROM watch_concern")
        stored = str(cursor.fetchall())
    assert all(word not in stored for word in ("пияз", "0777", "work"))


def test_no_register_and_no_round_ends_it(cast: Cast, today: date) -> None:
    signal = matched(cast.here)
    for days in (0, 1, 8):
        clock.set_today(today + timedelta(days=days))
        notice(school=cast.here.school, today=clock.today())
        notice_children_in_no_school(today=clock.today())
    signal.refresh_from_db()
    assert (signal.state, signal.last_seen_on) == ("open", today)


def test_a_visit_that_reached_the_family_settles_it(cast: Cast) -> None:
    signal = matched(cast.here)
    answer(signal=signal, kind="visited", by=cast.here.pedagogue)
    assert signal.state == "handled"
    notice(school=cast.here.school, today=clock.today())
    signal.refresh_from_db()
    assert signal.state == "handled"


def test_a_case_settles_it(cast: Cast) -> None:
    signal = matched(cast.here)
    answer_signals_of(child=cast.here.pupils[0], kind="case_opened", by=cast.here.pedagogue)
    signal.refresh_from_db()
    assert signal.state == "handled"


def test_a_call_at_which_nobody_was_reached_does_not(cast: Cast) -> None:
    signal = matched(cast.here)
    answer(signal=signal, kind="called", result="not_reached", by=cast.here.pedagogue)
    assert signal.state == "open"


def test_two_about_one_child_are_one_signal_until_it_is_answered(cast: Cast, today: date) -> None:
    first = matched(cast.here)
    clock.set_today(today + timedelta(days=1))
    second = matched(cast.here, urgent=True)
    assert first == second
    assert (second.facts.since, second.facts.until, second.facts.count) == (today, clock.today(), 2)
    assert second.due_on == clock.today()
    assert [concern.urgent for concern in second.concerns.order_by("at")] == [False, True]


def test_one_after_the_answer_is_told_anew(cast: Cast, today: date) -> None:
    first = matched(cast.here)
    answer(signal=first, kind="visited", by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=30))
    second = matched(cast.here)
    first.refresh_from_db()
    assert first != second
    assert (first.state, second.state, second.facts.since) == ("ended", "open", clock.today())


def test_one_on_the_day_of_the_answer_brings_it_back(cast: Cast) -> None:
    first = matched(cast.here)
    answer(signal=first, kind="visited", by=cast.here.pedagogue)
    second = matched(cast.here)
    assert (first, second.state, second.level, second.answered_level) == (second, "open", 2, 1)
    assert Change.objects.filter(action="signal.came_back", subject_key=second.pk).count() == 1


def test_matched_to_the_wrong_child_it_can_be_matched_again(cast: Cast) -> None:
    concern = write(cast.here)
    wrong, right = cast.here.pupils[:2]
    stored = match(concern=concern, child=wrong, by=cast.here.pedagogue)
    before = stored.signal
    stored = match(concern=stored, child=right, by=cast.here.pedagogue)
    assert before is not None
    before.refresh_from_db()
    assert before.state == "ended"
    assert stored.signal is not None
    assert (stored.child, stored.signal.child, stored.signal.state) == (right, right, "open")
    again = match(concern=stored, child=wrong, by=cast.here.pedagogue)
    assert again.signal == before
    before.refresh_from_db()
    assert before.state == "open"


def test_of_two_concerns_one_can_turn_out_to_be_about_another_child(cast: Cast) -> None:
    first = write(cast.here, urgent=True)
    stored = match(concern=first, child=cast.here.pupils[0], by=cast.here.pedagogue)
    both = matched(cast.here)
    assert stored.signal == both
    match(concern=stored, child=cast.here.pupils[1], by=cast.here.pedagogue)
    both.refresh_from_db()
    assert (both.state, both.facts.count, both.facts.reason) == ("open", 1, None)


def test_a_child_in_no_school_is_the_schools_that_got_the_concern(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    Enrolment.objects.filter(child=child).update(ends=today - timedelta(days=9), reason_of_leaving="left")
    OutOfSchool.objects.create(
        child=child, kind="left", found_on=today - timedelta(days=8), found_by=cast.here.municipality_officer
    )
    signal = matched(cast.here, child)
    assert signal.school == cast.here.school
    assert signal_for(cast.here.pedagogue, signal.pk) == signal
    waiting = signals_waiting_for(cast.here.municipality_officer, today=today)
    assert waiting.children == []


def test_only_who_works_on_cases_sees_the_signal(cast: Cast, today: date) -> None:
    signal = matched(cast.here)
    assert [line.child for line in signals_waiting_for(cast.here.pedagogue, today=today).children] == [signal.child]
    for person in cast.people():
        if person != cast.here.pedagogue:
            assert signals_waiting_for(person, today=today).children == []
    assert signals_of(cast.here.pupils[0]) == []
    assert signals_of(cast.here.pupils[0], concerns=True) == [signal]


def test_only_who_reads_them_finds_concerns(cast: Cast) -> None:
    school, worker = write(cast.here), write(cast.here, about_school_worker=True)
    seen = {person.username: set(visible_to(person)) for person in cast.people()}
    assert {name: found for name, found in seen.items() if found} == {
        cast.here.pedagogue.username: {school},
        cast.here.protection_officer.username: {worker},
    }


def test_the_urgent_wait_first_then_the_oldest(cast: Cast) -> None:
    first, second, urgent = write(cast.here), write(cast.here), write(cast.here, urgent=True)
    assert waiting_for(cast.here.pedagogue) == [urgent, first, second]
    waiting = count_waiting(cast.here.pedagogue)
    assert (waiting.number, waiting.urgent) == (3, 1)


def test_counting_asks_once_and_nobody_who_reads_none(cast: Cast, django_assert_num_queries: object) -> None:
    write(cast.here)
    pedagogue, teacher = (Person.objects.get(pk=one.pk) for one in (cast.here.pedagogue, cast.here.teacher))
    assert len(pedagogue.assignments_now) == len(teacher.assignments_now) == 1
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert count_waiting(pedagogue).number == 1
        assert count_waiting(teacher).number == 0


def test_nothing_needed_counts_as_an_answer(cast: Cast) -> None:
    concern = write(cast.here)
    nothing_needed(concern=concern, because="known", words=" Иштеп жатам ", by=cast.here.pedagogue)
    concern.refresh_from_db()
    assert (concern.state, concern.because, concern.answer_words) == ("not_needed", "known", "Иштеп жатам")
    assert (concern.answered_by, concern.answered_at is not None) == (cast.here.pedagogue, True)
    assert count_waiting(cast.here.pedagogue).number == 0
    assert not Signal.objects.exists()


def test_of_two_who_answer_the_second_is_told(cast: Cast) -> None:
    concern = write(cast.here)
    nothing_needed(concern=concern, because="known", by=cast.here.pedagogue)
    with pytest.raises(AnsweredBefore) as refused:
        match(concern=concern, child=cast.here.pupils[0], by=cast.here.pedagogue)
    assert refused.value.concern.answered_by == cast.here.pedagogue
    with pytest.raises(AnsweredBefore):
        nothing_needed(concern=concern, because="well", by=cast.here.pedagogue)
    with pytest.raises(AnsweredBefore):
        hand_over(concern=concern, by=cast.here.pedagogue)
    concern.refresh_from_db()
    assert concern.because == "known"


def test_handed_over_nobody_at_the_school_sees_it_any_more(cast: Cast) -> None:
    concern = write(cast.here)
    hand_over(concern=concern, by=cast.here.pedagogue)
    assert list(visible_to(cast.here.pedagogue)) == []
    assert concern_for(cast.here.protection_officer, concern.pk) == concern
    with pytest.raises(AnsweredBefore):
        match(concern=concern, child=cast.here.pupils[0], by=cast.here.pedagogue)


def test_nothing_is_handed_over_to_nobody(cast: Cast) -> None:
    cast.here.protection_officer.assignments.all().delete()
    concern = write(cast.here)
    with pytest.raises(NobodyThere):
        hand_over(concern=concern, by=cast.here.pedagogue)
    assert list(visible_to(cast.here.pedagogue)) == [concern]


def test_the_database_itself_keeps_it_from_the_school(cast: Cast) -> None:
    concern = write(cast.here, about_school_worker=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(goes_to="school")


def test_every_step_is_in_the_trail(cast: Cast) -> None:
    first, second, third = (write(cast.here) for _number in range(3))
    by = cast.here.pedagogue
    match(concern=first, child=cast.here.pupils[0], by=by)
    nothing_needed(concern=second, because="unclear", by=by)
    hand_over(concern=third, by=by)
    told = Change.objects.filter(subject_kind="watch.concern").order_by("at", "id")
    assert [(change.action, change.by_key) for change in told] == [
        *[("concern.received", None)] * 3,
        ("concern.matched", by.pk),
        ("concern.answered", by.pk),
        ("concern.handed_over", by.pk),
    ]


def test_old_is_what_was_answered_before_the_day(cast: Cast, today: date) -> None:
    answered, open_still = write(cast.here), write(cast.here)
    nothing_needed(concern=answered, because="known", by=cast.here.pedagogue)
    assert list(old_concerns(before=today)) == []
    assert list(old_concerns(before=today + timedelta(days=1))) == [answered]
    assert open_still not in old_concerns(before=today + timedelta(days=1000))
    assert {"words", "reach", "codes"} <= old_concerns(before=today + timedelta(days=1)).get().get_deferred_fields()
