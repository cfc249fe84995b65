"""The pages of the six steps: who opens them, what they keep, and two people at one page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from mektepke.base import clock
from mektepke.casework import actions
from mektepke.casework.actions import ActionGiven
from mektepke.casework.models import Action, Agreement, Approval, Assessment, Case, Reader, Review, Step
from mektepke.casework.views.cases import READS
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.trail.models import Look
from tests.casework.test_six_steps import in_action, planned, registered
from tests.cast import Cast, person

PAGES = ("", "assessment/", "plan/", "follow-up/", "review/")


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    """The pages' own sentences."""
    client.cookies["django_language"] = "en"


def signed_in(client: Client, who: Person) -> Client:
    """The browser of this person."""
    who.language = "en"
    who.save()
    client.force_login(who)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_the_worker_opens_each_page_and_leaves_a_trace(cast: Cast, client: Client, page: str) -> None:
    case = in_action(cast.here)
    assert signed_in(client, cast.here.pedagogue).get(f"/casework/{case.pk}/{page}").status_code == 200
    assert Look.objects.filter(child_key=case.child_id, page="case", by_key=cast.here.pedagogue.pk).count() == 1


@pytest.mark.parametrize("page", [*PAGES, "close/", "risk/", "causes/", "actions/", "plan/agreed/", "back/"])
def test_nobody_else_of_the_school_or_the_next_one_reads_it(cast: Cast, client: Client, page: str) -> None:
    case = in_action(cast.here)
    colleague = person("second", "Экинчи Педагог", Role.PEDAGOGUE, school=cast.here.school)
    others = [cast.here.head, cast.here.deputy, cast.here.teacher, colleague, cast.there.pedagogue]
    for other in [*others, cast.here.protection_officer, cast.here.group_member, cast.here.municipality_officer]:
        answer = signed_in(client, other).get(f"/casework/{case.pk}/{page}")
        assert answer.status_code in {403, 404}, other
        assert case.child.given_name not in answer.content.decode()
    assert not Look.objects.filter(page="case").exists()


