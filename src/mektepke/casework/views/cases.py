"""One case, and all that a person has in care."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.forms import ActionForm
from mektepke.casework.forms.plan import BackForm
from mektepke.casework.models import Case, Step
from mektepke.casework.queries.causes import cause_groups, cause_labels
from mektepke.casework.referrals.queries import part_of
from mektepke.casework.rules import steps
from mektepke.casework.views.shared import closed_already, next_step, page_of
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.requests import person_of

READS = (Permission.WORK_ON_CASES, Permission.PROTECT_CHILDREN, Permission.SEE_CHILD)
"""Whoever a case was given to reads it, whatever else they do; which case it is the query knows."""
WORKS = (Permission.WORK_ON_CASES, Permission.PROTECT_CHILDREN)


@needs(*READS)
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case: where it stands, causes with their evidence, actions, outcome."""
    person = person_of(request)
    found = queries.case_for(person, case)
    actions.look_at_case(case=found, by=person)
    shown = page_of(person, found) | {
        "causes": causes_of(found),
        "actions": list(found.actions.all()),
        "next_step": _next_step_form(person, found),
        "endings": list(found.endings.all()),
        "meetings": queries.meetings_of(person, found.child),
        "part": part_of(person, found),
    }
    return render(request, "casework/case.html", shown)


def causes_of(case: Case) -> list[tuple[object, str, str]]:
    """The causes of a case, each with its name and the name of its group. The caller fetched the case for a person."""
    found = list(case.causes.all())
    codes = {one.cause for one in found}
    names, groups = cause_labels(codes), cause_groups(codes)
    return [(one, names[one.cause], str(groups[one.cause].label) if one.cause in groups else "") for one in found]


def _next_step_form(person: Person, case: Case) -> ActionForm | None:
    """The form for a next step, where a case on one screen is open and nothing more is agreed."""
    wanted = case.closed_on is None and case.on_one_screen and not queries.open_actions(case)
    return ActionForm(protection=queries.protected_case_of(person, case.child) is not None) if wanted else None


@needs(*WORKS)
def cases(request: HttpRequest) -> HttpResponse:
    """The person's own open cases."""
    person = person_of(request)
    shown = {"cases": queries.open_cases(person, today=clock.today()), "at_school": person.may(WORKS[0])}
    return render(request, "casework/cases.html", shown)


@needs(*WORKS)
@require_POST
def go_on(request: HttpRequest, case: UUID) -> HttpResponse:
    """The next step, where nothing is missing before it."""
    person = person_of(request)
    return next_step(request, queries.case_to_work_on(person, case))


@needs(*WORKS)
def go_back(request: HttpRequest, case: UUID) -> HttpResponse:
    """Back to an earlier step, and why."""
    person = person_of(request)
    found = queries.case_to_work_on(person, case)
    earlier = [(one.value, Step(one.value).label) for one in steps.may_go_back_to(queries.state_of(found))]
    if not earlier:
        return redirect("case", case=found.pk)
    form = BackForm(request.POST or None, steps=earlier)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.back_to(case=found, step=Step(said["step"]), words=said["words"], by=person)
        except (actions.AlreadyClosed, actions.NotYet):
            return closed_already(request, found)
        messages.success(request, _("The case stands on the step “%(step)s” now.") % {"step": Step(said["step"]).label})
        return redirect("case", case=found.pk)
    return render(request, "casework/back.html", page_of(person, found) | {"form": form})
