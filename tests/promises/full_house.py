"""A house with something in every room, so that there is something to leak: the cast, and around it all the rest.

Every word about a child says by a mark of its own whose it is, so that a single one of them in an answer gives it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from mektepke.attendance.actions import take_register
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base.identity import new_key
from mektepke.casework.models import Action, CapacityRow, Case, CaseCause, Contact, OwnCause
from mektepke.people.actions import new_code
from mektepke.people.importing.actions import keep_sheet
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import Role
from mektepke.pilot.models import Built
from mektepke.places.models import DayChange, Place, Programme, School, SchoolClass
from mektepke.pupils.importing.uploads import keep
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.rounds.models import MorningRun
from mektepke.sealed.actions import make_sure
from mektepke.trail.actions import check
from mektepke.watch.actions import notice, notice_children_in_no_school
from mektepke.watch.concerns.actions import match, receive
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.places import readers_of
from mektepke.watch.models import Answer, Signal, Threshold
from tests.cast import YEAR_BEGINS, Cast, Side, more_pupils, person, pupil, raise_the_cast
from tests.promises.asked import asked_for, has_had_its_time, left, own_period, to_erase
from tests.promises.letters import handed_case, handed_letter, letters
from tests.promises.paired import pair_up, tell_all
from tests.promises.planned import laid_before_the_head, planned_case, understood
from tests.promises.protected import protect, send_up

TODAY = date(2014, 11, 17)
# A day in September on which everybody came; Tuesday to Saturday before that Monday, and the Monday itself.
DAYS = [date(2014, 9, 2), *[TODAY - timedelta(days=days) for days in (6, 5, 4, 3, 2, 0)]]
PUPILS = 12
LETTERS = "абвгдежзик"
ABSENT = MarkGiven(MarkKind.ABSENT)

Rows = dict[type[Model], list[Any]]
"""Keys of rows by table, in the order in which they were written."""


GROUPS = (
    "place", "class", "neighbours", "sent", "coming", "cases", "outside", "lists", "sent_up", "danger", "protection",
    "handed", "asked", "plans",
)  # fmt: skip
"""Whose rows: the place's, school's and staff's; the children's of the class, of another class of the school, of the
child on its way from it, of the child on its way to it; what stands in cases; the child's in no school. Lists that the
pedagogue uploaded are files, and have no rows yet. What was sent up is about somebody at the school, and not for it;
the child in danger whom it is about is known there. What stands in the pedagogue's own case of protection.
What another school hands over is read once it is taken over: before that only its letter, which stands in cases.
That a family has asked to have everything removed, the head decides, and whether a plan is approved."""


@dataclass
class Full:
    """One side of the cast with everything that was written about it, by group."""

    mark: str
    side: Side
    colleague: Person
    rows: dict[str, Rows] = field(default_factory=lambda: {group: {} for group in GROUPS})
    lists: list[UUID] = field(default_factory=list)

    def keys(self, model: type[Model]) -> list[Any]:
        """The keys of this side's rows of one table."""
        return [key for rows in self.rows.values() for key in rows.get(model, [])]


@dataclass
class House:
    """Both sides, and what belongs to neither."""

    cast: Cast
    here: Full
    there: Full
    common: Rows
    keeper: Person
    """Administers the whole house; the cast's administrator only its district."""


def raise_the_house() -> House:
    """Write all of it into the database. Today has to be `TODAY`."""
    cast = raise_the_cast()
    common: Rows = {}
    with written(common):
        far = _third_school(cast)
        _common(cast)
        keeper = person("zamira", "Турганбаева Замира", Role.ADMINISTRATOR, place=cast.district.parent)
    here, there = (_full(side, mark, far) for side, mark in ((cast.here, "Бул"), (cast.there, "Тиги")))
    with written(common):
        check()
    return House(cast, here, there, common, keeper)


@contextmanager
def written(into: Rows) -> Iterator[None]:
    """Notes in `into` the keys of all rows that are written meanwhile, table by table."""
    before = {model: set(_keys(model)) for model in tables()}
    yield
    for model, known in before.items():
        into.setdefault(model, []).extend(key for key in _keys(model) if key not in known)


