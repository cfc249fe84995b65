"""The one clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mektepke.base import clock


def test_a_pinned_day_is_today_at_any_time_of_the_day() -> None:
    clock.set_today(date(2014, 11, 17))
    assert clock.pinned()
    assert clock.today() == date(2014, 11, 17)
    assert clock.now().astimezone(clock.SCHOOL_TIME).date() == date(2014, 11, 17)


def test_without_a_pin_it_is_the_machines_day_in_kyrgyzstan() -> None:
    clock.set_today(None)
    machine = datetime.now(UTC)  # noqa: TID251 - what the clock is compared with
    assert abs((clock.now() - machine).total_seconds()) < 5
    assert not clock.pinned()


def test_the_day_of_a_moment_is_the_one_in_kyrgyzstan() -> None:
    """Half past six in the evening in Greenwich is after midnight here."""
    assert clock.day_of(datetime(2014, 11, 16, 18, 30, tzinfo=UTC)) == date(2014, 11, 17)
    assert clock.day_of(datetime(2014, 11, 16, 17, 59, tzinfo=UTC)) == date(2014, 11, 16)
