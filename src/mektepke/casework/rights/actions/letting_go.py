"""A person has looked at a proposal: what has had its time is removed now, or kept for a reason."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mektepke.base import clock
from mektepke.casework.models import Case, Contact, RetentionProposal
from mektepke.casework.rights.actions.emptying import empty, empty_cases
from mektepke.casework.rights.queries.old import Where, rows_at
from mektepke.casework.rights.rules.erasure import EMPTIED
from mektepke.casework.rights.rules.schedule import Kind
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.trail.actions import record
from mektepke.watch.models import Answer


@transaction.atomic
def confirm_proposal(*, proposal: RetentionProposal, by: Person) -> int:
    """Remove what was proposed, as it stands now. Returns how many records. Raises `DoneBefore`."""
    stored = _to_decide(proposal)
    where = Where(stored.school_id, stored.municipality_id)
    removed = sum(_let_go(rows, by) for rows in rows_at(Kind(stored.kind), stored.before, where))
    _decide(stored, RetentionProposal.Decision.CONFIRMED, by, removed=removed)
    return removed


@transaction.atomic
def keep_for_now(*, proposal: RetentionProposal, words: str, by: Person) -> None:
    """They are still needed, and why. Raises `DoneBefore`."""
    _decide(_to_decide(proposal), RetentionProposal.Decision.KEPT, by, words=words)


def _to_decide(proposal: RetentionProposal) -> RetentionProposal:
    stored = RetentionProposal.objects.select_for_update().get(pk=proposal.pk)
    if stored.decision:
        raise DoneBefore
    return stored


def _decide(
    stored: RetentionProposal, decision: str, by: Person, *, words: str = "", removed: int | None = None
) -> None:
    stored.decision, stored.words, stored.removed = decision, words, removed
    stored.decided_by, stored.decided_on = by, clock.today()
    stored.full_clean()
    stored.save()
    place = stored.school_id or stored.municipality_id
    record(by=by, action=f"retention.{decision}", subject=stored, place=place, fields=["decision"], reason=stored.kind)


def _let_go(rows: QuerySet[Any], by: Person) -> int:
    """Cases keep their dates, calls and answers their codes; concerns, notes and requests go as a whole."""
    keys = list(rows.values_list("pk", flat=True).distinct())
    whole = rows.model._base_manager.filter(pk__in=keys)
    if rows.model is Case:
        return empty_cases(cases=keys, by=by)
    if rows.model in {Contact, Answer}:
        empty(whole, EMPTIED[rows.model._meta.label])
    else:
        whole.delete()
    return len(keys)
