"""One school's classes in figures.

Those who look at many schools see no child, and no class that is two children; whoever may see the school's children
sees every class, and who waits too long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from mektepke.attendance.queries import owing_since, weekly_rates
from mektepke.attendance.rules import Rate
from mektepke.base.withholding import left_out
from mektepke.desk.queries.figures import TEN_WEEKS, WeekByWeek
from mektepke.desk.queries.missing import Missing, counted_span, missing_this_week
from mektepke.desk.queries.officer import schools_compared
from mektepke.desk.queries.waiting import NamedWaiting, Waiting, waiting_at, waiting_named
from mektepke.desk.rules import last_full_week
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import classes, schools
from mektepke.places.models import Place, School, SchoolClass
from mektepke.places.queries import Reach, classes_on, places_in, school_for
from mektepke.pupils.models import Enrolment
from mektepke.watch.sentences import span


@dataclass(frozen=True, slots=True)
class ClassFigures(WeekByWeek):
    """One class. Without `pupils` and `weeks` where it is so small that its figures would tell of one child."""

    school_class: SchoolClass
    pupils: int | None
    weeks: list[Rate]
    missing: list[date]
    """School days of the last school week without a register, up to yesterday."""
    counted_from: date | None
    """From when on its registers are counted, where that is no day before today: then there is no count."""
    may_open: bool
    """Whether this person may see the class's own pages."""

    @property
    def has_pupils(self) -> bool:
        """Whether anybody is on its list; a class that is not shown has one or two at least."""
        return self.pupils != 0


@dataclass(frozen=True, slots=True)
class SchoolFigures:
    """One school, class by class."""

    school: School
    above: Place | None
    """The municipality, where the person compares more than its schools."""
    classes: list[ClassFigures]
    missing: Missing
    days: str
    """The days whose missing registers are counted, in words."""
    waiting: Waiting | None
    named: NamedWaiting | None
    """Instead of `waiting`, for whoever may see the children."""

    @property
    def withholds(self) -> bool:
        """Whether anything of a class is not shown, so that the page has to say why."""
        return any(row.pupils is None for row in self.classes)

    @property
    def counted_from(self) -> date | None:
        """From when on registers are counted, where that is none of the days before today; None where some were."""
        begins = [row.counted_from for row in self.classes if row.has_pupils]
        return min((day for day in begins if day), default=None) if all(begins) else None

    @property
    def uncounted(self) -> bool:
        """Whether there are classes whose registers are not counted yet, so that the page has to say why."""
        return any(row.counted_from and row.has_pupils for row in self.classes)

    @property
    def days_missing(self) -> int:
        """Registers of the last school week that nobody took, up to yesterday."""
        return sum(len(gap.days) for gap in self.missing.earlier)


def school_figures(person: Person, key: UUID, *, today: date) -> SchoolFigures:
    """The classes of a school within the person's reach; 404 otherwise. A fixed number of queries."""
    reach = person.reach(Permission.SEE_FIGURES)
    school = school_for(reach, key)
    found = classes_on(today, schools=[school])
    missing = missing_this_week([school], today=today)
    knows = schools(person, Permission.SEE_CHILD).filter(pk=school.pk).exists()
    return SchoolFigures(
        school=school,
        above=_above(school, reach),
        classes=_classes(person, found, missing, today, withholding=not knows),
        missing=missing,
        days=span(*counted_span([school], today=today)),
        waiting=None if knows else _waiting(person, school, today),
        named=waiting_named(person, school, today=today) if knows else None,
    )


def _waiting(person: Person, school: School, today: date) -> Waiting:
    beside = schools_compared(person, below=school.village.parent)
    return waiting_at(school, beside=beside, today=today)


def _above(school: School, reach: Reach) -> Place | None:
    above = school.village.parent
    if above is None or above in reach.places or not places_in(reach).filter(pk=above.pk).exists():
        return None
    return above


def _classes(
    person: Person, found: Sequence[SchoolClass], missing: Missing, today: date, *, withholding: bool
) -> list[ClassFigures]:
    keys = [school_class.pk for school_class in found]
    pupils = _pupils(keys, today)
    hidden = left_out([pupils[key] for key in keys]) if withholding else frozenset()
    since = owing_since(keys)
    weekly = weekly_rates(first=today - TEN_WEEKS, last=last_full_week(today), classes=keys)
    gaps = {gap.school_class.pk: gap.days for gap in missing.earlier}
    own = set(classes(person, Permission.SEE_CLASS).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        ClassFigures(
            school_class=school_class,
            pupils=None if place in hidden else pupils[school_class.pk],
            weeks=[] if place in hidden else [week.rate for week in weekly[school_class.pk]],
            missing=gaps.get(school_class.pk, []),
            counted_from=_not_before(today, since.get(school_class.pk)),
            may_open=school_class.pk in own,
        )
        for place, school_class in enumerate(found)
    ]


def _not_before(today: date, since: date | None) -> date | None:
    return since if since and since >= today else None


def _pupils(classes: Sequence[UUID], today: date) -> Counter[UUID]:
    on_roll = Enrolment.objects.on(today).filter(school_class__in=classes)
    return Counter(dict(on_roll.values_list("school_class").annotate(Count("pk")).order_by()))
