"""The sample as a house: building it, its morning, Today for 317 pupils and with 60 open cases, the register page."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from benchmarks.prepare import house_of_its_own
from benchmarks.timing import Figure, milliseconds, say

ROUNDS = 40


def main() -> None:
    """Build the sample, then measure in it."""
    with house_of_its_own() as vendor:
        from benchmarks.caseload import today_with_cases
        from benchmarks.weight import register_page
        from mektepke.base import clock
        from mektepke.config.serving import gather_static_files
        from mektepke.pilot.command import build_pilot
        from mektepke.rounds.morning import morning

        gather_static_files()
        begun = time.perf_counter()
        pilot = build_pilot(today=clock.today(), seed=2014, echo=lambda words: None)
        built = time.perf_counter() - begun
        begun = time.perf_counter()
        run = morning(today=clock.today())
        again = time.perf_counter() - begun
        say(
            Figure(
                f"build the sample ({vendor})", f"{built:.0f} s for 22 schools, 6 968 pupils, the autumn's registers"
            ),
            Figure("the morning's round for the sample", f"{again:.1f} s for {run.schools} schools"),
            *_pages(pilot.logins),
            *register_page(pilot.logins["teacher"][0]),
            *today_with_cases(pilot.logins["pedagogue"][0]),
        )


def _pages(logins: dict[str, tuple[str, str]]) -> list[Figure]:
    from django.urls import reverse

    from mektepke.doors.permissions import Permission
    from mektepke.people.models import Person
    from mektepke.people.queries import classes
    from mektepke.pupils.models import Enrolment

    pedagogue = Person.objects.get(username=logins["pedagogue"][0])
    pupils = Enrolment.objects.filter(
        ends__isnull=True, school_class__in=classes(pedagogue, Permission.SEE_CLASS)
    ).count()
    teacher = Person.objects.get(username=logins["teacher"][0])
    own = classes(teacher, Permission.TAKE_REGISTER).get()
    seconds, queries = timed(pedagogue, reverse("today"))
    middle, late = milliseconds(seconds)
    opened, asked = timed(teacher, reverse("register", args=[own.pk, _today()]))
    return [
        Figure(
            f"Today for a social pedagogue, {pupils} pupils",
            f"median {middle:.0f} ms, p95 {late:.0f} ms, {queries} queries",
            "< 50 ms, a fixed number of queries",
            middle < 50,
        ),
        Figure("open the register page", f"median {median(opened) * 1000:.0f} ms, {asked} queries"),
    ]


def timed(person: Any, address: str) -> tuple[list[float], int]:
    """Seconds of many requests through the whole of Django, after one to warm up; queries of one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(person)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        answer = client.get(address)
    queries = len(found)  # the next request forgets them
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    seconds = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - begun)
    return seconds, queries


def _today() -> Any:
    from mektepke.base import clock

    return clock.today()


if __name__ == "__main__":
    main()
