"""Two children in danger: of one the body was told in time; the other's case left the school, and waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from mektepke.base import clock
from mektepke.casework.actions import keep_assessment
from mektepke.casework.models import Case
from mektepke.casework.protection.actions import DangerGiven, Kept, open_protection, tell
from mektepke.pilot import facts
from mektepke.pilot.at_school import child_at_school
from mektepke.pilot.chance import stream
from mektepke.pilot.keys import Keys
from mektepke.pilot.week import SchoolWeek
from mektepke.pupils.models import Child
from mektepke.trail.actions import looked

OLD_ENOUGH = 5  # the grade from which a child tells its pedagogue such a thing itself
CHILD_SAYS = "Үйгө баргым келбейт, чоң энемдикинде калгым келет."
TOLD_WHOM = "Райондук балдарды коргоо бөлүмүнүн адиси"
BODY_SAYS = "Бүгүн үйүнө барып көрөбүз, эртең жыйынтыгын айтабыз деди."


@dataclass(frozen=True, slots=True)
class InDanger:
    """What a pedagogue learned of a child on a day, and whether the head is named in it."""

    on: date
    given: DangerGiven
    head_is_named: bool = False


# OURS. The second child came to the pedagogue's home on a Sunday: by the demo's today the body has to be told.
IN_DANGER: dict[str, InDanger] = {
    facts.FIRST_SCHOOL: InDanger(
        date(2014, 11, 12),
        DangerGiven(
            "violence", "Колунда көк тактар бар, «үйдө урушту» деди", "child", "high",
            "Кайталанышы мүмкүн: бала үйүнө баргандан коркот.",
        ),
    ),
    "KMA-01": InDanger(
        date(2014, 11, 16),
        DangerGiven(
            "school_worker", "Директор кабинетинде урганын айтты, кулагы көгөрүп калыптыр", "child", "high",
            "Директор күн сайын мектепте, кайталанышы мүмкүн.",
        ),
        head_is_named=True,
    ),
}  # fmt: skip


def learned_on(code: str, day: date) -> InDanger | None:
    """What this school's pedagogue learned on this day, if anything."""
    found = IN_DANGER.get(code)
    return found if found and found.on == day else None


def protect(here: SchoolWeek, keys: Keys) -> None:
    """Open the case of this day, unless it is there already."""
    code = here.plan.school.code
    found, key = learned_on(code, here.day), keys.of("in danger", code)
    if found is None or Case.objects.filter(pk=key).exists():
        return
    child = _child(here, keys)
    if child is not None:
        looked(by=here.pedagogue, child=child, page="child", reason="pedagogue")
        _open(child, found, here, key)


def _open(child: Child, found: InDanger, here: SchoolWeek, key: UUID) -> None:
    head = here.people[f"{here.plan.school.code.lower()}.head"]
    kept = Kept(named=frozenset({head} if found.head_is_named else ()))
    case = open_protection(child=child, school=here.school, given=found.given, kept=kept, by=here.pedagogue, id=key)
    if not found.head_is_named:
        _tell(case, here)


def _child(here: SchoolWeek, keys: Keys) -> Child | None:
    chance = stream(keys.seed, "in danger", here.plan.school.code)
    classes = here.plan.classes
    return child_at_school(here, chance, lambda child, _family: classes[child.place_of_class].grade >= OLD_ENOUGH)


def _tell(case: Case, here: SchoolWeek) -> None:
    keep_assessment(case=case, parts={"child_says": CHILD_SAYS}, by=here.pedagogue)
    tell(case=case, how="call", whom=TOLD_WHOM, words=BODY_SAYS, told_at=clock.now(), by=here.pedagogue)
