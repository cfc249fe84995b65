"""What is done for a family's rights, in the words of the trail."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "case.emptied": _("removed the words of a case whose time was over"),
    "record.asked": _("recorded that a family asks for its child's record"),
    "record.handed": _("recorded that a family has its child's record"),
    "correction.asked": _("recorded what a family says is wrong"),
    "correction.answered": _("answered what a family said is wrong"),
    "erasure.proposed": _("proposed to remove everything about a child"),
    "erasure.confirmed": _("confirmed that everything about a child is removed"),
    "erasure.refused": _("decided not to remove everything about a child now"),
    "retention.proposed": _("counted what has had its time"),
    "retention.confirmed": _("confirmed that what has had its time is removed"),
    "retention.kept": _("kept what has had its time, for a reason"),
    "retention.period_set": _("set how long a kind of record is kept"),
}
