"""Signals: the whole list, one signal, answering it; the limits of the rules."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.models import Child
from mektepke.pupils.queries import classes_of, guardians_visible_to, may_for, reason_to_see
from mektepke.trail.actions import looked
from mektepke.watch import actions, queries
from mektepke.watch.forms import Called, CalledOnFirstDay, OwnLimits, Talked, WhatHappened, WhyNotAProblem
from mektepke.watch.models import Answer, Signal
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.sentences import sentence_of

ANSWERS = (Permission.ANSWER_SIGNALS, Permission.REGISTER_OUT_OF_SCHOOL)


@needs(*ANSWERS)
def signals(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person, the worst first: about their school, then by child."""
    person = _person(request)
    waiting = queries.waiting_for(person, today=clock.today())
    shown = {
        "about_school": waiting.about_school,
        "children": waiting.children,
        "sees_child": _sees_child(person),
        "works_on_cases": person.may(Permission.WORK_ON_CASES),
    }
    return render(request, "watch/signals.html", shown)


@needs(*ANSWERS)
def signal(request: HttpRequest, key: UUID) -> HttpResponse:
    """One signal: what was noticed, what to do, what was answered."""
    person = _person(request)
    found = _seen(person, key)
    shown = {
        "signal": found,
        "answers": queries.answers_to(found),
        "sees_child": _sees_child(person),
        "works_on_cases": _works_on_cases_of(person, found.child),
    }
    return render(request, "watch/signal.html", shown | _who(person, found.child))


@needs(*ANSWERS)
def called(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody called the family. Whoever works on the child's cases records every call in one place, with the day of
    the next look; here answer those who do not."""
    person = _person(request)
    found = _seen(person, key)
    if found.child is not None and _works_on_cases_of(person, found.child):
        return redirect("call", child=found.child.pk)
    form = (CalledOnFirstDay if found.rule == Rule.ABSENT_TODAY else Called)(request.POST or None)
    return _answer(request, found, Answer.Kind.CALLED, form, "watch/call.html")


@needs(*ANSWERS)
def talked(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody talked with the child."""
    found = _seen(_person(request), key)
    return _answer(request, found, Answer.Kind.TALKED, Talked(request.POST or None), "watch/talk.html")


@needs(*ANSWERS)
def not_a_problem(request: HttpRequest, key: UUID) -> HttpResponse:
    """It is not a problem, because …"""
    found, form = _seen(_person(request), key), WhyNotAProblem(request.POST or None)
    return _answer(request, found, Answer.Kind.NOT_A_PROBLEM, form, "watch/not_a_problem.html")


@needs(Permission.ANSWER_SIGNALS)
def what_happened(request: HttpRequest, key: UUID) -> HttpResponse:
    """The head says what happened at the school."""
    found = _seen(_person(request), key)
    return _answer(request, found, Answer.Kind.OTHER, WhatHappened(request.POST or None), "watch/what_happened.html")


@needs(Permission.ANSWER_SIGNALS)
def absence_called(request: HttpRequest, child: UUID) -> HttpResponse:
    """A class teacher called the family of a child who is missing today."""
    person = _person(request)
    call = queries.call_for(person, child, today=clock.today())
    looked(by=person, child=call.child.pk, page="call", reason=reason_to_see(person, call.child))
    form = CalledOnFirstDay(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = actions.answer_absence(call=call, kind=Answer.Kind.CALLED, by=person, **form.cleaned_data)
        return _thanks(request, given, back_to="today")
    shown = {
        "back_to_today": True,
        "form": form,
        "sentence": sentence_of(Rule.ABSENT_TODAY, call.evidence),
        **_who(person, call.child),
    }
    return render(request, "watch/call.html", shown)


@needs(Permission.SET_THRESHOLDS)
def limits(request: HttpRequest) -> HttpResponse:
    """The limits of the rules with their defaults and sources; a programme's own can be set."""
    person = _person(request)
    programme = queries.programme_of(person)
    form = OwnLimits(request.POST or None, own=queries.own_limits(programme))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_limits(programme=programme, own=form.cleaned_data, by=person)
        except actions.LimitsContradict as problem:
            form.contradict(problem.names)
        else:
            messages.success(request, _("The limits are saved. They hold from the next morning's round on."))
            return redirect("limits")
    return render(request, "watch/limits.html", {"form": form, "programme": programme})


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the door lets nobody else in
    return request.user


def _sees_child(person: Person) -> bool:
    """Whether children's pages are open to this person; a municipality officer knows only the record of a child."""
    return person.may(Permission.SEE_CHILD)


def _works_on_cases_of(person: Person, child: Child | None) -> bool:
    return child is not None and may_for(person, child, Permission.WORK_ON_CASES)


def _answer(request: HttpRequest, found: Signal, kind: Answer.Kind, form: forms.Form, template: str) -> HttpResponse:
    person = _person(request)
    if request.method == "POST" and form.is_valid():
        return _thanks(request, actions.answer(signal=found, kind=kind, by=person, **form.cleaned_data))
    return render(request, template, {"signal": found, "form": form, **_who(person, found.child)})


def _seen(person: Person, key: UUID) -> Signal:
    """The signal, with the look at its child recorded."""
    found = queries.signal_for(person, key)
    if found.child is not None:
        looked(by=person, child=found.child.pk, page="signal", reason=reason_to_see(person, found.child))
    return found


def _who(person: Person, child: Child | None) -> dict[str, object]:
    """The child, its class, and the adults to call, for the page; nothing for a question about a school."""
    if child is None:
        return {}
    return {
        "child": child,
        "class_name": classes_of([child], clock.today()).get(child.pk, ""),
        "guardians": guardians_visible_to(person, Permission.ANSWER_SIGNALS).filter(household=child.household_id),
    }


def _thanks(request: HttpRequest, given: Answer, *, back_to: str = "signals") -> HttpResponse:
    child = given.signal.child
    name = child.name if child else ""
    if given.result == Answer.Result.STILL_AWAY:
        messages.info(request, _still_away(name, given.signal))
    elif given.result == Answer.Result.NOT_REACHED:
        said = _("%(child)s: the call is recorded. Nobody was reached, so it stays on the list.") % {"child": name}
        messages.info(request, said)
    elif child:
        said = _("%(child)s: your answer is recorded. The signal comes back only if it gets worse.") % {"child": name}
        messages.success(request, said)
    else:
        messages.success(request, _("Your answer is recorded. The question comes back only if it gets worse."))
    return redirect(back_to)


def _still_away(name: str, signal: Signal) -> str:
    """What becomes of a child that stays away. Only a first-day absence is answered by that: from a certain day in a
    row on the child is the social pedagogue's."""
    if signal.rule != Rule.ABSENT_TODAY or signal.school is None:
        return _("%(child)s: the call is recorded. The child stays away, so it stays on the list.") % {"child": name}
    days = queries.limits_of(signal.school, today=clock.today()).streak_days
    return ngettext(
        "%(child)s: the call is recorded. After %(count)s school day in a row without coming, the social pedagogue "
        "gets the child.",
        "%(child)s: the call is recorded. After %(count)s school days in a row without coming, the social pedagogue "
        "gets the child.",
        days,
    ) % {"child": name, "count": days}
