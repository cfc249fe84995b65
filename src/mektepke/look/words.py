"""What the pictures say, in words: the sentence a screen reader speaks and a printout needs no colour for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mektepke.look import dates
from mektepke.look.rules import Day, Kind

NAMES: dict[Kind, str | Promise] = {
    Kind.PRESENT: _("Present"),
    Kind.ABSENT: _("Absent"),
    Kind.EXCUSED: _("Absent, excused"),
    Kind.LATE: _("Late"),
    Kind.LEFT_EARLY: _("Left early"),
    Kind.UNMARKED: _("Not marked"),
    Kind.NO_SCHOOL: _("No school"),
}
# One letter a day, as in the paper journal.
LETTERS: dict[Kind, str | Promise] = {
    Kind.PRESENT: "·",
    Kind.ABSENT: pgettext_lazy("letter in the journal: absent", "A"),
    Kind.EXCUSED: pgettext_lazy("letter in the journal: absent, excused", "E"),
    Kind.LATE: pgettext_lazy("letter in the journal: late", "L"),
    Kind.LEFT_EARLY: pgettext_lazy("letter in the journal: left early", "W"),
    Kind.UNMARKED: "?",
    Kind.NO_SCHOOL: "",
}


def language() -> str:
    """The reader's language code."""
    return get_language() or "ky"


def strip_sentence(days: Sequence[Day]) -> str:
    """«1-октябрь – 14-ноябрь. Келди: 19. Келген жок: 2 (13-ноябрь, 14-ноябрь).» Days that differ are named."""
    by_kind = defaultdict(list)
    for day in days:
        by_kind[Kind(day.kind)].append(dates.day_short(day.date, language()))
    said = [_kind_sentence(kind, by_kind[kind]) for kind in Kind if kind != Kind.NO_SCHOOL and by_kind[kind]]
    if not said:
        return gettext("No school days yet.")
    return " ".join([_span_sentence(days), *said])


def _span_sentence(days: Sequence[Day]) -> str:
    first, last = (dates.day_short(day.date, language()) for day in (days[0], days[-1]))
    if first == last:
        return gettext("{day}.").format(day=first)
    return gettext("{first} – {last}.").format(first=first, last=last)


def _kind_sentence(kind: Kind, named: list[str]) -> str:
    if kind == Kind.PRESENT:
        return gettext("{kind}: {count}.").format(kind=NAMES[kind], count=len(named))
    return gettext("{kind}: {count} ({days}).").format(kind=NAMES[kind], count=len(named), days=", ".join(named))


def percentage(value: float | None) -> str:
    """«96,4 %», in English "96.4%"; or that nothing is marked. One decimal everywhere, so that figures compare."""
    if value is None:
        return gettext("not marked")
    # Django's Kyrgyz writes a point; schools here write a comma.
    point = "." if language().startswith("en") else ","
    return gettext("{number}%").format(number=str(rounded(value)).replace(".", point))


def rounded(value: float) -> Decimal:
    """To one decimal, a half up, as people do it with a pencil: 12.25 is 12.3, where a computer would say 12.2."""
    return Decimal(repr(float(value))).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def sparkline_sentence(values: Sequence[float | None]) -> str:
    """Every week's percentage, oldest first."""
    if not values:
        return gettext("No weeks yet.")
    return gettext("Attendance by week: {percentages}.").format(percentages=", ".join(map(percentage, values)))
