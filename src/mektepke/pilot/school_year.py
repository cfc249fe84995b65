"""The school year 2014–15 as the pilot lives it: terms, holidays, and the days when snow closed a school."""

from __future__ import annotations

from datetime import date
from functools import cache

from mektepke.pilot import facts
from mektepke.places import rules

CODE = "2014-15"
STARTS = date(2014, 9, 1)
ENDS = date(2015, 5, 25)

# OURS, after the usual shape of a Kyrgyz school year: four quarters with holidays in autumn, winter and spring.
TERMS = (
    (date(2014, 9, 1), date(2014, 11, 2)),
    (date(2014, 11, 10), date(2014, 12, 30)),
    (date(2015, 1, 12), date(2015, 3, 20)),
    (date(2015, 4, 1), date(2015, 5, 25)),
)
# The public holidays of Kyrgyzstan that fall on a day of these terms. 4 October 2014 was Kurman Ait.
HOLIDAYS = (date(2014, 10, 4), date(2015, 2, 23), date(2015, 5, 1), date(2015, 5, 5), date(2015, 5, 9))
# OURS: snow closed these schools for the whole day.
SNOW: dict[str, tuple[date, ...]] = {
    "OZG-01": (date(2014, 11, 13), date(2014, 11, 14), date(2015, 1, 21), date(2015, 1, 22)),
    "KAT-01": (date(2014, 12, 17), date(2015, 1, 21)),
    "KAT-02": (date(2014, 12, 17), date(2015, 1, 21)),
    "DRH-01": (date(2015, 1, 21), date(2015, 2, 5)),
    "DRG-01": (date(2014, 12, 17), date(2015, 2, 5)),
}
# OURS: the school was open, but a storm kept most children of these villages at home.
STORMS: dict[str, tuple[date, ...]] = {"ZHT-01": (date(2014, 11, 14),), "KAT-02": (date(2014, 12, 16),)}


@cache
def school_days(school: facts.School) -> tuple[date, ...]:
    """The days with school at this school, 1 September to 25 May."""
    changes = dict.fromkeys(HOLIDAYS + SNOW.get(school.code, ()), False)
    return tuple(
        rules.school_days(first=STARTS, last=ENDS, terms=TERMS, days_a_week=school.days_a_week, changes=changes)
    )
