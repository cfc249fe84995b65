"""The desk as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Joins the trail, which holds keys, with the staff, who have names."""

    name = "mektepke.desk"
    verbose_name = _("Today")

    def ready(self) -> None:
        """Teach the trail how staff are called."""
        from mektepke.desk.queries.staff import unsafe_names_of_staff
        from mektepke.trail.words import name_staff

        name_staff(unsafe_names_of_staff)
