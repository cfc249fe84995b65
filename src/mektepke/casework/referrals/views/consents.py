"""What a family agrees to, by purpose, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.casework import queries as cases
from mektepke.casework.actions import AlreadyClosed, NotInProtection
from mektepke.casework.models import Case
from mektepke.casework.referrals import actions, queries
from mektepke.casework.referrals.forms import ConsentForm
from mektepke.casework.referrals.words import receiver_words
from mektepke.casework.views.cases import READS, WORKS
from mektepke.casework.views.shared import closed_already
from mektepke.doors.declare import needs
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of
from mektepke.people.views.once import once_key


@needs(*READS)
def consents(request: HttpRequest, case: UUID) -> HttpResponse:
    """All that a family has said in this case, and the form for one more talk."""
    person = person_of(request)
    found = cases.case_for(person, case)
    form = ConsentForm(request.POST or None)
    if request.method == "POST":
        found = cases.case_to_work_on(person, case)
        if form.is_valid():
            return _recorded(request, found, form)
    else:
        actions.look(case=found, page="consents", by=person)
    works = cases.workable_by(person).filter(pk=found.pk).exists()
    shown = {
        "case": found,
        "consents": list(reversed(queries.consents_of(found))),
        "form": form if works and found.closed_on is None and not found.in_protection else None,
        "works": works,
        "once": once_key(request),
    }
    return render(request, "casework/referrals/consents.html", shown)


def _recorded(request: HttpRequest, case: Case, form: ConsentForm) -> HttpResponse:
    """Stored once, however often it is sent."""
    try:
        actions.record_consents(case=case, said=form.given(), by=person_of(request), id=once_key(request))
    except AlreadyClosed:
        return closed_already(request, case)
    except NotInProtection:
        messages.info(request, _("In the way of protection nobody is asked. Nothing was stored."))
    except DoneBefore:
        messages.info(request, _("This was recorded already. Nothing was stored a second time."))
    else:
        messages.success(request, _("What the family said is recorded."))
    return redirect("consents", case=case.pk)


@needs(*WORKS)
def withdraw_consent(request: HttpRequest, consent: UUID) -> HttpResponse:
    """What it means is said first; then it is taken back from today on."""
    person = person_of(request)
    found = queries.consent_for(person, consent)
    if not found.holds:
        messages.info(request, _("This consent does not hold any more. Nothing was changed."))
        return redirect("consents", case=found.case_id)
    if request.method == "POST":
        taken_back = actions.withdraw_consent(consent=found, by=person)
        messages.success(request, _("The consent is taken back from today on."))
        if taken_back:
            messages.warning(request, _letters_taken_back(taken_back))
        return redirect("consents", case=found.case_id)
    actions.look(case=found.case, page="consents", by=person)
    letters = [(one, receiver_words(one)) for one in queries.resting_on(found).select_related("to_school")]
    return render(request, "casework/referrals/withdraw.html", {"consent": found, "letters": letters})


def _letters_taken_back(count: int) -> str:
    return ngettext(
        "%(count)s letter that rested on it is taken back. Tell the receiver.",
        "%(count)s letters that rested on it are taken back. Tell the receivers.",
        count,
    ) % {"count": count}