def tables() -> list[type[Model]]:
    """The house's own tables."""
    return [model for model in apps.get_models() if model.__module__.startswith("mektepke.")]


def _keys(model: type[Model]) -> list[Any]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))


def _third_school(cast: Cast) -> SchoolClass:
    """A school far away, from which children come to both sides."""
    village = cast.district.children.create(level="municipality", name_ky="Ыраак").children.create(
        level="village", name_ky="Ыраак-Айыл"
    )
    school = School.objects.create(code="YRK-01", village=village, name_ky="Ыраак мектеби")
    return SchoolClass.objects.create(school=school, year=cast.year, grade=6, letter="В")


def _common(cast: Cast) -> None:
    """What is the same for the whole house."""
    DayChange.objects.create(day=date(2014, 11, 7), kind="holiday")
    programme = Programme.objects.create(
        code="school", name_ky="Жеткиликтүү мектеп", starts=YEAR_BEGINS, baseline_on=date(2014, 10, 1)
    )
    programme.municipalities.set([cast.here.municipality, cast.there.municipality])
    for where in (programme, None):
        Threshold.objects.create(programme=where, name="streak_days", value=3, set_by=cast.programme_manager)
    CapacityRow.objects.create(hours_from=20, new_a_day=4, visits_a_week=5)
    names = {"name_ky": "Кой багат", "name_ru": "Пасёт овец", "name_en": "Herds sheep"}
    OwnCause.objects.create(code="own_herdssheep", group="community", added_by=cast.programme_manager, **names)
    MorningRun.objects.create(day=TODAY, seconds=1, schools=2, new_signals=3, children_waiting=3)
    Built.objects.create(seed=1, until=TODAY)
    own_period(cast.programme_manager)
    make_sure()


def _full(side: Side, mark: str, far: SchoolClass) -> Full:
    neighbours = SchoolClass.objects.create(school=side.school, year=side.school_class.year, grade=7, letter="Г")
    colleague = person(f"colleague.{side.school.code}", "Кошуна Мугалим", Role.TEACHER, school_class=neighbours)
    full = Full(mark, side, colleague)
    _of_the_cast(full)
    with written(full.rows["place"]):
        _staff_and_calendar(side)
    with written(full.rows["neighbours"]):
        others = more_pupils(neighbours, 1)
    with written(full.rows["coming"]):
        coming = _coming(side, far)
    with written(full.rows["sent"]):
        sent = _sent(side, mark)
    with written(full.rows["class"]):
        children = [*side.pupils, *more_pupils(side.school_class, PUPILS - len(side.pupils))]
        _registers(side, children)
        notice(school=side.school, today=TODAY)
        _answer(side, children[3], mark)
        pairs = pair_up(side, side.school_class, children, gone=sent)
    has_left = _has_left(full)
    with written(full.rows["cases"]):
        _cases(side, children, mark)
        asked_for(side, children[0], mark, on=DAYS[3])
        _contacts(side, children[0], mark)
        letters(side, Case.objects.get(child=children[0]), mark, on=DAYS[3])
        _concern(side, mark)
        match(concern=_concern(side, mark), child=children[1], by=side.pedagogue)
        tell_all(side, pairs[1:])
    _plan(full, children[4])
    with written(full.rows["sent_up"]):
        _concern(side, mark, about_school_worker=True)
    with written(full.rows["danger"]):
        danger = pupil(side.school_class, "Коркунучта", "Бала", phone="+996777000099")
    with written(full.rows["handed"]):
        handed = handed_case(coming, far.school, mark, on=DAYS[4])
    with written(full.rows["cases"]):
        handed_letter(handed, side.school, mark, on=DAYS[5])
    with written(full.rows["sent_up"]):
        send_up(side, danger, mark)
    with written(full.rows["protection"]):
        protect(side, children[5], mark, today=TODAY)
    with written(full.rows["outside"]):
        outside = _outside(side)
        notice_children_in_no_school(today=TODAY)
    full.lists += _lists(side, mark)
    for number, child in enumerate([*children, sent, coming, *others, outside, danger, has_left]):
        _marked(child, mark, number)
    return full


