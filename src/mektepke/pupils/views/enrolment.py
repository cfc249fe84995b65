"""Into a class, into another one, off the roll, and back where it was a mistake."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.places.queries import year_on
from mektepke.pupils import actions, queries
from mektepke.pupils.forms import EnrolForm, LeaveForm
from mektepke.pupils.models import Child, Enrolment, OutOfSchool
from mektepke.pupils.views import me, refuse, see

P = Permission.EDIT_CHILDREN
ON_ONE_PAGE = 50


@needs(P)
def enrol_child(request: HttpRequest, child: UUID) -> HttpResponse:
    """Into a class, into another class, or to learn in another way: from a day on, and what was before stays."""
    found = queries.child_for(me(request), child, P)
    now = queries.enrolment_now_or_next(found, clock.today())
    school, last = (now.school_class.school, now.ends) if now else (None, None)
    initial = {
        "school_class": now.school_class if now else None,
        "mode": now.mode if now else Enrolment.Mode.SCHOOL,
        "starts": queries.first_school_day(school, after=last, today=clock.today()),
    }
    classes = list(queries.classes_from(me(request), P, clock.today()))
    form = EnrolForm(request.POST or None, classes=classes, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = actions.enrol(child=found, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            refuse(refused, [form])
        else:
            words = _("%(name)s is on the roll of class %(school_class)s.")
            messages.success(request, words % {"name": found.name, "school_class": enrolment.school_class.name})
            return redirect("child", child=found.pk)
    if request.method == "GET":
        see(request, found, "enrol_child")
    shown = {
        "child": found,
        "now": now,
        "form": form,
        "past": queries.enrolments_of(found),
        "transfer": queries.open_transfer_of(found),
        "here": "enrol_child",
        "on_roll": now is not None and now.ends is None,
    }
    return render(request, "pupils/enrol_child.html", shown)


@needs(P)
def leave_school(request: HttpRequest, child: UUID) -> HttpResponse:
    """Off the roll, with the reason and the last day."""
    found = queries.child_for(me(request), child, P)
    enrolment = open_enrolment(request, found)
    form = LeaveForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave(enrolment=enrolment, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            refuse(refused, [form])
        else:
            messages.success(request, _said(found))
            return redirect("left_school")
    if request.method == "GET":
        see(request, found, "leave_school")
    shown = {"child": found, "enrolment": enrolment, "form": form, "here": "leave_school", "on_roll": True}
    return render(request, "pupils/leave_school.html", shown)


def open_enrolment(request: HttpRequest, child: Child) -> Enrolment:
    """The child's place on a roll of one's own school; 404 where it has none there."""
    found = queries.enrolments_visible_to(me(request), P).filter(child=child, ends__isnull=True).first()
    if found is None:
        raise Http404
    return found


def _said(child: Child) -> str:
    if OutOfSchool.objects.filter(child=child, ended_on__isnull=True).exists():
        words = _("%(name)s is off the roll, and on the list of children of school age in no school.")
    else:
        words = _("%(name)s is off the roll.")
    return words % {"name": child.name}


@needs(P)
def left_school(request: HttpRequest) -> HttpResponse:
    """Who left one's school this school year, and why; a mistake is taken back here."""
    year = year_on(clock.today())
    again = Enrolment.objects.filter(child=OuterRef("child"), starts__gte=OuterRef("starts")).exclude(pk=OuterRef("pk"))
    since = year.starts if year else clock.today()
    left = queries.left_for_good(me(request), reasons=actions.REASONS).filter(ends__gte=since)
    rows = left.annotate(again=Exists(again)).order_by("-ends", "child__sort_key", "pk")
    page = Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "pupils/left_school.html", {"page": page})


@needs(P)
@require_POST
def child_stays(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """The child did not leave, or has not arrived at the other school: the entry was a mistake."""
    found = queries.left_for_good(me(request), reasons=actions.REASONS).filter(pk=enrolment).first()
    if found is None:
        raise Http404
    if found.reason_of_leaving == Enrolment.Leaving.TRANSFERRED:
        return _not_arrived(request, found)
    try:
        new = actions.stay(enrolment=found, by=me(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("left_school")
    words = _("%(name)s goes on in class %(school_class)s.")
    messages.success(request, words % {"name": found.child.name, "school_class": found.school_class.name})
    return redirect("class_list", school_class=new.school_class_id)


def _not_arrived(request: HttpRequest, left: Enrolment) -> HttpResponse:
    try:
        actions.not_arrived(transfer=left.transfer_out, by=me(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("left_school")
    messages.success(request, _("%(name)s is on the way.") % {"name": left.child.name})
    return redirect("transfers")
