"""Writing a list: all of it or none, and what was shown or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.models import Person
from mektepke.places.models import School, SchoolClass, SchoolYear
from mektepke.pupils.importing import queries
from mektepke.pupils.importing.planning import Plan, plan
from mektepke.pupils.importing.reading import read
from mektepke.pupils.importing.rules import CHILD, HOUSEHOLD, GuardianPlanned, Home, Step, Value
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool
from mektepke.sheets.choosing import Chosen
from mektepke.sheets.grid import Book
from mektepke.trail.actions import Entry, record, record_many

CHUNK = 500
# How far the work is: done, of how many.
Progress = Callable[[int, int], None]
_COLUMNS = {"village": "village_id"}


class Changed(Exception):
    """Somebody changed the lists since this one was shown: it has to be looked at again."""


class NoYear(Exception):
    """No school year has been entered, so there are no classes to put children into."""


def look(*, book: Book, school: School, chosen: Chosen | None = None) -> Plan:
    """What the list would do. Writes nothing. Raises `NoYear`."""
    today = clock.today()
    year = queries.year_for_lists(today)
    if year is None:
        raise NoYear
    reading = read(book, queries.school_facts(school, year, today), chosen)
    on_record = queries.unsafe_on_record(school, year, today)
    return plan(reading, on_record, lambda rows: queries.unsafe_elsewhere(school, rows))


@transaction.atomic
def load(
    *, book: Book, school: School, by: Person, chosen: Chosen | None = None, seen: str = "",
    progress: Progress = lambda done, of: None,
) -> Plan:  # fmt: skip
    """Write the list, all of it or none. `seen` is the fingerprint of the plan that was shown. Raises `Changed`."""
    # Two people who load lists for one school take turns: the second sees what the first one wrote.
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    found = look(book=book, school=school, chosen=chosen)
    if seen and found.fingerprint() != seen:
        raise Changed
    _Writer(found, school, by).write(progress)
    return found


class _Writer:
    """Writes one plan in chunks of children, each with the same few statements."""

    def __init__(self, found: Plan, school: School, by: Person) -> None:
        self.plan, self.school, self.by = found, school, by
        self.year = SchoolYear.objects.get(pk=found.on_record.year)
        self.homes: dict[Home, UUID] = {}

    def write(self, progress: Progress) -> None:
        steps = [step for step in self.plan.steps if step.kind != "same"]
        if not steps:
            return
        self.classes = self._classes()
        progress(0, len(steps))
        for start in range(0, len(steps), CHUNK):
            chunk = steps[start : start + CHUNK]
            self._write_chunk(chunk)
            progress(min(start + CHUNK, len(steps)), len(steps))
        self._change_households(steps)
        record(by=self.by, action="list.loaded", subject=self.school, place=self.school)

    def _classes(self) -> dict[Any, UUID]:
        new = [
            SchoolClass(school=self.school, year=self.year, grade=name.grade, letter=name.letter)
            for name in self.plan.new_classes
        ]
        SchoolClass.objects.bulk_create(new)
        record_many(by=self.by, entries=[Entry("class.added", made, place=self.school) for made in new])
        return queries.class_keys(self.school, self.year)

    def _write_chunk(self, steps: Sequence[Step]) -> None:
        added = [step for step in steps if step.known is None]
        self._add_households(added)
        children = [(step, self._child(step)) for step in added]
        Child.objects.bulk_create([child for _step, child in children])
        self._change_children([step for step in steps if step.changed_fields(CHILD)])
        keys = {id(step): child.pk for step, child in children} | {
            id(step): step.known.key for step in steps if step.known
        }
        self._enrol([(keys[id(step)], step) for step in steps if step.enrols_on])
        record_many(by=self.by, entries=[self._entry(step, keys[id(step)]) for step in steps])

    def _entry(self, step: Step, child: UUID) -> Entry:
        if step.known is None:
            fields = sorted({*step.row.said, "school_class"})
            return Entry("child.added", (Child._meta.label_lower, child), child, self.school, fields, "list")
        fields = sorted({difference.field for difference in step.differences})
        return Entry("child.corrected", (Child._meta.label_lower, child), child, self.school, fields, "list")

    def _add_households(self, added: Sequence[Step]) -> None:
        new: dict[Home, Household] = {}
        for step in added:
            begins = step.home in self.plan.households.new and step.home not in self.homes
            if begins and step.home not in new:
                fields = _columns(self.plan.households.fields[step.home])
                new[step.home] = Household(**{"village_id": self.school.village_id} | fields)
        Household.objects.bulk_create(new.values())
        self.homes |= {home: household.pk for home, household in new.items()}
        guardians = [
            _guardian(household.pk, planned, call_first=number == 0)
            for home, household in new.items()
            for number, planned in enumerate(self.plan.households.guardians[home])
        ]
        Guardian.objects.bulk_create(guardians)

    def _child(self, step: Step) -> Child:
        fields = {name: step.row.said[name] for name in CHILD if name in step.row.said}
        home = step.home if isinstance(step.home, UUID) else self.homes[step.home]
        child = Child(household_id=home, **fields)
        child.keep_keys()
        return child

    def _change_children(self, steps: Sequence[Step]) -> None:
        changes = {step.known.key: step.changed_fields(CHILD) for step in steps if step.known}
        children = Child.objects.in_bulk(list(changes))
        for key, child in children.items():
            for name, value in changes[key].items():
                setattr(child, name, value)
            child.keep_keys()
        names = {name for fields in changes.values() for name in fields}
        if names:
            Child.objects.bulk_update(
                children.values(), [*names | {"search_key", "sort_key", "birth_year"}], batch_size=100
            )

    def _enrol(self, steps: Sequence[tuple[UUID, Step]]) -> None:
        in_place = [step for _child, step in steps if _was_never_there(step)]
        self._end([step for _child, step in steps if not _was_never_there(step)])
        self._put_right(in_place)
        now = clock.now()
        new = [
            Enrolment(
                child_id=child, school_class_id=self.classes[step.row.school_class], starts=day, mode=_mode(step),
                listed_at=now,
            )
            for child, step in steps
            if (day := step.enrols_on) and not _was_never_there(step)
        ]  # fmt: skip
        Enrolment.objects.bulk_create(new)
        children = [child for child, _step in steps]
        OutOfSchool.objects.filter(child__in=children, ended_on__isnull=True).update(
            ended_on=clock.today(), ending=OutOfSchool.Ending.ENROLLED
        )

    def _end(self, steps: Sequence[Step]) -> None:
        """The day before the new enrolment is the last of the old one."""
        ending: dict[tuple[date, str], list[UUID]] = defaultdict(list)
        for step in steps:
            if step.known and step.known.roll.enrolment and not step.known.roll.ended and step.enrols_on:
                moved = any(difference.field == "school_class" for difference in step.differences)
                reason = (Enrolment.Leaving.MOVED_CLASS if moved else Enrolment.Leaving.CHANGED_MODE).value
                ending[step.enrols_on - timedelta(days=1), reason].append(step.known.roll.enrolment)
        for (day, reason), keys in ending.items():
            Enrolment.objects.filter(pk__in=keys).update(ends=day, reason_of_leaving=reason)

    def _put_right(self, steps: Sequence[Step]) -> None:
        """An enrolment that begins no earlier than the new one: the child was never in that class."""
        by_key = {step.known.roll.enrolment: step for step in steps if step.known and step.known.roll.enrolment}
        rows = Enrolment.objects.in_bulk(list(by_key))
        for key, enrolment in rows.items():
            enrolment.school_class_id = self.classes[by_key[key].row.school_class]
            enrolment.mode = _mode(by_key[key])
        Enrolment.objects.bulk_update(rows.values(), ["school_class", "mode"], batch_size=100)

    def _change_households(self, steps: Sequence[Step]) -> None:
        homes = {step.home: step.changed_fields(HOUSEHOLD) for step in steps if isinstance(step.home, UUID)}
        changed = [home for step in steps if isinstance(home := step.home, UUID) and step.changed_fields(HOUSEHOLD)]
        for chunk in _chunks(sorted(set(changed))):
            self._change_fields(chunk)
        self._change_guardians(sorted(home for home in homes if isinstance(home, UUID)))

    def _change_fields(self, keys: Sequence[UUID]) -> None:
        households = Household.objects.in_bulk(keys)
        for key, household in households.items():
            for name, value in _columns(self.plan.households.fields[key]).items():
                setattr(household, name, value)
        Household.objects.bulk_update(households.values(), list(HOUSEHOLD), batch_size=100)

    def _change_guardians(self, homes: Sequence[UUID]) -> None:
        planned = [(home, found) for home in homes for found in self.plan.households.guardians.get(home, ())]
        Guardian.objects.bulk_create(_guardian(home, found) for home, found in planned if found.key is None)
        changes = {found.key: found.changes for _home, found in planned if found.key and found.changes}
        for chunk in _chunks(list(changes)):
            guardians = Guardian.objects.in_bulk(chunk)
            for key, guardian in guardians.items():
                for name, value in changes[key].items():
                    setattr(guardian, "full_name" if name == "name" else name, value)
            Guardian.objects.bulk_update(
                guardians.values(), ["full_name", "relation", "phone", "language"], batch_size=100
            )


def _was_never_there(step: Step) -> bool:
    """Whether the old enrolment begins no earlier than the new one: then it is put right instead of ended."""
    roll = step.known.roll if step.known else None
    return bool(roll and roll.enrolment and not roll.ended and step.enrols_on and step.enrols_on <= roll.starts)


def _mode(step: Step) -> str:
    before = step.known.roll.mode if step.known else ""
    return step.row.mode or before or Enrolment.Mode.SCHOOL


def _columns(fields: dict[str, Value]) -> dict[str, Value]:
    return {_COLUMNS.get(name, name): value for name, value in fields.items()}


def _guardian(household: UUID, planned: GuardianPlanned, *, call_first: bool = False) -> Guardian:
    return Guardian(
        id=new_key(),
        household_id=household,
        full_name=planned.name,
        relation=planned.relation or Guardian.Relation.OTHER,
        phone=planned.phone,
        language=planned.language or "ky",
        call_first=call_first,
    )


def _chunks(keys: list[UUID]) -> Iterator[list[UUID]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))
