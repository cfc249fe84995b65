"""Opening a case, working on it, closing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.forms import ActionForm, CauseForm, Causes, CloseForm
from mektepke.casework.models import Case
from mektepke.casework.moving import to_the_next_school
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.requests import person_of
from mektepke.pupils.models import Child
from mektepke.pupils.queries import child_for


@needs(Permission.WORK_ON_CASES)
def open_case(request: HttpRequest, child: UUID) -> HttpResponse:
    """Take a child into care, on one screen: causes, and what is done first."""
    person = person_of(request)
    found = child_for(person, child, Permission.WORK_ON_CASES)
    if queries.children_with_open_case([found.pk]):
        return _in_care_already(request, found)
    causes = Causes(request.POST or None, prefix="cause")
    action = ActionForm(request.POST or None, prefix="action")
    if request.method == "POST" and causes.is_valid() & action.is_valid():
        return _opened(request, found, causes, action)
    return render(request, "casework/open.html", {"child": found, "causes": causes, "action": action})


def _opened(request: HttpRequest, child: Child, causes: Causes, action: ActionForm) -> HttpResponse:  # type: ignore[valid-type]
    person = person_of(request)
    try:
        case = actions.open_case(
            child=child,
            school=queries.acting_school(person, child, Permission.WORK_ON_CASES),
            causes=[form.given() for form in causes.forms if form.has_changed()],  # type: ignore[attr-defined]
            action=action.given(),
            by=person,
        )
    except actions.AlreadyOpen:
        return _in_care_already(request, child)
    messages.success(request, _("The child is in your care now."))
    return redirect("case", case=case.pk)


def _in_care_already(request: HttpRequest, child: Child) -> HttpResponse:
    """To the open case; where it is another school's, back to the child."""
    already = queries.open_case_of(person_of(request), child)
    if already is None:
        messages.info(request, _("Another school has this child in care."))
        return redirect("child", child=child.pk)
    messages.info(request, _("This child is already in care."))
    return redirect("case", case=already.pk)


@needs(Permission.WORK_ON_CASES)
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case: causes with their evidence, actions, outcome."""
    person = person_of(request)
    found = queries.case_for(person, case)
    actions.look_at_case(case=found, by=person)
    shown = {
        "case": found,
        "causes": list(found.causes.all()),
        "actions": list(found.actions.all()),
        "next_step": _next_step_form(found),
        "meetings": queries.meetings_of(person, found.child),
    }
    return render(request, "casework/case.html", shown)


def _next_step_form(case: Case) -> ActionForm | None:
    """The form for a next step, where the case is open and nothing more is agreed."""
    return ActionForm() if case.closed_on is None and not queries.open_actions(case) else None


@needs(Permission.WORK_ON_CASES)
def cases(request: HttpRequest) -> HttpResponse:
    """The person's own open cases."""
    person = person_of(request)
    return render(request, "casework/cases.html", {"cases": queries.open_cases(person, today=clock.today())})


@needs(Permission.WORK_ON_CASES)
def add_cause(request: HttpRequest, case: UUID) -> HttpResponse:
    """One more cause of an open case."""
    person = person_of(request)
    found = queries.case_for(person, case)
    if found.closed_on is not None:
        return _closed_already(request, found)
    form = CauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_cause(case=found, given=form.given(), by=person)
        except actions.AlreadyClosed:
            return _closed_already(request, found)
        except actions.NamedAlready:
            form.add_error("cause", _("This cause is already named, by the same people."))
        else:
            messages.success(request, _("The cause is kept."))
            return redirect("case", case=found.pk)
    return render(request, "casework/add_cause.html", {"case": found, "form": form})


@needs(Permission.WORK_ON_CASES)
def add_action(request: HttpRequest, case: UUID) -> HttpResponse:
    """One more action of an open case."""
    person = person_of(request)
    found = queries.case_for(person, case)
    if found.closed_on is not None:
        return _closed_already(request, found)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_action(case=found, given=form.given(), by=person)
        except actions.AlreadyClosed:
            return _closed_already(request, found)
        messages.success(request, _("The action is kept."))
        return redirect("case", case=found.pk)
    return render(request, "casework/add_action.html", {"case": found, "form": form})


@needs(Permission.WORK_ON_CASES)
@require_POST
def finish_action(request: HttpRequest, action: UUID) -> HttpResponse:
    """An action is done."""
    person = person_of(request)
    found = queries.action_for(person, action)
    actions.finish_action(action=found, by=person)
    messages.success(request, _("Marked as done."))
    return redirect("case", case=found.case_id)


@needs(Permission.WORK_ON_CASES)
def close_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """End a case with its outcome."""
    found = queries.case_for(person_of(request), case)
    if found.closed_on is not None:
        return _closed_already(request, found)
    form = CloseForm(request.POST or None, last=queries.last_days_of(found.child, today=clock.today()))
    if request.method == "POST" and form.is_valid():
        return _closed(request, found, form)
    shown = {
        "case": found,
        "form": form,
        "open_actions": queries.open_actions(found),
        "look_again_on": queries.day_after_care(found.school, today=clock.today()),
    }
    return render(request, "casework/close.html", shown)


def _closed(request: HttpRequest, case: Case, form: CloseForm) -> HttpResponse:
    """To the closed case; a child whose family has moved away is not done with it."""
    said = form.cleaned_data
    despite = said.get("despite_registers", "")
    try:
        actions.close_case(
            case=case, outcome=said["outcome"], words=said["words"], despite_registers=despite, by=person_of(request)
        )
    except actions.AlreadyClosed:
        return _closed_already(request, case)
    messages.success(request, _closed_and_when_next(case))
    has_moved = case.outcome == Case.Outcome.MOVED
    return (has_moved and to_the_next_school(request, case.child)) or redirect("case", case=case.pk)


def _closed_and_when_next(case: Case) -> str:
    """That the case is closed, and on which day one looks at the child again."""
    if case.look_again_on is None:
        return _("The case is closed. The child stays on the watch.")
    day = dates.day_short(case.look_again_on, language())
    return _("The case is closed. You look at the child again on %(day)s.") % {"day": day}


def _closed_already(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case as it stands, with who closed it: often it was this very person, on another page."""
    case.refresh_from_db()
    closed_by = queries.closed_by(case)
    day = dates.day_short(case.closed_on or clock.today(), language())
    if closed_by is None:
        said = _("This case has been closed since %(day)s. Nothing was changed.")
    elif closed_by == person_of(request):
        said = _("You closed this case on %(day)s. Nothing was changed now.")
    else:
        said = _("%(name)s closed this case on %(day)s. Nothing was changed.")
    messages.info(request, said % {"day": day, "name": closed_by.short_name if closed_by else ""})
    return redirect("case", case=case.pk)
