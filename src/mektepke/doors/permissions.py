"""Everything that can be permitted, in one list. Which role has which stands in `people/roles.py`."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """One thing a person may do somewhere. The words are shown to whoever grants a role."""

    SEE_TODAY = "see_today", _("see their own Today")
    SEE_CHILD = "see_child", _("see a child's page: attendance, enrolment, guardians")
    SEE_CLASS = "see_class", _("see a class's list and its grid of days")
    TAKE_REGISTER = "take_register", _("take and correct registers")
    SEE_REPORTS = "see_reports", _("read attendance reports by class and school")
    SEE_FIGURES = "see_figures", _("read group figures of schools and villages, without names")
    EDIT_CHILDREN = "edit_children", _("add children and correct what is known of them")
    IMPORT_PUPILS = "import_pupils", _("load lists of pupils from a sheet")
    REGISTER_OUT_OF_SCHOOL = "register_out_of_school", _("register children who are in no school")
    ANSWER_SIGNALS = "answer_signals", _("answer signals: call, visit, say why nothing is needed")
    WORK_ON_CASES = "work_on_cases", _("open cases and work on them")
    APPROVE_PLANS = "approve_plans", _("approve plans that others made for a child")
    SEE_CASELOAD = "see_caseload", _("see how many cases wait, and for how long, without reading them")
    ASSIGN_CASES = "assign_cases", _("give a case to another social pedagogue, without reading it")
    PROTECT_CHILDREN = "protect_children", _("receive what is sent to the protection of children, and work on it")
    PAIR_VOLUNTEERS = "pair_volunteers", _("pair the children of a class who walk to school together")
    CONFIRM_RETENTION = "confirm_retention", _("confirm what is removed because its time is over")
    MANAGE_CALENDAR = "manage_calendar", _("change the calendar of school days")
    MANAGE_PLACES = "manage_places", _("add villages, schools and classes")
    MANAGE_STAFF = "manage_staff", _("add staff, give roles, print new one-time codes")
    SET_THRESHOLDS = "set_thresholds", _("change the limits of the rules that notice children")
    READ_TRAIL = "read_trail", _("read the trail of who did what")
