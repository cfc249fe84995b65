"""The one clock. The demo's today is a day in 2014, so nothing else in the house may ask the machine for the date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Kyrgyzstan keeps one time all year; a school's day is a day there, not in Greenwich.
SCHOOL_TIME = timezone(timedelta(hours=6), "+06")

_today: date | None = None


def set_today(day: date | None) -> None:
    """Pin today to a date (the demo, tests), or give the clock back to the machine with None."""
    global _today  # noqa: PLW0603 - one clock is the point
    _today = day


def pinned() -> bool:
    """Whether today is pinned, so that every page can say it is not really that day."""
    return _today is not None


def now() -> datetime:
    """This moment, aware, in UTC; on the pinned day if there is one, at the machine's time of day."""
    moment = datetime.now(UTC)  # noqa: TID251 - the one place
    if _today is None:
        return moment
    local = moment.astimezone(SCHOOL_TIME)
    return datetime.combine(_today, local.time(), SCHOOL_TIME).astimezone(UTC)


def today() -> date:
    """The school's date today."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The school's date at this moment."""
    return moment.astimezone(SCHOOL_TIME).date()
