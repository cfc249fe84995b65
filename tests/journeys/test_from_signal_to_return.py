"""One girl of grade 6, told as one story: she misses three days in the season of field work, and comes to stay.

With `PICTURES_OF_A_CASE=<folder>` the journey leaves pictures of its pages there; `make pictures` does so for docs/.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mektepke.base import clock
from mektepke.casework.models import Approval, Case, Contact, Referral, Step
from mektepke.pupils.models import Child
from mektepke.rounds.morning import morning
from mektepke.watch.models import Signal
from tests.cast import Cast
from tests.journeys.autumn import autumn
from tests.journeys.conftest import HEIGHTS, PHONE, OpenPage, too_wide
from tests.journeys.test_pedagogue import card_of
from tests.journeys.words import said
from tests.watch.school import days_until, take

FOLDER = os.environ.get("PICTURES_OF_A_CASE", "")
CHILD_SAYS = "Мектепке баргым келет. Бирок пияз жыйналганча апама жардам беришим керек."
DAYS_IN_SCHOOL = 60


@pytest.fixture
def girl(cast: Cast, today: date) -> Child:
    """Айпери misses the last three days of the onion harvest, and the morning's round has noticed."""
    autumn(cast, {cast.here.pupils[0]: "aaa"})
    return cast.here.pupils[0]


def test_from_a_signal_to_a_child_who_stays_in_school(page_as: OpenPage, girl: Child, cast: Cast) -> None:
    page = page_as(cast.here.pedagogue.username)
    is_noticed_and_called(page, girl)
    is_visited(page, girl)
    case = is_taken_into_care(page, girl)
    the_assessment_is_made(page, case)
    the_plan_is_made(page, case)
    the_head_approves(page_as(cast.here.head.username), case)
    help_is_asked_for(page, case)
    the_plan_is_followed(page, case)
    the_plan_is_reviewed(page, case)
    sixty_days_at_school(cast)
    is_closed_as_returned(page, case)
    a_relapse_reopens_it(page, cast, girl, case)


