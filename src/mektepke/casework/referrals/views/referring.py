"""Writing a letter: to whom, what they may know, a look at exactly what they will read, and only then it is sent."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework import queries as cases
from mektepke.casework.actions import AlreadyClosed
from mektepke.casework.models import Case, Referral
from mektepke.casework.referrals import actions, queries
from mektepke.casework.referrals.forms import ReferForm
from mektepke.casework.referrals.letters import known_of, letter_of
from mektepke.casework.referrals.rules import may_receive
from mektepke.casework.views.cases import WORKS
from mektepke.casework.views.shared import closed_already
from mektepke.doors.declare import needs
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of
from mektepke.people.views.once import once_key
from mektepke.pupils.queries import other_schools


@needs(*WORKS)
def refer(request: HttpRequest, case: UUID) -> HttpResponse:
    """First to whom; then what; then a look at the letter; then it is sent."""
    person = person_of(request)
    found = cases.case_to_work_on(person, case)
    if found.closed_on is not None:
        return closed_already(request, found)
    bodies = _bodies(found)
    body = request.GET.get("body", "")
    if body not in dict(bodies):
        return render(request, "casework/referrals/choose.html", {"case": found, "bodies": bodies})
    form = _form(request, found, body)
    step = request.POST.get("step", "preview")
    if request.method == "POST" and form.is_valid() and step != "change":
        return _sent(request, found, form) if step == "send" else _preview(request, found, form)
    return _page(request, found, form)


def _bodies(case: Case) -> list[tuple[str, str]]:
    """To whom this case may be referred, by code and name."""
    of_municipality = case.municipality_id is not None
    return [
        (body.value, str(body.label))
        for body in Referral.Body
        if may_receive(
            body.value,
            protection=case.in_protection,
            of_municipality=of_municipality,
            on_one_screen=case.on_one_screen,
        )
    ]


def _form(request: HttpRequest, case: Case, body: str) -> ReferForm:
    schools = list(other_schools(case.school)) if body == Referral.Body.SCHOOL else []
    there = queries.school_now_or_next(case.child) if schools else None
    return ReferForm(
        request.POST or None, case=case, body=body, known=known_of(case, on=clock.today()),
        consents=queries.consents_to_share(case), schools=schools, to_school=there,
    )  # fmt: skip


def _page(request: HttpRequest, case: Case, form: ReferForm) -> HttpResponse:
    """What stands in the fields is read here, so the page leaves a trace."""
    actions.look(case=case, page="referral", by=person_of(request))
    shown = {"case": case, "form": form, "body": Referral.Body(form.body), "once": once_key(request)}
    return render(request, "casework/referrals/refer.html", shown)


def _preview(request: HttpRequest, case: Case, form: ReferForm) -> HttpResponse:
    person = person_of(request)
    actions.look(case=case, page="referral", by=person)
    draft = actions.draft(case=case, given=form.given(), by=person)
    shown = {"case": case, "form": form, "letter": letter_of(draft), "once": once_key(request)}
    return render(request, "casework/referrals/preview.html", shown)


def _sent(request: HttpRequest, case: Case, form: ReferForm) -> HttpResponse:
    key = once_key(request)
    try:
        actions.refer(case=case, given=form.given(), by=person_of(request), id=key)
    except AlreadyClosed:
        return closed_already(request, case)
    except DoneBefore:
        messages.info(request, _("This letter was sent already. Nothing was sent a second time."))
    except actions.AskedAlready:
        form.add_error(None, _("Another school has been asked already. Take that letter back first."))
        return _page(request, case, form)
    except (actions.NoConsent, actions.NotThere):
        form.add_error(
            None, _("This consent does not hold any more, or this receiver cannot be chosen. Please choose anew.")
        )
        return _page(request, case, form)
    else:
        messages.success(request, _sent_words(form.body))
    return redirect("referral", referral=key)


def _sent_words(body: str) -> str:
    if body == Referral.Body.SCHOOL:
        return _("The other school sees it on its Today. The case stays yours until it takes it over.")
    return _("The letter is ready. Print it in the language of whoever receives it.")
