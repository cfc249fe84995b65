"""Opening, working on and closing a case; calls and visits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from mektepke.base import clock
from mektepke.casework import actions
from mektepke.casework.actions import ActionGiven, CauseGiven
from mektepke.casework.models import Action, CapacityRow, Case, Contact
from mektepke.pupils.models import Guardian
from mektepke.trail.models import Change, Look
from mektepke.watch.models import Answer, Signal
from tests.casework.story import in_care, misses
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_opening_a_case_answers_the_childs_signals_and_writes_the_trail(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    case = in_care(cast.here, child, due=today)
    assert not Signal.objects.filter(child=child, state="open").exists()
    assert Answer.objects.filter(signal__child=child, kind="case_opened", by=cast.here.pedagogue).exists()
    change = Change.objects.get(action="case.opened")
    assert (change.subject_key, change.child_key, change.by_key) == (case.pk, child.pk, cast.here.pedagogue.pk)


def test_a_second_case_of_the_same_child_is_not_opened(cast: Cast, today: date) -> None:
    first = in_care(cast.here, cast.here.pupils[0], due=today)
    with pytest.raises(actions.AlreadyOpen) as refused:
        in_care(cast.here, cast.here.pupils[0], due=today)
    assert refused.value.case == first
    assert Case.objects.count() == 1


def test_nothing_is_written_when_the_action_is_no_action(cast: Cast, today: date) -> None:
    with pytest.raises(ValidationError):
        actions.open_case(
            child=cast.here.pupils[0],
            school=cast.here.school,
            causes=[CauseGiven("work", "Seen at the bazaar", "seen")],
            action=ActionGiven("magic", "pedagogue", today),
            by=cast.here.pedagogue,
        )
    assert not Case.objects.exists()
    assert not Change.objects.filter(action="case.opened").exists()


def test_a_child_can_have_several_causes_but_not_the_same_twice(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    actions.add_cause(case=case, given=CauseGiven("risk_not_seen", "Said so", "parent"), by=cast.here.pedagogue)
    with pytest.raises(actions.NamedAlready):
        actions.add_cause(case=case, given=CauseGiven("risk_not_seen", "Again", "parent"), by=cast.here.pedagogue)
    actions.add_cause(
        case=case, given=CauseGiven("risk_not_seen", "The teacher too", "teacher"), by=cast.here.pedagogue
    )
    assert case.causes.count() == 3


def test_a_closed_case_changes_no_more(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    actions.close_case(case=case, outcome="at_school", words="Boots", by=cast.here.pedagogue)
    case.refresh_from_db()
    assert (case.outcome, case.closed_on) == ("at_school", today)
    for forbidden in (
        lambda: actions.add_cause(case=case, given=CauseGiven("work", "x", "seen"), by=cast.here.pedagogue),
        lambda: actions.add_action(case=case, given=ActionGiven("call", "pedagogue", today), by=cast.here.pedagogue),
        lambda: actions.close_case(case=case, outcome="moved", words="", by=cast.here.pedagogue),
    ):
        with pytest.raises(actions.AlreadyClosed):
            forbidden()


def test_actions_that_are_not_done_end_with_the_case(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    actions.add_action(case=case, given=ActionGiven("aid", "group", today), by=cast.here.pedagogue)
    done = case.actions.get(kind="home_visit")
    actions.finish_action(action=done, by=cast.here.pedagogue)
    actions.close_case(case=case, outcome="moved", words="", by=cast.here.pedagogue)
    assert set(case.actions.values_list("kind", "done_on", "dropped_on")) == {
        ("home_visit", today, None),
        ("aid", None, today),
    }
    dropped = case.actions.get(kind="aid")
    assert Change.objects.get(action="case.action_dropped").subject_key == dropped.pk
    actions.finish_action(action=dropped, by=cast.here.pedagogue)
    assert case.actions.get(kind="aid").done_on is None


def test_why_a_return_counts_although_the_registers_say_otherwise_is_kept(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    actions.close_case(
        case=case, outcome="at_school", words="", despite_registers="In the other class", by=cast.here.pedagogue
    )
    case.refresh_from_db()
    assert case.despite_registers == "In the other class"
    assert Change.objects.get(action="case.closed").fields == ["outcome", "despite_registers"]


@pytest.mark.parametrize(("outcome", "day"), [("at_school", 22), ("not_needed", 22), ("moved", None)])
def test_a_child_that_is_said_to_be_at_school_is_looked_at_after_five_school_days(
    cast: Cast, today: date, outcome: str, day: int | None
) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    actions.close_case(case=case, outcome=outcome, words="", by=cast.here.pedagogue)
    assert Case.objects.get().look_again_on == (date(2014, 11, day) if day else None)


@pytest.mark.parametrize(
    ("kind", "result", "day"),
    [
        ("call", "comes_back", 18), ("call", "reached", 22), ("visit", "child_seen", 22),
        ("call", "not_reached", None), ("call", "needs_visit", None), ("visit", "moved", None),
    ],
)  # fmt: skip
def test_what_answers_the_signals_always_has_a_day_to_look_again(
    cast: Cast, kind: str, result: str, day: int | None
) -> None:
    contact = actions.record_contact(
        child=cast.here.pupils[0], school=cast.here.school, kind=kind, result=result, words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    assert (contact.next_on, contact.next_by_house) == (date(2014, 11, day) if day else None, day is not None)


def test_the_day_that_somebody_chose_stays(cast: Cast, today: date) -> None:
    chosen = today + timedelta(days=2)
    contact = actions.record_contact(
        child=cast.here.pupils[0], school=cast.here.school, kind="call", result="reached", words="", next_on=chosen,
        by=cast.here.pedagogue,
    )  # fmt: skip
    assert (contact.next_on, contact.next_by_house) == (chosen, False)


def test_the_database_refuses_words_about_registers_for_any_other_end(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(closed_on=today, outcome="moved", despite_registers="x")


def test_the_database_refuses_a_case_closed_without_outcome(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(closed_on=today)


def test_a_done_action_keeps_its_first_day(cast: Cast, today: date) -> None:
    action = in_care(cast.here, cast.here.pupils[0], due=today).actions.get()
    actions.finish_action(action=action, by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=3))
    actions.finish_action(action=Action.objects.get(), by=cast.here.pedagogue)
    assert Action.objects.get().done_on == today
    assert Change.objects.filter(action="case.action_done").count() == 1


@pytest.mark.parametrize(("result", "answered"), [("reached", True), ("comes_back", True), ("not_reached", False)])
def test_only_a_call_that_reached_somebody_answers(cast: Cast, today: date, result: str, *, answered: bool) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    actions.record_contact(
        child=child, school=cast.here.school, kind="call", result=result, words="", next_on=None, by=cast.here.pedagogue
    )
    assert Signal.objects.filter(child=child, state="open").exists() is not answered
    assert Contact.objects.get().on == today


@pytest.mark.parametrize(
    ("result", "answered"), [("reached", True), ("child_seen", True), ("nobody_home", False), ("moved", False)]
)
def test_only_a_visit_that_met_somebody_answers(cast: Cast, today: date, result: str, *, answered: bool) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 3, today=today)
    actions.record_contact(
        child=child, school=cast.here.school, kind="visit", result=result, words="", next_on=None,
        by=cast.here.pedagogue,
    )  # fmt: skip
    assert Signal.objects.filter(child=child, state="open").exists() is not answered


@pytest.mark.parametrize(("kind", "result"), [("visit", "wrong_number"), ("call", "not_let_in")])
def test_nobody_gets_a_wrong_number_at_a_door(cast: Cast, kind: str, result: str) -> None:
    with pytest.raises(ValidationError):
        actions.record_contact(
            child=cast.here.pupils[0], school=cast.here.school, kind=kind, result=result, words="", next_on=None,
            by=cast.here.pedagogue,
        )  # fmt: skip


def test_reading_a_case_leaves_a_trace_with_the_reason(cast: Cast, today: date) -> None:
    case = in_care(cast.here, cast.here.pupils[0], due=today)
    actions.look_at_case(case=case, by=cast.here.pedagogue)
    look = Look.objects.get()
    assert (look.child_key, look.page, look.reason) == (case.child_id, "case", "pedagogue")


def test_capacity_is_set_changed_and_removed(cast: Cast) -> None:
    manager = cast.programme_manager
    actions.set_capacity(row=CapacityRow(hours_from=20, new_a_day=3, visits_a_week=5), by=manager)
    actions.set_capacity(row=CapacityRow(hours_from=20, new_a_day=4, visits_a_week=5), by=manager)
    assert CapacityRow.objects.get().new_a_day == 4
    actions.remove_capacity(hours=20, by=manager)
    assert not CapacityRow.objects.exists()


def _recorded(cast: Cast, result: str, *, on: date, kind: str = "call") -> Contact:
    return actions.record_contact(
        child=cast.here.pupils[0], school=cast.here.school, kind=kind, result=result, words="", next_on=None, on=on,
        by=cast.here.pedagogue, guardian=Guardian.objects.get(household=cast.here.pupils[0].household),
    )  # fmt: skip


def test_a_call_of_an_earlier_day_counts_from_that_day(cast: Cast, today: date) -> None:
    contact = _recorded(cast, "still_away", on=date(2014, 11, 13))
    assert (contact.on, contact.next_on, contact.next_by_house) == (date(2014, 11, 13), today, True)


def test_a_call_of_an_earlier_day_answers_nothing_that_was_noticed_since(cast: Cast, today: date) -> None:
    misses(cast.here, cast.here.pupils[0], 3, today=today)
    _recorded(cast, "reached", on=today - timedelta(days=1))
    assert Signal.objects.filter(child=cast.here.pupils[0], state="open").exists()
    _recorded(cast, "reached", on=today)
    assert not Signal.objects.filter(child=cast.here.pupils[0], state="open").exists()


@pytest.mark.parametrize(("kind", "number"), [("call", "+996777000001"), ("visit", "")])
def test_the_number_is_kept_as_it_was_dialled(cast: Cast, today: date, kind: str, number: str) -> None:
    contact = _recorded(cast, "reached", on=today, kind=kind)
    Guardian.objects.filter(household=cast.here.pupils[0].household).delete()
    contact.refresh_from_db()
    assert (contact.guardian, contact.number) == (None, number)


def test_that_the_child_stays_away_always_has_a_day_to_look_again(cast: Cast, today: date) -> None:
    assert _recorded(cast, "still_away", on=today).next_on == date(2014, 11, 20)


def test_the_same_result_is_said_in_the_same_words_wherever_it_is_chosen(cast: Cast) -> None:
    for language in ("ky", "ru", "en"):
        with translation.override(language):
            told = {code: str(label) for code, label in Answer.Result.choices}
            assert told == {code: str(label) for code, label in Contact.Result.choices if code in told}
