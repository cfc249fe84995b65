"""The pages of protection: opening with what will happen, the report, who is named, and what nobody else sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.base import clock
from mektepke.casework.models import Barred, Case, Report
from mektepke.casework.protection.actions import give_to_read
from mektepke.casework.queries import visible_to
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.trail.models import Look
from tests.casework.protection.story import in_danger, told
from tests.casework.story import in_care, misses
from tests.cast import Cast, person
from tests.desk.pages import today_of

pytestmark = pytest.mark.django_db

TYPED = {
    "danger": "violence",
    "evidence": "Bruises on both arms",
    "said_by": "child",
    "risk": "high",
    "reason": "Every week",
    "anybody": "no",
}
OFFICER = "The case goes to the child-protection officer of Almaluu"


@pytest.fixture
def pedagogue(cast: Cast, client: Client) -> Client:
    """The pedagogue, reading English, signed in."""
    Person.objects.update(language="en")
    client.force_login(cast.here.pedagogue)
    return client


def opening(cast: Cast) -> str:
    """The page on which the first child is taken into protection."""
    return reverse("open_protection", args=[cast.here.pupils[0].pk])


def naming(*named: Person) -> dict[str, Any]:
    """The form with these named."""
    return TYPED | {"anybody": "yes", "named": [str(one.pk) for one in named]}


def text(answer: Any) -> str:
    """The page as it came."""
    return str(answer.content.decode())


def test_the_page_shows_the_numbers_and_everybody_who_works_here(cast: Cast, pedagogue: Client) -> None:
    page = text(pedagogue.get(opening(cast)))
    assert "tel:111" in page
    assert "tel:102" in page
    assert page.index("Токтоматова Нургүл") < page.index("Ормонов Бакыт") < page.index("Садыкова Асел")
    assert "Осмонова" not in page, "nobody of another school"


def test_a_case_opens_and_leads_on_to_the_report(cast: Cast, pedagogue: Client) -> None:
    answer = pedagogue.post(opening(cast), TYPED, follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("protection_case", args=[case.pk])
    assert "Record whom you told" in text(answer)
    assert not Barred.objects.exists()


def test_nothing_is_kept_before_everything_is_said(cast: Cast, pedagogue: Client) -> None:
    page = text(pedagogue.post(opening(cast), {"danger": ""}))
    asked = ("what threatens", "what shows it", "who said so", "how much is at stake", "why so much", "whether anybody")
    for said in asked:
        assert said in page
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"anybody": "yes"}, "Please tick below who it is."),
        ({"anybody": "no", "kin": True}, "Somebody is ticked below."),
        ({"risk": "low"}, "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_asked_again(cast: Cast, pedagogue: Client, typed: dict[str, Any], said: str) -> None:
    if "kin" in typed:
        typed = typed | {"kin": [str(cast.here.teacher.pk)]}
    page = text(pedagogue.post(opening(cast), TYPED | typed))
    assert said in page
    assert "Bruises on both arms" in page, "nothing that was typed is lost"
    assert not Case.objects.exists()


@pytest.mark.parametrize("who", ["pedagogue", "head"])
def test_before_it_leaves_the_school_the_pedagogue_is_told_what_will_happen(
    cast: Cast, pedagogue: Client, who: str
) -> None:
    typed = naming(getattr(cast.here, who))
    page = text(pedagogue.post(opening(cast), typed))
    assert OFFICER in page
    assert "Кадырова Аида" in page
    assert not Case.objects.exists()
    answer = pedagogue.post(opening(cast), typed | {"before_sending": "on"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("protection_sent", args=[cast.here.school.pk])
    case = Case.objects.get()
    assert case.municipality == cast.here.municipality
    for page in ("protection_case", "protection_report", "protection_named", "case_readers", "case"):
        assert pedagogue.get(reverse(page, args=[case.pk])).status_code == 404


def test_a_reload_of_what_left_the_school_is_no_second_case(cast: Cast, pedagogue: Client) -> None:
    page = pedagogue.get(opening(cast))
    once = page.context["once"]
    typed = naming(cast.here.head) | {"before_sending": "on", "once": once}
    for _time in range(2):
        answer = pedagogue.post(opening(cast), typed)
        assert answer.headers["Location"] == reverse("protection_sent", args=[cast.here.school.pk])
    assert Case.objects.count() == 1


def test_without_an_officer_the_page_says_whom_to_call_and_to_write_to(cast: Cast, pedagogue: Client) -> None:
    cast.here.protection_officer.assignments.all().delete()
    page = text(pedagogue.post(opening(cast), naming(cast.here.pedagogue)))
    assert "has no child-protection officer" in page
    assert "of the district Mountain" in page
    kept = text(pedagogue.post(opening(cast), naming(cast.here.pedagogue) | {"before_sending": "on"}, follow=True))
    assert "tel:111" in kept
    assert "of the district Mountain" in kept
    assert Case.objects.get().municipality == cast.here.municipality


def test_without_an_officer_a_named_head_leaves_the_case_with_the_pedagogue(cast: Cast, pedagogue: Client) -> None:
    cast.here.protection_officer.assignments.all().delete()
    answer = pedagogue.post(opening(cast), naming(cast.here.head), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("protection_case", args=[Case.objects.get().pk])


def test_who_works_on_it_comes_from_the_childs_page_to_the_case(cast: Cast, pedagogue: Client) -> None:
    child = cast.here.pupils[0]
    before = text(pedagogue.get(reverse("child", args=[child.pk])))
    case = in_danger(cast.here, child)
    after = text(pedagogue.get(reverse("child", args=[child.pk])))
    assert before.count(opening(cast)) == after.count(opening(cast)) == 1
    assert str(case.pk) not in after, "others stand behind a pedagogue"
    assert pedagogue.get(opening(cast)).headers["Location"] == reverse("protection_case", args=[case.pk])


def test_the_ways_to_it(cast: Cast, pedagogue: Client) -> None:
    child = cast.here.pupils[0]
    assert opening(cast) in text(pedagogue.get(reverse("open_case", args=[child.pk])))
    pedagogue.force_login(cast.here.head)
    assert "in danger" not in text(pedagogue.get(reverse("child", args=[child.pk])))
    assert pedagogue.get(opening(cast)).status_code == 403


def test_another_schools_child_is_not_there(cast: Cast, pedagogue: Client) -> None:
    assert pedagogue.get(reverse("open_protection", args=[cast.there.pupils[0].pk])).status_code == 404
    assert pedagogue.get(reverse("protection_sent", args=[cast.there.school.pk])).status_code == 404


def test_the_report_is_kept_once(cast: Cast, pedagogue: Client) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    page = reverse("protection_report", args=[case.pk])
    now = clock.now().astimezone(clock.SCHOOL_TIME)
    typed = {
        "whom": "District department, A. Asanova",
        "how": "call",
        "told_at": f"{now:%Y-%m-%dT%H:%M}",
        "words": "We come",
    }
    answer = text(pedagogue.post(page, typed, follow=True))
    assert "District department, A. Asanova" in answer
    assert "We come" in answer
    assert Report.objects.get().told_by == cast.here.pedagogue
    assert pedagogue.get(page).status_code == 302, "told is told"


@pytest.mark.parametrize(
    ("hours", "said"), [(1, "This time has not come yet."), (-48, "This is before the case was opened.")]
)
def test_a_report_has_a_time_that_can_be(cast: Cast, pedagogue: Client, hours: int, said: str) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    then = clock.now().astimezone(clock.SCHOOL_TIME) + timedelta(hours=hours)
    typed = {"whom": "Police", "how": "call", "told_at": f"{then:%Y-%m-%dT%H:%M}"}
    assert said in text(pedagogue.post(reverse("protection_report", args=[case.pk]), typed))
    assert Report.objects.get().told_at is None


def test_somebody_named_later(cast: Cast, pedagogue: Client) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    page = reverse("protection_named", args=[case.pk])
    assert "Please tick who must not see the case." in text(pedagogue.post(page, {"once": "1"}))
    pedagogue.post(page, {"kin": [str(cast.here.teacher.pk)]})
    assert Barred.objects.get().person == cast.here.teacher
    assert "Садыкова Асел" not in text(pedagogue.get(page)).split("Ticked already")[0]
    assert OFFICER in text(pedagogue.post(page, {"named": [str(cast.here.head.pk)]}))
    answer = pedagogue.post(page, {"named": [str(cast.here.head.pk)], "before_sending": "on"})
    assert answer.headers["Location"] == reverse("protection_sent", args=[cast.here.school.pk])
    assert not visible_to(cast.here.pedagogue).exists()


def test_the_officer_sees_where_the_child_is_and_no_number(cast: Cast, client: Client) -> None:
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.pedagogue}))
    Person.objects.update(language="en")
    client.force_login(cast.here.protection_officer)
    page = text(client.get(reverse("protection_case", args=[case.pk])))
    for said in ("6-А", "Alma-Suu", "Мектеп көчөсү", "Абдиева Гүлсара", "opened by Токтоматова Нургүл"):
        assert said in page
    assert "+996777000001" not in page
    assert reverse("child", args=[case.child_id]) not in page
    for name in ("case", "case_assessment", "case_plan", "case_review", "close_case", "case_follow_up"):
        assert client.get(reverse(name, args=[case.pk])).status_code in {200, 302}, name


def test_every_look_is_in_the_trail_and_none_on_the_childs_page(cast: Cast, pedagogue: Client) -> None:
    child = cast.here.pupils[0]
    case = in_danger(cast.here, child, named=frozenset({cast.here.head}))
    pedagogue.force_login(cast.here.protection_officer)
    for page in ("protection_case", "protection_named", "case_readers", "case"):
        pedagogue.get(reverse(page, args=[case.pk]))
    assert Look.objects.filter(child_key=child.pk, page="protection").count() == 4
    pedagogue.force_login(cast.here.head)
    page = text(pedagogue.get(reverse("child", args=[child.pk])))
    assert "Кадырова" not in page
    assert "Ормонов Бакыт, Head of the school" in page


def test_the_pedagogues_today_begins_with_what_is_overdue_and_names_nobody(cast: Cast, client: Client) -> None:
    case = in_danger(cast.here, cast.here.pupils[0])
    page = today_of(client, cast.here.pedagogue)
    assert "Within 24 hours" in page
    assert reverse("protection_case", args=[case.pk]) in page
    assert "Абдиева" not in page
    Report.objects.update(due_at=clock.now() - timedelta(minutes=1))
    page = today_of(client, cast.here.pedagogue)
    assert "1 report is overdue" in page.split("</h1>")[0]
    assert page.index("should have been told") < page.index("Nobody is on your list")


def test_no_capacity_cuts_it(cast: Cast, client: Client) -> None:
    cases = [in_danger(cast.here, child) for child in cast.here.pupils]
    page = today_of(client, cast.here.pedagogue)
    assert all(reverse("protection_case", args=[case.pk]) in page for case in cases)


def test_without_such_a_case_today_says_nothing_of_it(cast: Cast, client: Client) -> None:
    assert "Within 24 hours" not in today_of(client, cast.here.pedagogue)


def test_the_officers_today_has_their_cases_by_name(cast: Cast, client: Client) -> None:
    assert "No report is due." in today_of(client, cast.here.protection_officer)
    case = in_danger(cast.here, cast.here.pupils[0], named=frozenset({cast.here.pedagogue}))
    page = today_of(client, cast.here.protection_officer)
    assert "1 child in protection with you" in page.split("</h1>")[0]
    assert case.child.name in page
    assert "Абдиева" not in today_of(client, cast.there.protection_officer)
    told(case, cast.here.protection_officer)
    assert "No report is due." in today_of(client, cast.here.protection_officer)


def test_the_list_has_open_and_closed_ones(cast: Cast, pedagogue: Client) -> None:
    assert "No child is in protection with you." in text(pedagogue.get(reverse("protection")))
    case = in_danger(cast.here, cast.here.pupils[0])
    page = text(pedagogue.get(reverse("protection")))
    assert case.child.name in page
    assert "The body is told by" in page
    told(case, cast.here.pedagogue)
    Case.objects.update(closed_on=clock.today(), step="closed", outcome="commission")
    assert "commission on children" in text(pedagogue.get(reverse("protection")))


def test_children_in_care_are_another_list(cast: Cast, pedagogue: Client) -> None:
    in_care(cast.here, cast.here.pupils[1], due=clock.today())
    in_danger(cast.here, cast.here.pupils[0])
    page = text(pedagogue.get(reverse("cases")))
    assert "1 child in your care" in page
    assert cast.here.pupils[0].name not in page


def test_signals_that_others_see_waiting_can_be_answered_from_the_case(cast: Cast, pedagogue: Client) -> None:
    child = cast.here.pupils[0]
    misses(cast.here, child, 4, today=clock.today())
    case = in_danger(cast.here, child)
    page = text(pedagogue.get(reverse("protection_case", args=[case.pk])))
    signal = child.signals.get(state="open")
    assert reverse("signal_talked", args=[signal.pk]) in page
    pedagogue.post(reverse("signal_talked", args=[signal.pk]), {"words": "Spoke with her"})
    signal.refresh_from_db()
    assert signal.state == "handled"


def test_a_colleague_in_the_same_role_finds_no_page_of_it(cast: Cast, pedagogue: Client) -> None:
    second = person("second", "Исакова Гүлай", Role.PEDAGOGUE, school=cast.here.school)
    case = in_danger(cast.here, cast.here.pupils[0])
    pedagogue.force_login(second)
    for page in ("protection_case", "protection_report", "protection_named", "case_readers", "case", "case_plan"):
        assert pedagogue.get(reverse(page, args=[case.pk])).status_code == 404
    assert str(case.pk) not in text(pedagogue.get(reverse("protection")))
    assert text(pedagogue.get(opening(cast))).count("tel:111") == 1, "the way to it is open to everybody in the role"


def test_a_colleague_to_whom_it_was_given_comes_to_what_they_may_read(cast: Cast, pedagogue: Client) -> None:
    second = person("second", "Исакова Гүлай", Role.PEDAGOGUE, school=cast.here.school)
    case = in_danger(cast.here, cast.here.pupils[0])
    give_to_read(case=case, to=second, reason="…", ends=clock.today(), by=cast.here.pedagogue)
    Person.objects.update(language="en")
    pedagogue.force_login(second)
    assert pedagogue.get(opening(cast)).headers["Location"] == reverse("case", args=[case.pk])
    page = text(pedagogue.get(reverse("call", args=[case.child_id])))
    assert "Do not call or visit the family" in page
    assert reverse("case", args=[case.pk]) in page
    assert pedagogue.get(reverse("protection_case", args=[case.pk])).status_code == 404
