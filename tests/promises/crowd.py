"""Fills a house with children, and with more of everything about them: a few of each, or hundreds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mektepke.attendance.models import Mark, Register, RegisterVersion
from mektepke.base import clock
from mektepke.casework.models import Action, Case, CaseCause, Contact, OwnCause
from mektepke.people.models import Assignment, Person
from mektepke.places.models import DayChange, Place, School, SchoolClass
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.trail.models import Change, Look
from mektepke.watch.concerns.models import Concern
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries.calls import key_of
from mektepke.watch.rules.evidence import Rule
from tests.cast import YEAR_BEGINS, Side
from tests.promises.asked import more_asked, more_left
from tests.promises.full_house import TODAY, Full
from tests.promises.letters import more_handed, more_letters
from tests.promises.paired import pair_up, tell_all
from tests.promises.protected import more_protected

# In each class, each day: not so many that the class counts as closed.
ABSENT = 4
DAYS = [TODAY - timedelta(days=days) for days in range(11) if days not in (1, 8)]


@dataclass(frozen=True)
class Size:
    """How many classes, pupils in each, and of everything else."""

    classes: int
    in_a_class: int
    some: int


FEW = Size(classes=2, in_a_class=20, some=6)
MANY = Size(classes=10, in_a_class=29, some=40)


def crowd(full: Full, size: Size) -> None:
    """Writes it all for one side."""
    side, some = full.side, size.some
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(school=side.school, year=side.school_class.year, grade=8, letter=chr(ord("А") + number))
        for number in range(size.classes)
    )
    pupils = size.classes * size.in_a_class
    children = _children(side, pupils + 3 * some)
    enrolled = children[:pupils]
    # Into the classes whose pages are opened too.
    neighbours = SchoolClass.objects.get(assignments__person=full.colleague)
    rooms = [side.school_class, neighbours, *classes]
    _enrol(enrolled, rooms)
    _registers(rooms, side)
    signals = _signals(enrolled[: 3 * some], side, some)
    _cases(enrolled[:some], signals, side)
    sent, coming, outside = (children[-some * place :][:some] for place in (3, 2, 1))
    _on_the_way(sent, coming, side)
    more_letters(side, list(Case.objects.filter(child__in=enrolled[:some])), on=DAYS[5])
    more_handed(side, coming, School.objects.get(code="YRK-01"), on=DAYS[2])
    more_asked(side, [Child.objects.get(pk=full.keys(Child)[0]), *enrolled[some : 2 * some]], on=DAYS[5])
    more_left(side, some, on=TODAY)
    more_protected(side, enrolled[-some:], on=DAYS[5])
    _outside(outside, side)
    _staff(side, rooms, some)
    _around(side, some)
    _about_one(full, enrolled, some)
    _concerns(side, some)
    for place, room in enumerate(rooms):
        tell_all(side, pair_up(side, room, enrolled[place :: len(rooms)])[1:])


def _children(side: Side, number: int) -> list[Child]:
    homes = Household.objects.bulk_create(
        Household(village=side.village, street=f"Көчө {place % 7}", house=str(place)) for place in range(number)
    )
    Guardian.objects.bulk_create(
        Guardian(household=home, full_name="Гүлсара", relation=relation, phone="+996777000001", call_first=first)
        for home in homes
        for relation, first in (("mother", True), ("father", False))
    )
    children = [
        Child(
            household=home, family_name="Окуучу", given_name=f"Көп {place}", birth_date=date(2003, 5, 1), made_up=True
        )
        for place, home in enumerate(homes)
    ]
    for child in children:
        child.keep_keys()
    return Child.objects.bulk_create(children)


def _enrol(children: Sequence[Child], rooms: Sequence[SchoolClass]) -> None:
    Enrolment.objects.bulk_create(
        Enrolment(child=child, school_class=rooms[place % len(rooms)], starts=YEAR_BEGINS)
        for place, child in enumerate(children)
    )


def _registers(rooms: Sequence[SchoolClass], side: Side) -> None:
    registers = [
        Register(
            id=Register.key_of(room.pk, day), school_class=room, day=day, change_number=1, taken_by=side.teacher
        )
        for room in rooms
        for day in DAYS
    ]  # fmt: skip
    Register.objects.bulk_create(registers, ignore_conflicts=True)
    Mark.objects.bulk_create(
        (
            Mark(id=Mark.key_of(register.pk, row.child_id), register=register, child_id=row.child_id, kind="absent")
            for register in registers
            for row in Enrolment.objects.on(TODAY).filter(school_class=register.school_class).order_by("-pk")[:ABSENT]
        ),
        ignore_conflicts=True,
    )


def _signals(children: Sequence[Child], side: Side, some: int) -> list[Signal]:
    rules = ((Rule.DAYS_IN_A_ROW, "pedagogue"), (Rule.ABSENT_TODAY, "teacher"))
    evidence = {"since": str(DAYS[3]), "until": str(TODAY), "count": 3}
    signals = [
        Signal(
            id=key_of(rule, side.school.pk, child.pk, DAYS[3]), rule=rule.value, child=child, school=side.school,
            audience=audience, next_step="call", due_on=TODAY, raised_on=DAYS[0], last_seen_on=TODAY, evidence=evidence,
        )
        for rule, audience in rules
        for child in children
    ]  # fmt: skip
    Signal.objects.bulk_create(signals)
    Answer.objects.bulk_create(
        Answer(signal=signal, kind="called", words="Сүйлөштүк", by=side.teacher) for signal in signals[:some]
    )
    return signals


def _cases(children: Sequence[Child], signals: Sequence[Signal], side: Side) -> None:
    cases = Case.objects.bulk_create(
        Case(child=child, school=side.school, worker=side.pedagogue, opened_on=DAYS[1], signal=signal)
        for child, signal in zip(children, signals, strict=False)
    )
    CaseCause.objects.bulk_create(
        CaseCause(case=case, cause=cause, evidence="Көрдүм", said_by="seen", recorded_by=side.pedagogue)
        for case in cases
        for cause in ("seasonal_work", "distance")
    )
    Action.objects.bulk_create(
        Action(case=case, kind=kind, party="pedagogue", due_on=TODAY, made_by=side.pedagogue)
        for case in cases
        for kind in ("home_visit", "call")
    )
    Contact.objects.bulk_create(
        Contact(child=case.child, school=side.school, kind=kind, result="reached", on=DAYS[2], by=side.pedagogue)
        for case in cases
        for kind in ("call", "visit")
    )


def _on_the_way(sent: Sequence[Child], coming: Sequence[Child], side: Side) -> None:
    far = School.objects.get(code="YRK-01").classes.get()
    for children, room, goes in (
        (sent, side.school_class, {"to_elsewhere": "Башка"}),
        (coming, far, {"to_school": side.school}),
    ):
        ended = Enrolment.objects.bulk_create(
            Enrolment(
                child=child, school_class=room, starts=YEAR_BEGINS, ends=DAYS[3], reason_of_leaving="transferred"
            )
            for child in children
        )  # fmt: skip
        Transfer.everything.bulk_create(
            Transfer(
                child_id=row.child_id, from_enrolment=row, sent_on=DAYS[3], due_on=TODAY, sent_by=side.head, **goes
            )
            for row in ended
        )  # fmt: skip


def _outside(children: Sequence[Child], side: Side) -> None:
    OutOfSchool.objects.bulk_create(
        OutOfSchool(child=child, kind="never", found_on=DAYS[5], found_by=side.municipality_officer)
        for child in children
    )
    evidence = {"since": str(DAYS[3]), "until": str(TODAY), "count": 1}
    Signal.objects.bulk_create(
        Signal(
            id=key_of(Rule.NO_SCHOOL, side.village.pk, child.pk, DAYS[3]), rule=Rule.NO_SCHOOL.value, child=child,
            village=side.village, audience="municipality", next_step="home_visit", due_on=TODAY, raised_on=DAYS[3],
            last_seen_on=TODAY, evidence=evidence,
        )
        for child in children
    )  # fmt: skip


def _staff(side: Side, rooms: Sequence[SchoolClass], some: int) -> None:
    people = [
        Person(username=f"more.{place}", family_name="Көп", given_name=f"Мугалим {place}", sort_key=str(place))
        for place in range(some)
    ]
    Person.objects.bulk_create(people)
    Assignment.objects.bulk_create(
        Assignment(person=person, role="teacher", school_class=rooms[place % len(rooms)], starts=starts, ends=ends)
        for place, person in enumerate(people)
        for starts, ends in ((YEAR_BEGINS, None), (date(2013, 9, 1), date(2014, 5, 25)))
    )
    Assignment.objects.bulk_create(
        Assignment(person=person, role="pedagogue", school=side.school, starts=YEAR_BEGINS) for person in people
    )
    Assignment.objects.bulk_create(
        Assignment(person=side.teacher, role="teacher", school_class=room, starts=YEAR_BEGINS) for room in rooms[1:]
    )


def _around(side: Side, some: int) -> None:
    """More villages with schools in the municipality, more causes on the list, more days that are different."""
    OwnCause.objects.bulk_create(
        OwnCause(code=f"own_{number}", group="peers", name_ky=f"Себеп {number}", added_by=side.head)
        for number in range(some)
    )
    villages = Place.objects.bulk_create(
        Place(level="village", parent=side.municipality, name_ky=f"Айыл {number}") for number in range(some)
    )
    schools = School.objects.bulk_create(
        School(code=f"MORE-{number}", village=village, name_ky=f"Мектеп {number}")
        for number, village in enumerate(villages)
    )
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(school=school, year=side.school_class.year, grade=5, letter="А") for school in schools
    )
    _enrol(_children(side, some), classes)
    DayChange.objects.bulk_create(
        DayChange(school=side.school, day=date(2014, 12, 1) + timedelta(days=days), kind="snow")
        for days in range(min(some, 25))
    )
    DayChange.objects.bulk_create(
        DayChange(school=None, day=date(2015, 1, 1) + timedelta(days=days), kind="holiday")
        for days in range(min(some, 25))
    )


def _concerns(side: Side, some: int) -> None:
    """As many that wait, that were answered, and that speak of one child, for the school and for the officer."""
    signal = Signal.objects.filter(rule=Rule.CONCERN, school=side.school).first()
    assert signal is not None
    by = {"answered_by": side.pedagogue, "answered_at": clock.now()}
    about_child = {**by, "state": "matched", "child": signal.child, "signal": signal}
    nothing = {**by, "state": "not_needed", "because": "known"}
    kinds = [("school", {}), ("school", nothing), ("school", about_child), ("officer", {}), ("officer", nothing)]
    found = Concern.objects.bulk_create(
        Concern(village=side.village, language="uz", codes="work", words="Талаада", goes_to=goes_to, **answer)
        for goes_to, answer in kinds
        for _number in range(some)
    )
    given = Concern.schools.through
    given.objects.bulk_create(
        given(concern_id=one.pk, school_id=side.school.pk) for one in found if one.goes_to == "school"
    )


def _about_one(full: Full, others: Sequence[Child], some: int) -> None:
    """A long history of the one child, register and household that pages about one thing show."""
    child = Child.objects.get(pk=full.keys(Child)[0])
    register = Register.objects.get(pk=Register.key_of(full.side.school_class.pk, TODAY))
    RegisterVersion.objects.bulk_create(
        RegisterVersion(
            register=register, version=1, outcome="conflicting", by=full.side.head,
            marks=[{"child": str(child.pk), "kind": "late", "reason": "", "excused": None, "lessons_missed": None}],
        )
        for _number in range(some)
    )  # fmt: skip
    Guardian.objects.bulk_create(
        Guardian(household=child.household, full_name=f"Тууган {number}", relation="relative") for number in range(some)
    )
    Child.objects.filter(pk__in=[other.pk for other in others[:some]]).update(household=child.household)
    case = Case.objects.get(child=child)
    Action.objects.bulk_create(
        Action(case=case, kind="call", party="family", due_on=TODAY, made_by=full.side.pedagogue)
        for _number in range(some)
    )
    more_letters(full.side, [case] * some, on=DAYS[5])
    Contact.objects.bulk_create(
        Contact(child=child, school=full.side.school, kind="call", result="reached", on=DAYS[1], by=full.side.pedagogue)
        for _number in range(some)
    )
    Look.objects.bulk_create(
        Look(by_key=by.pk, child_key=child.pk, page="child", reason="head")
        for by in (full.side.head, full.side.teacher, full.side.pedagogue)
        for _number in range(some)
    )
    Change.objects.bulk_create(
        Change(by_key=full.side.head.pk, action="child.corrected", subject_kind="pupils.child", subject_key=child.pk)
        for _number in range(3 * some)
    )
