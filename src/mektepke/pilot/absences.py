"""Who was missing when: a school's year as one array of children × days, spread as in real registers.

Absences per child follow a negative binomial: a gamma of shape `SHAPE` says how often this child stays away, chance
says on which days. Published data sets of pupils show shapes of 0.55 to 1.07 and means of 4 to 16 days a year (Quine
1978, n = 146; Cortez and Silva 2008, n = 649 and 395).
"""

from __future__ import annotations

from datetime import date

import numpy
from numpy.typing import NDArray

from mektepke.pilot import school_year
from mektepke.pilot.children import Roll
from mektepke.pilot.days import ABSENT, EXCUSED, Day

SHAPE = 1.7  # of the gamma; illness in spells and children who drift away make the whole more uneven than this
SINGLE_DAYS, SPELLS, DAYS_OF_SPELL = 2.8, 0.85, 2.2  # OURS: a year, for the average child
LATE, LEFT_EARLY = 0.008, 0.003  # OURS: of the days on which a child came
WEEKDAY = (1.3, 0.9, 0.8, 0.9, 1.2, 1.4)  # OURS: Mondays, Fridays and Saturdays
FIELDS = 2.4  # OURS: harvest in September and October, sowing in April; for grades 7 and up
STORM = 0.62  # OURS: of the children of a village, when a storm keeps them at home

Marks = NDArray[numpy.int8]
Days = tuple[date, ...]


def ordinary_year(school: str, days: Days, roll: Roll, chance: numpy.random.Generator) -> Marks:
    """The year of a school as if nobody had left it: single days, spells of illness, storms, late and left early."""
    grades = numpy.array([roll.grade(child) for child in range(len(roll.children))])
    often = chance.gamma(SHAPE, 1 / SHAPE, len(grades))
    season = _season(days)
    marks = _single_days(often, grades, days, season, chance)
    _add_spells(marks, often, days, chance)
    _add_late(marks, often, chance)
    _add_storms(marks, school, days, chance)
    return marks


def _season(days: Days) -> NDArray[numpy.bool_]:
    """The days of field work."""
    return numpy.array(
        [date(2014, 9, 8) <= day <= date(2014, 10, 20) or date(2015, 4, 6) <= day <= date(2015, 5, 2) for day in days]
    )


def _single_days(
    often: NDArray[numpy.float64],
    grades: NDArray[numpy.int_],
    days: Days,
    season: NDArray[numpy.bool_],
    chance: numpy.random.Generator,
) -> Marks:
    in_fields = (grades >= 7)[:, None] & season[None, :]
    weight = numpy.array([WEEKDAY[day.weekday()] for day in days])[None, :] * numpy.where(in_fields, FIELDS, 1.0)
    share = SINGLE_DAYS * often[:, None] * weight / len(days)
    missing = chance.random(share.shape) < share
    reason = chance.choice(
        [Day.NO_REASON, Day.WORK, Day.FAMILY, Day.DOCTOR], size=share.shape, p=[0.58, 0.08, 0.2, 0.14]
    )
    fields = in_fields & (chance.random(share.shape) < 0.5)
    return numpy.where(missing, numpy.where(fields, Day.FIELD_WORK, reason), Day.PRESENT).astype(numpy.int8)


def _add_spells(marks: Marks, often: NDArray[numpy.float64], days: Days, chance: numpy.random.Generator) -> None:
    """A cold takes two or three days in a row; December to February has twice as many."""
    weight = numpy.array([2.0 if day.month in {12, 1, 2} else 1.0 for day in days])
    for child, spells in enumerate(chance.poisson(SPELLS * often)):
        for _spell in range(spells):
            first = int(chance.choice(len(days), p=weight / weight.sum()))
            marks[child, first : first + int(chance.geometric(1 / DAYS_OF_SPELL))] = Day.ILLNESS


def _add_late(marks: Marks, often: NDArray[numpy.float64], chance: numpy.random.Generator) -> None:
    came = marks == Day.PRESENT
    draw = chance.random(marks.shape) / (0.5 + 0.5 * often[:, None])
    marks[came & (draw < LATE)] = Day.LATE
    marks[came & (draw >= LATE) & (draw < LATE + LEFT_EARLY)] = Day.LEFT_EARLY


def _add_storms(marks: Marks, school: str, days: Days, chance: numpy.random.Generator) -> None:
    for day in school_year.STORMS.get(school, ()):
        at_home = (chance.random(len(marks)) < STORM) & ~numpy.isin(marks[:, days.index(day)], ABSENT)
        marks[at_home, days.index(day)] = Day.WEATHER


def add_habits(marks: Marks, children: list[int], days: Days, chance: numpy.random.Generator) -> None:
    """A few help at the bazaar or at home on the same weekday again and again."""
    weekdays = numpy.array([day.weekday() for day in days])
    for child in children:
        own = (weekdays == int(chance.integers(0, 5))) & (chance.random(len(days)) < 0.6)
        own[: int(chance.integers(len(days)))] = False
        marks[child, own] = Day.WORK


def add_drifters(marks: Marks, children: list[int], chance: numpy.random.Generator) -> None:
    """A few come less and less over the weeks, until somebody does something; one in six stays away."""
    days = marks.shape[1]
    for child in children:
        first, until = int(chance.integers(5, days)), int(chance.integers(12, 40))
        away = chance.random(days - first) < 0.15 + 0.6 * numpy.clip(numpy.arange(days - first) / 30, 0, 1)
        if chance.random() > 1 / 6:
            away[until:] = False
        marks[child, first:][away] = Day.NO_REASON


def add_late_starters(marks: Marks, children: list[int], chance: numpy.random.Generator) -> None:
    """Older children who come only when the harvest is in. They are not of the 400: they came back in time."""
    for child in children:
        marks[child, : int(chance.integers(6, 21))] = Day.FIELD_WORK


def break_runs(marks: Marks, rows: NDArray[numpy.intp], window: NDArray[numpy.intp]) -> None:
    """Nobody of these children misses every day of the window without excuse: whoever would, came once in between."""
    without_excuse = (marks[numpy.ix_(rows, window)] != Day.PRESENT) & ~numpy.isin(
        marks[numpy.ix_(rows, window)], (*EXCUSED, Day.LATE, Day.LEFT_EARLY)
    )
    for row in rows[without_excuse.all(axis=1)]:
        marks[row, window[len(window) // 2]] = Day.PRESENT
