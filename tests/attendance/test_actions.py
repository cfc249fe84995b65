"""Taking a register: what is stored, what is refused, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from mektepke.attendance import queries
from mektepke.attendance.actions import DayNotPossible, NotOnTheRoll, SessionClash, Taken, give_reason, take_register
from mektepke.attendance.models import Mark, Register, RegisterVersion
from mektepke.attendance.queries import Correction, Kept
from mektepke.attendance.rules import Closed, MarkGiven, MarkKind, Marks, Outcome
from mektepke.people.models import Person
from mektepke.places.models import DayChange, Sequence
from mektepke.pupils.models import Enrolment
from mektepke.trail.models import Change
from tests.cast import Cast, more_pupils

ABSENT = MarkGiven(MarkKind.ABSENT)
ILL = MarkGiven(MarkKind.ABSENT, "illness", True)
LATE = MarkGiven(MarkKind.LATE, lessons_missed=1)
FRIDAY = date(2014, 11, 14)

Take = Callable[..., Taken]


@pytest.fixture
def take(cast: Cast) -> Take:
    """Take the register of the class here, by its teacher unless somebody else is named."""

    def taken(marks: Marks | None = None, *, by: Person | None = None, day: date = FRIDAY, **more: object) -> Taken:
        return take_register(
            school_class=cast.here.school_class, day=day, marks=marks or {}, by=by or cast.here.teacher, **more
        )

    return taken


def test_a_new_register_is_stored_with_its_exceptions_only(cast: Cast, take: Take) -> None:
    marks = {cast.here.pupils[0].pk: ILL, cast.here.pupils[1].pk: LATE}
    taken = take(marks)
    assert taken.outcome is Outcome.NEW
    stored = queries.register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert stored.given() == marks
    assert (stored.version, stored.taken_by) == (1, cast.here.teacher)
    assert Change.objects.get().action == "register.new"


def test_a_register_without_exceptions_is_marked_and_not_unmarked(cast: Cast, take: Take) -> None:
    take({})
    assert queries.taken_on(FRIDAY, [cast.here.school_class.pk]) == {cast.here.school_class.pk}
    assert queries.taken_on(FRIDAY - timedelta(days=1), [cast.here.school_class.pk]) == set()


def test_the_same_register_again_changes_nothing(cast: Cast, take: Take) -> None:
    marks = {cast.here.pupils[0].pk: ABSENT}
    take(marks)
    rows = (Register.objects.get(), Mark.objects.get(), Change.objects.count())
    assert take(marks, by=cast.here.head).outcome is Outcome.IDENTICAL
    assert (Register.objects.get(), Mark.objects.get(), Change.objects.count()) == rows
    assert Register.objects.get().taken_by == cast.here.teacher
    assert not RegisterVersion.objects.exists()


def test_a_correction_keeps_what_stood_before_and_who_said_it(cast: Cast, take: Take) -> None:
    first, second = (child.pk for child in cast.here.pupils[:2])
    take({first: ABSENT})
    taken = take({first: ILL, second: LATE}, by=cast.here.head, based_on=1)
    assert (taken.outcome, taken.register.version) == (Outcome.UPDATED, 2)
    stored = queries.register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert stored.given() == {first: ILL, second: LATE}
    (entry,) = queries.history(stored)
    assert isinstance(entry, Correction)
    assert entry.by == cast.here.head
    assert {(change.child, change.before, change.after) for change in entry.changes} == {
        (first, ABSENT, ILL),
        (second, None, LATE),
    }
    assert RegisterVersion.objects.get().by == cast.here.teacher


def test_a_correction_stands_in_the_trail_of_each_child_it_changed(cast: Cast, take: Take) -> None:
    first, second = (child.pk for child in cast.here.pupils[:2])
    take({first: ABSENT, second: LATE})
    take({first: ILL, second: LATE}, based_on=1)
    changed = Change.objects.get(action="mark.changed")
    assert (changed.child_key, changed.fields) == (first, ["reason", "excused"])
    assert Change.objects.filter(action="register.updated", child_key=None).count() == 1


def test_a_correction_by_somebody_who_had_not_seen_it_is_kept_and_not_taken_over(cast: Cast, take: Take) -> None:
    first, second = (child.pk for child in cast.here.pupils[:2])
    take({first: ABSENT})
    for _again in range(2):
        taken = take({second: LATE}, by=cast.here.pedagogue)
        assert taken.outcome is Outcome.CONFLICTING
        assert taken.marks == {first: ABSENT}
    stored = queries.register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    assert (stored.version, stored.given()) == (1, {first: ABSENT})
    (entry,) = queries.history(stored)
    assert isinstance(entry, Kept)
    assert entry.by == cast.here.pedagogue
    # The sender had an empty page open and marked the second child; the first is none of the sender's doing.
    assert [(change.child, change.before, change.after) for change in entry.changes] == [(second, None, LATE)]
    assert Change.objects.filter(action="register.conflicting").count() == 1


def test_what_was_kept_is_told_as_the_senders_own_changes_and_nobody_elses(cast: Cast, take: Take) -> None:
    first, second, third = (child.pk for child in cast.here.pupils[:3])
    take({first: ABSENT})
    take({first: ABSENT, second: ABSENT}, by=cast.here.head, based_on=1)
    taken = take({first: ABSENT, third: LATE}, by=cast.here.pedagogue, based_on=1)
    assert taken.outcome is Outcome.CONFLICTING
    stored = queries.register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    (entry,) = [told for told in queries.history(stored) if isinstance(told, Kept)]
    assert [(change.child, change.before, change.after) for change in entry.changes] == [(third, None, LATE)]


def test_a_version_that_nobody_can_have_seen_is_the_stored_one(cast: Cast, take: Take) -> None:
    first, second = (child.pk for child in cast.here.pupils[:2])
    take({first: ABSENT})
    assert take({second: LATE}, based_on=2**31 - 1).outcome is Outcome.CONFLICTING
    assert RegisterVersion.objects.get().version == 1


def test_three_states_are_told_in_order(cast: Cast, take: Take) -> None:
    child = cast.here.pupils[0].pk
    take({child: ABSENT})
    take({child: LATE}, by=cast.here.pedagogue, based_on=1)
    take({}, by=cast.here.head, based_on=2)
    stored = queries.register_of(cast.here.school_class, FRIDAY)
    assert stored is not None
    told = [(entry.by, entry.changes[0].before, entry.changes[0].after) for entry in queries.history(stored)]
    assert told == [(cast.here.head, LATE, None), (cast.here.pedagogue, ABSENT, LATE)]


def test_a_child_of_another_class_is_refused_and_nothing_is_written(cast: Cast, take: Take) -> None:
    stranger = cast.there.pupils[0].pk
    with pytest.raises(NotOnTheRoll) as refused:
        take({cast.here.pupils[0].pk: ABSENT, stranger: ABSENT})
    assert refused.value.children == {stranger}
    assert not Register.objects.exists()
    assert not Change.objects.exists()


def test_a_child_who_left_or_learns_at_home_is_not_expected(cast: Cast, take: Take) -> None:
    left, at_home = cast.here.pupils[:2]
    Enrolment.objects.filter(child=left).update(ends=FRIDAY - timedelta(days=1), reason_of_leaving="left")
    Enrolment.objects.filter(child=at_home).update(mode="home")
    with pytest.raises(NotOnTheRoll) as refused:
        take({left.pk: ABSENT, at_home.pk: ABSENT})
    assert refused.value.children == {left.pk, at_home.pk}
    take({left.pk: ABSENT}, day=FRIDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2014, 11, 18), Closed.FUTURE),
        (date(2014, 11, 16), Closed.WEEKEND),
        (date(2014, 11, 5), Closed.NO_TERM),
        (date(2013, 11, 14), Closed.NO_TERM),
    ],
)
def test_a_day_without_school_is_refused_with_the_reason(take: Take, day: date, why: Closed) -> None:
    with pytest.raises(DayNotPossible) as refused:
        take(day=day)
    assert refused.value.why is why
    assert not Register.objects.exists()


def test_a_changed_day_of_the_school_beats_the_week_and_the_country(cast: Cast, take: Take) -> None:
    DayChange.objects.create(day=FRIDAY, kind="holiday", is_school_day=False)
    with pytest.raises(DayNotPossible) as refused:
        take()
    assert refused.value.why is Closed.HOLIDAY
    DayChange.objects.create(school=cast.here.school, day=FRIDAY, kind="extra", is_school_day=True)
    assert take().outcome is Outcome.NEW


def test_a_register_of_a_day_closed_afterwards_can_still_be_corrected(cast: Cast, take: Take) -> None:
    take({cast.here.pupils[0].pk: ABSENT})
    DayChange.objects.create(school=cast.here.school, day=FRIDAY, kind="snow", is_school_day=False)
    assert take(based_on=1).outcome is Outcome.UPDATED


def test_a_day_has_one_register_or_one_for_each_part(take: Take) -> None:
    take(session="morning")
    take(session="afternoon")
    with pytest.raises(SessionClash):
        take(session="day")
    assert Register.objects.count() == 2


def test_change_numbers_of_a_school_only_grow(cast: Cast, take: Take) -> None:
    numbers = [take(day=FRIDAY - timedelta(days=back)).register.change_number for back in range(3)]
    numbers.append(take({cast.here.pupils[0].pk: ABSENT}, based_on=1).register.change_number)
    assert numbers == sorted(set(numbers))
    assert Sequence.objects.get(school=cast.here.school).last == numbers[-1]


@pytest.mark.parametrize("marks", [0, 3])
def test_a_register_of_thirty_takes_as_many_queries_as_one_of_three(cast: Cast, take: Take, marks: int) -> None:
    take(day=FRIDAY - timedelta(days=1))
    children = [child.pk for child in more_pupils(cast.here.school_class, 30)]
    with CaptureQueriesContext(
        connection,
    ) as few:
        take(dict.fromkeys(children[:marks], ABSENT))
    with CaptureQueriesContext(connection) as many:
        take(dict.fromkeys(children[: 10 * marks], ABSENT), day=FRIDAY - timedelta(days=2))
    assert len(few) == len(many)
    assert len(few) <= (14 if marks else 12)


def test_a_kept_version_is_never_changed_or_deleted(cast: Cast, take: Take) -> None:
    take({cast.here.pupils[0].pk: ABSENT})
    take({}, based_on=1)
    for touch in (lambda kept: kept.update(version=7), lambda kept: kept.delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            touch(RegisterVersion.objects.all())
    assert RegisterVersion.objects.get().version == 1


@pytest.mark.parametrize(
    "wrong", [{"kind": "ill"}, {"lessons_missed": 13}, {"lessons_missed": 0}, {"reason": "because"}]
)
def test_the_database_refuses_a_mark_that_means_nothing(cast: Cast, take: Take, wrong: dict[str, object]) -> None:
    take({cast.here.pupils[0].pk: ABSENT})
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.update(**wrong)


def test_a_reason_told_later_is_a_correction_with_its_history(cast: Cast, take: Take) -> None:
    missing, late = cast.here.pupils[:2]
    take({missing.pk: ABSENT, late.pk: LATE})
    give_reason(child=missing, day=FRIDAY, reason="family", by=cast.here.head)
    register = Register.objects.get()
    assert register.given() == {missing.pk: MarkGiven(MarkKind.ABSENT, "family"), late.pk: LATE}
    assert (register.version, register.taken_by) == (2, cast.here.head)
    assert [(kept.outcome, kept.by) for kept in register.versions.all()] == [("updated", cast.here.teacher)]
    change = Change.objects.get(action="mark.changed")
    assert (change.child_key, change.fields) == (missing.pk, ["reason"])


def test_the_same_reason_or_a_reason_for_who_came_changes_nothing(cast: Cast, take: Take) -> None:
    ill, late = cast.here.pupils[:2]
    take({ill.pk: ILL, late.pk: LATE})
    for child in (ill, late, cast.here.pupils[2]):
        give_reason(child=child, day=FRIDAY, reason="illness", by=cast.here.teacher)
    assert (Register.objects.get().version, RegisterVersion.objects.count()) == (1, 0)


def test_what_is_no_reason_is_refused(cast: Cast, take: Take) -> None:
    take({cast.here.pupils[0].pk: ABSENT})
    with pytest.raises(ValueError, match="no reason"):
        give_reason(child=cast.here.pupils[0], day=FRIDAY, reason="", by=cast.here.teacher)
