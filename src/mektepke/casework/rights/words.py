"""The schedule in words: what each kind of record is, from when its time counts, why it is kept so long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mektepke.casework.models import RetentionProposal
from mektepke.casework.rights.rules.erasure import Held
from mektepke.casework.rights.rules.schedule import SCHEDULE, Counts, Kind, LetGo, months_of
from mektepke.look import dates
from mektepke.look.words import language

KINDS: dict[Kind, str | Promise] = {
    Kind.CASES: gettext_lazy("Words of closed cases, consents and letters"),
    Kind.PROTECTION: gettext_lazy("Words of closed cases of protection"),
    Kind.CONTACTS: gettext_lazy("Words of calls, visits and answers, numbers dialled"),
    Kind.CONCERNS: gettext_lazy("Concerns from the village that led to no child"),
    Kind.NOTES: gettext_lazy("What pairs of children told"),
    Kind.REQUESTS: gettext_lazy("Requests of families for the record"),
    Kind.CHILDREN: gettext_lazy("Names, homes and adults of children who left school"),
    Kind.TRAIL: gettext_lazy("The trail of who did what and who looked"),
}
COUNTS: dict[Counts, str | Promise] = {
    Counts.CLOSED: gettext_lazy("from the day the case was closed"),
    Counts.HAPPENED: gettext_lazy("from the day of the call or visit"),
    Counts.ANSWERED: gettext_lazy("from the day it was answered"),
    Counts.YEAR_ENDED: gettext_lazy("from the end of the school year"),
    Counts.HANDED: gettext_lazy("from the day the record was handed over"),
    Counts.LEFT: gettext_lazy("from the child's last day on a roll"),
    Counts.RECORDED: gettext_lazy("from the day it was written"),
}
LET_GO: dict[LetGo, str | Promise] = {
    LetGo.HEAD: gettext_lazy("The head of the school confirms."),
    LetGo.ABOVE: gettext_lazy("The administrator above the municipality confirms."),
    LetGo.TWO: gettext_lazy("Child by child: the social pedagogue proposes, the head confirms."),
    LetGo.NOBODY: gettext_lazy("Nothing is removed: it holds keys and no words."),
}
BECAUSE: dict[Kind, str | Promise] = {
    Kind.CASES: gettext_lazy("A child may be missing again, and what helped is still known."),
    Kind.PROTECTION: gettext_lazy("A child may speak, or a court may ask, years later."),
    Kind.CONTACTS: gettext_lazy("As long as a case: what was agreed with a family can be asked about."),
    Kind.CONCERNS: gettext_lazy("A second concern within a year may be about the same child."),
    Kind.NOTES: gettext_lazy("They serve the school year and nothing else."),
    Kind.REQUESTS: gettext_lazy("A family can ask what it was given."),
    Kind.CHILDREN: gettext_lazy("Who left may come back, or need a paper from the school."),
    Kind.TRAIL: gettext_lazy("Misuse is often found late; a trail with holes proves nothing."),
}
HELD: dict[Held, str | Promise] = {
    Held.ON_ROLL: gettext_lazy("The child is on the roll of a class."),
    Held.ON_THE_WAY: gettext_lazy("The child is on the way to another school."),
    Held.IN_NO_SCHOOL: gettext_lazy("The child is on the list of children in no school."),
    Held.IN_CARE: gettext_lazy("The child is in care: close the case first."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the schedule, to be read."""

    kind: Kind
    words: str
    months: int
    how_long: str
    because: str
    let_go: str


def schedule_lines(own: dict[str, int]) -> list[Line]:
    """The schedule as it holds here."""
    return [_line(kind, months_of(kind, own)) for kind in SCHEDULE]


def _line(kind: Kind, months: int) -> Line:
    row = SCHEDULE[kind]
    how_long = _("{period}, {counted}").format(period=months_words(months), counted=COUNTS[row.counts])
    return Line(kind, str(KINDS[kind]), months, how_long, str(BECAUSE[kind]), str(LET_GO[row.let_go]))


def months_words(months: int) -> str:
    """«3 years» or «18 months»."""
    if months % 12:
        return ngettext("{count} month", "{count} months", months).format(count=months)
    return ngettext("{count} year", "{count} years", months // 12).format(count=months // 12)


def proposal_words(proposal: RetentionProposal) -> str:
    """«Words of closed cases: 14 from before 17 November 2011.»"""
    return _("{kind}: {count} from before {day}.").format(
        kind=KINDS[Kind(proposal.kind)], count=proposal.count, day=_day(proposal.before)
    )


def decided_words(proposal: RetentionProposal) -> str:
    """What became of a proposal."""
    day = _day(proposal.decided_on or proposal.proposed_on)
    if proposal.decision == RetentionProposal.Decision.CONFIRMED:
        return _("Removed on {day}: {count}.").format(day=day, count=proposal.removed or 0)
    return _("Kept on {day}, because: {words}").format(day=day, words=proposal.words)


def _day(day: date) -> str:
    return dates.day_full(day, language())
