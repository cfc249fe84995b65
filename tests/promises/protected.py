"""A full house's children in danger: one whose case is the pedagogue's, one whose case has left the school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mektepke.base import clock
from mektepke.casework.actions import ActionGiven, add_action, keep_assessment
from mektepke.casework.models import Barred, Case, CaseCause, Reader, Report
from mektepke.casework.protection.actions import DangerGiven, Kept, give_to_read, open_protection, tell
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from tests.cast import Side


def protect(side: Side, child: Child, mark: str, *, today: date) -> Case:
    """The pedagogue's: the class teacher is named, the school's second pedagogue is kin, the body was told, and the
    deputy may read it."""
    kin = Person.objects.get(username=f"second.{side.school.code}".lower())
    kept = Kept(named=frozenset({side.teacher}), kin=frozenset({kin}))
    given = _danger(mark, "мугалим")
    case = open_protection(child=child, school=side.school, given=given, kept=kept, by=side.pedagogue)
    keep_assessment(case=case, parts={"child_says": f"{mark}-бала-айтат: мени ур-тепкиге алат"}, by=side.pedagogue)
    planned = ActionGiven("commission", "pedagogue", today, words=f"{mark}-коргоо-иш", shown_by=f"{mark}-коргоо-белги")
    add_action(case=case, given=planned, by=side.pedagogue)
    tell(
        case=case, how="call", whom=f"{mark}-бөлүм-адиси", words=f"{mark}-бөлүм-жообу", told_at=clock.now(),
        by=side.pedagogue,
    )  # fmt: skip
    give_to_read(
        case=case, to=side.deputy, reason=f"{mark}-окуу-себеби", ends=today + timedelta(days=9), by=side.pedagogue
    )
    return case


def send_up(side: Side, child: Child, mark: str) -> Case:
    """The municipality's: the head is named."""
    kept = Kept(named=frozenset({side.head}))
    return open_protection(child=child, school=side.school, given=_danger(mark, "мектеп"), kept=kept, by=side.pedagogue)


def _danger(mark: str, who: str) -> DangerGiven:
    shown, why = f"{mark}-{who}-урат: колунда көк тагы бар", f"{mark}-{who}-коркунуч: кайталанат"
    return DangerGiven("school_worker", shown, "child", "high", why)


def more_protected(side: Side, children: Sequence[Child], *, on: date) -> None:
    """For each of these children a case of the pedagogue's and one of the officer's, both given to the class teacher to
    read; and as many people who must not see, or may read, every case of protection that was there before."""
    before = list(Case.objects.filter(track="protection", school=side.school))
    found = [
        Case(
            child=child, school=side.school, worker=worker, municipality=municipality, track="protection", risk="high",
            risk_reason="…", opened_on=on,
        )
        for child in children
        for worker, municipality in ((side.pedagogue, None), (side.protection_officer, side.municipality))
    ]  # fmt: skip
    Case.objects.bulk_create(found)
    Report.objects.bulk_create(Report(case=case, danger="danger", due_at=clock.now()) for case in found)
    CaseCause.objects.bulk_create(
        CaseCause(case=case, cause="violence", evidence="…", said_by="seen", recorded_by=case.worker) for case in found
    )
    Reader.objects.bulk_create(_reader(case, side.teacher, on) for case in found)
    people = Person.objects.bulk_create(
        Person(username=f"{side.school.code}-{number}".lower(), family_name="Окурман", given_name=f"Н{number}")
        for number in range(len(children))
    )
    for case in before:
        Barred.objects.bulk_create(
            Barred(case=case, person=person, why="kin", by=case.worker) for person in people[::2]
        )
        Reader.objects.bulk_create(_reader(case, person, on) for person in people[1::2])


def _reader(case: Case, person: Person, on: date) -> Reader:
    ends = on + timedelta(days=20)
    return Reader(case=case, person=person, reason="…", starts=on, ends=ends, given_by=case.worker)
