"""What people do about a signal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.trail.actions import record
from mektepke.watch.models import Answer, Signal
from mektepke.watch.queries.calls import Call
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.rules.limits import DEFAULTS
from mektepke.watch.rules.steps import next_step


@transaction.atomic
def answer(*, signal: Signal, kind: str, by: Person, words: str = "", result: str = "") -> Answer:
    """Keep what somebody did about a signal; it leaves the list until it gets worse.

    Where nobody was reached the signal stays: the try is kept, and somebody still has to speak with the family.
    Raises ValidationError where "not a problem" does not say why.
    """
    stored = Signal.objects.select_for_update(no_key=True).get(pk=signal.pk)
    given = Answer(signal=stored, kind=kind, words=words.strip(), result=result, level=stored.level, by=by)
    if kind == Answer.Kind.NOT_A_PROBLEM and not given.words:
        raise ValidationError({"words": _("Please say why it is not a problem.")})
    given.full_clean(validate_constraints=False)
    given.save()
    if result != Answer.Result.NOT_REACHED:
        stored.answered_level = stored.level
        if stored.state == Signal.State.OPEN:
            stored.state = Signal.State.HANDLED
        stored.save(update_fields=["state", "answered_level"])
    signal.state, signal.answered_level = stored.state, stored.answered_level
    record(
        by=by, action="signal.answered", subject=stored, child=stored.child_id,
        place=stored.school_id or stored.village_id, reason=kind,
    )  # fmt: skip
    return given


@transaction.atomic
def answer_signals_of(*, child: Child, kind: str, by: Person, words: str = "") -> None:
    """Answer all open signals about a child at once: one call was about all of them."""
    for signal in Signal.objects.filter(child=child, state=Signal.State.OPEN).order_by("pk"):
        answer(signal=signal, kind=kind, words=words, by=by)


@transaction.atomic
def answer_absence(*, call: Call, kind: str, by: Person, words: str = "", result: str = "") -> Answer:
    """Answer for a child missing today. The signal is stored with the answer if no round has raised it yet."""
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
    return answer(signal=signal, kind=kind, by=by, words=words, result=result)
