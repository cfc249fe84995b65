"""Pupils as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PupilsConfig(AppConfig):
    """Names this folder's lines in the trail."""

    name = "mektepke.pupils"
    verbose_name = _("Pupils")

    def ready(self) -> None:
        """Teach the trail what the actions are called."""
        from mektepke.trail.words import name_actions

        name_actions(
            {
                "child.added": _("added a child"),
                "child.corrected": _("corrected what is known of a child"),
                "child.enrolled": _("put a child on the roll of a class"),
                "child.left": _("took a child off the roll"),
                "child.stayed": _("took back that a child left"),
                "child.off_lists": _("took an erased child off every list"),
                "child.erased": _("removed the name and the home of a child"),
                "guardian.added": _("added an adult around a child"),
                "guardian.corrected": _("corrected an adult around a child"),
                "guardian.removed": _("removed an adult around a child"),
                "transfer.sent": _("sent a child to another school"),
                "transfer.received": _("received a child from another school"),
                "transfer.arrived": _("heard that a child has arrived at another school"),
                "transfer.not_arrived": _("took back that a child has arrived at another school"),
                "transfer.withdrawn": _("took back a transfer"),
                "out_of_school.registered": _("wrote down a child in no school"),
                "out_of_school.corrected": _("corrected the record of a child in no school"),
                "out_of_school.ended": _("ended the record of a child in no school"),
                "list.loaded": _("loaded a list of pupils"),
                "door_to_door.opened": _("opened the door-to-door sheet"),
            }
        )
