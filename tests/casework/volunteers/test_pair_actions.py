"""Pairing a class, agreeing, telling, taking back, going there: what is written, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mektepke.base import clock
from mektepke.casework.models import Pair, Pairing, PairNote
from mektepke.casework.volunteers.actions import NotWhole, TooLate, agree, go_to, pair_class, take_back, tell
from mektepke.people.actions import A_MOMENT, DoneBefore
from mektepke.trail.models import Change
from tests.casework.volunteers.pairing import by_number, leaves, paired
from tests.cast import YEAR_ENDS, Cast, pupil

pytestmark = pytest.mark.django_db


def test_a_class_is_paired_and_the_trail_names_no_child(cast: Cast, today: date) -> None:
    here = cast.here
    paired(here)
    pairing = Pairing.objects.get()
    assert (pairing.school_class, pairing.starts, pairing.ends) == (here.school_class, today, None)
    first, second, third, fourth, fifth, sixth = here.pupils
    assert by_number(pairing) == {1: {first, second}, 2: {third, fourth}, 3: {fifth, sixth}}
    written = Change.objects.filter(action__startswith="pair")
    assert set(written.values_list("action", flat=True)) == {"pairing.made", "pair.agreed"}
    assert not written.filter(child_key__isnull=False).exists()
    assert set(written.values_list("place_key", flat=True)) == {here.school.pk}


def test_a_new_pairing_ends_the_old_one_and_only_pairs_that_stay_keep_what_was_agreed(cast: Cast) -> None:
    paired(cast.here)
    paired(cast.here, (1, 1, 2, 3, 2, 3), agreed=())
    old, new = Pairing.objects.order_by("at")
    assert (old.ends, new.ends) == (clock.today(), None)
    agreed = {pair.number: (pair.children_agreed, pair.families_agreed) for pair in new.pairs.all()}
    assert agreed == {1: (True, True), 2: (False, False), 3: (False, False)}


def test_the_same_pairs_sent_again_are_no_new_pairing(cast: Cast) -> None:
    paired(cast.here)
    paired(cast.here)
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize(
    "numbers", [(1, 1, 2, 2, 3), (1, 1, 2, 2, 3, 4), (1, 1, 1, 2, 2, 2), (1, 1, 1, 1, 2, 2), (1, 1, 2, 2, 3, 3, 3)]
)
def test_less_than_the_whole_class_in_pairs_is_refused(cast: Cast, numbers: tuple[int, ...]) -> None:
    children = [child.pk for child in (*cast.here.pupils, cast.there.pupils[0])]
    given = dict(zip(children, numbers, strict=False))
    with pytest.raises(NotWhole):
        pair_class(school_class=cast.here.school_class, numbers=given, by=cast.here.teacher)
    assert not Pairing.objects.exists()


def test_an_odd_class_has_one_group_of_three(cast: Cast) -> None:
    paired(cast.there, (1, 1, 1), agreed=())
    assert by_number(Pairing.objects.get()) == {1: set(cast.there.pupils)}


def test_who_has_left_or_came_meanwhile_makes_a_pairing_that_is_not_whole(cast: Cast) -> None:
    given = {child.pk: number for child, number in zip(cast.here.pupils, (1, 1, 2, 2, 3, 3), strict=True)}
    leaves(cast.here.pupils[0])
    pupil(cast.here.school_class, "Сапаров", "Улан")
    with pytest.raises(NotWhole):
        pair_class(school_class=cast.here.school_class, numbers=given, by=cast.here.teacher)


def test_when_the_school_year_is_over_nobody_is_paired(cast: Cast) -> None:
    clock.set_today(YEAR_ENDS + timedelta(days=1))
    with pytest.raises(NotWhole):
        paired(cast.here)


def test_only_what_was_ticked_is_changed(cast: Cast) -> None:
    pair, *_others = paired(cast.here, agreed=())
    elsewhere = Pair.objects.get(pk=pair.pk)
    agree(pair=elsewhere, changed={"families_agreed": True}, by=cast.here.teacher)
    agree(pair=pair, changed={"children_agreed": True}, by=cast.here.teacher)
    pair.refresh_from_db()
    assert (pair.children_agreed, pair.families_agreed) == (True, True)


@pytest.mark.parametrize("kind", ["came_together", "invited"])
def test_a_pair_tells_once_a_day(cast: Cast, today: date, kind: str) -> None:
    pair, *_others = paired(cast.here)
    tell(pair=pair, kind=kind, by=cast.here.pedagogue)
    with pytest.raises(DoneBefore):
        tell(pair=pair, kind=kind, by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=1))
    tell(pair=pair, kind=kind, by=cast.here.pedagogue)
    assert list(PairNote.objects.order_by("on").values_list("on", flat=True)) == [today, clock.today()]


def test_a_call_waits_once_until_somebody_went_and_then_another_can_come(cast: Cast, today: date) -> None:
    pair, *_others = paired(cast.here)
    tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=1))
    with pytest.raises(DoneBefore):
        tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
    go_to(pair=pair, by=cast.here.pedagogue)
    first = PairNote.objects.get()
    assert (first.answered_on, first.answered_by) == (clock.today(), cast.here.pedagogue)
    for _time in range(2):
        tell(pair=pair, kind="grown_up", by=cast.here.pedagogue)
        go_to(pair=pair, by=cast.here.pedagogue)
    assert PairNote.objects.filter(on=clock.today()).count() == 2


def test_going_there_twice_keeps_the_first_day_and_answers_nothing_else(cast: Cast, today: date) -> None:
    pair, *_others = paired(cast.here)
    for kind in ("grown_up", "came_together"):
        tell(pair=pair, kind=kind, by=cast.here.pedagogue)
    go_to(pair=pair, by=cast.here.pedagogue)
    clock.set_today(today + timedelta(days=1))
    go_to(pair=pair, by=cast.here.pedagogue)
    assert dict(PairNote.objects.values_list("kind", "answered_on")) == {"grown_up": today, "came_together": None}
    assert Change.objects.filter(action="pair.answered").count() == 1


def test_a_slip_of_the_finger_is_gone_and_the_trail_knows(cast: Cast) -> None:
    pair, *_others = paired(cast.here)
    note = tell(pair=pair, kind="invited", by=cast.here.pedagogue)
    assert take_back(pair=pair, note=note.pk, by=cast.here.pedagogue)
    assert not take_back(pair=pair, note=note.pk, by=cast.here.pedagogue)
    assert not PairNote.objects.exists()
    assert Change.objects.filter(action="pair.taken_back").count() == 1
    tell(pair=pair, kind="invited", by=cast.here.pedagogue)


def test_nobody_takes_back_what_another_recorded_or_of_another_pair(cast: Cast) -> None:
    pair, other, *_others = paired(cast.here)
    note = tell(pair=pair, kind="invited", by=cast.here.pedagogue)
    assert not take_back(pair=pair, note=note.pk, by=cast.there.pedagogue)
    assert not take_back(pair=other, note=note.pk, by=cast.here.pedagogue)
    assert PairNote.objects.filter(pk=note.pk).exists()


def test_after_a_while_or_an_answer_nothing_is_taken_back(cast: Cast) -> None:
    pair, other, *_others = paired(cast.here)
    long_ago = tell(pair=pair, kind="invited", by=cast.here.pedagogue)
    PairNote.objects.filter(pk=long_ago.pk).update(at=clock.now() - A_MOMENT)
    answered = tell(pair=other, kind="grown_up", by=cast.here.pedagogue)
    go_to(pair=other, by=cast.here.pedagogue)
    for found, note in ((pair, long_ago), (other, answered)):
        with pytest.raises(TooLate):
            take_back(pair=found, note=note.pk, by=cast.here.pedagogue)
    assert PairNote.objects.count() == 2
