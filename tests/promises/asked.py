"""What families have asked for, and what has had its time: for the full house, and many of each for the crowd."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from mektepke.casework.models import Correction, Erasure, RecordRequest, RetentionPeriod, RetentionProposal
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Enrolment, Guardian, Household
from tests.cast import Side, pupil

WEEK = timedelta(days=7)


def asked_for(side: Side, child: Child, mark: str, *, on: date) -> None:
    """A mother has asked for the record and says what is wrong; another request has been answered in full."""
    for handed in (False, True):
        request = _request(side, child, on, handed=handed)
        Correction.objects.create(request=request, words=f"{mark}-туура-эмес: атасынын аты", recorded_by=side.pedagogue)
        Correction.objects.create(
            request=request, words=f"{mark}-дагы: көчөсү башка", recorded_by=side.pedagogue, answer="refused",
            answer_words=f"{mark}-себеби: документте ушундай", answered_on=on, answered_by=side.pedagogue,
        )  # fmt: skip


def _request(side: Side, child: Child, on: date, *, handed: bool = False) -> RecordRequest:
    given = {"handed_on": on, "handed_by": side.pedagogue} if handed else {}
    return RecordRequest.objects.create(
        child=child, school=side.school, asked_by="mother", how="spoken", asked_on=on, due_on=on + WEEK,
        lives_together=True, recorded_by=side.pedagogue, **given,
    )  # fmt: skip


def left(side: Side, *, on: date) -> Child:
    """A child of the class that has moved away with its family."""
    child = pupil(side.school_class, "Көчкөн", "Бала")
    Enrolment.objects.filter(child=child).update(ends=on, reason_of_leaving="moved_away")
    return child


def to_erase(side: Side, child: Child, mark: str) -> None:
    """The family has asked that everything be removed."""
    Erasure.objects.create(
        child=child, school=side.school, why="asked", asked_by="mother", words=f"{mark}-өчүрүңүз: башка өлкөдөбүз",
        proposed_by=side.pedagogue,
    )  # fmt: skip


def has_had_its_time(side: Side, *, on: date) -> None:
    """What waits for the head and for whoever is above the municipality, and what the head kept for a reason."""
    RetentionProposal.objects.create(kind="cases", school=side.school, before=on, count=3)
    RetentionProposal.objects.create(kind="protection", municipality=side.municipality, before=on, count=2)
    RetentionProposal.objects.create(
        kind="contacts", school=side.school, before=on, count=5, decision="kept", words="Сот сурады",
        decided_by=side.head, decided_on=on,
    )  # fmt: skip


def own_period(by: Person) -> None:
    """The programme keeps concerns for longer."""
    RetentionPeriod.objects.create(kind="concerns", months=18, set_by=by)


def more_asked(side: Side, children: Sequence[Child], *, on: date) -> None:
    """Many families wait, the first of these children's has asked again and again, and many decisions were made."""
    several = [_request(side, child, on) for child in [*children, *children[:1] * len(children)]]
    Correction.objects.bulk_create(
        Correction(request=request, words="Туура эмес", recorded_by=side.pedagogue)
        for request in (*RecordRequest.objects.filter(school=side.school)[:1], several[-1])
        for _child in children
    )
    RetentionProposal.objects.bulk_create(
        RetentionProposal(
            kind="notes", school=side.school, before=on, count=1, decision="confirmed", removed=1, decided_by=side.head,
            decided_on=on,
        )
        for _child in children
    )  # fmt: skip


def more_left(side: Side, number: int, *, on: date) -> None:
    """Children who left long ago, and others about whom the families have asked."""
    homes = Household.objects.bulk_create(Household(village=side.village) for _place in range(2 * number))
    Guardian.objects.bulk_create(Guardian(household=home, full_name="Гүлсара", relation="mother") for home in homes)
    children = [
        Child(household=home, family_name="Кеткен", given_name=f"Көп {place}") for place, home in enumerate(homes)
    ]
    for child in children:
        child.keep_keys()
    Child.objects.bulk_create(children)
    long_ago = on - timedelta(days=6 * 365)
    Enrolment.objects.bulk_create(
        Enrolment(
            child=child, school_class=side.school_class, starts=long_ago, ends=long_ago, reason_of_leaving="moved_away"
        )
        for child in children
    )  # fmt: skip
    Erasure.objects.bulk_create(
        Erasure(child=child, school=side.school, why="over", proposed_by=side.pedagogue) for child in children[:number]
    )
