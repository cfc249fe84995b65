"""What has had its time: proposed by the monthly run, confirmed by a person. And how long what is kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.casework.models import RetentionProposal
from mektepke.casework.rights import actions, queries
from mektepke.casework.rights.forms import DecisionForm, PeriodForm
from mektepke.casework.rights.rules.schedule import SETTABLE
from mektepke.casework.rights.words import decided_words, proposal_words, schedule_lines
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of

P = Permission.CONFIRM_RETENTION
ON_ONE_PAGE = 50


@needs(P)
def retention(request: HttpRequest) -> HttpResponse:
    """What waits to be confirmed here, what was decided, and the schedule."""
    person = person_of(request)
    page = Paginator(queries.proposals_to_decide(person), ON_ONE_PAGE).get_page(request.GET.get("page"))
    past = Paginator(queries.decided(person), ON_ONE_PAGE).get_page(request.GET.get("past"))
    shown = {
        "page": page,
        "proposals": [(one, proposal_words(one)) for one in page],
        "erasures": list(queries.erasures_to_decide(person)[:ON_ONE_PAGE]),
        "past": past,
        "decided": [(one, proposal_words(one), decided_words(one)) for one in past],
        "schedule": schedule_lines(queries.own_periods()),
    }
    return render(request, "casework/rights/retention.html", shown)


@needs(P)
def decide_proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Confirm that these records are removed, or say why they are still needed."""
    found = queries.proposal_for(person_of(request), proposal)
    if found.decision:
        return _decided_already(request)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decide(request, found, form)
    shown = {"proposal": found, "words": proposal_words(found), "form": form}
    return render(request, "casework/rights/decide_proposal.html", shown)


def _decide(request: HttpRequest, proposal: RetentionProposal, form: DecisionForm) -> HttpResponse:
    person = person_of(request)
    try:
        if form.removes:
            removed = actions.confirm_proposal(proposal=proposal, by=person)
            words = ngettext("%(count)d record was removed.", "%(count)d records were removed.", removed)
            messages.success(request, words % {"count": removed})
        else:
            actions.keep_for_now(proposal=proposal, words=form.cleaned_data["words"], by=person)
            messages.success(request, _("They are kept. You are asked again in a year."))
    except DoneBefore:
        return _decided_already(request)
    return redirect("retention")


def _decided_already(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("This was decided already. Nothing was changed."))
    return redirect("retention")


@needs(Permission.SET_THRESHOLDS)
def retention_periods(request: HttpRequest) -> HttpResponse:
    """How long the programme keeps what; the defaults and their reasons beside it."""
    lines = schedule_lines(queries.own_periods())
    typed = request.POST.get("kind", "") if request.method == "POST" else ""
    forms = {
        line.kind: PeriodForm(request.POST if line.kind == typed else None, kind=line.kind, months=line.months)
        for line in lines
        if line.kind in SETTABLE
    }
    changed = next((form for form in forms.values() if form.is_bound), None)
    if changed is not None and changed.is_valid():
        actions.set_period(kind=changed.kind, months=changed.cleaned_data["months"], by=person_of(request))
        messages.success(request, _("Kept. The next monthly run counts by it."))
        return redirect("retention_periods")
    shown = {"lines": [(line, forms.get(line.kind)) for line in lines]}
    return render(request, "casework/rights/periods.html", shown)
