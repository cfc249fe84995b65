"""Attendance: its words for the trail."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Attendance(AppConfig):
    """Registers and marks."""

    name = "mektepke.attendance"

    def ready(self) -> None:
        """Say in words what the auditor reads."""
        from mektepke.trail.words import name_actions, name_fields

        name_actions(
            {
                "register.new": _("took a register"),
                "register.updated": _("corrected a register"),
                "register.conflicting": _("sent a register that another one met"),
                "mark.changed": _("changed a child's mark"),
            }
        )
        name_fields(
            "attendance.register",
            {
                "marks": _("marks"),
                "kind": _("mark"),
                "reason": _("reason"),
                "excused": _("excused"),
                "lessons_missed": _("lessons missed"),
            },
        )
