"""One child is erased: proposed by one person, confirmed by another, and done at once or as soon as nothing hinders."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from mektepke.base import clock
from mektepke.casework.models import Case, Erasure
from mektepke.casework.rights.actions.emptying import empty_words_of
from mektepke.casework.rights.queries import erasures_to_finish, held_by
from mektepke.casework.rights.rules.erasure import Held
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.actions import empty_child, take_off_every_list
from mektepke.pupils.models import Child
from mektepke.pupils.queries import reason_to_see
from mektepke.trail.actions import looked, record


@dataclass
class NotYet(Exception):
    """The child is still on a roll or in care: nothing is removed. Why, is in the exception."""

    why: list[Held]


class ProposedAlready(Exception):
    """Somebody has proposed it already, and nobody has decided yet."""


class SamePerson(Exception):
    """Whoever proposed it does not confirm it."""


@transaction.atomic
def propose_erasure(
    *, child: Child, school: School, why: str, by: Person, asked_by: str = "", words: str = ""
) -> Erasure:
    """Propose that everything about a child be removed. Raises `NotYet` or `ProposedAlready`."""
    Child.objects.select_for_update().get(pk=child.pk)
    _refuse_if_held(child, by)
    if Erasure.objects.filter(child=child, decision="").exists():
        raise ProposedAlready
    erasure = Erasure(child=child, school=school, why=why, asked_by=asked_by, words=words, proposed_by=by)
    erasure.full_clean()
    erasure.save(force_insert=True)
    record(by=by, action="erasure.proposed", subject=erasure, child=child, place=school, reason=why)
    return erasure


def look_at_erasure(*, erasure: Erasure, by: Person) -> None:
    """Leave a trace that somebody read what a family said when it asked to have everything removed."""
    looked(by=by, child=erasure.child_id, page="erasure", reason=reason_to_see(by, erasure.child))


@transaction.atomic
def confirm_erasure(*, erasure: Erasure, by: Person) -> None:
    """From now on the child is on no list, and its name and all words about it are removed for good.

    While a case of protection is open, its officer still needs the child's name: then the rest is done by the morning
    after it has ended. Whoever confirms is told the same in both cases, or the answer would tell of the case.
    Raises `SamePerson`, `DoneBefore` or `NotYet`.
    """
    stored = _to_decide(erasure, by)
    child = Child.objects.select_for_update().get(pk=stored.child_id)
    _refuse_if_held(child, by)
    _decide(stored, Erasure.Decision.CONFIRMED, "", by)
    take_off_every_list(child=child, by=by)
    if not Case.objects.filter(child=child, closed_on__isnull=True).exists():
        _carry_out(stored, by)


@transaction.atomic
def refuse_erasure(*, erasure: Erasure, words: str, by: Person) -> None:
    """Not now, and why. Raises `SamePerson` or `DoneBefore`."""
    _decide(_to_decide(erasure, by), Erasure.Decision.REFUSED, words, by)


def finish_erasures() -> int:
    """Remove what still had to wait. The house does it every morning, for what two people have decided."""
    waiting = list(erasures_to_finish())
    for erasure in waiting:
        with transaction.atomic():
            _carry_out(erasure, None)
    return len(waiting)


def _refuse_if_held(child: Child, by: Person) -> None:
    if why := held_by(by, child):
        raise NotYet(why)


def _to_decide(erasure: Erasure, by: Person) -> Erasure:
    stored = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if stored.proposed_by_id == by.pk:
        raise SamePerson
    if stored.decision:
        raise DoneBefore
    return stored


def _decide(erasure: Erasure, decision: str, words: str, by: Person) -> None:
    erasure.decision, erasure.decision_words = decision, words
    erasure.decided_by, erasure.decided_on = by, clock.today()
    erasure.full_clean()
    erasure.save()
    record(
        by=by, action=f"erasure.{decision}", subject=erasure, child=erasure.child_id, place=erasure.school_id,
        fields=["decision"],
    )  # fmt: skip


def _carry_out(erasure: Erasure, by: Person | None) -> None:
    child = Child.everything.select_related("household").get(pk=erasure.child_id)
    empty_words_of(child)
    empty_child(child=child, by=by)
    Erasure.objects.filter(pk=erasure.pk).update(done_on=clock.today())
