"""What came beside the weeks: neighbours' concerns, pairs of a class, children in danger; for whom, and once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from mektepke.base import clock
from mektepke.casework.models import Case, Contact, Pair, Pairing, PairNote, Report
from mektepke.casework.protection.queries import open_to
from mektepke.casework.queries import call_list, visible_to
from mektepke.casework.volunteers import queries as pairs
from mektepke.casework.volunteers.actions import go_to
from mektepke.people.models import Person
from mektepke.people.roles import Role
from mektepke.pilot import facts
from mektepke.pilot.history import live_days, live_through
from mektepke.pilot.keys import Keys
from mektepke.pilot.models import Built
from mektepke.pilot.pairs import PAIRED_ON
from mektepke.pilot.staff import login
from mektepke.pilot.village_words import WRITTEN
from mektepke.places.models import SchoolClass
from mektepke.watch.concerns.actions import nothing_needed
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.queries import visible_to as concerns_of
from mektepke.watch.concerns.queries import waiting_for
from tests.pilot.conftest import Plans, put_back

KEYS = Keys(facts.SEED)
WITH_CASES = ("BES-01", "KMA-01")
WITHOUT_ROUNDS = ("BES-02", "SSR-01", "MAR-01", "DRH-01")
SCHOOLS = WITH_CASES + WITHOUT_ROUNDS
MOVED_ON = facts.TODAY + timedelta(days=1)


def of(plans: Plans, *codes: str) -> Plans:
    """The plans of these schools."""
    return tuple(plan for plan in plans if plan.school.code in codes)


@pytest.fixture(scope="module")
def told(filled: Plans, django_db_blocker: DjangoDbBlocker) -> Iterator[Plans]:
    """Six schools until the demo's today, once for all tests of this file; in four of them only what came beside the
    weeks, for rounds take their time."""
    with django_db_blocker.unblock(), put_back():
        live_days(of(filled, *WITHOUT_ROUNDS), KEYS, after=None, until=facts.TODAY)
        live_through(of(filled, *WITH_CASES), KEYS, today=facts.TODAY)
        yield of(filled, *SCHOOLS)


@pytest.fixture
def village(told: Plans, house: Plans) -> Plans:
    """The six schools; what a test writes is taken back."""
    clock.set_today(facts.TODAY)
    return told


def who_signs_in(plans: Plans, role: Role) -> Person:
    """The one with a password."""
    return Person.objects.get(username=login(role, plans))


def class_of_who_signs_in() -> SchoolClass:
    """The class of the teacher with a password."""
    return SchoolClass.objects.get(pairings__isnull=False, school__code=facts.FIRST_SCHOOL)


def story() -> list[list[Any]]:
    """What came, without the keys that actions draw and the time of day."""
    return [
        sorted(Concern.objects.values_list("id", "state", "goes_to", "because", "words", "answer_words")),
        sorted(Concern.objects.filter(state="matched").values_list("id", "child", "signal")),
        sorted(Pairing.objects.values_list("school_class", "starts", "made_by")),
        sorted(Pair.objects.values_list("members__child", "number", "children_agreed", "families_agreed")),
        sorted(PairNote.objects.values_list("pair__pairing__school_class", "on", "pair__number", "kind")),
        sorted(Case.objects.filter(track="protection").values_list("id", "child", "worker", "opened_on")),
        sorted(Report.objects.values_list("case", "danger", "how", "whom")),
    ]


def test_most_concerns_are_answered_and_a_few_wait(village: Plans) -> None:
    written = [one for one in WRITTEN if one.school in SCHOOLS]
    assert Concern.objects.count() == len(written)
    assert set(Concern.objects.values_list("state", flat=True)) == {"new", "matched", "not_needed"}
    assert Concern.objects.filter(state="new").count() == 3 < len(written) / 2


def test_every_matched_child_was_visited_on_the_same_day(village: Plans) -> None:
    matched = Concern.objects.filter(state="matched").select_related("signal", "answered_by")
    assert matched
    for concern in matched:
        visit = Contact.objects.get(child=concern.child_id, on=clock.day_of(concern.at))
        assert (visit.kind, visit.by) == ("visit", concern.answered_by)
        assert concern.signal is not None
        assert concern.signal.state == "handled"


def test_one_concern_waits_for_who_signs_in_and_is_no_teacher_s_or_head_s_to_read(village: Plans) -> None:
    [waiting] = waiting_for(who_signs_in(village, Role.PEDAGOGUE))
    assert not waiting.urgent
    assert not concerns_of(who_signs_in(village, Role.TEACHER)).exists()
    assert not concerns_of(who_signs_in(village, Role.HEAD)).exists()


def test_one_child_is_said_to_be_in_danger_and_only_its_own_school_reads_it(village: Plans) -> None:
    urgent = Concern.objects.get(urgent=True, about_school_worker=False)
    assert waiting_for(Person.objects.get(username="drh-01.pedagogue")) == [urgent]
    assert urgent not in concerns_of(who_signs_in(village, Role.PEDAGOGUE))


def test_what_is_said_about_a_teacher_waits_for_the_protection_of_children(village: Plans) -> None:
    [waiting] = waiting_for(who_signs_in(village, Role.PROTECTION))
    assert waiting.about_school_worker
    assert not concerns_of(Person.objects.get(username="ssr-01.pedagogue")).filter(pk=waiting.pk).exists()


def test_the_teacher_who_signs_in_has_paired_the_whole_class_and_most_go_together(village: Plans) -> None:
    school_class = class_of_who_signs_in()
    pairing = pairs.pairing_of(school_class, today=facts.TODAY)
    assert pairing is not None
    assert (pairing.made_by, pairing.starts) == (who_signs_in(village, Role.TEACHER), PAIRED_ON)
    active, others = (
        len(pairs.active_pairs(school_class, today=facts.TODAY)),
        pairs.not_active(school_class, today=facts.TODAY),
    )
    assert active > others > 0


def test_pairs_told_all_three_things_and_this_week_enough_came_together_to_be_shown(village: Plans) -> None:
    assert set(PairNote.objects.values_list("kind", flat=True)) == {"came_together", "invited", "grown_up"}
    [shown] = pairs.classes_with_pairs(who_signs_in(village, Role.PEDAGOGUE), today=facts.TODAY)
    assert shown.came_together is not None


def test_one_pair_waits_for_a_grown_up_and_to_the_others_somebody_went(village: Plans) -> None:
    [asked] = pairs.asked_for_a_grown_up(who_signs_in(village, Role.PEDAGOGUE))
    assert asked.class_name == class_of_who_signs_in().name
    assert PairNote.objects.filter(kind="grown_up", answered_on__isnull=False).count() == 2


def test_of_the_pedagogue_s_child_in_danger_the_body_was_told_in_time(village: Plans) -> None:
    [found] = open_to(who_signs_in(village, Role.PEDAGOGUE), now=clock.now())
    assert found.report.told_at is not None
    assert found.report.told_at < found.report.due_at
    for role in (Role.HEAD, Role.TEACHER, Role.PROTECTION):
        assert not visible_to(who_signs_in(village, role)).filter(pk=found.case.pk).exists()


def test_the_case_that_names_a_head_is_the_officer_s_and_the_body_is_told_by_today(village: Plans) -> None:
    [found] = open_to(who_signs_in(village, Role.PROTECTION), now=clock.now())
    assert found.report.told_at is None
    assert clock.day_of(found.report.due_at) == facts.TODAY
    for username in ("kma-01.head", "kma-01.pedagogue"):
        assert not visible_to(Person.objects.get(username=username)).filter(pk=found.case.pk).exists()


def test_nobody_s_call_list_lost_or_gained_a_child_by_it(village: Plans) -> None:
    here = {*Case.objects.filter(track="protection").values_list("child", flat=True)}
    here |= {*Concern.objects.filter(state="matched").values_list("child", flat=True)}
    assert len(here) == 4
    for code in SCHOOLS:
        pedagogue = Person.objects.get(username=f"{code.lower()}.pedagogue")
        lines = call_list(pedagogue, today=facts.TODAY, more=1000).lines
        assert not here & {line.child.pk for line in lines}


def test_a_second_run_changes_nothing(village: Plans) -> None:
    before = story()
    assert live_through(village, KEYS, today=facts.TODAY) == 0
    assert story() == before


def test_moving_today_back_adds_and_removes_nothing(village: Plans) -> None:
    before = story()
    assert live_through(village, KEYS, today=date(2014, 10, 10)) == 0
    assert story() == before


def test_what_somebody_has_answered_stays_answered_when_today_moves_on(village: Plans) -> None:
    pedagogue = who_signs_in(village, Role.PEDAGOGUE)
    [waiting], [asked] = waiting_for(pedagogue), pairs.asked_for_a_grown_up(pedagogue)
    nothing_needed(concern=waiting, because="well", by=pedagogue)
    go_to(pair=pairs.pair_at_school(pedagogue, asked.pair), by=pedagogue)
    before = story()

    assert live_through(village, KEYS, today=MOVED_ON) == 0
    assert story() == before
    assert not waiting_for(pedagogue)
    assert not pairs.asked_for_a_grown_up(pedagogue)


def test_nothing_comes_before_its_day_and_nothing_twice(village: Plans, house: Plans) -> None:
    school = of(house, "TSE-01")
    written = Concern.objects.filter(village__name_ky="Центральное")
    for until, expected in ((date(2014, 11, 11), 0), (date(2014, 11, 12), 1), (date(2014, 11, 14), 1)):
        live_days(school, KEYS, after=date(2014, 11, 5), until=until)
        assert written.count() == expected


def test_the_way_to_today_makes_no_difference(village: Plans, house: Plans) -> None:
    school, stories = of(house, "TSE-02"), []
    for stops in ([date(2014, 10, 2), date(2014, 10, 7)], [date(2014, 10, 7)]):
        with transaction.atomic():
            Built.objects.update(rounds_until=None)
            for today in stops:
                live_through(school, KEYS, today=today)
            stories.append(story())
            transaction.set_rollback(True)
    assert stories[0] == stories[1] != story()
