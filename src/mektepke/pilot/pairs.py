"""Classes whose teachers have paired them, and what the pairs told: on paper slips, which are read on Mondays."""

from __future__ import annotations

from datetime import date

from mektepke.casework.models import Pairing, PairNote
from mektepke.casework.volunteers import queries, rules
from mektepke.casework.volunteers.actions import agree, go_to, pair_class, tell
from mektepke.casework.volunteers.queries import ShownPair
from mektepke.pilot import facts
from mektepke.pilot.chance import stream
from mektepke.pilot.keys import Keys
from mektepke.pilot.plan import SchoolPlan
from mektepke.pilot.staff import teacher_of
from mektepke.pilot.week import SchoolWeek
from mektepke.places.models import SchoolClass

# OURS, all of it.
SCHOOLS = (facts.FIRST_SCHOOL, "KAI-01", "MAR-01", "KAT-01", "TSE-02")
PAIRED_ON = date(2014, 9, 24)
FIRST_GRADE = 5  # younger children are walked to school by an older one at home
CHILDREN_AGREE, FAMILIES_AGREE = 0.95, 0.85
CAME_TOGETHER, INVITED = 0.5, 0.1  # of the pairs, in a week
MONDAY = 0
# A pair that asked for a grown-up, and whether somebody has gone there.
GROWN_UP: dict[tuple[str, date], bool] = {
    ("MAR-01", date(2014, 10, 14)): True,
    (facts.FIRST_SCHOOL, date(2014, 10, 21)): True,
    (facts.FIRST_SCHOOL, date(2014, 11, 14)): False,
}
Kind = PairNote.Kind


def hears_pairs(plan: SchoolPlan, day: date) -> bool:
    """Whether on this day the school's class is paired, slips are read, or a pair asks for a grown-up."""
    code = plan.school.code
    if code not in SCHOOLS or day not in plan.days or day < PAIRED_ON:
        return False
    return day == PAIRED_ON or day.weekday() == MONDAY or (code, day) in GROWN_UP


def go_together(here: SchoolWeek, keys: Keys) -> None:
    """On its day the class is paired; on the days after it, what the pairs told."""
    if not hears_pairs(here.plan, here.day):
        return
    school_class = SchoolClass.objects.get(pk=keys.school_class(here.plan.school.code, place_of_class(here)))
    if here.day == PAIRED_ON:
        _pair(school_class, here, keys)
    else:
        _listen(school_class, here, keys)


def place_of_class(here: SchoolWeek) -> int:
    """The class of the teacher who signs in first; in the other schools the first class that is old enough."""
    if here.plan.odd.waits is not None:
        return here.plan.odd.waits
    return next(place for place, plan in enumerate(here.plan.classes) if plan.grade >= FIRST_GRADE)


def _pair(school_class: SchoolClass, here: SchoolWeek, keys: Keys) -> None:
    """As the page proposes it; then whoever agreed is ticked. A class that somebody has paired is theirs."""
    if Pairing.objects.filter(school_class=school_class).exists():
        return
    teacher = here.people[teacher_of(here.plan, place_of_class(here))]
    children = queries.in_class(school_class, today=here.day)
    numbers = rules.propose(queries.neighbours(children))
    pairing = pair_class(school_class=school_class, numbers=numbers, by=teacher)
    chance = stream(keys.seed, "pairs", here.plan.school.code)
    for shown in queries.pairs_of(pairing, today=here.day):
        children_agreed, families_agreed = chance.random(2) < (CHILDREN_AGREE, FAMILIES_AGREE)
        changed = {"children_agreed": bool(children_agreed), "families_agreed": bool(families_agreed)}
        agree(pair=shown.pair, changed=changed, by=teacher)


def _listen(school_class: SchoolClass, here: SchoolWeek, keys: Keys) -> None:
    pairs = queries.active_pairs(school_class, today=here.day)
    if not pairs or PairNote.objects.filter(pair__in=[shown.pair for shown in pairs], on=here.day).exists():
        return
    if here.day.weekday() == MONDAY:
        _read_slips(pairs, here, keys)
    went = GROWN_UP.get((here.plan.school.code, here.day))
    if went is not None:
        _call(pairs, here, keys, went=went)


def _read_slips(pairs: list[ShownPair], here: SchoolWeek, keys: Keys) -> None:
    chance = stream(keys.seed, "slips", here.plan.school.code, here.day.isoformat())
    for shown in pairs:
        came, invited = chance.random(2) < (CAME_TOGETHER, INVITED)
        for kind, said in ((Kind.CAME_TOGETHER, came), (Kind.INVITED, invited)):
            if said:
                tell(pair=shown.pair, kind=kind, by=here.pedagogue)


def _call(pairs: list[ShownPair], here: SchoolWeek, keys: Keys, *, went: bool) -> None:
    chance = stream(keys.seed, "grown-up", here.plan.school.code, here.day.isoformat())
    pair = pairs[int(chance.integers(len(pairs)))].pair
    tell(pair=pair, kind=Kind.GROWN_UP, by=here.pedagogue)
    if went:
        go_to(pair=pair, by=here.pedagogue)
