"""Everything about a child is removed: proposed by the social pedagogue, confirmed by the head."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.casework.models import Erasure
from mektepke.casework.rights import actions, queries
from mektepke.casework.rights.forms import DecisionForm, EraseForm
from mektepke.casework.rights.rules.erasure import Held
from mektepke.casework.rights.words import HELD
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of
from mektepke.pupils.models import Child

ASKED, OVER = Erasure.Why.ASKED, Erasure.Why.OVER


@needs(Permission.WORK_ON_CASES)
def propose_erasure(request: HttpRequest, child: UUID) -> HttpResponse:
    """Propose that all words about a child be removed, because the family asks or the time is over."""
    person = person_of(request)
    found = queries.child_to_speak_for(person, child)
    is_over = queries.time_is_over(person).filter(pk=found.pk).exists()
    form = EraseForm(request.POST or None)
    if request.method == "POST" and "over" in request.POST and is_over:
        return _propose(request, found, why=OVER)
    if request.method == "POST" and "over" not in request.POST and form.is_valid():
        return _propose(request, found, why=ASKED, **form.cleaned_data)
    shown = {"child": found, "form": form, "is_over": is_over, "held": _held(queries.held_by(person, found))}
    return render(request, "casework/rights/erase.html", shown)


def _held(why: list[Held]) -> list[str]:
    return [str(HELD[one]) for one in why]


def _propose(request: HttpRequest, child: Child, **given: str) -> HttpResponse:
    person = person_of(request)
    try:
        actions.propose_erasure(child=child, school=queries.school_for(person, child), by=person, **given)
    except actions.NotYet as problem:
        for words in _held(problem.why):
            messages.error(request, words)
        return redirect("propose_erasure", child=child.pk)
    except actions.ProposedAlready:
        messages.info(request, _("This was proposed already. The head has not decided yet."))
    else:
        messages.success(request, _("It is proposed. The head of the school decides."))
    return redirect("family_requests")


@needs(Permission.CONFIRM_RETENTION)
def decide_erasure(request: HttpRequest, erasure: UUID) -> HttpResponse:
    """Confirm that everything about a child is removed, or say why not now."""
    found = queries.erasure_for(person_of(request), erasure)
    if found.decision:
        return _decided_already(request)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, found, form)
    actions.look_at_erasure(erasure=found, by=person_of(request))
    return render(request, "casework/rights/decide_erasure.html", {"erasure": found, "form": form})


def _decide(request: HttpRequest, erasure: Erasure, form: DecisionForm) -> HttpResponse:
    person = person_of(request)
    try:
        if form.removes:
            actions.confirm_erasure(erasure=erasure, by=person)
        else:
            actions.refuse_erasure(erasure=erasure, words=form.cleaned_data["words"], by=person)
    except DoneBefore:
        return _decided_already(request)
    except actions.NotYet as problem:
        for words in _held(problem.why):
            messages.error(request, words)
        return redirect("decide_erasure", erasure=erasure.pk)
    said = (
        _("Confirmed. The child is on no list any more; name and words are removed for good.")
        if form.removes
        else _("Kept: not now. The social pedagogue can propose it again.")
    )
    messages.success(request, said)
    return redirect("retention")


def _decided_already(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("This was decided already. Nothing was changed."))
    return redirect("retention")
