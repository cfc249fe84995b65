"""Reading signals: only those about a child or a school that the person has a reason to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import schools_where, villages_where
from mektepke.places.models import School
from mektepke.pupils import queries as pupils
from mektepke.pupils.models import SEALED_OF_CHILD, Child
from mektepke.pupils.queries import classes_of
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries.settled import note_settled
from mektepke.watch.rules.evidence import Rule

OPEN = Signal.State.OPEN


def visible_to(person: Person) -> QuerySet[Signal]:
    """Signals about children whom the person may see and answer for, and about schools that they look after."""
    about_schools = Q(child__isnull=True) & schools_where(person, Permission.SEE_FIGURES, path="school")
    return Signal.objects.filter(_about_children(person) | about_schools)


def answerable_by(person: Person) -> QuerySet[Signal]:
    """Signals that this person may answer. A question about a school is its head's: it is not asked in the corridor."""
    headed = schools_where(person, Permission.MANAGE_CALENDAR, path="school")
    answers = schools_where(person, Permission.ANSWER_SIGNALS, path="school")
    return Signal.objects.filter(_about_children(person) | (Q(child__isnull=True) & headed & answers))


def _about_children(person: Person) -> Q:
    """In their class or school; or in no school, in their village. That a neighbour has said something is for those who
    work on cases at the school, and not for the class teacher."""
    mine = pupils.visible_to(person, Permission.ANSWER_SIGNALS).values("pk")
    in_no_school = villages_where(person, Permission.REGISTER_OUT_OF_SCHOOL, path="village")
    noticed = Q(school__isnull=False, child__in=mine) | Q(in_no_school, school__isnull=True)
    return noticed & (~Q(rule=Rule.CONCERN) | schools_where(person, Permission.WORK_ON_CASES, path="school"))


def signal_for(person: Person, key: UUID) -> Signal:
    """The signal, if this person may answer it; 404 otherwise, the same whether it exists or not."""
    found = answerable_by(person).filter(pk=key).select_related("child", "school_class", "school", "village").first()
    if found is None:
        raise Http404
    return found


def about_schools(person: Person, *, today: date) -> list[Signal]:
    """Open questions about the schools that this person looks after, the worst first. One query; no child in any."""
    found = Signal.objects.filter(
        schools_where(person, Permission.SEE_FIGURES, path="school"),
        child__isnull=True,
        state=OPEN,
        raised_on__lte=today,
    )
    return worst_first(found.select_related("school", "school_class"))


def open_by_child(school: School, *, person: Person, today: date) -> dict[UUID, list[Signal]]:
    """Open signals about this school's children by child, each child's worst first, and the worst child first."""
    found = visible_to(person).filter(school=school, child__isnull=False, state=OPEN, raised_on__lte=today)
    signals = list(found.select_related("child").defer(*SEALED_OF_CHILD))
    note_settled(signals)
    return by_child(signals)


def in_no_school(person: Person, *, today: date) -> dict[UUID, list[Signal]]:
    """Open signals about children in no school in this person's villages, by child, the worst first. One query."""
    reach = villages_where(person, Permission.REGISTER_OUT_OF_SCHOOL, path="village")
    found = Signal.objects.filter(reach, school__isnull=True, state=OPEN, raised_on__lte=today)
    return by_child(found.select_related("child", "village").defer(*SEALED_OF_CHILD))


def signals_of(child: Child, *, concerns: bool = False) -> list[Signal]:
    """All signals about a child with their answers, open ones first, then the newest. At most four queries.

    The caller has fetched the child for a person, and says whether that person works on the child's cases: only then is
    what neighbours have said among them.
    """
    shown = Q() if concerns else ~Q(rule=Rule.CONCERN)
    about = Signal.objects.filter(shown, child=child)
    found = list(about.select_related("child").prefetch_related("answers__by"))
    note_settled(found)
    return sorted(found, key=lambda signal: (signal.state != OPEN, -signal.raised_on.toordinal()))


def answers_to(signal: Signal) -> list[Answer]:
    """What people answered, oldest first."""
    return list(signal.answers.select_related("by"))


def worst_first(signals: Iterable[Signal]) -> list[Signal]:
    """In the order of `rules.order`."""
    return sorted(signals, key=lambda signal: (signal.how_bad, signal.due_on))


def by_child(signals: Iterable[Signal]) -> dict[UUID, list[Signal]]:
    """Grouped by child; both the children and each one's signals worst first."""
    found: dict[UUID, list[Signal]] = defaultdict(list)
    for signal in worst_first(signals):
        if signal.child_id is not None:
            found[signal.child_id].append(signal)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One child with everything that waits, the worst first."""

    child: Child
    class_name: str
    signals: list[Signal]

    @property
    def first(self) -> Signal:
        """The signal whose next step comes first."""
        return self.signals[0]

    @property
    def due_on(self) -> date:
        """By when somebody acts for this child: the earliest of its days, as on Today."""
        return min(signal.due_on for signal in self.signals)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits for one person."""

    about_school: list[Signal]
    children: list[Line]


def waiting_for(person: Person, *, today: date) -> Waiting:
    """All open signals that this person may answer and that stand on their list, the worst first."""
    found = list(
        answerable_by(person)
        .filter(state=OPEN, audience__in=_lists_of(person), raised_on__lte=today)
        .select_related("child", "school_class", "school")
        .defer(*SEALED_OF_CHILD)
    )
    note_settled(found)
    found = [signal for signal in found if not signal.is_settled]
    grouped = by_child(found)
    children = {signal.child_id: signal.child for signal in found if signal.child is not None}
    names = classes_of(list(children.values()), today)
    return Waiting(
        about_school=worst_first(signal for signal in found if signal.child_id is None),
        children=[Line(children[key], names.get(key, ""), signals) for key, signals in grouped.items()],
    )


def _lists_of(person: Person) -> set[str]:
    """Whose lists this person works off. A pedagogue and a municipality officer share the children in no school."""
    own = person.roles_now() & set(Signal.Audience.values)
    return own | {Signal.Audience.MUNICIPALITY.value} if Signal.Audience.PEDAGOGUE in own else own
