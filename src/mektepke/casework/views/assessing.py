"""Finding out why: risk, causes, what the child says, needs and strengths."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.casework import actions, queries
from mektepke.casework.actions.assessing import PARTS
from mektepke.casework.forms import CauseForm
from mektepke.casework.forms.parts import AssessmentForm, RiskForm
from mektepke.casework.models import Assessment, Case
from mektepke.casework.views.cases import READS, WORKS, causes_of
from mektepke.casework.views.shared import closed_already, next_step, page_of
from mektepke.doors.declare import needs
from mektepke.people.requests import person_of


@needs(*READS)
def assessment(request: HttpRequest, case: UUID) -> HttpResponse:
    """Causes, and the parts of the assessment; a part that is not known yet may wait."""
    person = person_of(request)
    found = queries.case_for(person, case)
    page = page_of(person, found)
    if request.method == "POST":
        return _keep(request, queries.case_to_work_on(person, case), page)
    actions.look_at_case(case=found, by=person)
    form = AssessmentForm(stored=_stored(found))
    return render(request, "casework/assessment.html", page | {"form": form, "causes": causes_of(found)})


def _stored(case: Case) -> dict[str, str]:
    found = Assessment.objects.filter(case=case).first()
    return {name: getattr(found, name) if found else "" for name in PARTS}


def _keep(request: HttpRequest, case: Case, page: dict[str, object]) -> HttpResponse:
    form = AssessmentForm(request.POST, stored=_stored(case))
    if form.is_valid():
        try:
            actions.keep_assessment(case=case, parts=form.decided(), by=person_of(request))
        except actions.AlreadyClosed:
            return closed_already(request, case)
        if "go_on" in request.POST:
            # Whoever presses the button for the next step has typed something here a moment ago.
            return next_step(request, case)
        messages.success(request, _("The assessment is kept. What is not known yet may wait."))
        return redirect("case_assessment", case=case.pk)
    return render(request, "casework/assessment.html", page | {"form": form, "causes": causes_of(case)})


@needs(*WORKS)
def risk(request: HttpRequest, case: UUID) -> HttpResponse:
    """How much is at stake, and why."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    if found.closed_on is not None:
        return closed_already(request, found)
    form = RiskForm(request.POST or None, stored={"risk": found.risk, "reason": found.risk_reason})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_risk(case=found, given=form.given(), by=person)
        except actions.AlreadyClosed:
            return closed_already(request, found)
        messages.success(request, _("Kept. How much is at stake decides what the case needs next."))
        return redirect("case", case=found.pk)
    return render(request, "casework/risk.html", page_of(person, found) | {"form": form})


@needs(*WORKS)
def add_cause(request: HttpRequest, case: UUID) -> HttpResponse:
    """One more cause of an open case."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    if found.closed_on is not None:
        return closed_already(request, found)
    form = CauseForm(request.POST or None, in_protection=found.in_protection)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_cause(case=found, given=form.given(), by=person)
        except actions.AlreadyClosed:
            return closed_already(request, found)
        except actions.NamedAlready:
            form.add_error("cause", _("This cause is already named, by the same people."))
        else:
            messages.success(request, _("The cause is kept."))
            return redirect("case" if found.on_one_screen else "case_assessment", case=found.pk)
    return render(request, "casework/add_cause.html", {"case": found, "form": form})


@needs(*WORKS)
@require_POST
def end_cause(request: HttpRequest, cause: UUID) -> HttpResponse:
    """It is no longer so, or was an error."""
    person = person_of(request)
    found = queries.cause_for(person, cause)
    try:
        actions.end_cause(cause=found, by=person)
    except actions.AlreadyClosed:
        return closed_already(request, found.case)
    messages.success(request, _("The cause stands in the history now and needs no action any more."))
    return redirect("case_assessment", case=found.case_id)
