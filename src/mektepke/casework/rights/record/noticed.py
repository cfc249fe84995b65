"""What was noticed and what was done about it; calls and visits."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.casework.models import Contact
from mektepke.casework.rights.queries.kept import Kept
from mektepke.casework.rights.record.parts import Entry, Section, day, lines, said, told
from mektepke.casework.rights.rules import record as goes
from mektepke.casework.rights.rules.record import Asker
from mektepke.watch.models import Answer, Signal
from mektepke.watch.sentences import sentence


def noticed(kept: Kept) -> Section:
    """Signals with the kind and result of what was done, and never in the words of who did it."""
    entries = [_signal(signal) for signal in kept.signals]
    return Section(_("What was noticed, and what was done"), entries, _("Nothing was noticed about the child."))


def _signal(signal: Signal) -> Entry:
    given = [answer for answer in signal.answers.all() if goes.answer_goes(answer.kind)]
    return Entry(day(signal.raised_on), [sentence(signal), *map(_answer, given)])


def _answer(answer: Answer) -> str:
    done = _("Nothing more was needed") if answer.kind == Answer.Kind.NOT_A_PROBLEM else answer.get_kind_display()
    return " · ".join(filter(None, [day(clock.day_of(answer.at)), str(done), str(answer.get_result_display())]))


def contacts(kept: Kept, asker: Asker) -> Section:
    """Calls and visits to the family. That nobody was at home goes too."""
    found = [contact for contact in kept.contacts if goes.contact_goes(contact.met, contact.result)]
    entries = [_contact(contact, asker) for contact in found]
    return Section(_("Calls and visits"), entries, _("Nobody has called or visited the family."))


def _contact(contact: Contact, asker: Asker) -> Entry:
    return Entry(
        said(contact.get_kind_display(), day(contact.on)),
        lines(
            told(Contact, "met", contact.get_met_display()),
            told(Contact, "result", contact.get_result_display()),
            told(Contact, "words", contact.words) if _goes_in_words(contact, asker) else None,
        ),
    )


def _goes_in_words(contact: Contact, asker: Asker) -> bool:
    dialled = contact.guardian.relation if contact.guardian else ""
    return goes.contact_words_go(contact.met, contact.result, dialled=dialled, asker=asker)
