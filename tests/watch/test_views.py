"""The pages: one address per action, bad input refused in words, nothing about a child to a stranger."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mektepke.attendance.models import Register
from mektepke.base import clock
from mektepke.people.models import Assignment
from mektepke.places.models import Programme
from mektepke.pupils.models import Enrolment, Guardian, OutOfSchool
from mektepke.trail.models import Look
from mektepke.watch.actions import notice, notice_children_in_no_school
from mektepke.watch.models import Answer, Signal, Threshold
from tests.cast import PASSWORD, Cast, more_pupils
from tests.watch.school import days_until, take

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)
ANSWERING = ("signal_called", "signal_talked", "signal_not_a_problem")


@pytest.fixture
def noticed(cast: Cast) -> Cast:
    more_pupils(cast.here.school_class, 12)
    days = days_until(cast.here.school_class, SATURDAY)[:-3]
    take(cast.here.school_class, days, cast.here.teacher, {cast.here.pupils[0]: "aaaa"})
    notice(school=cast.here.school, today=MONDAY)
    for person in cast.people():
        person.language = "en"
        person.save()
    return cast


@pytest.fixture
def away(noticed: Cast) -> Signal:
    return Signal.objects.get(child=noticed.here.pupils[0], rule="days_in_a_row")


def page(client: Client, username: str, name: str, *args: UUID) -> tuple[int, str]:
    assert client.login(username=username, password=PASSWORD)
    answer = client.get(reverse(name, args=args))
    return answer.status_code, answer.content.decode()


def test_the_list_says_what_waits_and_for_how_long(noticed: Cast, client: Client) -> None:
    code, shown = page(client, "nurgul", "signals")
    assert code == 200
    assert "1 child needs an answer from you" in shown
    assert noticed.here.pupils[0].name in shown
    assert "4 school days in a row without coming" in shown
    assert "Visit the home · by 19 November" in shown


def test_an_empty_list_has_its_sentence(noticed: Cast, client: Client) -> None:
    _code, shown = page(client, "samat", "signals")
    assert "No signal waits for you" in shown
    assert noticed.here.pupils[0].given_name not in shown


def test_a_signals_page_leaves_a_look(noticed: Cast, away: Signal, client: Client) -> None:
    code, shown = page(client, "nurgul", "signal", away.pk)
    assert code == 200
    assert "Nobody has answered yet." in shown
    assert Look.objects.filter(child_key=noticed.here.pupils[0].pk, by_key=noticed.here.pedagogue.pk).count() == 1


@pytest.mark.parametrize("name", ["signal", *ANSWERING])
@pytest.mark.parametrize("username", ["samat", "gulnara", "jyldyz", "esen"])
def test_who_has_no_reason_gets_no_byte(noticed: Cast, away: Signal, client: Client, name: str, username: str) -> None:
    code, shown = page(client, username, name, away.pk)
    assert code == 404
    assert noticed.here.pupils[0].given_name not in shown
    assert client.post(reverse(name, args=[away.pk]), {"words": "x", "result": "comes_back"}).status_code == 404
    assert not Answer.objects.exists()
    assert not Look.objects.exists()


def test_not_a_problem_is_an_answer_and_is_kept(noticed: Cast, away: Signal, client: Client) -> None:
    client.login(username="nurgul", password=PASSWORD)
    address = reverse("signal_not_a_problem", args=[away.pk])
    refused = client.post(address, {"words": "  "})
    assert "Please say why it is not a problem." in refused.content.decode()
    assert not Answer.objects.exists()
    done = client.post(address, {"words": "Was at a competition for the school"}, follow=True)
    name = noticed.here.pupils[0].name
    assert f"{name}: your answer is recorded. The signal comes back only if it gets worse." in done.content.decode()
    assert "No signal waits for you" in done.content.decode()
    shown = client.get(reverse("signal", args=[away.pk])).content.decode()
    assert "Was at a competition for the school" in shown
    assert "Н. Токтоматова" in shown


def test_a_call_needs_its_result_and_keeps_what_was_typed(noticed: Cast, away: Signal, client: Client) -> None:
    client.login(username="asel", password=PASSWORD)
    address = reverse("signal_called", args=[away.pk])
    refused = client.post(address, {"words": "Spoke with the aunt"}).content.decode()
    assert "Please choose what came of it." in refused
    assert "Spoke with the aunt" in refused
    done = client.post(address, {"result": "not_reached"}, follow=True).content.decode()
    name = noticed.here.pupils[0].name
    assert f"{name}: the call is recorded. Nobody was reached, so the child stays on the list." in done
    away.refresh_from_db()
    assert away.state == "open"


def test_who_works_on_cases_records_a_call_where_all_calls_are_recorded(
    noticed: Cast, away: Signal, client: Client
) -> None:
    there = reverse("call", args=[noticed.here.pupils[0].pk])
    _code, shown = page(client, "nurgul", "signal", away.pk)
    assert f'href="{there}"' in shown
    called = reverse("signal_called", args=[away.pk])
    assert called not in shown
    assert client.get(called).headers["Location"] == there
    assert client.post(called, {"result": "comes_back"}).headers["Location"] == there
    assert not Answer.objects.exists()
    assert called in page(client, "asel", "signal", away.pk)[1]


def test_who_works_on_cases_records_the_visit_and_finds_what_was_tried(
    noticed: Cast, away: Signal, client: Client
) -> None:
    child = noticed.here.pupils[0]
    _code, shown = page(client, "nurgul", "signal", away.pk)
    assert f'<a class="button" href="{reverse("visit", args=[child.pk])}">Record a visit</a>' in shown
    assert f'<a href="{reverse("signal_not_a_problem", args=[away.pk])}">Not a problem, because …</a>' in shown
    tried = f'href="{reverse("child", args=[child.pk])}#meetings"'
    assert "Calls and visits at which nobody was spoken with stand on the child's page." in unescape(shown)
    assert tried in shown
    client.post(reverse("signal_talked", args=[away.pk]), {"words": "Comes tomorrow"})
    assert tried in client.get(reverse("signal", args=[away.pk])).content.decode()
    _code, shown = page(client, "asel", "signal", away.pk)
    assert reverse("visit", args=[child.pk]) not in shown
    assert tried not in shown


def test_a_teacher_here_who_works_on_cases_elsewhere_answers_as_the_teacher(
    noticed: Cast, away: Signal, client: Client
) -> None:
    Assignment.objects.create(
        person=noticed.there.pedagogue, role="teacher", school_class=noticed.here.school_class, starts=MONDAY
    )
    called = reverse("signal_called", args=[away.pk])
    _code, shown = page(client, "samat", "signal", away.pk)
    assert called in shown
    assert reverse("call", args=[noticed.here.pupils[0].pk]) not in shown
    assert client.get(called).status_code == 200
    client.post(called, {"result": "comes_back"})
    assert Answer.objects.get().by == noticed.there.pedagogue


def test_an_officer_calls_about_a_child_in_no_school_without_working_on_cases(noticed: Cast, client: Client) -> None:
    child = noticed.here.pupils[2]
    Enrolment.objects.filter(child=child).update(ends=MONDAY - timedelta(days=9), reason_of_leaving="left")
    OutOfSchool.objects.create(
        child=child, kind="left", found_on=MONDAY - timedelta(days=8), found_by=noticed.here.municipality_officer
    )
    notice_children_in_no_school(today=MONDAY)
    signal = Signal.objects.get(child=child, rule="no_school")
    for username in ("esen", "nurgul"):
        _code, shown = page(client, username, "signal", signal.pk)
        works_on_cases = username == "nurgul"
        assert (reverse("call", args=[child.pk]) in shown) is works_on_cases
        assert (reverse("signal_called", args=[signal.pk]) in shown) is not works_on_cases


def test_a_child_that_stays_away_stays_on_the_list(noticed: Cast, away: Signal, client: Client) -> None:
    client.login(username="asel", password=PASSWORD)
    done = client.post(reverse("signal_called", args=[away.pk]), {"result": "still_away"}, follow=True).content.decode()
    assert "the call is recorded. The child stays away, and so stays on the list." in done
    assert "the social pedagogue gets the child" not in done, "who has it already"
    assert "only if it gets worse" not in done
    away.refresh_from_db()
    assert (away.state, away.answers.count()) == ("open", 1)


def test_a_child_that_stays_away_on_the_first_day_is_the_pedagogues_on_the_third(noticed: Cast, client: Client) -> None:
    child, school_class = noticed.here.pupils[1], noticed.here.school_class
    take(school_class, [MONDAY], noticed.here.teacher, {child: "a"})
    client.login(username="asel", password=PASSWORD)
    address = reverse("absence_called", args=[child.pk])
    done = client.post(address, {"result": "still_away"}, follow=True).content.decode()
    assert "After 3 school days in a row without coming, the social pedagogue gets the child." in done
    assert Signal.objects.get(child=child).state == "handled"
    for day in (18, 19, 20):
        clock.set_today(date(2014, 11, day))
        notice(school=noticed.here.school, today=clock.today())
        expected = day == 20
        assert Signal.objects.filter(child=child, audience="pedagogue", state="open").exists() is expected
        take(school_class, [clock.today()], noticed.here.teacher, {child: "a"})


@pytest.mark.parametrize("words", ["ок", "so", "........... ok", "123456789012"])
def test_a_reason_that_says_nothing_is_refused(noticed: Cast, away: Signal, client: Client, words: str) -> None:
    client.login(username="nurgul", password=PASSWORD)
    refused = client.post(reverse("signal_not_a_problem", args=[away.pk]), {"words": words}).content.decode()
    assert "Please say in a few words why it is not a problem: at least 10 letters." in refused
    assert not Answer.objects.exists()


def test_a_talk_is_an_answer(noticed: Cast, away: Signal, client: Client) -> None:
    client.login(username="asel", password=PASSWORD)
    client.post(reverse("signal_talked", args=[away.pk]), {"words": "Comes tomorrow with her sister"})
    assert Answer.objects.get().kind == "talked"


def test_the_head_says_what_happened(noticed: Cast, client: Client) -> None:
    question = Signal.objects.get(rule="no_register")
    code, shown = page(client, "bakyt", "signals")
    assert code == 200
    assert "Class 6-А: no register for 3 school days (13–15 November)." in shown
    assert client.get(reverse("signal", args=[question.pk])).status_code == 200
    client.post(reverse("signal_what_happened", args=[question.pk]), {"words": "The teacher was ill"})
    question.refresh_from_db()
    assert question.state == "handled"
    code, _shown = page(client, "nurgul", "signal_what_happened", question.pk)
    assert code == 404


@pytest.mark.parametrize(("rule", "leads"), [("school_closed", True), ("no_register", False)])
def test_a_day_without_school_leads_to_the_calendar(noticed: Cast, client: Client, rule: str, leads: bool) -> None:
    question = Signal.objects.get(rule="no_register")
    Signal.objects.filter(pk=question.pk).update(rule=rule)
    _code, shown = page(client, "bakyt", "signal_what_happened", question.pk)
    assert (reverse("day_change_add", args=[noticed.here.school.pk]) in shown) is leads


def test_a_teacher_answers_for_a_child_missing_today(noticed: Cast, client: Client) -> None:
    child = noticed.here.pupils[1]
    take(noticed.here.school_class, [MONDAY], noticed.here.teacher, {child: "a"})
    code, shown = page(client, "asel", "absence_called", child.pk)
    assert code == 200
    assert "Absent on 17 November, and nobody knows why yet." in shown
    address = reverse("absence_called", args=[child.pk])
    refused = client.post(address, {"result": "reason_known", "words": "A cold"}).content.decode()
    assert "Please choose the reason that the family told." in refused
    done = client.post(address, {"result": "reason_known", "words": "A cold", "reason": "illness"})
    assert done.status_code == 302
    register = Register.objects.get(day=MONDAY)
    mark = register.marks.get(child=child)
    assert (mark.reason, mark.excused, register.version) == ("illness", None, 2)
    assert [kept.version for kept in register.versions.all()] == [1]
    assert Signal.objects.get(child=child).state == "handled"
    code, _shown = page(client, "gulnara", "absence_called", child.pk)
    assert code == 404


def test_the_call_page_has_the_number_to_dial(noticed: Cast, client: Client) -> None:
    child = noticed.here.pupils[1]
    guardian = Guardian.objects.get(household=child.household)
    Guardian.objects.filter(pk=guardian.pk).update(language="ru")
    take(noticed.here.school_class, [MONDAY], noticed.here.teacher, {child: "a"})
    _code, shown = page(client, "asel", "absence_called", child.pk)
    assert 'href="tel:+996777000002"' in shown
    assert "Dial +996777000002" in shown
    assert guardian.full_name in shown
    assert "Mother" in shown
    assert "language: Russian" in shown
    assert "Record the call" in shown


def test_the_call_page_says_so_where_there_is_no_number(noticed: Cast, client: Client) -> None:
    without, alone = noticed.here.pupils[5], noticed.here.pupils[1]
    Guardian.objects.filter(household=alone.household).delete()
    take(noticed.here.school_class, [MONDAY], noticed.here.teacher, {without: "a", alone: "a"})
    assert "No number is known." in page(client, "asel", "absence_called", without.pk)[1]
    assert "No adult of this family is on record." in page(client, "asel", "absence_called", alone.pk)[1]


def test_the_list_shows_the_earliest_day_of_a_child_and_that_it_has_passed(
    noticed: Cast, away: Signal, client: Client
) -> None:
    """As Today does: one child, one day, by the most urgent of its signals."""
    Signal.objects.filter(pk=away.pk).update(due_on=MONDAY, raised_on=MONDAY - timedelta(days=9))
    clock.set_today(date(2014, 11, 18))
    _code, shown = page(client, "nurgul", "signals")
    assert "was due on 17 November" in shown
    assert "The days here are those of the rules." in shown
    assert "When you agreed with a family to look again stands on Today." in shown


@pytest.mark.parametrize("username", ["aibek", "daniyar", "cholpon", "ruslan", "zuura"])
def test_who_answers_nothing_is_kept_out(noticed: Cast, client: Client, username: str) -> None:
    assert page(client, username, "signals")[0] == 403


def test_a_stranger_is_sent_to_sign_in(noticed: Cast, away: Signal, client: Client) -> None:
    for name, args in (("signals", []), ("signal", [away.pk]), ("limits", [])):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 302
        assert "sign-in" in answer.headers["Location"]


def test_the_manager_sees_defaults_and_sources_and_sets_own_limits(noticed: Cast, client: Client) -> None:
    programme = Programme.objects.create(
        code="jm", name_ky="Ж", name_en="Accessible School", starts=date(2014, 6, 1), baseline_on=date(2014, 10, 31)
    )
    programme.municipalities.add(noticed.here.municipality)
    code, shown = page(client, "meerim", "limits")
    assert code == 200
    assert "Accessible School" in shown
    assert "Default: 3 (possible: 2 to 20). Source: chosen by this project." in shown
    assert "Baltimore" in shown
    client.post(reverse("limits"), {"streak_days": "2", "share_percent": ""})
    assert list(Threshold.objects.values_list("programme", "name", "value")) == [("jm", "streak_days", 2)]
    assert 'value="2"' in client.get(reverse("limits")).content.decode()
    client.post(reverse("limits"), {"streak_days": ""})
    assert not Threshold.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"streak_days": "1"}, "Please write a whole number from 2 to 20"),
        ({"streak_days": "three"}, "Please write a whole number from 2 to 20"),
        ({"share_percent": "500"}, "Please write a whole number from 3 to 50"),
        ({"september_watch": "9"}, "This does not go together with the limit beside it."),
    ],
)
def test_bad_limits_are_refused_in_words(noticed: Cast, client: Client, typed: dict[str, str], words: str) -> None:
    client.login(username="meerim", password=PASSWORD)
    answer = client.post(reverse("limits"), {**typed, "never_came_after": "5"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert words in shown
    assert "Nothing has been saved yet." in shown
    assert 'value="5"' in shown, "what was typed is still there"
    assert not Threshold.objects.exists()


@pytest.mark.parametrize("username", ["nurgul", "bakyt", "asel", "aibek"])
def test_only_who_sets_limits_sees_their_page(noticed: Cast, client: Client, username: str) -> None:
    assert page(client, username, "limits")[0] == 403


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_pages_speak_the_readers_language(noticed: Cast, away: Signal, client: Client, language: str) -> None:
    for person in noticed.people():
        person.language = language
        person.save()
    expected = {"ky": "Катары менен 4 окуу күнү келген жок", "ru": "4 учебных дня подряд не ходит в школу"}
    assert expected[language] in page(client, "nurgul", "signal", away.pk)[1]
