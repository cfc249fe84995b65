"""No order of actions brings a case where none may be: closed without an outcome, approved by whoever asked, returned
against the registers, or a child in protection called about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from mektepke.attendance.actions import take_register
from mektepke.attendance.queries import child_days
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.casework import actions
from mektepke.casework.actions import ActionGiven, CauseGiven, RiskGiven
from mektepke.casework.catalogue import NOT_IN_PROTECTION, PARTIES_NOT_IN_PROTECTION
from mektepke.casework.models import Action, Agreement, Approval, Case, CaseCause, Report, Step
from mektepke.casework.protection.actions import DangerGiven, open_protection, tell
from mektepke.casework.rules.outcomes import stay
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.places.queries import school_days
from tests.cast import Cast
from tests.conftest import MONDAY

# From here on: the database, in whatever order people act, also on pages that have lain open for long.
REFUSED = (
    actions.AlreadyClosed, actions.AlreadyOpen, actions.NamedAlready, actions.NotInProtection, actions.NotReturned,
    actions.NotYet, actions.NotYours, DoneBefore,
)  # fmt: skip
PLACE = st.integers(0, 40)
CAUSES = ["seasonal_work", "work", "violence"]
EVERY_KIND, EVERY_PARTY = sorted(Action.Kind.values), sorted(Action.Party.values)


class Casework(RuleBasedStateMachine):
    """One child, two pedagogues, a head and a deputy. `pages`: cases as somebody opened them, some of them long ago."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        clock.set_today(MONDAY)
        side = self.cast.here
        self.child, self.school = side.pupils[0], side.school
        self.people = [side.pedagogue, self.cast.there.pedagogue, side.head, side.deputy]
        self.pages: list[Case] = []

    def teardown(self) -> None:
        """Everything is as it was."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        clock.set_today(MONDAY)

    def does(self, what: Callable[..., Any], /, **given: Any) -> None:
        """Somebody does it, or is refused."""
        try:
            found = what(**given)
        except REFUSED:
            return
        if isinstance(found, Case):
            self.pages.append(found)

    def page(self, place: int) -> Case:
        """One of the pages that lie open."""
        return self.pages[place % len(self.pages)]

    def person(self, place: int) -> Person:
        """One of the people."""
        return self.people[place % len(self.people)]

    @rule(by=PLACE, risk=st.sampled_from(Case.Risk.values), planned=st.booleans())
    def open_case(self, by: int, risk: str, planned: bool) -> None:
        first = ActionGiven("home_visit", "elder", clock.today()) if planned else None
        self.does(
            actions.open_case, child=self.child, school=self.school, causes=[CauseGiven("work", "…", "seen")],
            action=first, risk=RiskGiven(risk, "…"), by=self.person(by),
        )  # fmt: skip

    @rule(by=PLACE)
    def open_protection(self, by: int) -> None:
        danger = DangerGiven("violence", "…", "child", "high", "…")
        self.does(open_protection, child=self.child, school=self.school, given=danger, by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE)
    def open_the_page_anew(self, place: int) -> None:
        self.pages.append(Case.objects.get(pk=self.page(place).pk))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE, cause=st.sampled_from(CAUSES))
    def add_cause(self, place: int, by: int, cause: str) -> None:
        given = CauseGiven(cause, "…", "teacher")
        self.does(actions.add_cause, case=self.page(place), given=given, by=self.person(by))

    @precondition(lambda self: CaseCause.objects.exists())
    @rule(place=PLACE, by=PLACE)
    def end_cause(self, place: int, by: int) -> None:
        self.does(actions.end_cause, cause=_one(CaseCause, place), by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(
        place=PLACE, by=PLACE, kind=st.sampled_from(EVERY_KIND), party=st.sampled_from(EVERY_PARTY),
        sign=st.sampled_from(["", "…", "…"]),
    )  # fmt: skip
    def add_action(self, place: int, by: int, kind: str, party: str, sign: str) -> None:
        given = ActionGiven(kind, party, clock.today(), shown_by=sign)
        self.does(actions.add_action, case=self.page(place), given=given, by=self.person(by))

    @precondition(lambda self: Action.objects.exists())
    @rule(place=PLACE, by=PLACE, what=st.sampled_from([actions.finish_action, actions.drop_action]))
    def end_action(self, place: int, by: int, what: Callable[..., None]) -> None:
        self.does(what, action=_one(Action, place), by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE, risk=st.sampled_from(Case.Risk.values))
    def set_risk(self, place: int, by: int, risk: str) -> None:
        self.does(actions.set_risk, case=self.page(place), given=RiskGiven(risk, "…"), by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE)
    def agree_with_both(self, place: int, by: int) -> None:
        for whom in Agreement.Whom.values:
            agreed = {"whom": whom, "who": "", "how": "spoken", "on": clock.today()}
            self.does(actions.agree, case=self.page(place), by=self.person(by), **agreed)

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE)
    def tell_the_body(self, place: int, by: int) -> None:
        if self.page(place).in_protection:
            told = {"how": "call", "whom": "…", "words": "", "told_at": clock.now()}
            self.does(tell, case=self.page(place), by=self.person(by), **told)

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE)
    def ask_approval(self, place: int, by: int) -> None:
        self.does(actions.ask_approval, case=self.page(place), by=self.person(by))

    @precondition(lambda self: Approval.objects.exists())
    @rule(place=PLACE, by=PLACE, decision=st.sampled_from(Approval.Decision.values))
    def decide(self, place: int, by: int, decision: str) -> None:
        self.does(actions.decide, approval=_one(Approval, place), decision=decision, words="…", by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE, decision=st.sampled_from(["kept", "changed", "ended"]))
    def review(self, place: int, by: int, decision: str) -> None:
        said = {"decision": decision, "words": "", "next_on": clock.today() + timedelta(days=30)}
        self.does(actions.review, case=self.page(place), by=self.person(by), **said)

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE)
    def go_on(self, place: int, by: int) -> None:
        self.does(actions.go_on, case=self.page(place), by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE, step=st.sampled_from(list(Step)))
    def back_to(self, place: int, by: int, step: Step) -> None:
        self.does(actions.back_to, case=self.page(place), step=step, words="…", by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE, outcome=st.sampled_from(Case.Outcome.values))
    def close_case(self, place: int, by: int, outcome: str) -> None:
        self.does(actions.close_case, case=self.page(place), outcome=outcome, words="", by=self.person(by))

    @precondition(lambda self: self.pages)
    @rule(place=PLACE, by=PLACE)
    def reopen_case(self, place: int, by: int) -> None:
        self.does(actions.reopen_case, case=self.page(place), by=self.person(by))

    @rule(number=st.sampled_from([1, 4, 62]), comes=st.booleans())
    def days_pass(self, number: int, comes: bool) -> None:
        """The child comes on all of these school days, or on none."""
        today, marks = clock.today(), {} if comes else {self.child.pk: MarkGiven(MarkKind.ABSENT)}
        coming = school_days(self.school, first=today, last=self.cast.year.ends)[:number]
        for day in coming:
            clock.set_today(day)
            take_register(school_class=self.cast.here.school_class, day=day, marks=marks, by=self.cast.here.teacher)
        if coming:
            clock.set_today(coming[-1] + timedelta(days=1))

    @invariant()
    def closed_is_closed_with_an_outcome(self) -> None:
        for case in Case.objects.all():
            closed = case.step == Step.CLOSED
            assert closed is bool(case.outcome) is (case.closed_on is not None)
            assert not closed or not case.actions.filter(done_on=None, dropped_on=None).exists()
            assert not closed or not case.approvals.filter(decision="").exists()

    @invariant()
    def the_last_step_taken_is_where_it_stands(self) -> None:
        for case in Case.objects.all():
            last = case.steps_taken.order_by("-at", "-pk").first()
            assert last is not None
            assert last.step == case.step

    @invariant()
    def every_action_has_a_party(self) -> None:
        assert set(Action.objects.values_list("party", flat=True)) <= set(Action.Party.values)

    @invariant()
    def nobody_approved_their_own(self) -> None:
        for approval in Approval.objects.exclude(decision=""):
            assert approval.decided_by_id not in {None, approval.asked_by_id}

    @invariant()
    def returned_is_what_the_registers_show(self) -> None:
        for case in Case.objects.filter(outcome="returned"):
            assert case.closed_on is not None
            days = child_days(case.child, first=case.since, last=case.closed_on)
            assert stay([(day.date, day.kind) for day in days], since=case.since).long_enough

    @invariant()
    def what_is_at_stake_goes_into_action_only_approved(self) -> None:
        acting = Case.objects.filter(track="ordinary", step__in=["active", "reviewed"]).exclude(risk="low")
        for case in acting:
            began = case.steps_taken.filter(step="registered", back=False).order_by("-at").first()
            assert began is None or case.approvals.filter(decision="approved", at__gte=began.at).exists()

    @invariant()
    def an_approved_plan_is_the_plan_that_was_approved(self) -> None:
        """Whatever was added since is known to be another plan."""
        for case in Case.objects.filter(track="ordinary"):
            latest = case.approvals.filter(decision="approved").order_by("-at").first()
            added = latest is not None and case.actions.filter(at__gt=latest.at, dropped_on=None).exists()
            assert not (added and latest is not None and latest.plan_version == case.plan_version)

    @invariant()
    def protection_is_protection(self) -> None:
        for case in Case.objects.filter(track="protection"):
            assert not case.actions.filter(kind__in=NOT_IN_PROTECTION).exists()
            assert not case.actions.filter(party__in=PARTIES_NOT_IN_PROTECTION).exists()
            assert not case.approvals.exists()
            assert not case.agreements.filter(whom="parent").exists()
            assert case.closed_on is None or Report.objects.filter(case=case, told_at__isnull=False).exists()

    @invariant()
    def one_ordinary_case_at_a_time(self) -> None:
        assert Case.objects.filter(track="ordinary", closed_on=None).count() <= 1


def _one(model: Any, place: int) -> Any:
    """One row, as it stands now."""
    found = list(model.objects.order_by("pk"))
    return found[place % len(found)]


def people_act(cast: Cast, *, times: int, steps_each: int) -> None:
    """So many times, in an order that nobody chose."""
    machine = type("Casework", (Casework,), {"cast": cast})
    asked = settings(
        max_examples=times, stateful_step_count=steps_each, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=asked)


@pytest.mark.django_db
def test_in_whatever_order_people_act(cast: Cast) -> None:
    people_act(cast, times=6, steps_each=25)


@pytest.mark.long
@pytest.mark.django_db
def test_in_many_orders(cast: Cast) -> None:
    people_act(cast, times=200, steps_each=40)
