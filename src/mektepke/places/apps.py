"""Places as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Names this folder's lines in the trail."""

    name = "mektepke.places"
    verbose_name = _("Places")

    def ready(self) -> None:
        """Teach the trail what the actions are called."""
        from mektepke.trail.words import name_actions, name_fields

        name_actions(
            {
                "grade_scheme.added": _("added a number of grades"),
                "place.added": _("added a place"),
                "place.corrected": _("corrected a place"),
                "school.added": _("added a school"),
                "school.corrected": _("corrected a school"),
                "class.added": _("added a class"),
                "class.corrected": _("corrected a class"),
                "class.removed": _("removed a class"),
                "school_year.added": _("added a school year"),
                "school_year.changed": _("changed a school year"),
                "calendar.kept": _("changed a school's week"),
                "calendar.day_changed": _("changed a day of the calendar"),
                "calendar.day_restored": _("took back a changed day"),
            }
        )
        name_fields("places.schoolyear", {"terms": _("terms")})
