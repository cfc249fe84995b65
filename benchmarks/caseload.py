"""How care is going in 2 300 schools, and Today for a social pedagogue with 60 open cases."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

from benchmarks.pilot import timed
from benchmarks.prepare import house_of_its_own
from benchmarks.timing import Figure, milliseconds, say

# The country has some 2 300 schools in 460 rural municipalities, 44 districts and 7 oblasts.
OBLASTS, DISTRICTS, MUNICIPALITIES, SCHOOLS = 7, 6, 11, 5
CASES = 20
OPEN = 60
WORST_BATCH = 2_000


def main() -> None:
    """Build the country's cases, then look at them."""
    with house_of_its_own() as vendor:
        from django.urls import reverse

        from mektepke.config.serving import gather_static_files

        gather_static_files()
        begun = time.perf_counter()
        schools, manager, municipality = _country()
        built = time.perf_counter() - begun
        what = f"how care is going, {schools} schools with {schools * CASES} cases, {vendor}"
        one = reverse("care_figures_of", args=[municipality.pk])
        say(
            _page(f"{what}: municipalities, a page of them", manager, reverse("care_figures")),
            _page(f"{what}: the schools of one municipality", manager, one),
            Figure(f"write these cases ({vendor})", f"{built:.0f} s"),
        )


def today_with_cases(login: str) -> list[Figure]:
    """Today for this social pedagogue once 60 children are in care, each with two agreed steps, some of them late."""
    from django.urls import reverse

    from mektepke.casework.models import Case
    from mektepke.doors.permissions import Permission
    from mektepke.people.models import Person
    from mektepke.people.queries import schools
    from mektepke.pupils.models import Child

    pedagogue = Person.objects.get(username=login)
    (school,) = schools(pedagogue, Permission.WORK_ON_CASES)
    already = Case.objects.filter(worker=pedagogue, closed_on__isnull=True).count()
    on_roll = Child.objects.filter(enrolments__ends__isnull=True, enrolments__school_class__school=school)
    others = on_roll.exclude(cases__closed_on__isnull=True, cases__isnull=False).order_by("sort_key")
    _write([_case(child, school, pedagogue, place) for place, child in enumerate(others[: OPEN - already])])
    open_cases = Case.objects.filter(worker=pedagogue, closed_on__isnull=True).count()
    return [_page(f"Today for a social pedagogue with {open_cases} open cases", pedagogue, reverse("today"))]


def _page(what: str, person: Any, address: str) -> Figure:
    seconds, queries = timed(person, address)
    middle, late = milliseconds(seconds)
    return Figure(
        what, f"median {middle:.0f} ms, p95 {late:.0f} ms, {queries} queries", "a fixed number of queries", None
    )


def _country() -> tuple[int, Any, Any]:
    """All places, schools and cases; the manager who sees them, and one municipality."""
    from mektepke.places.models import Place, School, SchoolYear

    SchoolYear.objects.create(code="2014-15", starts=date(2014, 9, 1), ends=date(2015, 5, 25))
    oblasts = _below([None], "oblast", OBLASTS)
    districts = _below(oblasts, "district", DISTRICTS)
    municipalities = _below(districts, "municipality", MUNICIPALITIES)
    villages = _below(municipalities, "village", SCHOOLS)
    schools = School.objects.bulk_create(
        School(code=f"S-{number}", village=village, name_ky=f"{number}-мектеп")
        for number, village in enumerate(villages)
    )
    manager = _manager(oblasts)
    for first in range(0, len(schools), WORST_BATCH // CASES):
        _cases(schools[first : first + WORST_BATCH // CASES], manager)
    return len(schools), manager, Place.objects.get(pk=municipalities[0].pk)


def _below(parents: Sequence[Any], level: str, number: int) -> list[Any]:
    from mektepke.places.models import Place

    return Place.objects.bulk_create(
        Place(level=level, parent=parent, name_ky=f"{level} {place}-{count}")
        for place, (parent, count) in enumerate(product(parents, range(number)))
    )


def _manager(oblasts: Sequence[Any]) -> Any:
    from mektepke.people.models import Assignment, Person

    manager = Person.objects.create_user("manager", family_name="Жетекчи", given_name="Айгүл")
    for oblast in oblasts:
        Assignment.objects.create(person=manager, role="programme", place=oblast, starts=date(2014, 9, 1))
    return manager


def _cases(schools: Sequence[Any], worker: Any) -> None:
    """Twenty cases a school: three of four open, the others ended."""
    from mektepke.pupils.models import Child, Household

    homes = Household.objects.bulk_create(Household(village=school.village) for school in schools for _ in range(CASES))
    children = [
        Child(family_name="Окуучу", given_name=f"{place:02d}", household=home, birth_year=2004, made_up=True)
        for place, home in enumerate(homes)
    ]
    for child in children:
        child.keep_keys()
    Child.objects.bulk_create(children)
    found = [_case(child, schools[place // CASES], worker, place) for place, child in enumerate(children)]
    for case in found[3::4]:
        case.step, case.closed_on, case.outcome = "closed", date(2014, 11, 3), ("returned", "moved")[case.days_back % 2]
    _write(found)


def _case(child: Any, school: Any, worker: Any, place: int) -> Any:
    from mektepke.casework.models import Case

    days = place % 23
    return Case(
        child=child, school=school, worker=worker, step="active", risk="medium", opened_on=date(2014, 9, 22),
        days_to_contact=days % 7, days_to_plan=days, days_to_return=days + 5, days_back=days,
        review_on=date(2014, 11, 10) + timedelta(days=days),
    )  # fmt: skip


def _write(cases: Sequence[Any]) -> None:
    """The cases with two agreed steps each, and every fifth with a plan that waits for an answer."""
    from mektepke.casework.models import Action, Approval, Case

    Case.objects.bulk_create(cases)
    due = [date(2014, 11, 12) + timedelta(days=days) for days in range(9)]
    Action.objects.bulk_create(
        Action(case=case, kind=kind, party="pedagogue", due_on=due[(place + shift) % 9], made_by_id=case.worker_id)
        for place, case in enumerate(cases)
        for shift, kind in enumerate(("home_visit", "call"))
    )
    Approval.objects.bulk_create(
        Approval(case=case, plan_version=1, asked_by_id=case.worker_id, asked_on=date(2014, 11, 10))
        for case in cases[::5]
    )


if __name__ == "__main__":
    main()
