"""What a signal says, in plain words: whole sentences with facts, never a judgement about a child or a family."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mektepke.attendance.models import Reason
from mektepke.look.dates import calendar, day_short
from mektepke.look.words import language, percentage
from mektepke.watch.models import Signal
from mektepke.watch.rules.evidence import URGENT, Evidence, Rule
from mektepke.watch.rules.steps import Step

NEXT_STEPS: dict[str, str | Promise] = {
    Step.CALL: gettext_lazy("Call the family"),
    Step.HOME_VISIT: gettext_lazy("Visit the home"),
    Step.TALK: gettext_lazy("Talk with the child and the family"),
    Step.PROTECT: gettext_lazy("Talk with the child alone; do not call the family"),
    Step.WATCH: gettext_lazy("Keep an eye on it"),
    Step.ASK_SCHOOL: gettext_lazy("Ask the other school whether the child has come"),
    Step.FIND_SCHOOL: gettext_lazy("Find a school for the child"),
    Step.ASK_TEACHER: gettext_lazy("Ask the class teacher"),
    Step.SAY_WHY: gettext_lazy("Say what happened"),
}
# A sentence for each weekday: in Kyrgyz and Russian its name changes inside the sentence.
WEEKDAYS: tuple[str | Promise, ...] = (
    gettext_lazy("Absent on {count} of the last {of} Mondays; on other days {others} of {others_of}."),
    gettext_lazy("Absent on {count} of the last {of} Tuesdays; on other days {others} of {others_of}."),
    gettext_lazy("Absent on {count} of the last {of} Wednesdays; on other days {others} of {others_of}."),
    gettext_lazy("Absent on {count} of the last {of} Thursdays; on other days {others} of {others_of}."),
    gettext_lazy("Absent on {count} of the last {of} Fridays; on other days {others} of {others_of}."),
    gettext_lazy("Absent on {count} of the last {of} Saturdays; on other days {others} of {others_of}."),
    gettext_lazy("Absent on {count} of the last {of} Sundays; on other days {others} of {others_of}."),
)


# Who is to answer: on the page of a child that several people know, each must see whether it is them.
WAITS_FOR: dict[str, str | Promise] = {
    Signal.Audience.TEACHER: gettext_lazy("Waits for the class teacher"),
    Signal.Audience.PEDAGOGUE: gettext_lazy("Waits for the social pedagogue"),
    Signal.Audience.HEAD: gettext_lazy("Waits for the head of the school"),
    Signal.Audience.MUNICIPALITY: gettext_lazy("Waits for the municipality officer"),
}


def sentence(signal: Signal) -> str:
    """The evidence of a signal in the reader's language. For a class, fetch the signal with `school_class`."""
    facts = signal.facts
    if signal.rule == Rule.ABSENT_TODAY and _is_known(signal):
        return _away(facts)
    if signal.school_class is not None:
        return _about_class(Rule(signal.rule), facts, signal.school_class.name)
    return _SENTENCES[Rule(signal.rule)](facts)


def _is_known(signal: Signal) -> bool:
    """Whether somebody has heard why: the family was asked, the register says it, or it is over."""
    return signal.answered_level is not None or signal.is_settled or signal.state == Signal.State.ENDED


def sentence_of(rule: Rule, facts: Evidence) -> str:
    """The same for a finding about a child that no round has stored yet."""
    return _SENTENCES[rule](facts)


def next_step(signal: Signal) -> str:
    """What to do next, in words."""
    return step_words(signal.next_step)


def waits_for(signal: Signal) -> str:
    """Where the signal stands: while it is open, who is to answer it."""
    return str(WAITS_FOR[signal.audience] if signal.state == Signal.State.OPEN else signal.get_state_display())


def step_words(code: str) -> str:
    """A stored next step in words."""
    return str(NEXT_STEPS[code])


def span(since: date, until: date) -> str:
    """«12–14-ноябрь», «28-октябрь – 3-ноябрь», or one day."""
    if since == until:
        return day_short(until, language())
    if (since.year, since.month) != (until.year, until.month):
        return f"{day_short(since, language())} – {day_short(until, language())}"
    words = calendar(language())
    return words.short.format(day=f"{since.day}–{until.day}", month=words.months_said[until.month - 1])


def _away(facts: Evidence) -> str:
    if facts.count == 1:
        return _("Absent on {day}.").format(day=day_short(facts.until, language()))
    return ngettext(
        "{count} school day without coming ({days}).",
        "{count} school days without coming ({days}).",
        facts.count,
    ).format(count=facts.count, days=span(facts.since, facts.until))


def _away_with_reason(facts: Evidence, reason: str) -> str:
    if facts.count == 1:
        day = day_short(facts.until, language())
        return _("Absent on {day}: {reason}, not excused.").format(day=day, reason=reason)
    return ngettext(
        "{count} school day without coming ({days}); on the last one: {reason}, not excused.",
        "{count} school days without coming ({days}); on the last one: {reason}, not excused.",
        facts.count,
    ).format(count=facts.count, days=span(facts.since, facts.until), reason=reason)


def _absent_today(facts: Evidence) -> str:
    if facts.reason:
        return _away_with_reason(facts, str(Reason(facts.reason).label))
    if facts.count == 1:
        return _("Absent on {day}, and nobody knows why yet.").format(day=day_short(facts.until, language()))
    return ngettext(
        "{count} school day without coming ({days}), and nobody knows why yet.",
        "{count} school days without coming ({days}), and nobody knows why yet.",
        facts.count,
    ).format(count=facts.count, days=span(facts.since, facts.until))


