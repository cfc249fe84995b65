"""A concern that came to the child-protection officer becomes a case: the officer writes whose child it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.base.identity import derived_key
from mektepke.casework import actions
from mektepke.casework.actions import look_at_case
from mektepke.casework.models import Case
from mektepke.casework.protection import who
from mektepke.casework.protection.actions import open_from_concern
from mektepke.casework.protection.by_name import children_called, schools_asked
from mektepke.casework.protection.forms import FromConcernForm
from mektepke.casework.protection.views import around
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.people.requests import person_of
from mektepke.people.views.once import once_key
from mektepke.places.models import School
from mektepke.watch.concerns.actions import AnsweredBefore
from mektepke.watch.concerns.models import Concern
from mektepke.watch.concerns.queries import concern_for


@needs(Permission.PROTECT_CHILDREN)
def open_case(request: HttpRequest, concern: UUID) -> HttpResponse:
    """Whose child, what threatens it, and who of the school is part of it: one page. The officer sees no list of
    children; only a name written as the school's lists have it finds a child."""
    person = person_of(request)
    found = concern_for(person, concern)
    if found.goes_to != Concern.GoesTo.OFFICER or found.state != Concern.State.NEW:
        return redirect("concern", concern=found.pk)
    schools = schools_asked(person, found)
    form = _form(request, schools)
    if request.method == "POST" and form.is_valid():
        try:
            case = _opened(request, found, schools, form)
        except AnsweredBefore:
            return redirect("concern", concern=found.pk)
        if case is not None:
            return redirect("protection_case", case=case.pk)
    page = {"concern": found, "form": form, "once": once_key(request), "schools": schools}
    return render(request, "casework/protection/from_concern.html", page | (around(schools[0]) if schools else {}))


def _form(request: HttpRequest, schools: list[School]) -> FromConcernForm:
    staff: dict[Person, None] = {}
    for school in schools:
        staff |= dict.fromkeys(who.staff_of(school))
    return FromConcernForm(request.POST or None, staff=list(staff), roles=who.roles_in_words(staff))


def _opened(request: HttpRequest, concern: Concern, schools: list[School], form: FromConcernForm) -> Case | None:
    person = person_of(request)
    enrolled = children_called(*form.name, schools=schools)
    one = form.the_one(enrolled)
    if one is None:
        return None
    key = derived_key("from concern", concern.pk, once_key(request))
    try:
        case = open_from_concern(
            concern=concern, child=one.child, school=one.school_class.school, given=form.given(), kept=form.kept,
            by=person, id=key,
        )  # fmt: skip
    except actions.AlreadyOpen as held:
        messages.info(request, _("You work on a case of this child already."))
        return held.case
    except DoneBefore:
        messages.info(request, _("It is kept already. Nothing was stored a second time."))
        return Case.objects.get(pk=key)
    look_at_case(case=case, by=person)
    messages.success(request, _("Kept. Now tell the child-protection body, and record whom you told."))
    return case
