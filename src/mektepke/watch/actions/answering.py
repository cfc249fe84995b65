"""What people do about a signal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mektepke.attendance.actions import give_reason
from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.people.actions import A_MOMENT, DoneBefore
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.trail.actions import record
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries.calls import Call
from mektepke.watch.queries.returns import standing_since
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.rules.limits import DEFAULTS
from mektepke.watch.rules.steps import next_step

# Behind a wrong number there is a family, but nobody has spoken with it.
NOBODY_REACHED = {Answer.Result.NOT_REACHED, Answer.Result.WRONG_NUMBER}


@transaction.atomic
def answer(
    *,
    signal: Signal,
    kind: str,
    by: Person,
    words: str = "",
    result: str = "",
    reason: str = "",
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> Answer:
    """Keep what somebody did about a signal; it leaves the list until it gets worse.

    Where nobody was reached, or the child stays away for now, the signal stays on the list: somebody still has to work
    with the family. Only a first-day absence is answered by that too: the third day raises a signal of its own, which
    is the social pedagogue's. A `reason` for such an absence goes into the register of its last day.
    Raises ValidationError where "not a problem" does not say why, and `DoneBefore` if there is an answer with this `id`
    already, or the same was sent by a page a moment ago.
    """
    stored = Signal.objects.select_for_update(no_key=True).get(pk=signal.pk)
    given = Answer(
        id=id or new_key(), signal=stored, kind=kind, words=words.strip(), result=result, level=stored.level, by=by
    )
    if id:
        _refuse_again(given)
    if kind == Answer.Kind.NOT_A_PROBLEM and not given.words:
        raise ValidationError({"words": _("Please say why it is not a problem.")})
    given.full_clean(validate_constraints=False)
    given.save()
    if reason and stored.child is not None:
        give_reason(child=stored.child, day=stored.facts.until, reason=reason, by=by)
    if not _stays(stored, result):
        _settle(stored)
    signal.state, signal.answered_level = stored.state, stored.answered_level
    record(
        by=by, action="signal.answered", subject=stored, child=stored.child_id,
        place=stored.school_id or stored.village_id, reason=kind,
    )  # fmt: skip
    return given


def _refuse_again(given: Answer) -> None:
    """A browser that goes back asks for the form anew, and fills in what was typed: the same within so few minutes is
    the same call."""
    same = Q(signal=given.signal, kind=given.kind, result=given.result, by=given.by, at__gt=clock.now() - A_MOMENT)
    # The words are sealed, so it is not the database that compares them.
    if any(one.pk == given.pk or one.words == given.words for one in Answer.objects.filter(Q(pk=given.pk) | same)):
        raise DoneBefore


def _settle(stored: Signal) -> None:
    stored.answered_level = stored.level
    if stored.state == Signal.State.OPEN:
        stored.state = Signal.State.HANDLED
    stored.save(update_fields=["state", "answered_level"])


def _stays(signal: Signal, result: str) -> bool:
    """Whether somebody still has to do something after a call with this result."""
    if result == Answer.Result.STILL_AWAY:
        return signal.rule != Rule.ABSENT_TODAY
    return result in NOBODY_REACHED


@transaction.atomic
def answer_signals_of(*, child: Child, kind: str, by: Person, words: str = "", raised_by: date | None = None) -> None:
    """Answer all open signals about a child at once: one call was about all of them. With `raised_by` only those that
    stood there on that day: a call of last week says nothing about what was noticed, or came back as worse, since."""
    waiting = Signal.objects.filter(child=child, state=Signal.State.OPEN)
    if raised_by is not None:
        waiting = standing_since(waiting, raised_by, child=child)
    for signal in waiting.order_by("pk"):
        answer(signal=signal, kind=kind, words=words, by=by)


@transaction.atomic
def answer_absence(
    *,
    call: Call,
    kind: str,
    by: Person,
    words: str = "",
    result: str = "",
    reason: str = "",
    id: UUID | None = None,  # noqa: A002 - the key that the page made
) -> Answer:
    """Answer for a child missing today. The signal is stored with the answer if no round has raised it yet, and a
    `reason` that the family told goes into the register of the day. Raises `DoneBefore` as `answer` does."""
    evidence = call.evidence
    step = next_step(Rule.ABSENT_TODAY, evidence, DEFAULTS)
    standing = Signal.objects.filter(rule=Rule.ABSENT_TODAY, child=call.child, school=call.school_class.school_id)
    signal = standing.exclude(state=Signal.State.ENDED).first()
    if signal is None:
        signal, _made = Signal.objects.get_or_create(
            id=call.key,
            defaults={
                "rule": Rule.ABSENT_TODAY.value,
                "child": call.child,
                "school_id": call.school_class.school_id,
                "audience": step.actor.value,
                "next_step": step.step.value,
                "due_on": evidence.until,
                "raised_on": evidence.until,
                "last_seen_on": evidence.until,
                "evidence": evidence.as_json(),
                "level": evidence.level,
            },
        )
    given = answer(signal=signal, kind=kind, by=by, words=words, result=result, id=id)
    if reason:
        give_reason(child=call.child, day=evidence.until, reason=reason, by=by)
    return given
