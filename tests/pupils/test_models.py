"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mektepke.pupils.models import Child, Enrolment, Household, OutOfSchool, Transfer
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NOVEMBER = date(2014, 11, 3)


def refused(make: Any) -> bool:
    """Whether the database refuses."""
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def enrolment(cast: Cast) -> Enrolment:
    """A child's place on the roll here."""
    return Enrolment.objects.get(child=cast.here.pupils[0])


def test_a_birth_year_agrees_with_the_date_and_is_possible(cast: Cast) -> None:
    child = cast.here.pupils[0]
    assert refused(lambda: Child.objects.filter(pk=child.pk).update(birth_year=2001))
    assert refused(lambda: Child.objects.filter(pk=child.pk).update(birth_date=None, birth_year=1912))
    assert not refused(lambda: Child.objects.filter(pk=child.pk).update(birth_date=None, birth_year=2001))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": date(2014, 8, 1), "reason_of_leaving": "left"},
        {"ends": NOVEMBER, "reason_of_leaving": ""},
        {"ends": None, "reason_of_leaving": "left"},
    ],
)
def test_an_enrolment_ends_after_it_began_and_with_a_reason(enrolment: Enrolment, wrong: dict[str, Any]) -> None:
    assert refused(lambda: Enrolment.objects.filter(pk=enrolment.pk).update(**wrong))


def test_a_child_is_on_one_roll(cast: Cast, enrolment: Enrolment) -> None:
    again = Enrolment(child=enrolment.child, school_class=cast.there.school_class, starts=NOVEMBER)
    assert refused(again.save)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_elsewhere": ""},
        {"due_on": date(2014, 11, 1)},
        {"received_on": date(2014, 11, 1)},
        {"received_on": NOVEMBER, "withdrawn_on": NOVEMBER},
    ],
)
def test_a_transfer_goes_somewhere_and_its_days_follow(cast: Cast, enrolment: Enrolment, wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "child": enrolment.child, "from_enrolment": enrolment, "to_elsewhere": "Исфана", "sent_on": NOVEMBER,
        "due_on": date(2014, 11, 13), "sent_by": cast.here.head,
    }  # fmt: skip
    assert refused(Transfer(**(right | wrong)).save)
    assert not refused(Transfer(**right).save)


def test_a_transfer_goes_to_one_school(cast: Cast, enrolment: Enrolment) -> None:
    both = Transfer(
        child=enrolment.child, from_enrolment=enrolment, to_elsewhere="Исфана", to_school=cast.there.school,
        sent_on=NOVEMBER, due_on=NOVEMBER, sent_by=cast.here.head,
    )  # fmt: skip
    assert refused(both.save)


def test_a_withdrawn_transfer_is_no_longer_among_those_that_stand(cast: Cast, enrolment: Enrolment) -> None:
    transfer = Transfer.everything.create(
        child=enrolment.child, from_enrolment=enrolment, to_elsewhere="Исфана", sent_on=NOVEMBER, due_on=NOVEMBER,
        sent_by=cast.here.head, withdrawn_on=NOVEMBER,
    )  # fmt: skip
    assert not Transfer.objects.exists()
    assert Transfer.everything.get() == transfer


def test_a_child_is_in_no_school_once_and_an_end_has_its_reason(cast: Cast) -> None:
    household = Household.objects.create(village=cast.here.village)
    child = Child.objects.create(household=household, family_name="Каримов", given_name="Руслан")
    right = {"child": child, "kind": "never", "found_on": NOVEMBER, "found_by": cast.here.pedagogue}
    first = OutOfSchool.objects.create(**right)
    assert refused(OutOfSchool(**right).save)
    for wrong in ({"ended_on": NOVEMBER}, {"ending": "moved"}, {"ended_on": date(2014, 11, 1), "ending": "moved"}):
        assert refused(lambda wrong=wrong: OutOfSchool.objects.filter(pk=first.pk).update(**wrong))
    assert not refused(lambda: OutOfSchool.objects.filter(pk=first.pk).update(ended_on=NOVEMBER, ending="moved"))
    assert not refused(OutOfSchool(**right).save)


def test_a_mistake_never_held(enrolment: Enrolment) -> None:
    enrolment.ends, enrolment.reason_of_leaving = NOVEMBER, Enrolment.Leaving.MISTAKE
    enrolment.save()
    assert enrolment not in Enrolment.objects.on(date(2014, 10, 1))
    enrolment.reason_of_leaving = Enrolment.Leaving.LEFT
    enrolment.save()
    assert enrolment in Enrolment.objects.on(NOVEMBER)
    assert enrolment not in Enrolment.objects.on(date(2014, 11, 4))