def _days_in_a_row(facts: Evidence) -> str:
    days = span(facts.since, facts.until)
    if facts.excused:
        return ngettext(
            "{count} school day in a row without coming ({days}); excused days between: {excused}.",
            "{count} school days in a row without coming ({days}); excused days between: {excused}.",
            facts.count,
        ).format(count=facts.count, days=days, excused=facts.excused)
    return ngettext(
        "{count} school day in a row without coming ({days}).",
        "{count} school days in a row without coming ({days}).",
        facts.count,
    ).format(count=facts.count, days=days)


def _september(facts: Evidence) -> str:
    if facts.excused:
        return _(
            "Missed in the first month of school: {count} of {of} marked days, excused of these: {excused}."
        ).format(count=facts.count, of=facts.of, excused=facts.excused)
    return _("Missed in the first month of school: {count} of {of} marked days.").format(count=facts.count, of=facts.of)


def _share_of_days(facts: Evidence) -> str:
    share, until = percentage(100 * facts.count / (facts.of or 1)), day_short(facts.until, language())
    if facts.excused:
        return _(
            "Missed {share} of marked days this year ({count} of {of} up to {until}), excused of these: {excused}."
        ).format(share=share, count=facts.count, of=facts.of, until=until, excused=facts.excused)
    return _("Missed {share} of marked days this year ({count} of {of} up to {until}).").format(
        share=share, count=facts.count, of=facts.of, until=until
    )


def _sharp_drop(facts: Evidence) -> str:
    return _("Absent on {count} of the last {of} marked days; before that on {others} of {others_of}.").format(
        count=facts.count, of=facts.of, others=facts.others, others_of=facts.others_of
    )


def _same_weekday(facts: Evidence) -> str:
    return str(WEEKDAYS[facts.weekday or 0]).format(
        count=facts.count, of=facts.of, others=facts.others, others_of=facts.others_of
    )


def _never_came(facts: Evidence) -> str:
    return ngettext(
        "On the list since {day} and has not come once ({count} marked day up to {until}).",
        "On the list since {day} and has not come once ({count} marked days up to {until}).",
        facts.count,
    ).format(day=day_short(facts.since, language()), until=day_short(facts.until, language()), count=facts.count)


def _transfer_overdue(facts: Evidence) -> str:
    return ngettext(
        "On the way to another school since {day}, not received there; {count} school day late.",
        "On the way to another school since {day}, not received there; {count} school days late.",
        facts.count,
    ).format(day=day_short(facts.since, language()), count=facts.count)


def _no_school(facts: Evidence) -> str:
    return _("Of school age and in no school; known since {day}.").format(day=day_short(facts.since, language()))


def _concern(facts: Evidence) -> str:
    days = span(facts.since, facts.until)
    if facts.reason == URGENT:
        return _("Somebody from the village says that the child is in danger ({days}).").format(days=days)
    return _("Somebody from the village is worried about the child ({days}).").format(days=days)


def _school_closed(facts: Evidence) -> str:
    return _(
        "Most of the school was missing ({days}; {others} of {others_of} children). Was the school closed?"
    ).format(days=span(facts.since, facts.until), others=facts.others, others_of=facts.others_of)


def _no_register_anywhere(facts: Evidence) -> str:
    return ngettext(
        "No class has had a register for {count} school day ({days}).",
        "No class has had a register for {count} school days ({days}).",
        facts.count,
    ).format(count=facts.count, days=span(facts.since, facts.until))


_SENTENCES: dict[Rule, Callable[[Evidence], str]] = {
    Rule.ABSENT_TODAY: _absent_today,
    Rule.DAYS_IN_A_ROW: _days_in_a_row,
    Rule.SEPTEMBER: _september,
    Rule.SHARE_OF_DAYS: _share_of_days,
    Rule.SHARP_DROP: _sharp_drop,
    Rule.SAME_WEEKDAY: _same_weekday,
    Rule.NEVER_CAME: _never_came,
    Rule.TRANSFER_OVERDUE: _transfer_overdue,
    Rule.NO_SCHOOL: _no_school,
    Rule.CONCERN: _concern,
    Rule.SCHOOL_CLOSED: _school_closed,
    Rule.NO_REGISTER: _no_register_anywhere,
}


def _about_class(rule: Rule, facts: Evidence, name: str) -> str:
    days = span(facts.since, facts.until)
    if rule is Rule.CLASS_MISSING:
        return _("Class {name}: most children were missing ({days}; {others} of {others_of}). What happened?").format(
            name=name, days=days, others=facts.others, others_of=facts.others_of
        )
    if rule is Rule.NO_ABSENCE:
        return ngettext(
            "Class {name}: nobody was missing for {count} marked day ({days}). Does somebody look who is there?",
            "Class {name}: nobody was missing for {count} marked days ({days}). Does somebody look who is there?",
            facts.count,
        ).format(name=name, count=facts.count, days=days)
    return ngettext(
        "Class {name}: no register for {count} school day ({days}).",
        "Class {name}: no register for {count} school days ({days}).",
        facts.count,
    ).format(name=name, count=facts.count, days=days)
