"""A child in danger: opening its case, telling the body, and keeping out who is named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.casework import actions
from mektepke.casework import queries as cases
from mektepke.casework.models import Case
from mektepke.casework.protection import queries, who
from mektepke.casework.protection.actions import keep_out, keeper_of, open_protection, tell
from mektepke.casework.protection.forms import DangerForm, KeepOutForm, NamedForm, ReportForm
from mektepke.casework.protection.queries import WORKS
from mektepke.casework.protection.rules import Keeper, is_late
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.people.queries import schools
from mektepke.people.requests import person_of
from mektepke.people.views.once import once_key
from mektepke.places.models import School
from mektepke.pupils.models import Child
from mektepke.pupils.queries import child_for, may_for


def around(school: School) -> dict[str, Any]:
    """Who is there for a child in danger: numbers to call, and whom the school's municipality and district have."""
    return {
        "helpline": settings.CHILD_HELPLINE,
        "police": settings.POLICE,
        "officers": who.officers_for(school),
        "municipality": who.municipality_of(school),
        "district": who.district_of(school),
    }


@needs(*WORKS)
def protection(request: HttpRequest) -> HttpResponse:
    """The person's cases of protection."""
    person = person_of(request)
    shown = {"found": queries.open_to(person, now=clock.now()), "closed": queries.closed_to(person)}
    return render(request, "casework/protection/list.html", shown)


@needs(Permission.WORK_ON_CASES)
def open_case(request: HttpRequest, child: UUID) -> HttpResponse:
    """The child is in danger: one page, and before it is sent, what will happen."""
    person = person_of(request)
    found = child_for(person, child, Permission.WORK_ON_CASES)
    if held := cases.protected_case_of(person, found):
        return _to(person, held)
    school = cases.acting_school(person, found, Permission.WORK_ON_CASES)
    staff = _me_first(person, school)
    form = DangerForm(request.POST or None, staff=staff, roles=who.roles_in_words(staff))
    _ask_before_sending(form, school, person)
    if request.method == "POST" and form.is_valid():
        return _opened(request, found, school, form)
    page = {"child": found, "form": form, "once": once_key(request)} | around(school)
    return render(request, "casework/protection/open.html", page)


def _to(person: Person, case: Case) -> HttpResponse:
    """To the case: who only reads it has no page of the report."""
    return redirect("protection_case" if _works_on(person, case) else "case", case=case.pk)


def _works_on(person: Person, case: Case) -> bool:
    return cases.workable_by(person).filter(pk=case.pk).exists()


def _me_first(person: Person, school: School) -> list[Person]:
    """Who can be ticked: the person, the head, then the others by name."""
    heads = who.heads_of(school)
    return list(dict.fromkeys([person, *heads, *who.staff_of(school)]))


def _ask_before_sending(form: NamedForm, school: School, person: Person) -> None:
    if form.is_bound and keeper_of(school, form.kept, by=person) is Keeper.MUNICIPALITY:
        form.ask_before_sending()


def _opened(request: HttpRequest, child: Child, school: School, form: DangerForm) -> HttpResponse:
    """To the case; where it has left the school, to what happens now."""
    person = person_of(request)
    key = derived_key("protection", child.pk, person.pk, once_key(request))
    try:
        case = open_protection(child=child, school=school, given=form.given(), kept=form.kept, by=person, id=key)
    except actions.AlreadyOpen as held:
        return _to(person, held.case)
    except DoneBefore:
        messages.info(request, _("It is kept already. Nothing was stored a second time."))
        return redirect("protection_sent", school=school.pk)
    return _on_from(request, case, _("Kept. Now tell the child-protection body, and record whom you told."))


def _on_from(request: HttpRequest, case: Case, kept: str) -> HttpResponse:
    """To the case, while the person works on it; else to what happens now."""
    if _works_on(person_of(request), case):
        messages.success(request, kept)
        return redirect("protection_case", case=case.pk)
    messages.success(request, _("It is kept, and nobody at the school can open it."))
    return redirect("protection_sent", school=case.school_id)


@needs(Permission.WORK_ON_CASES)
def sent(request: HttpRequest, school: UUID) -> HttpResponse:
    """What happens now that a case has left the school: who works on it, or that nobody does and whom to call. It says
    nothing of any case, so it can be opened without one."""
    own = schools(person_of(request), Permission.WORK_ON_CASES)
    return render(request, "casework/protection/sent.html", around(get_object_or_404(own, pk=school)))


@needs(*WORKS)
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case of protection: the report, who must not see it, who may read it, what else waits."""
    person = person_of(request)
    found = queries.case_in_protection(person, case)
    actions.look_at_case(case=found, by=person)
    report = queries.report_of(found)
    sees_child = may_for(person, found.child, Permission.SEE_CHILD)
    shown = {
        "case": found,
        "report": report,
        "late": is_late(report.due_at, report.told_at, now=clock.now()),
        "opened_by": queries.opened_by(found),
        "barred": queries.barred_from(found),
        "readers": [one for one in queries.readers_of(found) if one.taken_back_on is None],
        "sees_child": sees_child,
        "home": None if sees_child else queries.home_of(found),
        "signals": queries.waiting_signals(person, found.child) if sees_child else [],
    }
    return render(request, "casework/protection/case.html", shown | around(found.school))


@needs(*WORKS)
def report(request: HttpRequest, case: UUID) -> HttpResponse:
    """That the body was told: whom, how, when, and what they answered."""
    person = person_of(request)
    found = queries.case_in_protection(person, case)
    if found.closed_on is not None or queries.report_of(found).told_at is not None:
        return redirect("protection_case", case=found.pk)
    form = ReportForm(request.POST or None, case=found)
    if request.method == "POST" and form.is_valid():
        try:
            tell(case=found, by=person, **form.cleaned_data)
            messages.success(request, _("Kept: the body was told."))
        except (DoneBefore, actions.AlreadyClosed):
            messages.info(request, _("It is kept already. Nothing was stored a second time."))
        return redirect("protection_case", case=found.pk)
    return render(request, "casework/protection/report.html", {"case": found, "form": form} | around(found.school))


@needs(*WORKS)
def named(request: HttpRequest, case: UUID) -> HttpResponse:
    """More people who must not see the case; before it leaves the school, what will happen."""
    person = person_of(request)
    found = queries.case_in_protection(person, case)
    if found.closed_on is not None:
        return redirect("protection_case", case=found.pk)
    actions.look_at_case(case=found, by=person)
    staff = _still_let_in(person, found)
    form = KeepOutForm(request.POST or None, staff=staff, roles=who.roles_in_words(staff))
    if not found.municipality_id:
        _ask_before_sending(form, found.school, person)
    if request.method == "POST" and form.is_valid():
        try:
            keep_out(case=found, kept=form.kept, by=person)
        except actions.AlreadyClosed:
            return redirect("protection_case", case=found.pk)
        return _on_from(request, found, _("Kept: these people cannot open the case."))
    page = {"case": found, "form": form, "barred": queries.barred_from(found)} | around(found.school)
    return render(request, "casework/protection/named.html", page)


def _still_let_in(person: Person, case: Case) -> list[Person]:
    out = {one.person_id for one in queries.barred_from(case)}
    here = schools(person, Permission.WORK_ON_CASES).filter(pk=case.school_id).exists()
    staff = _me_first(person, case.school) if here else who.staff_of(case.school)
    return [one for one in staff if one.pk not in out]