def picture(page: Page, name: str) -> None:
    """A picture of the page for docs/, where somebody asked for it; and no page of the story is wider than a phone."""
    assert not too_wide(page)
    if FOLDER:
        # A window as high as the page, so that what stays at its lower edge is photographed there.
        page.set_viewport_size({"width": PHONE, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.screenshot(path=Path(FOLDER) / f"{name}.png")
        page.set_viewport_size({"width": PHONE, "height": HEIGHTS[PHONE]})


def button(page: Page, words: str) -> None:
    """Touch the button with these words."""
    page.get_by_role("button", name=said(words), exact=True).click()


def link(page: Page, words: str) -> None:
    """Follow the link with these words."""
    page.get_by_role("link", name=said(words), exact=True).first.click()


def goes_on(page: Page, case: Case, words: str, step: Step) -> None:
    """From the case's first page to the next step."""
    page.goto(f"/casework/{case.pk}/")
    button(page, words)
    case.refresh_from_db()
    assert case.step == step


def is_noticed_and_called(page: Page, girl: Child) -> None:
    """Monday: she stands on the call list with the reason; nobody answers the phone."""
    page.goto("/")
    expect(card_of(page, girl)).to_contain_text("Катары менен 3 окуу күнү келген жок")
    picture(page, "1-today")
    card_of(page, girl).get_by_role("link", name=said("Call")).click()
    page.get_by_label(said("Nobody reached")).check()
    button(page, "Record the call")
    assert Contact.objects.get(child=girl).result == "not_reached"


def is_visited(page: Page, girl: Child) -> None:
    """So the pedagogue goes there: half a minute at the gate is enough to write it down."""
    page.goto(f"/casework/visit/{girl.pk}/")
    page.get_by_label(said("Spoke with the family at home")).check()
    page.get_by_label(said("Who was met?")).select_option("mother")
    page.get_by_label(said("What did you see?")).fill("Короодо пияз, үч бала иргеп жатат")
    page.get_by_label(said("What was said and agreed?")).fill("Апасы: түшүм жыйналганча керек дейт")
    picture(page, "2-visit")
    button(page, "Record the visit")
    assert Contact.objects.get(child=girl, kind="visit").met == "mother"


def is_taken_into_care(page: Page, girl: Child) -> Case:
    """Two causes, and more at stake than one screen can hold."""
    page.goto(f"/casework/open/{girl.pk}/")
    page.get_by_label(said("More: a plan with several actions is needed")).check()
    page.get_by_label(said("Why is more at stake?")).fill("Үчүнчү жыл катары менен күзүндө калат")
    cause = page.get_by_label(said("Why does the child miss school?"))
    cause.nth(0).select_option("work")
    page.get_by_label(said("What shows it?")).nth(0).fill("Короодо пияз иргеп жатканын көрдүм")
    page.get_by_label(said("Who said so?")).nth(0).select_option("seen")
    page.locator("summary", has_text=said("One more cause")).first.click()
    cause.nth(1).select_option("risk_not_seen")
    page.get_by_label(said("What shows it?")).nth(1).fill("Апасы: эки жума эч нерсе эмес дейт")
    page.get_by_label(said("Who said so?")).nth(1).select_option("parent")
    button(page, "Take into care")
    expect(page.get_by_role("status")).to_contain_text(said("The child is in your care now."))
    case = Case.objects.get(child=girl)
    assert (case.step, case.risk, case.days_to_contact) == (Step.REGISTERED, "medium", 0)
    return case


def the_assessment_is_made(page: Page, case: Case) -> None:
    """What the girl says has its own place; what is not known yet may wait."""
    page.get_by_label(said("What does the child say, in the child's own words?")).fill(CHILD_SAYS)
    page.get_by_label(said("What are the child and the family good at? Who helps already?")).fill("Математикадан беш")
    button(page, "Keep what is known so far")
    assert case.assessment.child_says == CHILD_SAYS
    picture(page, "3-assessment")
    goes_on(page, case, "The assessment is done: go on to the plan", Step.ASSESSED)


def the_plan_is_made(page: Page, case: Case) -> None:
    """Three actions by three parties; agreed with the mother and with the girl; laid before the head."""
    adds_action(page, case, "talk_parents", "pedagogue", "work", "risk_not_seen", sign="Апасы сабактын күнүн билет")
    adds_action(page, case, "parent_work", "group", "work", sign="Апасы теплицада иштей баштады")
    adds_action(page, case, "class_talk", "teacher", "risk_not_seen", sign="Класс калган сабактарын бөлүшөт")
    page.goto(f"/casework/{case.pk}/plan/")
    for whom, who in (("A parent or guardian", "Апасы"), ("The child", "")):
        link(page, "Record with whom it was agreed")
        page.get_by_label(said(whom)).check()
        page.get_by_label(said("Who was it?")).fill(who)
        button(page, "Keep it")
    picture(page, "4-plan")
    goes_on(page, case, "The plan is made: go on", Step.PLANNED)
    page.goto(f"/casework/{case.pk}/plan/")
    button(page, "Lay the plan before the head")
    expect(page.locator("main")).to_contain_text(said("The plan lies before the head."))


def adds_action(page: Page, case: Case, kind: str, party: str, *causes: str, sign: str) -> None:
    """One action of the plan, for these causes."""
    page.goto(f"/casework/{case.pk}/actions/")
    wanted = [str(cause.pk) for cause in case.causes.all() if cause.cause in causes]
    for key in wanted:
        page.locator(f"input[name=causes][value='{key}']").check()
    page.get_by_label(said("What is done?")).select_option(kind)
    page.get_by_label(said("Who is responsible?")).select_option(party)
    page.get_by_label(said("Until when?")).fill("2014-11-28")
    page.get_by_label(said("What will show that it worked?")).fill(sign)
    button(page, "Keep the action")


def the_head_approves(page: Page, case: Case) -> None:
    """The head sees the plan and neither the girl's words nor the neighbours'."""
    page.goto("/")
    page.locator("main a[href='/casework/approvals/']").click()
    page.get_by_role("link", name=case.child.name, exact=True).click()
    expect(page.locator("main")).to_contain_text(said("Work for a parent"))
    expect(page.locator("main")).not_to_contain_text("пияз жыйналганча апама")
    picture(page, "5-head")
    page.get_by_label(said("Approved"), exact=True).check()
    button(page, "Answer")
    approval = Approval.objects.get(case=case)
    assert (approval.decision, approval.decided_by_id != approval.asked_by_id) == ("approved", True)
    case.refresh_from_db()
    assert case.step == Step.ACTIVE


def the_plan_is_followed(page: Page, case: Case) -> None:
    """What was agreed is done, each with what came of it."""
    clock.set_today(date(2014, 11, 20))
    page.goto(f"/casework/{case.pk}/follow-up/")
    picture(page, "7-follow-up")
    for _action in range(case.actions.count()):
        page.get_by_role("button", name=said("Mark as done")).first.click()
    assert not case.actions.filter(done_on=None).exists()


def the_plan_is_reviewed(page: Page, case: Case) -> None:
    """Three weeks later, with the days before and after each action beside it."""
    clock.set_today(date(2014, 12, 15))
    page.goto(f"/casework/{case.pk}/review/")
    page.get_by_label(said("The plan goes on as it is")).check()
    page.get_by_label(said("What has changed, and what was agreed?")).fill("Күн сайын келет")
    picture(page, "8-review")
    button(page, "Keep the review")
    case.refresh_from_db()
    assert (case.step, case.reviews.count()) == (Step.ACTIVE, 1)


def sixty_days_at_school(cast: Cast) -> None:
    """The winter: everybody comes, every register is taken."""
    days = [day for day in days_until(cast.here.school_class, date(2015, 3, 7)) if day >= date(2014, 11, 17)]
    assert len(days) > DAYS_IN_SCHOOL
    clock.set_today(date(2015, 3, 9))
    take(cast.here.school_class, days, cast.here.teacher, {})
    morning(today=clock.today())


def is_closed_as_returned(page: Page, case: Case) -> None:
    """Nobody types "returned": the registers say it."""
    page.goto(f"/casework/{case.pk}/close/")
    expect(page.locator("main")).to_contain_text("17‑ноябрь")
    page.get_by_label(said("Returned, and stayed 60 school days")).check()
    page.get_by_label(said("What helped?")).fill("Апасынын теплицадагы жумушу")
    picture(page, "9-closing")
    button(page, "Close the case")
    case.refresh_from_db()
    assert (case.step, case.outcome, case.closed_on) == (Step.CLOSED, "returned", clock.today())
    picture(page, "10-closed")


def a_relapse_reopens_it(page: Page, cast: Cast, girl: Child, case: Case) -> None:
    """In April she is missing again; what was known is still there."""
    days = days_until(cast.here.school_class, date(2015, 4, 18))
    days = [day for day in days if day > date(2015, 3, 7)]
    take(cast.here.school_class, days, cast.here.teacher, {girl: "aaa"})
    clock.set_today(days[-1] + timedelta(days=2))
    morning(today=clock.today())
    assert Signal.objects.filter(child=girl, state="open").exists()
    page.goto("/")
    card_of(page, girl).get_by_role("link", name=said("Take into care")).click()
    button(page, "Reopen that case, with all that was known")
    case.refresh_from_db()
    assert (case.step, case.outcome, case.endings.get().outcome) == (Step.REGISTERED, "", "returned")
    expect(page.locator("main")).to_contain_text("Короодо пияз иргеп жатканын көрдүм")
    picture(page, "11-reopened")


def help_is_asked_for(page: Page, case: Case) -> None:
    """The mother agrees that the initiative group is told what is needed; it learns nothing else."""
    page.goto(f"/casework/referrals/{case.pk}/consents/")
    page.get_by_label(said("Who decided?")).select_option("mother")
    page.locator("input[name=sharing][value=yes]").check()
    page.get_by_label(said("Which body may be told?")).fill("Айылдын демилгелүү тобу")
    button(page, "Record what they said")
    page.goto(f"/casework/referrals/{case.pk}/refer/?body=aid")
    page.get_by_label(said("To whom by name?")).fill("Алма-Суу айылынын демилгелүү тобу")
    page.get_by_label(said("What is asked?")).fill("Кышкы бут кийим, 36-өлчөм, бир түгөй")
    page.locator(f"input[name=consent][value='{case.child.consents.get(purpose='sharing').pk}']").check()
    button(page, "See the letter")
    letter = page.locator("main .card").first
    expect(letter).to_contain_text("36-өлчөм")
    expect(letter).not_to_contain_text(case.child.given_name)
    picture(page, "6-referral")
    button(page, "Send it")
    referral = Referral.objects.get(case=case)
    assert (referral.body, referral.fields, referral.consent is not None) == ("aid", [], True)
