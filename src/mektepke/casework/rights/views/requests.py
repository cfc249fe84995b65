"""A family asks for its child's record, gets it, says what is wrong."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.casework.models import Correction, RecordRequest
from mektepke.casework.rights import actions, queries
from mektepke.casework.rights.forms import AnswerForm, AskForm, CorrectionForm
from mektepke.casework.rights.record import as_text, record_of
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.look import dates
from mektepke.look.words import language
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of
from mektepke.people.views.once import once_key
from mektepke.pupils.queries import may_for

P = Permission.WORK_ON_CASES
ON_ONE_PAGE = 50


@needs(P)
def family_requests(request: HttpRequest) -> HttpResponse:
    """What families wait for, what was proposed, and whose time is over."""
    person = person_of(request)
    shown = {
        "waiting": queries.waiting_requests(person),
        "proposed": queries.erasures_proposed_by(person),
        "page": Paginator(queries.time_is_over(person), ON_ONE_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "casework/rights/requests.html", shown)


@needs(P)
def family_rights(request: HttpRequest, child: UUID) -> HttpResponse:
    """What the family of one child has asked for, and what it can ask for."""
    person = person_of(request)
    found = queries.child_to_speak_for(person, child)
    makes = queries.may_make(person, found)
    shown = {
        "child": found,
        "makes": makes,
        "sees": may_for(person, found, P),
        "keeper": None if makes else queries.keeper_of(found),
        "requests": list(queries.requests_of(person).filter(child=found).order_by("-asked_on", "-at")),
        "erasure": queries.open_erasure_of(found),
    }
    return render(request, "casework/rights/family.html", shown)


@needs(P)
def ask_for_record(request: HttpRequest, child: UUID) -> HttpResponse:
    """A family asks to see all that is kept about its child."""
    person = person_of(request)
    found = queries.child_to_speak_for(person, child)
    form = AskForm(request.POST or None, initial={"language": language()[:2]})
    if request.method == "POST" and form.is_valid():
        return _asked(request, form, found.pk)
    return render(request, "casework/rights/ask.html", {"child": found, "form": form, "once": once_key(request)})


def _asked(request: HttpRequest, form: AskForm, child: UUID) -> HttpResponse:
    person = person_of(request)
    found = queries.child_to_speak_for(person, child)
    key = derived_key("record", found.pk, once_key(request))
    try:
        made = actions.ask_for_record(
            id=key, child=found, school=queries.school_for(person, found), asked=form.given(), by=person
        )
    except DoneBefore:
        made = RecordRequest.objects.get(pk=key)
    day = dates.day_short(made.due_on, language())
    messages.success(request, _("It is kept. The family has its record by %(day)s.") % {"day": day})
    if not queries.may_make(person, found):
        return redirect("family_rights", child=found.pk)
    return redirect("record_request", record_request=made.pk)


@needs(P)
def record_request(request: HttpRequest, record_request: UUID) -> HttpResponse:
    """One request: print the record, hand it over, what the family says is wrong."""
    person = person_of(request)
    found = queries.request_for(person, record_request)
    corrections = list(found.corrections.all())
    if corrections:
        actions.look_at_record(request=found, page="record_request", by=person)
    return render(request, "casework/rights/request.html", {"asked": found, "corrections": corrections})


@needs(P)
def family_record(request: HttpRequest, record_request: UUID) -> HttpResponse:
    """The whole record on one page, to be printed."""
    person = person_of(request)
    found = queries.request_for(person, record_request)
    actions.look_at_record(request=found, page="family_record", by=person)
    shown = {"asked": found, "record": record_of(found, today=clock.today())}
    return render(request, "casework/rights/record.html", shown)


@needs(P)
def family_record_file(request: HttpRequest, record_request: UUID) -> HttpResponse:
    """The same as a file of plain text, which opens on any phone, also without a network."""
    person = person_of(request)
    found = queries.request_for(person, record_request)
    actions.look_at_record(request=found, page="family_record_file", by=person)
    # Windows reads a text file as Cyrillic only if it begins with this mark.
    text = "\ufeff" + as_text(record_of(found, today=clock.today()))
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="record-{found.asked_on}.txt"'
    return answer


@needs(P)
@require_POST
def hand_over_record(request: HttpRequest, record_request: UUID) -> HttpResponse:
    """The family has its record."""
    found = queries.request_for(person_of(request), record_request)
    actions.hand_over(request=found, by=person_of(request))
    messages.success(request, _("Kept: the family has its record."))
    return redirect("record_request", record_request=found.pk)


@needs(P)
def add_correction(request: HttpRequest, record_request: UUID) -> HttpResponse:
    """What the family says is wrong."""
    found = queries.request_for(person_of(request), record_request)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = derived_key("correction", found.pk, once_key(request))
        try:
            actions.ask_for_correction(id=key, request=found, words=form.cleaned_data["words"], by=person_of(request))
        except DoneBefore:
            messages.info(request, _("This was kept already. Nothing was kept a second time."))
        else:
            messages.success(request, _("It is kept with the record. The family waits for an answer."))
        return redirect("record_request", record_request=found.pk)
    return render(request, "casework/rights/correction.html", {"asked": found, "form": form, "once": once_key(request)})


@needs(P)
def answer_correction(request: HttpRequest, correction: UUID) -> HttpResponse:
    """Where it was put right, or why not."""
    found = queries.correction_for(person_of(request), correction)
    form = AnswerForm(request.POST or None)
    if found.answer:
        return _answered_already(request, found)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer_correction(
                correction=found, answer=said["answer"], words=said["words"], by=person_of(request)
            )
        except DoneBefore:
            return _answered_already(request, found)
        messages.success(request, _("The answer is kept. It stands in the record from now on."))
        return redirect("record_request", record_request=found.request_id)
    actions.look_at_record(request=found.request, page="record_request", by=person_of(request))
    return render(request, "casework/rights/answer.html", {"correction": found, "asked": found.request, "form": form})


def _answered_already(request: HttpRequest, correction: Correction) -> HttpResponse:
    messages.info(request, _("This has an answer already. Nothing was changed."))
    return redirect("record_request", record_request=correction.request_id)
