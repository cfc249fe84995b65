"""Letters that were sent: what became of them, on paper, and taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework.models import Referral
from mektepke.casework.referrals import actions, queries
from mektepke.casework.referrals.forms import AnswerForm
from mektepke.casework.referrals.letters import letter_of
from mektepke.casework.referrals.words import answer_words, consent_words
from mektepke.casework.views.cases import WORKS
from mektepke.doors.declare import needs
from mektepke.look.words import language
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of

# Of a letter: bodies here read one of these two, whatever its writer reads.
LANGUAGES = {"ky": "Кыргызча", "ru": "Русский"}
RECALLED = Referral.Answer.RECALLED


@needs(*WORKS)
def referrals(request: HttpRequest) -> HttpResponse:
    """What came to one's school, what one waits for, and what was answered lately."""
    letters = queries.letters_of(person_of(request), today=clock.today())
    return render(request, "casework/referrals/list.html", {"letters": letters, "today": clock.today()})


@needs(*WORKS)
def referral(request: HttpRequest, referral: UUID) -> HttpResponse:
    """One letter as its worker sees it: what it says, with whose consent, and the answer."""
    person = person_of(request)
    found = queries.referral_for(person, referral)
    actions.look(case=found.case, page="referral", by=person)
    shown = {
        "referral": found,
        "letter": letter_of(found),
        "consent": consent_words(found.consent) if found.consent else "",
        "answer": answer_words(found),
        "outside": found.body != Referral.Body.SCHOOL,
        "languages": LANGUAGES.items(),
    }
    return render(request, "casework/referrals/referral.html", shown)


@needs(*WORKS)
def letter(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The letter on A4, in the language of whoever receives it."""
    person = person_of(request)
    found = queries.referral_for(person, referral)
    if found.answer == RECALLED:
        messages.info(request, _("This letter was taken back and is not printed any more."))
        return redirect("referral", referral=found.pk)
    actions.look(case=found.case, page="letter", by=person)
    spoken = _language_of(request)
    with translation.override(spoken):
        written = letter_of(found)
    shown = {"referral": found, "letter": written, "spoken": spoken, "languages": LANGUAGES.items()}
    return render(request, "casework/referrals/letter.html", shown)


def _language_of(request: HttpRequest) -> str:
    """As asked; else the reader's own, if letters are written in it."""
    asked = request.GET.get("language", "")
    return next((one for one in (asked, language()[:2]) if one in LANGUAGES), "ky")


@needs(*WORKS)
def answer(request: HttpRequest, referral: UUID) -> HttpResponse:
    """What a body outside the house said."""
    person = person_of(request)
    found = queries.referral_for(person, referral)
    if found.answer or found.body == Referral.Body.SCHOOL:
        return _answered_already(request, found)
    form = AnswerForm(request.POST or None, sent_on=found.sent_on)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.record_answer(referral=found, answer=said["answer"], words=said["words"], on=said["on"], by=person)
        except DoneBefore:
            return _answered_already(request, found)
        messages.success(request, _("The answer is recorded."))
        return redirect("referral", referral=found.pk)
    return render(request, "casework/referrals/answer.html", {"referral": found, "form": form})


@needs(*WORKS)
@require_POST
def recall(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Take a letter back that nobody has answered."""
    found = queries.referral_for(person_of(request), referral)
    try:
        actions.recall(referral=found, by=person_of(request))
    except DoneBefore:
        return _answered_already(request, found)
    messages.success(request, _("The letter is taken back."))
    return redirect("referral", referral=found.pk)


def _answered_already(request: HttpRequest, referral: Referral) -> HttpResponse:
    messages.info(request, _("No answer is awaited from here. Nothing was changed."))
    return redirect("referral", referral=referral.pk)
