"""A case is given to one person to read, for a reason and until a day; and what was given to somebody."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework import queries as cases
from mektepke.casework.actions import look_at_case
from mektepke.casework.protection import queries
from mektepke.casework.protection.actions import give_to_read, take_back
from mektepke.casework.protection.forms import ReaderForm
from mektepke.casework.protection.queries import WORKS
from mektepke.casework.protection.who import roles_in_words
from mektepke.doors.declare import needs
from mektepke.people.requests import person_of


@needs(*WORKS)
def readers(request: HttpRequest, case: UUID) -> HttpResponse:
    """To whom the case was given, and to whom else it is given now."""
    person = person_of(request)
    found = cases.case_to_work_on(person, case)
    look_at_case(case=found, by=person)
    people = queries.may_be_given(found, by=person)
    form = ReaderForm(request.POST or None, people=people, roles=roles_in_words(people))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        give_to_read(case=found, to=form.chosen, reason=said["reason"], ends=said["ends"], by=person)
        messages.success(request, _("%(name)s can read the case now.") % {"name": form.chosen.full_name})
        return redirect("case_readers", case=found.pk)
    page = {"case": found, "form": form, "readers": queries.readers_of(found)}
    return render(request, "casework/protection/readers.html", page)


@needs(*WORKS)
@require_POST
def end_reading(request: HttpRequest, reader: UUID) -> HttpResponse:
    """The person reads it no longer."""
    person = person_of(request)
    found = queries.reader_for(person, reader)
    take_back(reader=found, by=person)
    messages.success(request, _("%(name)s cannot read the case any more.") % {"name": found.person.full_name})
    return redirect("case_readers", case=found.case_id)


@needs(*queries.READS)
def given(request: HttpRequest) -> HttpResponse:
    """The cases that were given to this person to read."""
    found = queries.given_to(person_of(request), today=clock.today())
    return render(request, "casework/protection/given.html", {"found": found})
