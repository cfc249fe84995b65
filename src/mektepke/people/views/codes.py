"""One-time codes: typed in by whoever got one, printed by whoever gives one."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.base.hosts import THIS_COMPUTER
from mektepke.doors.declare import needs, open_to_all
from mektepke.doors.permissions import Permission
from mektepke.people import actions, queries
from mektepke.people.forms import ChoosePassword, CodeForm
from mektepke.people.models import OneTimeCode, Person
from mektepke.people.rules import CODE_HOLDS
from mektepke.people.views import me
from mektepke.people.views.once import once_key

# In the session, between the page that asks for the code and the page that asks for a password.
CODE_ACCEPTED = "code_accepted"


@open_to_all
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Sign-in name and code from a slip of paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = actions.try_code(**form.cleaned_data)
        if found:
            request.session[CODE_ACCEPTED] = str(found.pk)
            return redirect("code_password")
        form.add_error(
            None,
            _(
                "This sign-in name and code do not fit together, or the code is used or too old. Check both. "
                "After five wrong tries, or 14 days, ask your head for a new code."
            ),
        )
    return render(request, "people/code.html", {"form": form})


@open_to_all
@never_cache
@sensitive_post_parameters("password", "again")
def code_password(request: HttpRequest) -> HttpResponse:
    """Choose a password; then one is signed in."""
    accepted = _accepted(request)
    if accepted is None:
        messages.error(request, _("Enter your code once more."))
        return redirect("code")
    form = ChoosePassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = _chosen_language(request)
        person = actions.use_code(code=accepted, password=form.cleaned_data["password"], language=language)
        del request.session[CODE_ACCEPTED]
        if person is None:
            messages.error(request, _("This code is no longer valid. Ask your head for a new one."))
            return redirect("code")
        login(request, person)
        messages.success(request, _("Your password is set, and you are signed in. The slip of paper can go."))
        return redirect("today")
    return render(request, "people/code_password.html", {"form": form, "person": accepted.person})


@needs(Permission.MANAGE_STAFF)
@require_POST
def code_new(request: HttpRequest, person: UUID) -> HttpResponse:
    """Make a new code for a member of staff and show it, this once."""
    found = queries.person_for(me(request), person)
    try:
        made = actions.new_code(person=found, by=me(request), id=once_key(request))
    except actions.DoneBefore:
        words = _("This code was shown already and cannot be shown again. If the slip is lost, make a new code here.")
        messages.warning(request, words)
        return redirect("person", person=person)
    return slips(request, [(found, made)])


def slips(request: HttpRequest, codes: Sequence[tuple[Person, str]]) -> HttpResponse:
    """The page to print, one slip for each person, in that person's language. It cannot be opened again."""
    where = queries.schools_of([person for person, _code in codes])
    shown = {
        "codes": [(person, code, where.get(person.pk, [])) for person, code in codes],
        "address": request.build_absolute_uri("/"),
        "only_here": is_only_here(request),
        "until": clock.today() + CODE_HOLDS,
    }
    return render(request, "people/slips.html", shown)


def is_only_here(request: HttpRequest) -> bool:
    """Whether the page was opened by an address that no phone reaches."""
    return urlsplit(f"//{request.get_host()}").hostname in THIS_COMPUTER


def _chosen_language(request: HttpRequest) -> str:
    """The language that somebody chose on this phone; empty if nobody did."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def _accepted(request: HttpRequest) -> OneTimeCode | None:
    key = request.session.get(CODE_ACCEPTED)
    found = OneTimeCode.objects.filter(pk=key, used_at__isnull=True, expires__gt=clock.now()) if key else None
    return found.select_related("person").first() if found is not None else None
