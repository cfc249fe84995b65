"""What a head, or the deputy, sees of a plan, and the answer to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.casework import actions
from mektepke.casework.forms.plan import DecisionForm
from mektepke.casework.models import Approval
from mektepke.casework.queries.approvals import plan_to_approve, plans_to_approve
from mektepke.casework.views.planning import plan_of
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of


@needs(Permission.APPROVE_PLANS)
def approvals(request: HttpRequest) -> HttpResponse:
    """Plans that wait for this person's answer, the oldest first."""
    waiting = plans_to_approve(person_of(request)).select_related("case__child", "asked_by").order_by("asked_on", "at")
    return render(request, "casework/approvals.html", {"waiting": list(waiting)})


@needs(Permission.APPROVE_PLANS)
def approval(request: HttpRequest, approval: UUID) -> HttpResponse:
    """One plan: causes, actions, with whom it was agreed; without what the child and the neighbours said."""
    person = person_of(request)
    found = plan_to_approve(person, approval)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _decided(request, found, form)
    actions.look_at_case(case=found.case, by=person)
    shown = {"approval": found, "case": found.case, "plan": plan_of(found.case), "form": form}
    return render(request, "casework/approval.html", shown | {"agreements": list(found.case.agreements.all())})


def _decided(request: HttpRequest, approval: Approval, form: DecisionForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        actions.decide(approval=approval, decision=said["decision"], words=said["words"], by=person_of(request))
    except (actions.AlreadyClosed, DoneBefore):
        messages.info(request, _("Somebody has answered this plan already, or its case is closed."))
    except actions.NotYours:
        messages.warning(request, _("Nobody approves their own plan."))
    else:
        kept = {"approved": _("The plan is approved."), "returned": _("The plan went back with your question.")}
        messages.success(request, kept[said["decision"]])
    return redirect("approvals")
