"""Taking a child into care, and reopening a case."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.casework import actions, queries
from mektepke.casework.forms import ActionForm, Causes
from mektepke.casework.forms.care import StakeForm
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of
from mektepke.pupils.models import Child
from mektepke.pupils.queries import child_for


@needs(Permission.WORK_ON_CASES)
def open_case(request: HttpRequest, child: UUID) -> HttpResponse:
    """Take a child into care, on one screen: how much is at stake, causes, and what is done first."""
    person = person_of(request)
    found = child_for(person, child, Permission.WORK_ON_CASES)
    if queries.children_with_open_case([found.pk]):
        return _in_care_already(request, found)
    stake = StakeForm(request.POST or None)
    causes = Causes(request.POST or None, prefix="cause")
    protection = queries.protected_case_of(person, found) is not None
    action = ActionForm(request.POST or None, prefix="action", may_wait=stake.is_more, protection=protection)
    if request.method == "POST" and stake.is_valid() & causes.is_valid() & action.is_valid():
        return _opened(request, found, stake, causes, action)
    shown = {"child": found, "stake": stake, "causes": causes, "action": action}
    return render(request, "casework/open.html", shown | {"earlier": queries.case_to_reopen(person, found)})


def _opened(
    request: HttpRequest, child: Child, stake: StakeForm, causes: Causes, action: ActionForm  # type: ignore[valid-type]
) -> HttpResponse:  # fmt: skip
    person = person_of(request)
    try:
        case = actions.open_case(
            child=child,
            school=queries.acting_school(person, child, Permission.WORK_ON_CASES),
            causes=[form.given() for form in causes.forms if form.has_changed()],  # type: ignore[attr-defined]
            action=action.given() if action.cleaned_data.get("kind") else None,
            risk=stake.given(),
            by=person,
        )
    except actions.AlreadyOpen:
        return _in_care_already(request, child)
    messages.success(request, _("The child is in your care now."))
    return redirect("case" if case.on_one_screen else "case_assessment", case=case.pk)


def _in_care_already(request: HttpRequest, child: Child) -> HttpResponse:
    """To the open case; where it is somebody else's, back to the child."""
    already = queries.open_case_of(person_of(request), child)
    if already is None:
        messages.info(request, _("Somebody else has this child in care."))
        return redirect("child", child=child.pk)
    messages.info(request, _("This child is already in care."))
    return redirect("case", case=already.pk)


@needs(Permission.WORK_ON_CASES)
@require_POST
def reopen_case(request: HttpRequest, child: UUID) -> HttpResponse:
    """After a relapse the child's last case goes on, with its history."""
    person = person_of(request)
    found = child_for(person, child, Permission.WORK_ON_CASES)
    earlier = queries.case_to_reopen(person, found)
    if earlier is None:
        return redirect("open_case", child=found.pk)
    try:
        actions.reopen_case(case=earlier, by=person)
    except actions.AlreadyOpen:
        return _in_care_already(request, found)
    messages.success(request, _("The case is open again. What was known is still there."))
    return redirect("case", case=earlier.pk)
