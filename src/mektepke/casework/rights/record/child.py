"""Who the child is, on which rolls it was, and its days at school in figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from mektepke.casework.rights.queries.kept import Kept
from mektepke.casework.rights.record.parts import Entry, Section, lines, said, told
from mektepke.casework.rights.rules.record import Asker
from mektepke.look import dates
from mektepke.look.rules import Kind
from mektepke.look.words import NAMES, language
from mektepke.pupils.models import Child, Enrolment, Guardian, Household, OutOfSchool, Transfer
from mektepke.watch.words import language_name

AT_HOME = ("street", "house", "poor_register_number")


def identity(kept: Kept, asker: Asker) -> Section:
    """The child, the home and the adults."""
    child = kept.child
    about = lines(
        told(Child, "family_name", child.family_name),
        told(Child, "given_name", child.given_name),
        told(Child, "patronymic", child.patronymic),
        told(Child, "birth_date", child.birth_date) or told(Child, "birth_year", child.birth_year),
        told(Child, "sex", child.get_sex_display()),
        told(Child, "languages", _languages(child.languages)),
        told(Child, "disability", child.get_disability_display()),
        told(Child, "documents_missing", child.get_documents_missing_display()),
        told(Child, "helps_in_class", child.helps_in_class),
        *_home(child.household, asker),
    )
    adults = [_adult(guardian, asker) for guardian in kept.guardians]
    entries = [Entry("", about)]
    if adults:
        entries.append(Entry(_("Adults whom the school can call"), adults))
    return Section(_("The child and the home"), entries, "")


def _languages(codes: str) -> str:
    return ", ".join(language_name(code) for code in codes.replace(",", " ").split())


def _home(home: Household, asker: Asker) -> Iterator[str]:
    yield told(Household, "migrant_parent", home.get_migrant_parent_display())
    if asker.may_know_home:
        yield told(Household, "village", home.village.name)
        yield from (told(Household, name, getattr(home, name)) for name in AT_HOME)


def _adult(guardian: Guardian, asker: Asker) -> str:
    phone = guardian.phone if asker.may_know_phone_of(guardian.relation) else ""
    return said(guardian.get_relation_display(), ", ".join(filter(None, [guardian.full_name, phone])))


def rolls(kept: Kept, asker: Asker) -> Section:
    """Where the child was enrolled, how it went from one school to another, and when it was in none."""
    entries = [
        *(_enrolment(row, asker) for row in kept.enrolments),
        *(_transfer(row, asker) for row in kept.transfers),
        *(_out_of_school(row, asker) for row in kept.out_of_school),
    ]
    return Section(_("On the rolls of schools"), entries, _("The child was on no school's roll."))


def _enrolment(row: Enrolment, asker: Asker) -> Entry:
    school_class = row.school_class
    return Entry(
        f"{school_class.name}, {school_class.school.name}" if asker.may_know_home else school_class.name,
        lines(
            told(Enrolment, "starts", row.starts),
            told(Enrolment, "mode", row.get_mode_display()),
            told(Enrolment, "ends", row.ends),
            told(Enrolment, "reason_of_leaving", row.get_reason_of_leaving_display()),
        ),
    )


def _transfer(row: Transfer, asker: Asker) -> Entry:
    there = row.to_school.name if row.to_school else row.to_elsewhere
    return Entry(
        _("To another school"),
        lines(
            told(Transfer, "sent_on", row.sent_on),
            said(_("To which school"), there) if asker.may_know_home else None,
            told(Transfer, "received_on", row.received_on),
        ),
    )


def _out_of_school(row: OutOfSchool, asker: Asker) -> Entry:
    return Entry(
        _("In no school"),
        lines(
            told(OutOfSchool, "found_on", row.found_on),
            told(OutOfSchool, "kind", row.get_kind_display()),
            told(OutOfSchool, "ended_on", row.ended_on),
            told(OutOfSchool, "ending", row.get_ending_display()),
            told(OutOfSchool, "goes_to", row.goes_to) if asker.may_know_home else None,
        ),
    )


def attendance(kept: Kept) -> Section:
    """Marked days by month, in figures."""
    months: dict[date, Counter[str]] = defaultdict(Counter)
    for shown in kept.days:
        months[shown.date.replace(day=1)][shown.kind] += 1
    entries = [Entry("", [_month(month, counts)]) for month, counts in months.items()]
    return Section(_("Days at school"), entries, _("No register has named the child yet."))


def _month(month: date, counts: Counter[str]) -> str:
    """«September 2014: 20 marked days. Present: 18. Absent: 2.»"""
    name = dates.calendar(language()).months[month.month - 1].capitalize()
    marked = said(_("Marked days"), counts.total())
    kinds = (said(str(NAMES[kind]), counts[kind]) for kind in Kind if counts[kind])
    return said(f"{name} {month.year}", ". ".join([marked, *kinds]) + ".")
