"""Writing children in no school, and moves between schools as far as they have come."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mektepke.pilot import beside, facts, school_year
from mektepke.pilot.beside import NoSchoolPlan, TransferPlan
from mektepke.pilot.chance import stream
from mektepke.pilot.families import FamilyPlan
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan
from mektepke.pilot.staff import slug
from mektepke.pilot.write_children import child_row, enrolment_row, guardian_rows, household_row, listed_at
from mektepke.pupils.models import Enrolment, Guardian, OutOfSchool, Transfer


def write_children_in_no_school(keys: Keys, *, after: date | None, until: date) -> None:
    """Those found after one day and until another."""
    for number, plan in enumerate(beside.children_in_no_school(keys.seed)):
        if (after is None or after < plan.found_on) and plan.found_on <= until:
            _write_found(plan, keys.of("child in no school", number), keys)


def _write_found(plan: NoSchoolPlan, child: UUID, keys: Keys) -> None:
    home = _write_home(plan.family, child, plan.village, keys)
    row = child_row(plan.child, plan.family, child, home)
    row.save(force_insert=True)
    OutOfSchool.objects.create(
        id=keys.of("out of school", str(child)),
        child=row,
        kind=plan.kind,
        found_on=plan.found_on,
        found_by_id=keys.person(f"{slug(facts.short_name(plan.municipality))}.officer"),
        enters_on=plan.enters_on,
    )


def _write_home(family: FamilyPlan, child: UUID, village: facts.Village, keys: Keys) -> UUID:
    home = keys.of("household", str(child))
    household_row(family, home, keys.place(village.name.en)).save(force_insert=True)
    Guardian.objects.bulk_create(guardian_rows(family, home, keys))
    return home


def write_transfers(plans: tuple[SchoolPlan, ...], keys: Keys, *, after: date | None, until: date) -> None:
    """What became of the moves between these schools after one day and until another: sent, received."""
    schools = {plan.school.code: plan for plan in plans}
    for number, transfer in enumerate(beside.TRANSFERS):
        if transfer.start in schools and (not transfer.to or transfer.to in schools):
            _write_transfer(number, transfer, schools, keys, after=after, until=until)


def _write_transfer(
    number: int,
    transfer: TransferPlan,
    schools: dict[str, SchoolPlan],
    keys: Keys,
    *,
    after: date | None,
    until: date,
) -> None:
    start, to = schools[transfer.start], schools.get(transfer.to)
    if transfer.over_baseline:
        child, seat = keys.of("child on the way", number), _seat(number, start, keys.seed)
        if _falls(school_year.STARTS, after, until):
            _write_traveller(number, start, seat, child, keys)
    else:
        place = _chosen(number, start, to, keys.seed)
        child, seat = keys.child(transfer.start, place), start.children[place].place_of_class
    if _falls(transfer.sent_on, after, until):
        _send(transfer, child, keys)
    if _falls(transfer.received_on, after, until):
        _receive(transfer, child, _class_for(start, seat, to) if to else None, to, keys)


def _falls(day: date, after: date | None, until: date) -> bool:
    return (after is None or after < day) and day <= until


def _seat(number: int, start: SchoolPlan, seed: int) -> int:
    """A class of the school, but not one that is odd already."""
    usual = [
        place for place in range(len(start.classes)) if place not in {start.odd.quiet, start.odd.without_registers}
    ]
    return usual[int(stream(seed, "seat", str(number)).integers(len(usual)))]


def _write_traveller(number: int, start: SchoolPlan, seat: int, child: UUID, keys: Keys) -> None:
    found = start.classes[seat]
    family, plan = beside.child_on_the_way(number, found.language, seat, found.grade, keys.seed)
    home = _write_home(family, child, start.village, keys)
    child_row(plan, family, child, home).save(force_insert=True)
    row = enrolment_row(child, start, plan, keys)
    row.mode, row.starts = Enrolment.Mode.SCHOOL, school_year.STARTS
    row.save(force_insert=True)


def _chosen(number: int, start: SchoolPlan, to: SchoolPlan | None, seed: int) -> int:
    """A child of the rolls that is not one of the 400, and whose grade and language the other school has."""
    told = {story.child for story in start.stories}
    places = [
        place
        for place, child in enumerate(start.children)
        if place not in told
        and child.mode == "school"
        and child.enrolled_on == school_year.STARTS
        and (to is None or _class_for(start, child.place_of_class, to) is not None)
    ]
    return places[int(stream(seed, "transfer", str(number)).integers(len(places)))]


def _class_for(start: SchoolPlan, seat: int, to: SchoolPlan) -> int | None:
    wanted = start.classes[seat]
    same = (
        place
        for place, found in enumerate(to.classes)
        if found.grade == wanted.grade and found.language == wanted.language
    )
    return next(same, None)


def _send(transfer: TransferPlan, child: UUID, keys: Keys) -> None:
    """Off the roll and on the way, unless somebody has already moved the child otherwise."""
    enrolment = Enrolment.objects.filter(child=child, ends__isnull=True).first()
    if enrolment is None or Transfer.objects.filter(child=child, received_on__isnull=True).exists():
        return
    enrolment.ends, enrolment.reason_of_leaving = transfer.sent_on, Enrolment.Leaving.TRANSFERRED
    enrolment.save(update_fields=["ends", "reason_of_leaving"])
    Transfer.objects.create(
        id=keys.of("transfer", str(child)),
        child_id=child,
        from_enrolment=enrolment,
        to_school_id=keys.school(transfer.to) if transfer.to else None,
        to_elsewhere=transfer.elsewhere,
        sent_on=transfer.sent_on,
        due_on=transfer.due_on,
        sent_by_id=keys.person(f"{transfer.start.lower()}.head"),
    )


def _receive(transfer: TransferPlan, child: UUID, seat: int | None, to: SchoolPlan | None, keys: Keys) -> None:
    """On the roll of the other school; nothing to do if somebody has received the child already."""
    row = Transfer.objects.filter(pk=keys.of("transfer", str(child)), received_on__isnull=True).first()
    if row is None:
        return
    row.received_on = transfer.received_on
    row.received_by_id = keys.person(f"{transfer.to.lower()}.head") if to else None
    row.save(update_fields=["received_on", "received_by"])
    if to is not None and seat is not None:
        Enrolment.objects.create(
            id=keys.of("enrolment", str(child), "received"),
            child_id=child,
            school_class_id=keys.school_class(to.school.code, seat),
            starts=transfer.received_on,
            listed_at=listed_at(transfer.received_on),
        )
