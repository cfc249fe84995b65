"""A case that another school hands over: only the chosen fields, and yes or no."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.casework.actions import AlreadyClosed
from mektepke.casework.models import Referral
from mektepke.casework.referrals import actions, queries
from mektepke.casework.referrals.forms import TakeOverForm
from mektepke.casework.referrals.letters import letter_of
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of


@needs(Permission.WORK_ON_CASES)
def incoming(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The letter of the other school, and the answer to it. Of the case nothing else is read before."""
    person = person_of(request)
    found = queries.incoming_for(person, referral)
    form = TakeOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answered(request, found, form)
    if request.method == "GET":
        actions.look(case=found.case, page="incoming", by=person)
    shown = {"referral": found, "letter": letter_of(found), "form": form}
    return render(request, "casework/referrals/incoming.html", shown)


def _answered(request: HttpRequest, referral: Referral, form: TakeOverForm) -> HttpResponse:
    person, said = person_of(request), form.cleaned_data
    try:
        if said["answer"] == Referral.Answer.DECLINED:
            actions.decline(referral=referral, words=said["words"], by=person)
            messages.success(request, _("The other school sees your answer and goes on with the case."))
            return redirect("referrals")
        case = actions.accept(referral=referral, words=said["words"], by=person)
    except (AlreadyClosed, DoneBefore):
        messages.info(request, _("Somebody has answered already, or the case was closed. Nothing was changed."))
        return redirect("referrals")
    messages.success(request, _("The case is yours now, with all that was agreed in it."))
    return redirect("case", case=case.pk)
