"""Opening a case of protection, telling the body, keeping out who is named, passing on what nobody works on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.casework.actions import (
    ActionGiven,
    AlreadyOpen,
    CauseGiven,
    NotInProtection,
    NotYet,
    add_action,
    agree,
    ask_approval,
    close_case,
    finish_action,
    keep_assessment,
    open_case,
    reopen_case,
)
from mektepke.casework.catalogue import NOT_IN_PROTECTION, PARTIES_NOT_IN_PROTECTION
from mektepke.casework.models import Barred, Case, Report
from mektepke.casework.protection.actions import Kept, keep_out, open_protection, pass_on
from mektepke.casework.protection.rules import TIME_TO_TELL, Keeper
from mektepke.casework.queries import case_to_work_on, visible_to, workable_by
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.trail.models import Change
from mektepke.watch.models import Answer, Signal
from tests.casework.protection.story import DANGER, in_danger, told
from tests.casework.story import in_care, misses
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db


def without_officer(cast: Cast) -> None:
    """The municipality here has nobody for the protection of children."""
    cast.here.protection_officer.assignments.all().delete()


def reads(someone: Person, case: Case) -> bool:
    """Whether somebody, fresh from the sign-in, may read the case."""
    return visible_to(Person.objects.get(pk=someone.pk)).filter(pk=case.pk).exists()


def test_a_case_of_protection_has_its_report_its_cause_and_its_risk(cast: Cast, today: date) -> None:
    before = clock.now()
    case = in_danger(cast.here, cast.here.pupils[0])
    assert (case.track, case.risk, case.step, case.opened_on) == ("protection", "high", "registered", today)
    assert case.worker == cast.here.pedagogue
    assert [(cause.cause, cause.evidence, cause.said_by) for cause in case.causes.all()] == [
        ("violence", DANGER.evidence, "child")
    ]
    report = Report.objects.get(case=case)
    assert report.danger == "violence"
    assert before + TIME_TO_TELL <= report.due_at <= clock.now() + TIME_TO_TELL
    assert report.told_at is None


def test_it_stands_beside_an_ordinary_case_and_answers_no_signal(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 4, today=today)
    ordinary = in_care(cast.here, child, due=today)
    Signal.objects.update(state="open")
    Answer.objects.all().delete()
    in_danger(cast.here, child)
    assert Signal.objects.filter(child=child, state="open").exists()
    assert not Answer.objects.exists()
    ordinary.refresh_from_db()
    assert ordinary.closed_on is None


def test_whoever_works_on_one_gets_that_one_and_no_second(cast: Cast) -> None:
    first = in_danger(cast.here, cast.here.pupils[0])
    with pytest.raises(AlreadyOpen) as held:
        in_danger(cast.here, cast.here.pupils[0])
    assert held.value.case == first


def test_whoever_must_not_know_of_one_opens_another_and_learns_nothing(cast: Cast) -> None:
    """Trying whether the child has told is answered as if nobody had said anything."""
    other = person("second", "Исакова Гүлай", Role.PEDAGOGUE, school=cast.here.school)
    in_danger(cast.here, cast.here.pupils[0], named=frozenset({other}))
    mine = in_danger(cast.here, cast.here.pupils[0], by=other)
    assert list(visible_to(other)) == [mine]
    assert Case.objects.filter(child=cast.here.pupils[0]).count() == 2


def test_the_same_page_sent_twice_is_one_case(cast: Cast) -> None:
    key, side = new_key(), cast.here
    kept = Kept(named=frozenset({side.pedagogue}))
    sent = {"child": side.pupils[0], "school": side.school, "given": DANGER, "kept": kept, "by": side.pedagogue}
    open_protection(**sent, id=key)
    with pytest.raises(DoneBefore):
        open_protection(**sent, id=key)
    assert Case.objects.count() == 1


def test_a_pedagogue_who_is_named_cannot_open_it_again_and_the_officer_can(cast: Cast) -> None:
    side = cast.here
    case = in_danger(side, side.pupils[0], named=frozenset({side.pedagogue}))
    assert (case.municipality, case.worker) == (side.municipality, side.protection_officer)
    assert not reads(side.pedagogue, case)
    assert list(workable_by(side.protection_officer)) == [case]
    assert not reads(cast.there.protection_officer, case)


def test_a_case_that_names_the_head_leaves_the_school_too(cast: Cast) -> None:
    """The head keeps the accounts of the staff, and could sign in as the pedagogue."""
    case = in_danger(cast.here, cast.here.pupils[0], kin=frozenset({cast.here.head}))
    assert case.municipality == cast.here.municipality
    assert not reads(cast.here.pedagogue, case)
    assert not reads(cast.here.head, case)
    assert Barred.objects.get().why == "kin"


def test_without_an_officer_a_head_who_is_named_leaves_it_with_the_pedagogue(cast: Cast) -> None:
    without_officer(cast)
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.head}))
    assert case.municipality is None
    assert reads(cast.here.pedagogue, case)
    assert not reads(cast.here.head, case)


def test_without_an_officer_a_pedagogue_who_is_named_is_shut_out_all_the_same(cast: Cast) -> None:
    without_officer(cast)
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.pedagogue}))
    assert not any(reads(one, case) for one in Person.objects.all())
    Assignment.objects.create(
        person=cast.stranger, role=Role.PROTECTION, place=cast.here.municipality, starts=clock.today()
    )
    assert reads(cast.stranger, case), "as soon as there is somebody, it is there"


def test_somebody_named_later_is_kept_out_and_the_head_takes_it_from_the_school(cast: Cast) -> None:
    side = cast.here
    case = in_danger(side, side.pupils[0])
    assert keep_out(case=case, kept=Kept(kin=frozenset({side.teacher})), by=side.pedagogue) is Keeper.SCHOOL
    assert reads(side.pedagogue, case)
    assert keep_out(case=case, kept=Kept(named=frozenset({side.head})), by=side.pedagogue) is Keeper.MUNICIPALITY
    assert not reads(side.pedagogue, case)
    assert reads(side.protection_officer, case)


def test_the_body_is_told_once(cast: Cast) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    told(case, cast.here.pedagogue)
    with pytest.raises(DoneBefore):
        told(case, cast.here.pedagogue)
    report = Report.objects.get()
    assert report.told_by == cast.here.pedagogue
    assert report.whom == "District department, A. Asanova"


def test_it_is_not_closed_before_the_body_was_told(cast: Cast) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    with pytest.raises(NotYet):
        close_case(case=case, outcome="commission", words="", by=cast.here.pedagogue)
    told(case, cast.here.pedagogue)
    close_case(case=case, outcome="commission", words="", by=cast.here.pedagogue)
    assert Case.objects.get().outcome == "commission"


def test_a_closed_one_sets_no_day_to_look_again_and_reopened_answers_no_signal(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 4, today=today)
    case = in_danger(cast.here, child)
    told(case, cast.here.pedagogue)
    close_case(case=case, outcome="not_needed", words="", by=cast.here.pedagogue, despite_registers="A mistake")
    assert Case.objects.get().look_again_on is None
    reopen_case(case=case, by=cast.here.pedagogue)
    assert not Answer.objects.exists()


def test_reopening_one_says_nothing_of_another(cast: Cast) -> None:
    other = person("second", "Исакова Гүлай", Role.PEDAGOGUE, school=cast.here.school)
    mine = in_danger(cast.here, cast.here.pupils[0], by=other)
    told(mine, other)
    close_case(case=mine, outcome="commission", words="", by=other)
    in_danger(cast.here, cast.here.pupils[0], named=frozenset({other}))
    assert reopen_case(case=mine, by=other).closed_on is None


@pytest.mark.parametrize("kind", sorted(NOT_IN_PROTECTION))
def test_what_could_warn_or_tell_is_not_done(cast: Cast, today: date, kind: str) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    with pytest.raises(NotInProtection):
        add_action(case=case, given=ActionGiven(kind, "pedagogue", today), by=cast.here.pedagogue)


@pytest.mark.parametrize("party", sorted(PARTIES_NOT_IN_PROTECTION))
def test_who_could_warn_or_tell_is_no_party(cast: Cast, today: date, party: str) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    with pytest.raises(NotInProtection):
        add_action(case=case, given=ActionGiven("talk_child", party, today), by=cast.here.pedagogue)


def test_neither_parent_nor_head_is_asked(cast: Cast, today: date) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    with pytest.raises(NotInProtection):
        agree(case=case, whom="parent", who="", how="spoken", on=today, by=cast.here.pedagogue)
    with pytest.raises(NotYet):
        ask_approval(case=case, by=cast.here.pedagogue)


def ends_role(someone: Person) -> None:
    """Since yesterday the role is over."""
    someone.assignments.update(ends=clock.today() - timedelta(days=1))


def test_a_head_who_ends_the_pedagogues_role_ends_nobodys_protection(cast: Cast) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    assert pass_on() == 0
    ends_role(cast.here.pedagogue)
    assert pass_on() == 1
    assert reads(cast.here.protection_officer, case)
    assert pass_on() == 0


def test_a_case_without_an_officer_is_passed_on_as_soon_as_there_is_one(cast: Cast) -> None:
    without_officer(cast)
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.head}))
    ends_role(cast.here.pedagogue)
    assert pass_on() == 0, "nobody is there to have it"
    Assignment.objects.create(
        person=cast.stranger, role=Role.PROTECTION, place=cast.here.municipality, starts=clock.today()
    )
    assert pass_on() == 1
    assert case_to_work_on(Person.objects.get(pk=cast.stranger.pk), case.pk).worker == cast.stranger


def test_an_officer_who_leaves_is_followed_by_the_next(cast: Cast) -> None:
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.pedagogue}))
    ends_role(cast.here.protection_officer)
    Assignment.objects.create(
        person=cast.stranger, role=Role.PROTECTION, place=cast.here.municipality, starts=clock.today()
    )
    assert pass_on() == 1
    case.refresh_from_db()
    assert case.worker == cast.stranger


def test_the_trail_tells_it_from_no_other_case(cast: Cast) -> None:
    """Every code and every kind of record stands there for an ordinary case as well."""
    side = cast.here
    case = in_danger(side, side.pupils[0], kin=frozenset({side.teacher}))
    told(case, side.pedagogue)
    keep_out(case=case, kept=Kept(kin=frozenset({side.deputy})), by=side.pedagogue)
    other = open_case(
        child=side.pupils[1], school=side.school, causes=[CauseGiven("work", "…", "seen")], by=side.pedagogue
    )
    keep_assessment(case=other, parts={"strengths": "…"}, by=side.pedagogue)
    finish_action(
        action=add_action(case=other, given=ActionGiven("home_visit", "elder", clock.today()), by=side.pedagogue),
        by=side.pedagogue,
    )
    left = Change.objects.filter(child_key=side.pupils[0].pk)
    assert [(one.action, one.subject_kind) for one in left.order_by("pk")] == [
        ("case.cause_added", "casework.case"),
        ("case.opened", "casework.case"),
        ("case.action_done", "casework.case"),
        ("case.assessment_kept", "casework.case"),
    ]
    ordinary = Change.objects.filter(child_key=side.pupils[1].pk).order_by("pk")
    codes = [one.action for one in ordinary]
    assert codes.index("case.cause_added") < codes.index("case.opened"), "there, too, it comes after the causes"
    told_of = {(one.action, one.subject_kind, tuple(one.fields)) for one in ordinary}
    assert {(one.action, one.subject_kind, tuple(one.fields)) for one in left} <= told_of
