"""Writing into the trail and sealing it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from mektepke.base import clock
from mektepke.trail import actions, queries, rules
from mektepke.trail.models import Change, Look, Seal, Unsealed, Verification
from tests.cast import Cast
from tests.trail.conftest import Tamper, record_one

pytestmark = pytest.mark.django_db


def test_a_change_keeps_who_what_and_which_fields(cast: Cast, today: date) -> None:
    child, place = cast.here.pupils[0], cast.here.school
    actions.record(
        by=cast.here.teacher, action="child.corrected", subject=child, child=child, place=place,
        fields=["family_name"], reason="typing error",
    )  # fmt: skip
    found = Change.objects.get(action="child.corrected")
    assert (found.by_key, found.subject_kind, found.subject_key) == (cast.here.teacher.pk, "pupils.child", child.pk)
    assert (found.child_key, found.place_key) == (child.pk, place.pk)
    assert (found.fields, found.reason) == (["family_name"], "typing error")
    assert found.at.astimezone(clock.SCHOOL_TIME).date() == today


def test_the_house_itself_may_change_something() -> None:
    key = uuid4()
    actions.record(by=None, action="signal.raised", subject=("watch.signal", key))
    assert Change.objects.get(subject_key=key).by_key is None


@pytest.mark.parametrize(
    "words", [{"action": "Абдиева"}, {"fields": ["Абдиева"]}, {"reason": "Абдиева"}, {"subject": ("Абдиева", uuid4())}]
)
def test_words_are_refused_and_nothing_is_written(words: dict[str, object]) -> None:
    change = {"action": "case.opened", "subject": ("casework.case", uuid4()), **words}
    with pytest.raises(ValueError, match="codes"):
        actions.record(by=None, **change)  # type: ignore[arg-type]
    assert not Change.objects.exists()
    assert not Unsealed.objects.exists()


class Undone(Exception):
    """Anything that goes wrong after the change."""


@transaction.atomic
def record_and_fail() -> None:
    record_one()
    raise Undone


def test_a_change_that_is_undone_was_never_recorded() -> None:
    with pytest.raises(Undone):
        record_and_fail()
    assert not Change.objects.exists()
    assert not Unsealed.objects.exists()


def test_many_changes_are_written_together() -> None:
    entries = (actions.Entry("child.added", ("pupils.child", uuid4()), fields=["sex"]) for _ in range(1201))
    assert actions.record_many(by=None, entries=entries) == 1201
    assert Change.objects.count() == Unsealed.objects.count() == 1201


def test_one_bad_entry_refuses_the_whole_import() -> None:
    good = [actions.Entry("child.added", ("pupils.child", uuid4())) for _ in range(600)]
    bad = actions.Entry("Абдиева", ("pupils.child", uuid4()))
    with pytest.raises(ValueError, match="codes"):
        actions.record_many(by=None, entries=[*good, bad])
    assert not Change.objects.exists()


def test_a_look_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="codes"):
        actions.looked(by=uuid4(), child=uuid4(), page="child", reason="")
    actions.looked(by=uuid4(), child=uuid4(), page="child", reason="class teacher")
    assert Look.objects.count() == Unsealed.objects.count() == 1


def test_sealing_takes_everything_in_batches_and_empties_the_queue() -> None:
    actions.record_many(by=None, entries=(actions.Entry("a", ("b.c", uuid4())) for _ in range(rules.BATCH + 3)))
    actions.looked(by=None, child=uuid4(), page="child", reason="teacher")
    assert actions.seal() == rules.BATCH + 4
    assert list(Seal.objects.order_by("number").values_list("number", "count")) == [(1, rules.BATCH), (2, 4)]
    assert not Unsealed.objects.exists()
    assert actions.seal() == 0


def test_exactly_a_full_batch_makes_one_seal() -> None:
    actions.record_many(by=None, entries=(actions.Entry("a", ("b.c", uuid4())) for _ in range(rules.BATCH)))
    assert actions.seal() == rules.BATCH
    assert Seal.objects.count() == 1


def test_each_seal_holds_the_hash_of_the_one_before(three_seals: list[Change]) -> None:
    first, second, third = Seal.objects.order_by("number")
    assert bytes(first.previous) == rules.NOTHING
    assert (bytes(second.previous), bytes(third.previous)) == (bytes(first.hash), bytes(second.hash))


def test_a_row_gone_before_its_seal_is_sealed_as_missing(tamper: Tamper) -> None:
    gone, _stays = record_one(), record_one()
    tamper("DELETE FROM trail_change WHERE id = %s", gone.pk)
    assert actions.seal() == 2
    problem = queries.verify().problem
    assert problem == rules.Problem(rules.ProblemKind.MISSING_ROW, 1, 1, rules.Kind.CHANGE, gone.pk)


def test_deleting_a_child_erases_no_history(cast: Cast) -> None:
    child = cast.here.pupils[0]
    actions.record(by=cast.here.head, action="child.corrected", subject=child, child=child)
    actions.looked(by=cast.here.head, child=child, page="child", reason="head")
    key = child.pk
    child.enrolments.all().delete()
    child.delete()
    assert queries.changes_about(key).filter(action="child.corrected").exists()
    assert queries.looks_at(key).exists()
    actions.seal()
    assert queries.verify().ok


def test_a_check_keeps_what_it_found(three_seals: list[Change], tamper: Tamper) -> None:
    actions.check()
    assert (kept := queries.last_verification()) is not None
    assert (kept.entries, kept.seals, kept.unsealed, kept.found) == (9, 3, 0, None)
    assert kept.head == str(queries.head())
    tamper("UPDATE trail_change SET reason = 'x' WHERE id = %s", three_seals[2].pk)
    result = actions.check()
    assert Verification.objects.count() == 2
    assert (kept := queries.last_verification()) is not None
    assert kept.found == result.problem is not None
