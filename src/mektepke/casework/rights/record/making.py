"""Putting the record together, in the language in which the family wants it."""

from __future__ import annotations

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from mektepke.casework.models import RecordRequest
from mektepke.casework.rights.queries.kept import Kept, unsafe_kept
from mektepke.casework.rights.record import care, child, noticed, others
from mektepke.casework.rights.record.parts import Record, Section, day, said
from mektepke.casework.rights.rules.record import Asker


def record_of(request: RecordRequest, *, today: date) -> Record:
    """The whole record for whoever asked. The caller fetched the request for a person who may make it."""
    with translation.override(request.language):
        return _record(request, unsafe_kept(request.child, today=today), today)


def _record(request: RecordRequest, kept: Kept, today: date) -> Record:
    asker = Asker(request.asked_by, request.lives_together)
    return Record(
        title=_("What school keeps about {name}").format(name=kept.child.full_name),
        lead=[
            said(_("School"), request.school.name),
            said(_("Made on"), day(today)),
            said(_("For"), request.get_asked_by_display()),
        ],
        sections=_sections(kept, asker),
        closing=[
            _(
                "Left out of every such paper are: what a child has said in confidence, what others have said and who "
                "they are, what the child or a doctor has told about health, and the notes of staff for each other."
            ),
            _(
                "If something is wrong here, tell the social pedagogue: it is put right, or you are told why not. You "
                "may also ask that everything be removed once the child has left school."
            ),
        ],
    )


def _sections(kept: Kept, asker: Asker) -> list[Section]:
    return [
        child.identity(kept, asker),
        child.rolls(kept, asker),
        child.attendance(kept),
        noticed.noticed(kept),
        noticed.contacts(kept, asker),
        care.care(kept, asker),
        care.consents(kept, asker),
        others.sent(kept, asker),
        others.looks(kept),
        others.asked(kept, asker),
    ]