def _plan(full: Full, child: Child) -> None:
    """A plan that waits for the head, and what the head does not read of it."""
    with written(full.rows["plans"]):
        case = planned_case(full.side, child, full.mark, on=DAYS[2])
    with written(full.rows["cases"]):
        understood(case, full.mark, on=DAYS[3])
    with written(full.rows["plans"]):
        laid_before_the_head(case, full.mark, on=DAYS[3])


def _has_left(full: Full) -> Child:
    """A child that moved away, whose family wants everything removed; and what else has had its time."""
    with written(full.rows["sent"]):
        child = left(full.side, on=DAYS[1])
    with written(full.rows["asked"]):
        to_erase(full.side, child, full.mark)
    with written(full.rows["place"]):
        has_had_its_time(full.side, on=DAYS[0])
    return child


def _staff_and_calendar(side: Side) -> None:
    DayChange.objects.create(school=side.school, day=date(2014, 11, 21), kind="snow")
    DayChange.objects.create(school=side.school, day=date(2014, 11, 22), kind="closure")
    new_code(person=side.teacher, by=side.head)
    person(f"second.{side.school.code}", "Экинчи Педагог", Role.PEDAGOGUE, school=side.school)
    rows = "Аты-жөнү,Кызматы\nАсанова Гүлзат,мугалим\n"
    keep_sheet(name="кызматкерлер.csv", content=rows.encode(), school=side.school, by=side.head)


def _lists(side: Side, mark: str) -> list[UUID]:
    """A list of pupils that waits to be confirmed, and one that was written."""
    rows = f"Аты-жөнү,Класс,Туулган күнү\n{mark}-тизмеде Жаңы,6-А,12.03.2002\nКатасы Бар,6-А,кечээ\n"
    waiting, written = (
        keep([rows.encode()], name="окуучулар.csv", person=side.pedagogue, school=side.school) for _ in range(2)
    )
    written.claim()
    written.finish({"added": 1, "changed": 0, "same": 0, "left_out": 1, "classes": []})
    return [waiting.key, written.key]


def _coming(side: Side, far: SchoolClass) -> Child:
    """A child that is to come from far away."""
    child = pupil(far, "Келе", "Жаткан")
    _transfer(child, side, to_school=side.school)
    return child


def _sent(side: Side, mark: str) -> Child:
    """A child of the class that left for a school elsewhere."""
    child = pupil(side.school_class, "Кеткен", "Бала")
    _transfer(child, side, to_elsewhere=f"{mark}-башка-мектеп")
    return child


def _transfer(child: Child, side: Side, **goes: Any) -> None:
    last = Enrolment.objects.get(child=child)
    last.ends, last.reason_of_leaving = date(2014, 11, 12), Enrolment.Leaving.TRANSFERRED
    last.save()
    Transfer.objects.create(
        child=child, from_enrolment=last, sent_on=last.ends, due_on=TODAY + timedelta(days=3), sent_by=side.head, **goes
    )


def _registers(side: Side, children: list[Child]) -> None:
    """The first child misses days in a row, the next and the fourth are missing today; one register was corrected."""
    first, second, late, fourth = children[:4]
    for day in DAYS:
        marks = {first.pk: ABSENT, late.pk: MarkGiven(MarkKind.LATE)} if day != DAYS[0] else {}
        if day == TODAY:
            marks |= {second.pk: ABSENT, fourth.pk: ABSENT}
        take_register(school_class=side.school_class, day=day, marks=marks, by=side.teacher)
    corrected = {first.pk: ABSENT, late.pk: MarkGiven(MarkKind.ABSENT, "illness", excused=True)}
    take_register(school_class=side.school_class, day=DAYS[1], marks=corrected, by=side.head, based_on=1)
    take_register(school_class=side.school_class, day=DAYS[1], marks={first.pk: ABSENT}, by=side.pedagogue, based_on=1)


def _answer(side: Side, child: Child, mark: str) -> None:
    signal = Signal.objects.filter(child=child).get()
    Answer(signal=signal, kind="called", words=f"{mark}-жооп: апасы менен сүйлөштүк", by=side.teacher).save()


