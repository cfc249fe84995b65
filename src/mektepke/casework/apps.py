"""Casework: its words for the trail."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Casework(AppConfig):
    """Cases, calls and visits."""

    name = "mektepke.casework"

    def ready(self) -> None:
        """Say in words what the auditor reads."""
        from mektepke.trail.words import name_actions

        name_actions(
            {
                "case.opened": _("took a child into care"),
                "case.cause_added": _("added a cause"),
                "case.action_added": _("added an action"),
                "case.action_done": _("marked an action as done"),
                "case.action_dropped": _("ended an action as no longer needed"),
                "case.closed": _("closed a case"),
                "contact.call": _("recorded a call"),
                "contact.visit": _("recorded a visit"),
                "capacity.set": _("set how much one person can do"),
                "capacity.removed": _("removed a row of what one person can do"),
            }
        )
