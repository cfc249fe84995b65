"""What the database itself refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mektepke.watch.models import Answer, Signal, Threshold
from tests.cast import Cast

MONDAY = date(2014, 11, 17)
SATURDAY = date(2014, 11, 15)
TUESDAY = date(2014, 11, 18)


@pytest.mark.django_db
def test_the_database_refuses_what_cannot_be(cast: Cast) -> None:
    good = {
        "rule": "days_in_a_row", "child": cast.here.pupils[0], "school": cast.here.school, "audience": "pedagogue",
        "next_step": "call", "due_on": MONDAY, "raised_on": MONDAY, "last_seen_on": MONDAY,
    }  # fmt: skip
    Signal.objects.create(id=cast.here.school.pk, **good)
    wrong: list[dict[str, object]] = [
        {"rule": "bad_mood"},
        {"next_step": "shout"},
        {"audience": "neighbour"},
        {"state": "lost"},
        {"child": None},
        {"rule": "no_register"},
        {"village": cast.here.village},
        {"school": None},
        {"state": "ended"},
        {"state": "handled"},
        {"due_on": MONDAY - timedelta(days=1)},
        {"school_class": cast.here.school_class},
        {"level": 0},
        {},  # a second one at a time about the same child
    ]
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Signal.objects.create(id=cast.here.village.pk, **{**good, **change})


def test_limits_out_of_bounds_or_twice_are_refused(cast: Cast) -> None:
    house = {"programme": None, "set_by": cast.programme_manager}
    Threshold.objects.create(name="streak_days", value=4, **house)
    for name, value in (("streak_days", 5), ("share_percent", 99), ("courage", 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Threshold.objects.create(name=name, value=value, **house)


def test_an_answer_is_given_once_and_never_changed(cast: Cast) -> None:
    signal = Signal.objects.create(
        id=cast.here.school.pk, rule="days_in_a_row", child=cast.here.pupils[0], school=cast.here.school,
        audience="pedagogue", next_step="call", due_on=MONDAY, raised_on=MONDAY, last_seen_on=MONDAY,
    )  # fmt: skip
    given = Answer.objects.create(signal=signal, kind="called", by=cast.here.pedagogue)
    assert Answer.objects.get() == given
    given.words = "Something else was said"
    with pytest.raises(IntegrityError), transaction.atomic():
        given.save()
    assert Answer.objects.get().words == ""
