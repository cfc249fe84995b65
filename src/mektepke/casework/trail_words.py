"""What the auditor reads in the trail of casework."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "case.opened": _("took a child into care"),
    "case.cause_added": _("added a cause"),
    "case.action_added": _("added an action"),
    "case.action_done": _("marked an action as done"),
    "case.action_dropped": _("ended an action as no longer needed"),
    "case.action_postponed": _("gave an action another day"),
    "case.agreed": _("recorded who agreed to a plan"),
    "case.aid_asked": _("asked for help in kind"),
    "case.aid_received": _("recorded that help in kind came"),
    "case.approval_asked": _("laid a plan before the head"),
    "case.plan_approved": _("approved a plan"),
    "case.plan_returned": _("sent a plan back with a question"),
    "case.assessment_kept": _("changed an assessment"),
    "case.cause_ended": _("ended a cause as no longer so"),
    "case.reopened": _("reopened a case"),
    "case.reviewed": _("reviewed a case"),
    "case.risk_set": _("set the risk of a case"),
    "case.step_taken": _("took the next step of a case"),
    "case.step_back": _("went back a step of a case"),
    "case.closed": _("closed a case"),
    "case.given": _("gave a case to another social pedagogue"),
    "case.given_to_read": _("gave a case to somebody to read"),
    "case.reading_ended": _("took a case back from who could read it"),
    "cause.listed": _("added a cause to the list of causes"),
    "cause.ended": _("ended a cause of the list of causes"),
    "contact.call": _("recorded a call"),
    "contact.visit": _("recorded a visit"),
    "contact.meeting": _("recorded a meeting"),
    "capacity.set": _("set how much one person can do"),
    "capacity.removed": _("removed a row of what one person can do"),
    "case.handed_over": _("handed a case over to another school"),
    "consent.recorded": _("recorded what a family agrees to"),
    "consent.withdrawn": _("recorded that a family took its consent back"),
    "referral.sent": _("referred a case to another body or school"),
    "referral.accepted": _("recorded that a referral was accepted"),
    "referral.declined": _("recorded that a referral was declined"),
    "referral.recalled": _("took a referral back"),
    "pairing.made": _("paired a class"),
    "pair.agreed": _("changed whether a pair has agreed"),
    "pair.told": _("recorded what a pair told"),
    "pair.taken_back": _("took back what was recorded for a pair"),
    "pair.answered": _("recorded that somebody went to a pair"),
}
"""Each action by its code. None says whether a case is one of protection."""

FIELDS: dict[str, str | Promise] = {
    "done_on": _("done on"),
    "causes": _("causes"),
    "actions": _("actions"),
    "agreements": _("agreement to a plan"),
    "approvals": _("approval of a plan"),
}
"""What belongs to a case and stands in tables of its own."""