def _cases(side: Side, children: list[Child], mark: str) -> None:
    """One open case with everything in it, and one that was closed."""
    opened = Case.objects.create(
        child=children[0], school=side.school, worker=side.pedagogue, opened_on=DAYS[2],
        signal=Signal.objects.filter(child=children[0]).first(),
    )  # fmt: skip
    closed = Case.objects.create(
        child=children[2], school=side.school, worker=side.pedagogue, opened_on=DAYS[0], closed_on=DAYS[3],
        step="closed", risk="low", outcome="at_school", closing_words=f"{mark}-жыйынтык: таятасы жардам берди",
    )  # fmt: skip
    for case in (opened, closed):
        CaseCause.objects.create(
            case=case, cause="seasonal_work", said_by="parent", recorded_by=side.pedagogue,
            evidence=f"{mark}-далил: апасы оору, бала пияз терет",
        )  # fmt: skip
        Action.objects.create(
            case=case, kind="home_visit", words=f"{mark}-иш: үйүнө баруу", party="pedagogue", due_on=TODAY,
            made_by=side.pedagogue,
        )  # fmt: skip


def _contacts(side: Side, child: Child, mark: str) -> None:
    for kind in ("call", "visit"):
        Contact.objects.create(
            child=child, school=side.school, kind=kind, result="reached", on=DAYS[3], by=side.pedagogue,
            words=f"{mark}-сөз: атасы жумушта, эртең келет",
        )  # fmt: skip


def _concern(side: Side, mark: str, **said: Any) -> Concern:
    """What somebody in the village wrote."""
    own = f"{mark}-кабар-{len(said)}: коңшунун баласы талаада, окуу жок"
    return receive(
        id=new_key(), village=side.village, readers=readers_of(side.village), sender=mark, language="uz",
        codes=["work", "other"], words=own, reach=f"{mark}-коңшу-{len(said)}", **said,
    )  # fmt: skip


def _outside(side: Side) -> Child:
    """A child of the village that nobody ever enrolled."""
    household = Household.objects.create(village=side.village)
    Guardian.objects.create(household=household, full_name="", relation="mother", call_first=True)
    child = Child.objects.create(
        household=household, family_name="Мектепсиз", given_name="Бала", birth_date=date(2005, 4, 2), made_up=True
    )
    OutOfSchool.objects.create(
        child=child, kind="never", found_on=date(2014, 8, 25), found_by=side.municipality_officer
    )
    return child


def _of_the_cast(full: Full) -> None:
    """Notes the rows that the cast brought with it."""
    side, place, school_class = full.side, full.rows["place"], full.rows["class"]
    staff = [side.teacher, side.pedagogue, side.head, side.group_member, side.municipality_officer, full.colleague]
    children = [child.pk for child in side.pupils]
    place[Place] = [side.village.pk, side.municipality.pk]
    place[School] = [side.school.pk]
    place[SchoolClass] = [side.school_class.pk, full.colleague.assignments.get().school_class_id]
    place[Person] = [found.pk for found in staff]
    place[Assignment] = [found.assignments.get().pk for found in staff]
    school_class[Child] = children
    school_class[Enrolment] = [child.enrolments.get().pk for child in side.pupils]
    school_class[Household] = [child.household_id for child in side.pupils]
    school_class[Guardian] = [child.household.guardians.get().pk for child in side.pupils]


def _marked(child: Child, mark: str, number: int) -> None:
    """Words about a child that stand nowhere else, so that none of them is found in an answer by chance."""
    own = LETTERS[number // len(LETTERS)] + LETTERS[number % len(LETTERS)]  # a name has no digits
    child.family_name, child.given_name = f"{mark}-уруу-{own}", f"{mark}-ысым-{own}"
    child.patronymic, child.languages = f"{mark}-атасы-{own}", f"{mark}-тил-{own}"
    child.helps_in_class, child.disability = f"{mark}-жардам-{own}: алдыда отурса жакшы угат", "yes"
    child.save()
    home = child.household
    home.street, home.house, home.migrant_parent = f"{mark}-көчө-{own}", f"{mark}-үй-{own}", "yes"
    home.poor_register_number = f"{mark}-кедей-{own}"
    home.save()
    phone = f"+99677{len(mark)}91{number:02}{number:02}"
    Guardian.objects.filter(household=home).update(full_name=f"{mark}-апасы-{own}", phone=phone)
