"""Children beside the 6 968: on the way between two schools on the baseline date, or of school age and in none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mektepke.pilot import facts
from mektepke.pilot.chance import stream
from mektepke.pilot.children import FAMILIES_PER_SCHOOL, ChildPlan, lone_child
from mektepke.pilot.families import FamilyPlan

ON_THE_WAY, IN_NO_SCHOOL = 0, 100  # places in the families' numbers that no school uses


@dataclass(frozen=True, slots=True)
class NoSchoolPlan:
    """A child of school age in no school, as the municipality's officer found it."""

    municipality: facts.Municipality
    village: facts.Village
    family: FamilyPlan
    child: ChildPlan
    kind: str
    found_on: date
    enters_on: date | None


# How old they are, as the grade they would be in: OURS.
_GRADES = {"never": (1, 4), "left": (8, 10), "late": (1, 2)}


def children_in_no_school(seed: int) -> tuple[NoSchoolPlan, ...]:
    """Never enrolled, left in earlier years, or to enter late; found from door to door between August and November."""
    chance = stream(seed, "in no school")
    kinds = ["never"] * facts.NEVER_ENROLLED + ["left"] * facts.LEFT_SCHOOL + ["late"] * facts.WILL_ENTER_LATE
    villages = [(place, village) for place in facts.PILOT for village in place.villages]
    found = []
    for number, kind in enumerate(kinds):
        municipality, village = villages[int(chance.integers(len(villages)))]
        grade = int(chance.integers(*_GRADES[kind]))
        family, child = lone_child("ky", 0, grade, _number(IN_NO_SCHOOL + number), chance)
        day = date(2014, 8, 18) + timedelta(days=int(chance.integers(91)))
        enters = day + timedelta(days=int(chance.integers(20, 60))) if kind == "late" else None
        found.append(NoSchoolPlan(municipality, village, family, child, kind, day, enters))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class TransferPlan:
    """A move from one school to another. OURS. `to` is a school of the pilot, or empty with a name in `elsewhere`."""

    start: str
    to: str
    sent_on: date
    due_on: date
    received_on: date
    elsewhere: str = ""
    over_baseline: bool = False
    """On the way on the baseline date: on no roll that day, so not one of the 6 968."""


TRANSFERS = (
    TransferPlan(
        "BES-01", "", date(2014, 10, 6), date(2014, 10, 20), date(2014, 12, 8), "Ош шаары, №00 мектеп (үлгү)", True
    ),
    TransferPlan("KAT-01", "BES-02", date(2014, 10, 30), date(2014, 11, 19), date(2014, 11, 18), over_baseline=True),
    TransferPlan("MAR-01", "MAR-02", date(2014, 11, 10), date(2014, 11, 24), date(2014, 11, 13)),
    TransferPlan("TSE-01", "BES-01", date(2014, 11, 10), date(2014, 11, 24), date(2014, 11, 12)),
    TransferPlan("ARK-01", "ZHT-01", date(2014, 11, 12), date(2014, 11, 26), date(2014, 11, 25)),
    TransferPlan(
        "BES-01", "", date(2014, 11, 14), date(2014, 11, 28), date(2014, 11, 27), "Исфана шаары, №00 мектеп (үлгү)"
    ),
    TransferPlan("OZG-01", "KAT-02", date(2015, 1, 12), date(2015, 1, 26), date(2015, 1, 19)),
    TransferPlan("CHU-01", "MAR-01", date(2015, 2, 9), date(2015, 2, 23), date(2015, 2, 16)),
)


def child_on_the_way(place: int, people: str, seat: int, grade: int, seed: int) -> tuple[FamilyPlan, ChildPlan]:
    """The child of a transfer over the baseline; `place` is the transfer's place in the list."""
    return lone_child(people, seat, grade, _number(ON_THE_WAY + place), stream(seed, "on the way", str(place)))


def _number(place: int) -> int:
    return facts.SCHOOLS * FAMILIES_PER_SCHOOL + place
