"""Signals: the whole list, one signal, answering it; the limits of the rules."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.people.views.once import once_key
from mektepke.pupils.models import Child
from mektepke.pupils.queries import classes_of, guardians_visible_to, may_for, reason_to_see
from mektepke.trail.actions import looked
from mektepke.watch import actions, queries
from mektepke.watch.concerns.queries import together
from mektepke.watch.forms import Called, CalledOnFirstDay, OwnLimits, Talked, WhatHappened, WhyNotAProblem
from mektepke.watch.models import Answer, Signal
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.sentences import sentence_of

ANSWERS = (Permission.ANSWER_SIGNALS, Permission.REGISTER_OUT_OF_SCHOOL)
# Most of a class or of the school was missing: perhaps there was no school, and only the calendar can say so.
ASKS_ABOUT_DAY = {Rule.SCHOOL_CLOSED, Rule.CLASS_MISSING}
# Where nobody was spoken with. A class teacher cannot put a number right; the social pedagogue can.
STAYS: dict[str, str | Promise] = {
    Answer.Result.NOT_REACHED: gettext_lazy(
        "%(child)s: the call is recorded. Nobody was reached, so the child stays on the list."
    ),
    Answer.Result.WRONG_NUMBER: gettext_lazy(
        "%(child)s: the call is recorded. The number is wrong, so the child stays on the list. Ask the social "
        "pedagogue to put the number right."
    ),
}


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
        "concerns": together(found.pk) if found.rule == Rule.CONCERN else [],
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
    try:
        call = queries.call_for(person, child, today=clock.today())
    except Http404:
        return _called_before(request, child)
    looked(by=person, child=call.child.pk, page="call", reason=reason_to_see(person, call.child))
    form = CalledOnFirstDay(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answered = partial(actions.answer_absence, call=call, kind=Answer.Kind.CALLED, by=person, **form.cleaned_data)
        return _stored(request, answered, about=call.child.pk, back_to="today")
    shown = {
        "back_to_today": True,
        "form": form,
        "once": once_key(request),
        "sentence": sentence_of(Rule.ABSENT_TODAY, call.evidence),
        **_who(person, call.child),
    }
    return render(request, "watch/call.html", shown)


def _called_before(request: HttpRequest, child: UUID) -> HttpResponse:
    """Back to Today with who has answered already: a page that was left open must not end in nothing."""
    given = queries.answer_about_absence(_person(request), child)
    if given is None or given.signal.child is None:
        raise Http404
    said = (
        _("The call about %(child)s is recorded already, by %(name)s.")
        if given.kind == Answer.Kind.CALLED
        else _("%(child)s: the absence is answered already, by %(name)s.")
    )
    messages.info(request, said % {"child": given.signal.child.name, "name": given.by.short_name})
    return redirect("today")


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
    from_today = "today" in request.GET
    if request.method == "POST" and form.is_valid():
        answered = partial(actions.answer, signal=found, kind=kind, by=person, **form.cleaned_data)
        return _stored(request, answered, about=found.pk, back_to="today" if from_today else "signals")
    shown = {
        "signal": found,
        "form": form,
        "once": once_key(request),
        "back_to_today": from_today,
        "closes_days": found.rule in ASKS_ABOUT_DAY and person.may(Permission.MANAGE_CALENDAR),
    }
    return render(request, template, shown | _who(person, found.child))


def _stored(request: HttpRequest, answered: partial[Answer], *, about: UUID, back_to: str) -> HttpResponse:
    """Give the answer, once however often the form is sent."""
    try:
        given = answered(id=_answer_key(request, about, answered.keywords))
    except DoneBefore:
        messages.warning(request, _("This answer was recorded already. Nothing was stored a second time."))
        return redirect(back_to)
    return _thanks(request, given, back_to=back_to)


def _answer_key(request: HttpRequest, about: UUID, given: dict[str, Any]) -> UUID:
    """The same form with the same words is the same answer; who goes back and chooses something else gives another."""
    said = [str(given.get(name, "")) for name in ("kind", "result", "reason", "words")]
    return derived_key("answer", about, once_key(request), *said)


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


def _thanks(request: HttpRequest, given: Answer, *, back_to: str) -> HttpResponse:
    child = given.signal.child
    if child is None:
        messages.success(request, _("Your answer is recorded. The question comes back only if it gets worse."))
    elif given.result in STAYS:
        messages.info(request, STAYS[given.result] % {"child": child.name})
    elif given.result == Answer.Result.STILL_AWAY:
        messages.info(request, _still_away(child.name, given.signal))
    else:
        said = _("%(child)s: your answer is recorded. The signal comes back only if it gets worse.")
        messages.success(request, said % {"child": child.name})
    return redirect(back_to)


def _still_away(name: str, signal: Signal) -> str:
    """What becomes of a child that stays away. Only a first-day absence is answered by that: from a certain day in a
    row on the child is the social pedagogue's."""
    if signal.rule != Rule.ABSENT_TODAY or signal.school is None:
        said = _("%(child)s: the call is recorded. The child stays away, and so stays on the list.")
        return said % {"child": name}
    days = queries.limits_of(signal.school, today=clock.today()).streak_days
    return ngettext(
        "%(child)s: the call is recorded. After %(count)s school day in a row without coming, the social pedagogue "
        "gets the child.",
        "%(child)s: the call is recorded. After %(count)s school days in a row without coming, the social pedagogue "
        "gets the child.",
        days,
    ) % {"child": name, "count": days}
