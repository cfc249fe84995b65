"""What pages learn of pairs: who goes together now, who waits, how many came; and what no page ever asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from mektepke.base import clock
from mektepke.casework.models import Pair, PairNote
from mektepke.casework.volunteers import queries
from mektepke.casework.volunteers.actions import go_to, tell
from mektepke.casework.volunteers.rules import propose
from mektepke.people.models import Person
from mektepke.pupils.models import Enrolment, Household
from tests.casework.story import in_care, misses
from tests.casework.volunteers.pairing import leaves, paired
from tests.cast import YEAR_ENDS, Cast, more_pupils

pytestmark = pytest.mark.django_db

# Tables of absences, of what was noticed and of cases: no proposal and no page about pairs may ask them.
NEVER = re.compile(r'"(attendance_\w+|watch_\w+|casework_(?!pair)\w+)"')


def asked(work: Callable[[], Any]) -> str:
    """Everything that is asked of the database meanwhile."""
    said: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return "\n".join(said)


def proposed(cast: Cast) -> dict[object, int]:
    """The proposal for the class here."""
    children = queries.in_class(cast.here.school_class, today=clock.today())
    return dict(propose(queries.neighbours(children)))


def test_the_proposal_is_the_same_whoever_misses_school_and_is_in_care(cast: Cast, today: date) -> None:
    before = proposed(cast)
    misses(cast.here, cast.here.pupils[1], 3, today=today)
    in_care(cast.here, cast.here.pupils[1], due=today)
    in_care(cast.here, cast.here.pupils[4], due=today)
    assert proposed(cast) == before


def test_neighbours_are_proposed_first(cast: Cast) -> None:
    first, second, third, fourth, fifth, sixth = cast.here.pupils
    for child, street in (
        (first, "Арык"),
        (sixth, " арык "),
        (second, "Тоо"),
        (fifth, "Тоо"),
        (third, ""),
        (fourth, " "),
    ):
        Household.objects.filter(pk=child.household_id).update(street=street)
    together = proposed(cast)
    assert together[first.pk] == together[sixth.pk]
    assert together[second.pk] == together[fifth.pk]
    assert together[third.pk] == together[fourth.pk]


def test_a_street_of_the_same_name_in_another_village_is_another_street(cast: Cast) -> None:
    first, second, third, fourth, *_others = cast.here.pupils
    Household.objects.filter(children__in=[second, third]).update(village=cast.there.village)
    together = proposed(cast)
    assert together[second.pk] == together[third.pk]
    assert together[first.pk] == together[fourth.pk]


@pytest.mark.parametrize("name", ["class_pairs", "pair_class", "pair_slips", "pairs_of_class", "pairs", "pair"])
def test_no_page_about_pairs_asks_for_absences_signals_or_cases(cast: Cast, client: Client, name: str) -> None:
    pair, *_others = paired(cast.here)
    who = cast.here.teacher if name in {"class_pairs", "pair_class", "pair_slips"} else cast.here.pedagogue
    keys = {"pairs": [], "pair": [pair.pk]}.get(name, [cast.here.school_class.pk])
    client.force_login(who)
    said = asked(lambda: client.get(reverse(name, args=keys)))
    assert "casework_pair" in said
    assert NEVER.findall(said) == []


def test_a_childs_page_asks_nothing_of_pairs(cast: Cast, client: Client) -> None:
    pair, *_others = paired(cast.here)
    tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    client.force_login(cast.here.pedagogue)
    said = asked(lambda: client.get(reverse("child", args=[cast.here.pupils[0].pk])))
    assert "pupils_child" in said
    assert "casework_pair" not in said


def numbers(pairs: list[queries.ShownPair]) -> list[int]:
    """Their numbers."""
    return [shown.pair.number for shown in pairs]


def test_only_what_children_and_families_agreed_to_is_active(cast: Cast, today: date) -> None:
    first, second, third = paired(cast.here, agreed=(1,))
    Pair.objects.filter(pk=second.pk).update(children_agreed=True)
    Pair.objects.filter(pk=third.pk).update(families_agreed=True)
    assert numbers(queries.active_pairs(cast.here.school_class, today=today)) == [1]
    assert queries.not_active(cast.here.school_class, today=today) == 2
    [shown] = queries.classes_with_pairs(cast.here.pedagogue, today=today)
    assert (shown.school_class, shown.pairs) == (cast.here.school_class, 1)
    assert queries.pair_to_hear(cast.here.pedagogue, first.pk, today=today).first_names == "Айпери, Нурлан"
    for pair in (second, third):
        with pytest.raises(Http404):
            queries.pair_to_hear(cast.here.pedagogue, pair.pk, today=today)


def test_who_leaves_the_list_leaves_the_pair_and_one_alone_is_none(cast: Cast, today: date) -> None:
    first, *_others = paired(cast.here)
    leaves(cast.here.pupils[0])
    assert numbers(queries.active_pairs(cast.here.school_class, today=today)) == [2, 3]
    with pytest.raises(Http404):
        queries.pair_to_hear(cast.here.pedagogue, first.pk, today=today)
    shown, *_rest = queries.pairs_of(first.pairing, today=today)
    assert (shown.here, shown.gone, shown.is_active) == ([cast.here.pupils[1]], [cast.here.pupils[0]], False)


def test_a_three_that_one_leaves_is_a_pair(cast: Cast, today: date) -> None:
    paired(cast.there, (1, 1, 1))
    leaves(cast.there.pupils[1])
    [shown] = queries.active_pairs(cast.there.school_class, today=today)
    assert shown.here == [cast.there.pupils[0], cast.there.pupils[2]]


def test_who_moved_to_another_class_has_left_the_pair_too(cast: Cast, today: date) -> None:
    paired(cast.here)
    Enrolment.objects.filter(child=cast.here.pupils[0]).update(school_class=cast.there.school_class)
    assert numbers(queries.active_pairs(cast.here.school_class, today=today)) == [2, 3]


@pytest.mark.parametrize("over", ["year", "class"])
def test_pairs_end_with_the_class_and_with_the_school_year(cast: Cast, today: date, over: str) -> None:
    paired(cast.here)
    later = YEAR_ENDS + timedelta(days=1) if over == "year" else today + timedelta(days=1)
    if over == "class":
        cast.here.school_class.valid_until = today
        cast.here.school_class.save()
    assert queries.pairing_of(cast.here.school_class, today=later - timedelta(days=1)) is not None
    assert queries.pairing_of(cast.here.school_class, today=later) is None
    assert queries.active_pairs(cast.here.school_class, today=later) == []
    assert queries.classes_with_pairs(cast.here.pedagogue, today=later) == []


def test_a_pedagogue_has_the_pairs_of_their_own_school(cast: Cast, today: date) -> None:
    pair, *_others = paired(cast.here)
    for person in (cast.there.pedagogue, cast.here.teacher, cast.here.head, cast.here.group_member):
        assert queries.classes_with_pairs(person, today=today) == []
        with pytest.raises(Http404):
            queries.pair_to_hear(person, pair.pk, today=today)
        with pytest.raises(Http404):
            queries.pair_at_school(person, pair.pk)


def test_a_call_waits_with_both_names_until_somebody_went(cast: Cast, today: date) -> None:
    pair, other, third = paired(cast.here)
    for told in (pair, third):
        tell(pair=told, kind="grown_up", by=cast.here.pedagogue)
    tell(pair=other, kind="came_together", by=cast.here.pedagogue)
    go_to(pair=third, by=cast.here.pedagogue)
    [waits] = queries.asked_for_a_grown_up(cast.here.pedagogue)
    assert (waits.pair, waits.number, waits.class_name, waits.on) == (pair.pk, 1, "6-А", today)
    assert waits.first_names == "Айпери, Нурлан"
    assert queries.asked_for_a_grown_up(cast.there.pedagogue) == []
    assert queries.asked_for_a_grown_up(cast.here.head) == []


def test_a_second_call_of_a_pair_waits_as_one_line_with_its_own_day(cast: Cast, today: date) -> None:
    pair, *_others = paired(cast.here)
    tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    go_to(pair=pair, by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=2))
    tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    assert [waits.on for waits in queries.asked_for_a_grown_up(cast.here.pedagogue)] == [clock.today()]


def test_nobody_who_waits_is_forgotten_when_the_class_is_paired_anew_or_ends(cast: Cast, today: date) -> None:
    pair, *_others = paired(cast.here)
    tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    paired(cast.here, (1, 2, 1, 2, 3, 3))
    leaves(cast.here.pupils[0])
    clock.set_today(YEAR_ENDS + timedelta(days=30))
    [waits] = queries.asked_for_a_grown_up(cast.here.pedagogue)
    assert waits.pair == pair.pk
    go_to(pair=queries.pair_at_school(cast.here.pedagogue, waits.pair), by=cast.here.pedagogue)
    assert queries.asked_for_a_grown_up(cast.here.pedagogue) == []


def test_calls_are_one_query_however_many_wait(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    more_pupils(cast.here.school_class, 30)
    pairs = paired(cast.here, [place // 2 + 1 for place in range(36)])
    for pair in pairs:
        tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    pedagogue = Person.objects.get(pk=cast.here.pedagogue.pk)
    assert pedagogue.assignments_now
    with django_assert_num_queries(1):
        assert len(queries.asked_for_a_grown_up(pedagogue)) == 18


def test_today_asks_once_about_pairs_whether_one_or_many_wait(cast: Cast, client: Client) -> None:
    more_pupils(cast.here.school_class, 30)
    pairs = paired(cast.here, [place // 2 + 1 for place in range(36)], agreed=())
    client.force_login(cast.here.pedagogue)
    found = []
    for waiting in ([], pairs):
        for pair in waiting:
            tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
        said = asked(lambda: client.get(reverse("today"))).splitlines()
        found.append((len(said), sum("casework_pair" in one for one in said)))
    assert found[0] == found[1]
    assert found[0][1] == 1


def came(cast: Cast, *pairs: Pair) -> None:
    """These pairs came together today."""
    for pair in pairs:
        tell(pair=pair, kind="came_together", by=cast.here.pedagogue)


def count(cast: Cast) -> int | None:
    """How many of the class here came together this week."""
    return queries.came_together([cast.here.school_class], today=clock.today())[cast.here.school_class.pk]


def test_how_many_came_together_is_counted_by_pair_and_week_and_not_shown_under_three(cast: Cast, today: date) -> None:
    first, second, third = paired(cast.here)
    came(cast, first, second)
    clock.set_today(today + timedelta(days=1))
    came(cast, first)
    tell(pair=third, kind="invited", by=cast.here.pedagogue)
    assert count(cast) is None
    came(cast, third)
    assert count(cast) == 3
    clock.set_today(today + timedelta(days=7))
    assert count(cast) is None


def test_a_pair_that_stays_when_the_class_is_paired_anew_counts_once(cast: Cast, today: date) -> None:
    first, second, _third = paired(cast.here)
    came(cast, first, second)
    new = {pair.number: pair for pair in paired(cast.here, (1, 1, 2, 2, 4, 4), agreed=(4,))}
    clock.set_today(today + timedelta(days=1))
    came(cast, new[1])
    assert count(cast) is None
    came(cast, new[4])
    assert count(cast) == 3


def test_what_was_recorded_is_offered_back_to_its_recorder_for_a_moment(cast: Cast) -> None:
    pair, other, *_others = paired(cast.here)
    tell(pair=pair, kind="invited", by=cast.here.pedagogue)
    last = tell(pair=other, kind="grown_up", by=cast.here.pedagogue)
    assert queries.told_just_now(cast.here.pedagogue, cast.here.school_class) == last
    assert queries.told_just_now(cast.there.pedagogue, cast.here.school_class) is None
    assert queries.told_just_now(cast.here.pedagogue, cast.there.school_class) is None
    PairNote.objects.update(at=clock.now() - timedelta(minutes=11))
    assert queries.told_just_now(cast.here.pedagogue, cast.here.school_class) is None


def test_old_notes_are_those_of_earlier_days(cast: Cast, today: date) -> None:
    pair, *_others = paired(cast.here)
    note = tell(pair=pair, kind="invited", by=cast.here.pedagogue)
    assert list(queries.old_notes(before=today)) == []
    assert list(queries.old_notes(before=today + timedelta(days=1))) == [note]
