"""Who was written to, who looked, and what the family said about the record itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mektepke.casework.models import Correction, RecordRequest, Referral
from mektepke.casework.referrals.rules import CAUSE, Field
from mektepke.casework.rights.queries.kept import Kept, Looked
from mektepke.casework.rights.record.parts import Entry, Section, day, lines, said, told
from mektepke.casework.rights.rules import record as goes
from mektepke.casework.rights.rules.record import Asker
from mektepke.people.roles import Role

FIELDS: dict[str, str | Promise] = {
    Field.NAME: gettext_lazy("The child's name"),
    Field.BIRTH: gettext_lazy("Date of birth"),
    Field.CLASS: gettext_lazy("Class"),
    Field.GUARDIAN: gettext_lazy("Parent or guardian"),
    Field.PHONE: gettext_lazy("Phone of a parent or guardian"),
    Field.ADDRESS: gettext_lazy("Address"),
    Field.ATTENDANCE: gettext_lazy("Attendance"),
    Field.HEALTH: gettext_lazy("Health"),
    CAUSE: gettext_lazy("Why the child misses school"),
}


def sent(kept: Kept, asker: Asker) -> Section:
    """To whom something about the child was sent, and which fields went; not what the receiver wrote back."""
    found = [letter for case in kept.cases for letter in case.referrals.all()]
    going = [one for one in found if goes.referral_goes(one.body, with_consent=one.consent_id is not None)]
    entries = [_letter(one, asker) for one in sorted(going, key=lambda one: one.sent_on)]
    return Section(_("What was sent to others"), entries, _("Nothing about the child was sent to anybody."))


def _letter(one: Referral, asker: Asker) -> Entry:
    return Entry(
        said(day(one.sent_on), _receiver(one, asker)),
        lines(
            told(Referral, "need", one.need) if asker.may_know_home else None,
            said(_("What went with it"), ", ".join(_fields(one)) or _("nothing else")),
            _("With the family's consent.") if one.consent_id else _("Without the family's consent."),
            said(one.get_answer_display(), day(one.answered_on)) if one.answered_on else None,
        ),
    )


def _receiver(one: Referral, asker: Asker) -> str:
    """Which kind of body; by name, with its village or district, only for who may know where the child lives."""
    body = str(one.get_body_display())
    if not asker.may_know_home:
        return body
    return one.to_school.name if one.to_school else ", ".join(filter(None, [body, one.addressee]))


def _fields(one: Referral) -> list[str]:
    codes = (CAUSE if code.startswith(CAUSE) else code for code in one.fields)
    return [str(FIELDS[code]) for code in dict.fromkeys(codes) if code in FIELDS]


def looks(kept: Kept) -> Section:
    """Who looked at the child's pages: roles, and never names."""
    entries = [Entry("", [_looked(looked) for looked in kept.looks])] if kept.looks else []
    return Section(_("Who looked"), entries, _("Nobody has looked yet."))


def _looked(looked: Looked) -> str:
    role = str(Role(looked.role).label) if looked.role in Role.values else _("Another member of staff")
    return ngettext(
        "{role}: on {count} day, last on {day}.", "{role}: on {count} days, last on {day}.", looked.days
    ).format(role=role, count=looked.days, day=day(looked.last))


def asked(kept: Kept, asker: Asker) -> Section:
    """What the same person asked for, what this person said is wrong, and the answers."""
    own = [request for request in kept.requests if goes.request_goes(request.asked_by, asker)]
    entries = [entry for request in own for entry in _request(request)]
    return Section(_("What you asked for"), entries, _("You have asked for nothing."))


def _request(request: RecordRequest) -> Iterator[Entry]:
    yield Entry(
        said(_("The whole record was asked for"), day(request.asked_on)),
        lines(
            told(RecordRequest, "asked_by", request.get_asked_by_display()),
            told(RecordRequest, "handed_on", request.handed_on),
        ),
    )
    yield from (_correction(correction) for correction in request.corrections.all())


def _correction(correction: Correction) -> Entry:
    answered = said(correction.get_answer_display(), day(correction.answered_on)) if correction.answered_on else ""
    return Entry(
        said(_("A correction was asked for"), day(correction.on)),
        lines(correction.words, answered or _("Not answered yet."), correction.answer_words),
    )
