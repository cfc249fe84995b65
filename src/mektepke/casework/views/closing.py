"""Closing a case with its outcome."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework import actions, queries
from mektepke.casework.forms import CloseForm
from mektepke.casework.models import Case
from mektepke.casework.moving import to_the_next_school
from mektepke.casework.rules import steps
from mektepke.casework.rules.outcomes import Stay, offered
from mektepke.casework.views.cases import WORKS
from mektepke.casework.views.shared import closed_already
from mektepke.casework.words_of_steps import MISSING
from mektepke.doors.declare import needs
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.requests import person_of


@needs(*WORKS)
def close_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """End a case with its outcome."""
    found = queries.case_to_work_on(person_of(request), case)
    if found.closed_on is not None:
        return closed_already(request, found)
    stay = queries.stay_of(found, today=clock.today())
    last = queries.last_days_of(found.child, today=clock.today())
    form = CloseForm(request.POST or None, last=last, outcomes=_offered(found, stay))
    if request.method == "POST" and form.is_valid():
        return _closed(request, found, form)
    shown = {
        "case": found,
        "form": form,
        "open_actions": queries.open_actions(found),
        "stay": stay,
        "before": [MISSING[one][0] for one in steps.before_closing(queries.state_of(found))],
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
        return closed_already(request, case)
    except actions.NotYet as problem:
        messages.warning(request, str(MISSING[problem.missing[0]][0]))
        return redirect("case", case=case.pk)
    except actions.NotReturned:
        messages.warning(request, _("The registers do not show that the child has returned and stayed."))
        return redirect("close_case", case=case.pk)
    messages.success(request, _closed_and_when_next(case))
    has_moved = case.outcome == Case.Outcome.MOVED
    return (has_moved and to_the_next_school(request, case.child)) or redirect("case", case=case.pk)


def _closed_and_when_next(case: Case) -> str:
    """That the case is closed, and on which day one looks at the child again."""
    if case.look_again_on is None:
        return _("The case is closed. The child stays on the watch.")
    day = dates.day_short(case.look_again_on, language())
    return _("The case is closed. You look at the child again on %(day)s.") % {"day": day}


def _offered(case: Case, stay: Stay) -> list[tuple[str, Any]]:
    """The outcomes that can be chosen for this case today."""
    risk = steps.Risk(case.risk) if case.risk else None
    open_to = offered(Case.Outcome.values, risk=risk, stayed=stay, protection=case.in_protection)
    return [one for one in Case.Outcome.choices if one[0] in open_to]
