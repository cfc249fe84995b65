"""A sealed field: open in the program, closed in the database, whichever way something is written or read."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from mektepke.base import clock
from mektepke.pupils.models import Child, Household
from mektepke.sealed import keys, rules
from mektepke.sealed.fields import SealedText, sealed_names
from mektepke.watch.models import Answer, Signal
from tests.casework.story import misses
from tests.cast import Cast
from tests.sealed.conftest import stored

pytestmark = pytest.mark.django_db

HELP = "Алдыда отурса жакшы угат"


@pytest.fixture
def child(cast: Cast) -> Child:
    """A child of whom something is known."""
    child = cast.here.pupils[0]
    child.disability, child.helps_in_class = "yes", HELP
    child.save()
    return child


def all_sealed(column: str) -> bool:
    """Whether all children's values of this column are sealed in the database."""
    return all(text.startswith("s1:1:") for text in stored("pupils_child", column))


def test_it_is_closed_in_the_database_and_open_in_the_program(child: Child) -> None:
    assert all_sealed("helps_in_class")
    assert HELP not in "".join(stored("pupils_child", "helps_in_class"))
    child.refresh_from_db()
    assert (child.helps_in_class, child.disability) == (HELP, "yes")
    assert child.get_disability_display()


def test_it_is_opened_in_every_way_of_reading(child: Child) -> None:
    mine = Child.objects.filter(pk=child.pk)
    assert list(mine.values_list("helps_in_class", flat=True).distinct()) == [HELP]
    assert mine.values("helps_in_class").get() == {"helps_in_class": HELP}
    assert mine.only("pk").get().helps_in_class == HELP
    assert mine.annotate(help=F("helps_in_class")).get().help == HELP
    assert Household.objects.filter(children=child).values_list("children__disability", flat=True).get() == "yes"


def test_it_is_sealed_in_every_way_of_writing(child: Child) -> None:
    children = list(Child.objects.order_by("pk"))
    Child.objects.update(helps_in_class="баары")
    for one in children:
        one.documents_missing = "yes"
    Child.objects.bulk_update(children, ["documents_missing"])
    home = Household.objects.bulk_create([Household(village=child.household.village, poor_register_number="ҮЛГҮ-1")])
    for column in ("helps_in_class", "documents_missing", "disability"):
        assert all_sealed(column)
    assert set(Child.objects.values_list("helps_in_class", "documents_missing")) == {("баары", "yes")}
    assert Household.objects.get(pk=home[0].pk).poor_register_number == "ҮЛГҮ-1"


def test_nobody_sees_who_has_something(cast: Cast, child: Child) -> None:
    """To have a number in the register of poor families says it all: without one it looks the same."""
    Household.objects.filter(pk=child.household_id).update(poor_register_number="ҮЛГҮ-00017")
    numbers = stored("pupils_household", "poor_register_number")
    assert len({len(number) for number in numbers}) == 1
    assert Household.objects.exclude(pk=child.household_id).values_list("poor_register_number", flat=True)[0] == ""
    assert len({len(text) for text in stored("pupils_child", "disability")}) == 1


def answer(cast: Cast, words: str, kind: str = "called") -> Answer:
    """Somebody's answer to what was noticed about a child."""
    if not Signal.objects.exists():
        misses(cast.here, cast.here.pupils[0], 3, today=clock.today())
    return Answer(signal=Signal.objects.earliest("pk"), kind=kind, words=words, by=cast.here.teacher)


def test_nothing_stays_nothing_where_a_constraint_asks_for_words(cast: Cast) -> None:
    answer(cast, "").save()
    assert stored("watch_answer", "words") == [""]
    with pytest.raises(IntegrityError, match="answer_not_a_problem_says_why"), transaction.atomic():
        answer(cast, "", "not_a_problem").save()
    answer(cast, "Үйүндө той болду", "not_a_problem").save()


def test_a_constraint_is_judged_before_it_is_written_too(cast: Cast) -> None:
    answer(cast, "Үйүндө той болду", "not_a_problem").full_clean()
    with pytest.raises(ValidationError, match="answer_not_a_problem_says_why"):
        answer(cast, "", "not_a_problem").full_clean()


def test_the_words_are_counted_though_the_database_does_not_see_them(cast: Cast) -> None:
    answer(cast, "ө" * 2000).full_clean()
    with pytest.raises(ValidationError, match="2000"):
        answer(cast, "ө" * 2001).full_clean()


def test_a_code_that_is_none_is_refused(child: Child) -> None:
    child.disability = "perhaps"
    with pytest.raises(ValidationError, match="perhaps"):
        child.full_clean()


def test_one_can_ask_whether_there_are_words(cast: Cast) -> None:
    answer(cast, "").save()
    answer(cast, "Апасы оору").save()
    assert [one.words for one in Answer.objects.filter(words="")] == [""]
    assert [one.words for one in Answer.objects.exclude(words="")] == ["Апасы оору"]
    assert not Answer.objects.filter(words__isnull=True).exists()


@pytest.mark.parametrize(
    "asked",
    [
        {"disability": "yes"}, {"disability__in": ["yes"]}, {"helps_in_class__contains": "угат"},
        {"helps_in_class": ""}, {"helps_in_class": F("disability")}, {"disability__startswith": "s1"},
    ],
)  # fmt: skip
def test_a_search_that_could_find_nothing_is_an_error(db: None, asked: dict[str, Any]) -> None:
    with pytest.raises(FieldError, match="sealed"):
        Child.objects.filter(**asked).exists()
    with pytest.raises(FieldError):
        Answer.objects.filter(Q(words="Апасы оору") | Q(words__gt="")).exists()


def test_what_stands_in_another_field_does_not_open(child: Child) -> None:
    """Somebody who may write into the database turns "no" into what another child has."""
    Child.objects.filter(pk=child.pk).update(documents_missing=F("disability"))
    with pytest.raises(rules.Damaged):
        child.refresh_from_db()


def test_without_keys_nothing_is_read_and_nothing_is_written_open(child: Child) -> None:
    keys.file().unlink()
    with pytest.raises(keys.KeysRefused, match="missing"):
        Child.objects.get(pk=child.pk)
    with pytest.raises(keys.KeysRefused, match="missing"):
        child.save()


def test_a_migration_says_what_the_field_is() -> None:
    field = SealedText(max_length=40, even_nothing=True, blank=True)
    _name, path, args, said = field.deconstruct()
    assert (path, args) == ("mektepke.sealed.fields.SealedText", [])
    assert said == {"max_length": 40, "even_nothing": True, "blank": True}
    assert "even_nothing" not in SealedText().deconstruct()[3]


def test_a_list_of_names_can_leave_them_out(child: Child) -> None:
    assert sealed_names(Child, "child__") == ["child__disability", "child__helps_in_class", "child__documents_missing"]
