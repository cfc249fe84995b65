"""No order of actions brings a case where none may be: closed without an outcome, approved by whoever asked, returned
against the registers, or a child in protection called about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
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
from mektepke.casework.queries import approved
from mektepke.casework.rules import steps
from mektepke.casework.rules.outcomes import DAYS_TO_STAY, RELAPSE, Stay, offered, stay
from mektepke.casework.rules.steps import Approved, Missing, Risk, State, Track
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.places.queries import school_days
from tests.cast import Cast
from tests.conftest import MONDAY

FIRST = date(2014, 9, 1)

STATES = st.builds(
    State,
    step=st.sampled_from(list(steps.Step)),
    risk=st.none() | st.sampled_from(list(Risk)),
    risk_reason=st.booleans(),
    track=st.sampled_from(list(Track)),
    causes=st.integers(0, 3),
    causes_without_action=st.integers(0, 3),
    actions_without_sign=st.integers(0, 2),
    with_parent=st.booleans(),
    with_child=st.booleans(),
    approved=st.sampled_from(list(Approved)),
    reviewed=st.booleans(),
    reported=st.booleans(),
)


@given(STATES)
def test_no_step_is_taken_while_something_is_missing_and_none_leads_to_closed(state: State) -> None:
    if steps.may_go_on(state):
        assert not steps.missing(state)
        assert steps.following(state.step) is not steps.Step.CLOSED
    else:
        assert steps.missing(state) or state.step is steps.Step.CLOSED


@given(STATES)
def test_only_an_approved_plan_goes_into_action_where_more_than_a_little_is_at_stake(state: State) -> None:
    goes = state.step is steps.Step.PLANNED and steps.may_go_on(state)
    if goes and not (state.in_protection or state.on_one_screen):
        assert state.approved is Approved.APPROVED


@given(STATES)
def test_in_protection_neither_the_family_nor_the_head_is_asked(state: State) -> None:
    if state.in_protection:
        asked = {Missing.AGREED_WITH_PARENT, Missing.AGREED_WITH_CHILD, Missing.APPROVAL}
        assert not asked & set(steps.missing(state))
        assert not steps.may_ask_approval(state)
        assert (Missing.REPORT in steps.before_closing(state)) is not state.reported


@given(STATES)
def test_back_is_always_an_earlier_step(state: State) -> None:
    earlier = steps.may_go_back_to(state)
    assert all(steps.ORDER.index(one) < steps.ORDER.index(state.step) for one in earlier)
    assert bool(earlier) is (state.step not in {steps.Step.REGISTERED, steps.Step.CLOSED})


@given(
    risk=st.none() | st.sampled_from(list(Risk)),
    days=st.integers(0, 2 * DAYS_TO_STAY),
    back=st.none() | st.just(FIRST),
)
def test_what_can_be_chosen_at_the_end(risk: Risk | None, days: int, back: date | None) -> None:
    found = offered(Case.Outcome.values, risk=risk, stayed=Stay(back, days))
    assert ("returned" in found) is (back is not None and days >= DAYS_TO_STAY)
    assert ("at_school" in found) is (risk in {None, Risk.LOW})
    assert {*found, "returned", "at_school"} == set(Case.Outcome.values)


KINDS = st.lists(st.sampled_from(["present", "absent", "excused", "late"]), max_size=90)


@given(KINDS)
def test_a_stay_counts_days_at_school_and_no_others(kinds: list[str]) -> None:
    days = [(FIRST + timedelta(days=number), kind) for number, kind in enumerate(kinds)]
    found = stay(days, since=FIRST)
    assert found.days <= sum(kind in {"present", "late"} for kind in kinds)
    assert (found.since is None) is (found.days == 0)
    without = stay([day for day in days if day[1] != "excused"], since=FIRST)
    assert (found.since, found.days) == (without.since, without.days), (
        "an ill child has not left, and nobody saw it there"
    )
    gone = [(FIRST + timedelta(days=len(kinds) + number), "absent") for number in range(RELAPSE)]
    assert not stay([*days, *gone], since=FIRST).long_enough


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


@pytest.fixture
def planned(cast: Cast) -> Case:
    """A case with much at stake whose plan lies before the head."""
    side = cast.here
    causes = [CauseGiven("work", "…", "seen")]
    case = actions.open_case(
        child=side.pupils[0], school=side.school, causes=causes, risk=RiskGiven("high", "…"), by=side.pedagogue
    )
    actions.add_action(case=case, given=_visit(), by=side.pedagogue)
    for whom in Agreement.Whom.values:
        actions.agree(case=case, whom=whom, who="", how="spoken", on=clock.today(), by=side.pedagogue)
    for _step in ("assessed", "planned"):
        actions.go_on(case=case, by=side.pedagogue)
    actions.ask_approval(case=case, by=side.pedagogue)
    return case


def _visit() -> ActionGiven:
    return ActionGiven("home_visit", "elder", clock.today(), shown_by="…")


@pytest.mark.django_db
def test_an_action_from_a_page_that_lay_open_changes_the_plan_that_was_approved_meanwhile(
    cast: Cast, planned: Case
) -> None:
    """The page knows an older number of the plan: one more than that is the number that the head approved."""
    side, long_open = cast.here, Case.objects.get(pk=planned.pk)
    long_open.plan_version -= 1
    actions.decide(approval=planned.approvals.get(), decision="approved", words="", by=side.head)
    actions.add_action(case=long_open, given=_visit(), by=side.pedagogue)
    assert approved(Case.objects.get(pk=planned.pk)) is Approved.CHANGED


@pytest.mark.django_db
def test_more_at_stake_from_a_page_that_lay_open_begins_the_six_steps_all_the_same(cast: Cast, planned: Case) -> None:
    side, long_open = cast.here, Case.objects.get(pk=planned.pk)
    actions.set_risk(case=planned, given=RiskGiven("low", ""), by=side.pedagogue)
    actions.add_action(case=planned, given=_visit(), by=side.pedagogue)
    assert Case.objects.get().step == "active"
    actions.set_risk(case=long_open, given=RiskGiven("medium", "…"), by=side.pedagogue)
    assert Case.objects.get().step == "registered"


@pytest.mark.django_db
def test_reopened_from_a_page_that_lay_open_it_keeps_how_it_had_ended(cast: Cast, planned: Case) -> None:
    long_open = Case.objects.get(pk=planned.pk)
    actions.close_case(case=planned, outcome="moved", words="", by=cast.here.pedagogue)
    actions.reopen_case(case=long_open, by=cast.here.pedagogue)
    assert long_open.endings.get().outcome == "moved"
