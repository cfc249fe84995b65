"""What the pages of a case share: the line of steps, what is missing, and a case that was closed meanwhile."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.models import Case
from mektepke.casework.rules import steps
from mektepke.casework.words_of_steps import go_on_words, steps_of, to_do
from mektepke.doors.permissions import Permission
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.models import Person
from mektepke.people.requests import person_of
from mektepke.pupils.queries import may_for


def page_of(person: Person, case: Case) -> dict[str, Any]:
    """What every page of a case shows around its own part."""
    state = queries.state_of(case)
    taken = {one.step: clock.day_of(one.at) for one in case.steps_taken.all()}
    works = queries.workable_by(person).filter(pk=case.pk).exists()
    return {
        "case": case,
        "state": state,
        "steps": steps_of(case, taken),
        "to_do": to_do(case, state) if works else [],
        "go_on": go_on_words(state) if works else "",
        "may_go_back": works and bool(steps.may_go_back_to(state)),
        "works": works,
        "protected": None if case.in_protection else queries.protected_case_of(person, case.child),
        "sees_child": may_for(person, case.child, Permission.SEE_CHILD),
    }


def next_step(request: HttpRequest, case: Case) -> HttpResponse:
    """Take the next step, where nothing is missing before it, and say where the case stands."""
    try:
        step = actions.go_on(case=case, by=person_of(request))
    except actions.AlreadyClosed:
        return closed_already(request, case)
    except actions.NotYet:
        messages.warning(request, _("Something is missing before the next step. It stands on this page."))
    else:
        messages.success(request, _("The case stands on the step “%(step)s” now.") % {"step": step.label})
    return redirect("case", case=case.pk)


def closed_already(request: HttpRequest, case: Case) -> HttpResponse:
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