def test_whom_it_was_given_to_reads_until_the_day_and_changes_nothing(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    today = clock.today()
    Reader.objects.create(
        case=case, person=cast.here.teacher, reason="Lessons", starts=today, ends=today + timedelta(days=3),
        given_by=cast.here.pedagogue,
    )  # fmt: skip
    assert any(cast.here.teacher.may(permission) for permission in READS)
    browser = signed_in(client, cast.here.teacher)
    for page in PAGES:
        shown = browser.get(f"/casework/{case.pk}/{page}")
        assert shown.status_code == 200
        assert "Mark as done" not in shown.content.decode()
    assert browser.post(f"/casework/{case.pk}/assessment/", {"child_says": "x"}).status_code == 404
    assert browser.post(f"/casework/{case.pk}/go-on/").status_code in {403, 404}
    clock.set_today(today + timedelta(days=4))
    assert browser.get(f"/casework/{case.pk}/").status_code == 404


def test_what_is_missing_stands_before_the_next_step(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    browser = signed_in(client, cast.here.pedagogue)
    page = browser.get(f"/casework/{case.pk}/").content.decode()
    assert "The assessment is done: go on to the plan" in page
    assert browser.post(f"/casework/{case.pk}/go-on/").status_code == 302
    page = browser.get(f"/casework/{case.pk}/").content.decode()
    assert "A cause has no action yet." in page
    assert "The plan is made: go on" not in page
    browser.post(f"/casework/{case.pk}/go-on/")
    assert Case.objects.get().step == Step.ASSESSED


def test_a_half_filled_assessment_is_kept(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    browser = signed_in(client, cast.here.pedagogue)
    assert browser.post(f"/casework/{case.pk}/assessment/", {"strengths": "Sums"}).status_code == 302
    assert browser.post(f"/casework/{case.pk}/assessment/", {"strengths": "Sums", "health": ""}).status_code == 302
    case.assessment.refresh_from_db()
    assert (case.assessment.strengths, case.assessment.child_says) == ("Sums", "")


def test_two_at_one_assessment_decide_field_by_field(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    browser = signed_in(client, cast.here.pedagogue)
    before = browser.get(f"/casework/{case.pk}/assessment/").context["form"]["seen"].value()
    # Meanwhile, on the other phone:
    actions.keep_assessment(case=case, parts={"strengths": "Sings", "health": "Glasses"}, by=cast.here.pedagogue)

    typed = {"seen": before, "strengths": "Sums", "household_needs": "Coal"}
    answer = browser.post(f"/casework/{case.pk}/assessment/", typed)
    page = answer.content.decode()
    assert "Somebody wrote this meanwhile: “Sings”" in page
    assert ">\nSums</textarea>" in page, "what was typed is still there"
    case.assessment.refresh_from_db()
    assert (case.assessment.strengths, case.assessment.household_needs) == ("Sings", "")

    browser.post(f"/casework/{case.pk}/assessment/", typed | {"keep_strengths": "both"})
    case.assessment.refresh_from_db()
    assert case.assessment.strengths == "Sings\nSums"
    assert (case.assessment.household_needs, case.assessment.health) == ("Coal", "Glasses")


@pytest.mark.parametrize(("keep", "kept"), [("mine", "low"), ("theirs", "high")])
def test_two_at_the_risk(cast: Cast, client: Client, keep: str, kept: str) -> None:
    case = registered(cast.here)
    browser = signed_in(client, cast.here.pedagogue)
    before = browser.get(f"/casework/{case.pk}/risk/").context["form"]["seen"].value()
    actions.set_risk(case=case, given=actions.RiskGiven("high", "Third autumn"), by=cast.here.pedagogue)
    typed = {"seen": before, "risk": "low", "reason": "Third autumn"}
    assert "Somebody wrote this meanwhile: “High”" in browser.post(f"/casework/{case.pk}/risk/", typed).content.decode()
    assert browser.post(f"/casework/{case.pk}/risk/", typed | {"keep_risk": keep}).status_code == 302
    assert Case.objects.get().risk == kept


def test_an_action_that_does_not_answer_its_cause_is_refused_with_what_was_typed(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    work = next(cause for cause in case.causes.all() if cause.cause == "work")
    typed = {
        "causes": [str(work.pk)], "kind": "class_talk", "party": "family", "due_on": "2014-11-28", "shown_by": "Comes",
    }  # fmt: skip
    answer = signed_in(client, cast.here.pedagogue).post(f"/casework/{case.pk}/actions/", typed)
    assert "This does not answer the cause “The child works”. Choose another one." in answer.content.decode()
    assert "Comes" in answer.content.decode()
    assert not Action.objects.exists()


def test_the_head_sees_the_plan_and_not_what_was_said(cast: Cast, client: Client) -> None:
    case = planned(cast.here)
    actions.keep_assessment(case=case, parts={"child_says": "I am afraid"}, by=cast.here.pedagogue)
    actions.ask_approval(case=case, by=cast.here.pedagogue)
    key = Approval.objects.get().pk
    page = signed_in(client, cast.here.head).get(f"/casework/approvals/{key}/").content.decode()
    assert "Talk with the parents" in page
    for hidden in ("I am afraid", "Sorts onions", "Two weeks are nothing"):
        assert hidden not in page
    for other in (cast.here.deputy, cast.there.head, cast.here.teacher, cast.here.pedagogue):
        assert signed_in(client, other).get(f"/casework/approvals/{key}/").status_code in {403, 404}


def test_a_question_of_the_head_comes_back_to_the_worker(cast: Cast, client: Client) -> None:
    case = planned(cast.here)
    actions.ask_approval(case=case, by=cast.here.pedagogue)
    key = Approval.objects.get().pk
    head = signed_in(client, cast.here.head)
    assert (
        "Please write what you ask."
        in head.post(f"/casework/approvals/{key}/", {"decision": "returned"}).content.decode()
    )
    assert head.post(f"/casework/approvals/{key}/", {"decision": "returned", "words": "Who drives?"}).status_code == 302
    worker = signed_in(client, cast.here.pedagogue)
    assert "Who drives?" in worker.get(f"/casework/{case.pk}/plan/").content.decode()
    assert "Plans that the head sent back" in worker.get("/").content.decode()


def test_a_review_further_away_than_three_months_is_refused(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    browser = signed_in(client, cast.here.pedagogue)
    far = {"decision": "kept", "words": "", "next_on": "2015-06-01"}
    answer = browser.post(f"/casework/{case.pk}/review/", far)
    assert "at least every three months" in answer.content.decode()
    assert browser.post(f"/casework/{case.pk}/review/", far | {"next_on": "2015-02-01"}).status_code == 302
    assert Review.objects.get().decision == "kept"


def test_with_whom_the_plan_was_agreed_is_kept(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    typed = {"whom": "parent", "who": "Mother", "how": "spoken", "on": "2014-11-17"}
    assert signed_in(client, cast.here.pedagogue).post(f"/casework/{case.pk}/plan/agreed/", typed).status_code == 302
    assert Agreement.objects.get().who == "Mother"


def test_closing_offers_no_return_that_registers_do_not_show(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    page = signed_in(client, cast.here.pedagogue).get(f"/casework/{case.pk}/close/").content.decode()
    assert 'value="returned"' not in page
    assert "“Returned” is worked out from the registers." in page


@pytest.mark.parametrize("cause", ["violence", "early_marriage"])
def test_a_danger_is_no_cause_of_an_ordinary_case(cast: Cast, client: Client, cause: str) -> None:
    case = registered(cast.here)
    typed = {"cause": cause, "evidence": "Bruises", "said_by": "seen"}
    answer = signed_in(client, cast.here.pedagogue).post(f"/casework/{case.pk}/causes/", typed)
    assert "A child in danger goes another way" in answer.content.decode()
    assert case.causes.count() == 2


def test_a_page_that_lost_its_fields_on_the_way_empties_nothing(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    actions.keep_assessment(case=case, parts={"strengths": "Sums"}, by=cast.here.pedagogue)
    browser = signed_in(client, cast.here.pedagogue)
    assert browser.post(f"/casework/{case.pk}/assessment/", {}).status_code == 302
    assert Assessment.objects.get().strengths == "Sums"
    before = browser.get(f"/casework/{case.pk}/assessment/").context["form"]["seen"].value()
    browser.post(f"/casework/{case.pk}/assessment/", {"seen": before, "strengths": ""})
    assert Assessment.objects.get().strengths == "", "who empties a field means it"


def test_what_came_of_a_step_is_not_lost_by_an_answer_that_is_too_long(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    given = ActionGiven("catch_up", "teacher", clock.today(), shown_by="Reads by herself", level_before="2")
    action = actions.add_action(case=case, given=given, by=cast.here.pedagogue)
    browser = signed_in(client, cast.here.pedagogue)
    page = browser.post(f"/casework/actions/{action.pk}/done/", {"worked": "yes", "level_after": "4" * 41})
    assert "4" * 41 in page.content.decode()
    assert Action.objects.get(pk=action.pk).is_open
    browser.post(f"/casework/actions/{action.pk}/done/", {"worked": "yes", "level_after": "4"})
    action.refresh_from_db()
    assert (action.is_open, action.worked, action.level_after) == (False, "yes", "4")


def test_the_button_for_the_next_step_keeps_what_was_typed_a_moment_ago(cast: Cast, client: Client) -> None:
    case = registered(cast.here)
    actions.go_on(case=case, by=cast.here.pedagogue)
    actions.back_to(case=case, step=Step.REGISTERED, words="…", by=cast.here.pedagogue)
    browser = signed_in(client, cast.here.pedagogue)
    page = browser.get(f"/casework/{case.pk}/assessment/")
    assert '<button form="understood" name="go_on"' in page.content.decode()
    seen = page.context["form"]["seen"].value()
    browser.post(f"/casework/{case.pk}/assessment/", {"seen": seen, "health": "Weak eyes", "go_on": "yes"})
    case.refresh_from_db()
    assert (case.step, Assessment.objects.get().health) == (Step.ASSESSED, "Weak eyes")


def test_after_a_review_the_next_one_is_named(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    browser = signed_in(client, cast.here.pedagogue)
    said = "The plan has not been reviewed yet."
    assert said in browser.get(f"/casework/{case.pk}/").content.decode()
    kept = {"decision": "kept", "words": "", "next_on": "2014-12-08"}
    page = browser.post(f"/casework/{case.pk}/review/", kept, follow=True).content.decode()
    assert "The next review is on 8 December." in page
    assert said not in page


def test_what_came_of_a_step_can_be_said_later_and_once(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    action = case.actions.all()[0]
    browser = signed_in(client, cast.here.pedagogue)
    browser.post(f"/casework/actions/{action.pk}/done/")
    assert "Say what came of it" in browser.get(f"/casework/{case.pk}/").content.decode()
    page = f"/casework/actions/{action.pk}/"
    assert "What came of it" in browser.get(page).content.decode()
    browser.post(page, {"worked": "partly"})
    action.refresh_from_db()
    assert (action.worked, action.done_on) == ("partly", clock.today())
    assert browser.post(page, {"worked": "no"}).status_code == 302
    action.refresh_from_db()
    assert action.worked == "partly"


def test_who_only_reads_is_not_led_to_the_page_that_ends_it(cast: Cast, client: Client) -> None:
    case = in_action(cast.here)
    today = clock.today()
    Reader.objects.create(
        case=case, person=cast.here.deputy, reason="…", starts=today, ends=today, given_by=cast.here.pedagogue
    )
    for who, led in ((cast.here.deputy, False), (cast.here.pedagogue, True)):
        page = signed_in(client, who).get(f"/casework/{case.pk}/").content.decode()
        assert (f"/casework/{case.pk}/close/" in page) is led
