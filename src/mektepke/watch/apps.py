"""Watch: its words for the trail."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Watch(AppConfig):
    """Signals and the limits of the rules."""

    name = "mektepke.watch"

    def ready(self) -> None:
        """Say in words what the auditor reads."""
        from mektepke.trail.words import name_actions, name_fields
        from mektepke.watch.words import LIMITS

        name_fields("watch.threshold", LIMITS)
        name_actions(
            {
                "signal.raised": _("noticed something"),
                "signal.came_back": _("noticed that it got worse"),
                "signal.ended": _("noticed that it is over"),
                "signal.answered": _("answered a signal"),
                "concern.received": _("took in a concern from the village"),
                "concern.read": _("read a concern from the village"),
                "concern.matched": _("said which child a concern is about"),
                "concern.answered": _("answered a concern from the village"),
                "concern.handed_over": _("gave a concern to the protection of children"),
                "threshold.set": _("changed a limit of the rules"),
                "threshold.unset": _("went back to a rule's default limit"),
            }
        )
