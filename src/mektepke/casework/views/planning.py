"""The plan: for each cause what is done, by whom, until when; with whom it was agreed; and laid before the head."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.casework import actions, queries
from mektepke.casework.forms import ActionForm
from mektepke.casework.forms.plan import AgreementForm, PlannedActionForm
from mektepke.casework.models import Approval, Case
from mektepke.casework.queries.approvals import passes_to_deputy_on
from mektepke.casework.queries.causes import cause_labels
from mektepke.casework.rules import steps
from mektepke.casework.views.cases import READS, WORKS
from mektepke.casework.views.shared import closed_already, page_of
from mektepke.casework.words_of_steps import APPROVED
from mektepke.doors.declare import needs
from mektepke.people.requests import person_of


@needs(*READS)
def plan(request: HttpRequest, case: UUID) -> HttpResponse:
    """The plan of a case: cause by cause."""
    person = person_of(request)
    found = queries.case_for(person, case)
    actions.look_at_case(case=found, by=person)
    page = page_of(person, found)
    state: steps.State = page["state"]
    shown = {
        "plan": plan_of(found),
        "agreements": list(found.agreements.select_related("recorded_by")),
        "approval": APPROVED[state.approved] if not (found.in_protection or found.on_one_screen) else "",
        "latest": _latest(found),
        "may_ask": page["works"] and steps.may_ask_approval(state),
    }
    return render(request, "casework/plan.html", page | shown)


def plan_of(case: Case) -> list[tuple[Any, str, list[Any]]]:
    """Each cause that holds with its name and the actions that answer it; actions that answer none stand last, without
    a cause. The caller fetched the case for a person."""
    causes = list(case.causes.filter(no_longer_on__isnull=True))
    names = cause_labels([one.cause for one in causes])
    held = queries.actions_now(case)
    answered = [(one, names[one.cause], [a for a in held if one in a.causes.all()]) for one in causes]
    others = [action for action in held if not set(action.causes.all()) & set(causes)]
    return [*answered, (None, "", others)] if others else answered


def _latest(case: Case) -> dict[str, Any] | None:
    """The last approval that was asked for, who answered what, and from when the deputy can answer."""
    found = Approval.objects.filter(case=case).select_related("asked_by", "decided_by").order_by("-at").first()
    return {"approval": found, "deputy_from": passes_to_deputy_on(found)} if found else None


@needs(*WORKS)
def add_action(request: HttpRequest, case: UUID) -> HttpResponse:
    """One more action of an open case; of a plan, with the cause it answers and what will show that it worked."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    if found.closed_on is not None:
        return closed_already(request, found)
    causes = list(found.causes.filter(no_longer_on__isnull=True))
    one_screen = found.on_one_screen or not causes
    protected = None if found.in_protection else queries.protected_case_of(person, found.child)
    protection = found.in_protection or protected is not None
    form = (
        ActionForm(request.POST or None, protection=protection)
        if one_screen
        else PlannedActionForm(request.POST or None, case=found, causes=causes, protection=protection)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_action(case=found, given=form.given(), by=person)
        except actions.AlreadyClosed:
            return closed_already(request, found)
        except actions.NotInProtection:
            form.add_error("kind", _("In the way of protection this could warn whoever hurts the child."))
        else:
            messages.success(request, _("The action is kept."))
            return redirect("case" if one_screen else "case_plan", case=found.pk)
    return render(request, "casework/add_action.html", {"case": found, "form": form, "protected": protected})


@needs(*WORKS)
def agree(request: HttpRequest, case: UUID) -> HttpResponse:
    """That the plan was agreed with a parent, or with the child."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    if found.closed_on is not None:
        return closed_already(request, found)
    form = AgreementForm(request.POST or None, case=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(case=found, by=person, **{"who": ""} | form.cleaned_data)
        except actions.AlreadyClosed:
            return closed_already(request, found)
        messages.success(request, _("Kept: with whom the plan was agreed."))
        return redirect("case_plan", case=found.pk)
    return render(request, "casework/agree.html", {"case": found, "form": form})


@needs(*WORKS)
@require_POST
def ask_approval(request: HttpRequest, case: UUID) -> HttpResponse:
    """Lay the plan before the head."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    try:
        actions.ask_approval(case=found, by=person)
    except actions.AlreadyClosed:
        return closed_already(request, found)
    except actions.NotYet:
        messages.info(request, _("The plan lies before the head already, or something is missing in it."))
    else:
        messages.success(request, _("The plan lies before the head. After three days the deputy can answer as well."))
    return redirect("case_plan", case=found.pk)
