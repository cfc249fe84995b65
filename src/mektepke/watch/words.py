"""The limits of the rules in words: what each rule looks for, what each limit means, where its default comes from."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mektepke.look.words import language
from mektepke.places.models import Programme
from mektepke.pupils.models import LANGUAGES
from mektepke.watch.rules.evidence import Rule
from mektepke.watch.rules.limits import Source


def in_own_language(programme: Programme) -> str:
    """The programme's name in the reader's language; in Kyrgyz where the other was never given."""
    return str(getattr(programme, f"name_{language()[:2]}", "") or programme.name_ky)


def language_name(code: str) -> str:
    """«Kyrgyz» for `ky`; the code itself for a language that is not on the list."""
    return str(dict(LANGUAGES).get(code, code))


RULES: dict[Rule, str | Promise] = {
    Rule.ABSENT_TODAY: _("Absent today without a known reason"),
    Rule.DAYS_IN_A_ROW: _("Several school days in a row"),
    Rule.SEPTEMBER: _("The first month of school"),
    Rule.SHARE_OF_DAYS: _("A share of all marked days"),
    Rule.SHARP_DROP: _("A sharp drop against the child's own days"),
    Rule.SAME_WEEKDAY: _("The same weekday again and again"),
    Rule.NEVER_CAME: _("Enrolled and never came"),
    Rule.TRANSFER_OVERDUE: _("On the way to another school for too long"),
    Rule.NO_SCHOOL: _("Of school age and in no school"),
    Rule.CONCERN: _("A concern from the village"),
    Rule.NO_REGISTER: _("A class without a register"),
    Rule.NO_ABSENCE: _("A class in which nobody is ever missing"),
    Rule.CLASS_MISSING: _("Most of a class is missing"),
    Rule.SCHOOL_CLOSED: _("Most of a school is missing"),
}
LIMITS: dict[str, str | Promise] = {
    "streak_days": _("School days in a row without coming"),
    "streak_visit_within": _("School days until the home visit"),
    "september_watch": _("Days missed from which on the child is watched"),
    "september_act": _("Days missed from which on somebody acts"),
    "share_percent": _("Percent of marked days missed"),
    "share_after": _("Asked only after so many marked days"),
    "drop_recent": _("The last so many marked days"),
    "drop_before": _("Compared with so many marked days before"),
    "drop_rise": _("Percentage points by which absence rose"),
    "drop_absent": _("Days missed at least"),
    "weekday_absent": _("Times missed on the same weekday"),
    "weekday_of": _("Of the last so many of this weekday"),
    "weekday_times": _("Times as often as on other weekdays"),
    "never_came_after": _("Marked days without coming once"),
    "transfer_grace": _("School days of patience after the day agreed"),
    "school_age_from": _("Age from which on a child should be in school"),
    "school_age_to": _("Age up to which a child should be in school"),
    "register_missing": _("School days in a row without a register"),
    "no_absence_days": _("Marked days in a row with nobody missing"),
    "no_absence_pupils": _("Asked only about classes of at least so many children"),
    "class_missing_percent": _("More than so many percent of the class missing"),
    "class_missing_pupils": _("Recognised only in classes of at least so many children"),
    "class_missing_days": _("After so many marked days in a row the children are looked at again"),
    "closed_percent": _("More than so many percent of the classes mostly empty"),
    "closed_days": _("After so many marked days in a row the children are looked at again"),
}
SOURCES: dict[Source, str | Promise] = {
    Source.OURS: _("chosen by this project"),
    Source.OLSON: _("L. Olson, Why September Matters, Baltimore 2014"),
    Source.ATTENDANCE_WORKS: _("chronic absence, as Attendance Works and the US Department of Education count it"),
    Source.ORDER_388: _("order No. 388 of the Government of the Kyrgyz Republic, 19 June 2017"),
}
