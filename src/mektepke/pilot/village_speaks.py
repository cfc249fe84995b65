"""Concerns: somebody of the village writes one, and the school's pedagogue answers it, or has not got to it yet."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from mektepke.casework.actions import record_contact
from mektepke.casework.models import Contact
from mektepke.pilot.at_school import child_at_school
from mektepke.pilot.chance import stream
from mektepke.pilot.children import ChildPlan
from mektepke.pilot.families import FamilyPlan
from mektepke.pilot.keys import Keys
from mektepke.pilot.village_words import WRITTEN, Wanted, Written
from mektepke.pilot.week import SchoolWeek
from mektepke.trail.actions import looked
from mektepke.watch.concerns.actions import match, nothing_needed, receive
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.places import readers_of


def written_on(code: str, day: date) -> list[Written]:
    """What was written on this day about the village of this school."""
    return [written for written in WRITTEN if (written.school, written.on) == (code, day)]


def speak(here: SchoolWeek, keys: Keys) -> None:
    """The concerns of this day, with their answers. What is there already is left as it stands."""
    for written in written_on(here.plan.school.code, here.day):
        if not Concern.objects.filter(pk=_key(written, keys)).exists():
            _answer(_receive(here, keys, written), written, here, keys)


def _key(written: Written, keys: Keys) -> UUID:
    """A school gets no two on one day."""
    return keys.of("concern", written.school, written.on.isoformat())


def _receive(here: SchoolWeek, keys: Keys, written: Written) -> Concern:
    village = here.school.village
    return receive(
        id=_key(written, keys),
        village=village,
        readers=readers_of(village),
        sender=_key(written, keys).hex,
        language=written.language,
        codes=written.codes,
        words=written.words,
        reach=written.reach,
        urgent=written.urgent,
        about_school_worker=written.about_school_worker,
    )


def _answer(concern: Concern, written: Written, here: SchoolWeek, keys: Keys) -> None:
    if written.because:
        nothing_needed(concern=concern, because=written.because, words=written.answer, by=here.pedagogue)
    elif written.of_home:
        _find_the_child(concern, written.of_home, written.answer, here, keys)


def _find_the_child(concern: Concern, home: Wanted, answer: str, here: SchoolWeek, keys: Keys) -> None:
    """The pedagogue knows whose child it is, and goes there on the same day."""
    chance = stream(keys.seed, "concern", here.plan.school.code, here.day.isoformat())
    child = child_at_school(here, chance, lambda plan, family: _lives(plan, family, home))
    if child is None:
        return
    looked(by=here.pedagogue, child=child, page="child", reason="pedagogue")
    match(concern=concern, child=child, by=here.pedagogue)
    record_contact(
        child=child, school=here.school, kind=Contact.Kind.VISIT, result=Contact.Result.REACHED, words=answer,
        next_on=None, by=here.pedagogue,
    )  # fmt: skip


def _lives(_child: ChildPlan, family: FamilyPlan, home: Wanted) -> bool:
    if home is Wanted.POOR:
        return family.poor_register_number != ""
    return family.migrant_parent == "yes"
