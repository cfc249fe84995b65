"""People as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Names this folder's lines in the trail."""

    name = "mektepke.people"
    verbose_name = _("Staff")

    def ready(self) -> None:
        """Teach the trail what the actions are called."""
        from mektepke.trail.words import name_actions, name_fields

        name_actions(
            {
                "person.added": _("added a member of staff"),
                "person.corrected": _("corrected a member of staff"),
                "role.given": _("gave a role"),
                "role.changed": _("changed a role's last day or hours"),
                "role.ended": _("ended a role"),
                "code.made": _("made a one-time code"),
                "code.used": _("chose a password with a one-time code"),
                "staff.loaded": _("loaded a list of staff"),
            }
        )
        name_fields("people.onetimecode", {"code_hash": _("code")})
