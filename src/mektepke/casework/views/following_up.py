"""In action: what is done and what came of it, help in kind, calls and visits."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.casework import actions, queries
from mektepke.casework.forms.plan import DoneForm, PostponeForm
from mektepke.casework.models import Action
from mektepke.casework.views.cases import READS, WORKS
from mektepke.casework.views.shared import closed_already, page_of
from mektepke.doors.declare import needs
from mektepke.people.requests import person_of


@needs(*READS)
def follow_up(request: HttpRequest, case: UUID) -> HttpResponse:
    """What is to be done next and what has been done, with the log of calls and visits."""
    person = person_of(request)
    found = queries.case_for(person, case)
    actions.look_at_case(case=found, by=person)
    held = list(found.actions.all())
    shown = {
        "open_now": [one for one in held if one.is_open],
        "done": [one for one in held if not one.is_open],
        "meetings": queries.meetings_of(person, found.child),
    }
    return render(request, "casework/follow_up.html", page_of(person, found) | shown)


def _back(action: Action) -> HttpResponse:
    return redirect("case" if action.case.on_one_screen else "case_follow_up", case=action.case_id)


@needs(*WORKS)
@require_POST
def finish_action(request: HttpRequest, action: UUID) -> HttpResponse:
    """An action is done; one tap, and what came of it can be said afterwards."""
    person = person_of(request)
    found = queries.action_for(person, action)
    form = DoneForm(request.POST, action=found)
    if not form.is_valid():
        return _page(request, found, done=form, form=PostponeForm())
    said = form.cleaned_data
    actions.finish_action(action=found, by=person, worked=said["worked"], level_after=said.get("level_after", ""))
    messages.success(request, _("Marked as done."))
    return _back(found)


@needs(*WORKS)
def action(request: HttpRequest, action: UUID) -> HttpResponse:
    """One action: what came of it, or another day for it."""
    found = queries.action_for(person_of(request), action)
    if found.done_on is not None and not found.worked and found.case.closed_on is None:
        return _came_of(request, found)
    if not found.is_open or found.case.closed_on is not None:
        return _back(found)
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.postpone_action(action=found, due_on=form.cleaned_data["due_on"], by=person_of(request))
        except actions.AlreadyClosed:
            return closed_already(request, found.case)
        messages.success(request, _("Kept: another day."))
        return _back(found)
    return _page(request, found, done=DoneForm(action=found), form=form)


def _came_of(request: HttpRequest, action: Action) -> HttpResponse:
    """What came of an action that is done: often nobody knows on the day itself."""
    form = DoneForm(request.POST or None, action=action)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.say_what_came(
            action=action, worked=said["worked"], level_after=said.get("level_after", ""), by=person_of(request)
        )
        messages.success(request, _("Kept: what came of it."))
        return _back(action)
    return render(request, "casework/came_of.html", {"action": action, "case": action.case, "form": form})


def _page(request: HttpRequest, action: Action, *, done: DoneForm, form: PostponeForm) -> HttpResponse:
    shown = {"action": action, "case": action.case, "form": form, "done": done}
    return render(request, "casework/action.html", shown)


@needs(*WORKS)
@require_POST
def drop_action(request: HttpRequest, action: UUID) -> HttpResponse:
    """No longer needed."""
    found = queries.action_for(person_of(request), action)
    actions.drop_action(action=found, by=person_of(request))
    messages.success(request, _("Ended as no longer needed."))
    return _back(found)


@needs(*WORKS)
@require_POST
def aid(request: HttpRequest, action: UUID) -> HttpResponse:
    """Help in kind: asked for, and at the next touch received."""
    person = person_of(request)
    found = queries.action_for(person, action)
    if found.asked_on is None:
        actions.ask_for_aid(action=found, by=person)
        messages.success(request, _("Kept: help was asked for today."))
    else:
        actions.receive_aid(action=found, by=person)
        messages.success(request, _("Kept: what was asked for came today."))
    return _back(found)
