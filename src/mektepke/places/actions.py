"""Adding and correcting places, schools, classes, school years and calendars. Each writes its line in the trail.

Whether somebody may is decided where the record was fetched, within their reach. What cannot be true is refused here,
as a ValidationError in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.base import clock
from mektepke.base.identity import derived_key
from mektepke.places import queries, rules
from mektepke.places.models import (
    DayChange,
    GradeScheme,
    Place,
    School,
    SchoolCalendar,
    SchoolClass,
    SchoolYear,
    Term,
)
from mektepke.places.rules import Level, Span, TermFault
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.trail.actions import Entry, HasKey, record, record_many

Kept = TypeVar("Kept", Place, School, SchoolClass)


class SomethingKept(Exception):
    """Registers were already taken on a day that is to be closed; whoever closes it has to say so once more."""


@transaction.atomic
def grade_schemes(*, by: HasKey | None) -> dict[str, GradeScheme]:
    """The two ways of counting grades, by their code: 11 grades from the age of 7, and the reform's 12 from 6."""
    found = {}
    for code, last_grade, age in (("11", 11, 7), ("12", 12, 6)):
        scheme, made = GradeScheme.objects.get_or_create(
            code=code, defaults={"last_grade": last_grade, "starts_at_age": age}
        )
        found[code] = scheme
        if made:
            record(by=by, action="grade_scheme.added", subject=_subject("gradescheme", code))
    return found


@transaction.atomic
def add_place(*, place: Place, by: HasKey | None) -> Place:
    """A new oblast, district, municipality or village, below its parent."""
    _check_place(place)
    _refuse_namesake(place)
    return _add(place, action="place.added", place=place, by=by)


@transaction.atomic
def correct_place(*, place: Place, fields: Iterable[str], by: HasKey | None) -> Place:
    """A place's names, code or dates put right. What it was before stays in the backups, not on the page."""
    _check_place(place)
    return _correct(place, action="place.corrected", place=place, fields=fields, by=by)


@transaction.atomic
def add_school(*, school: School, by: HasKey | None) -> School:
    """A new school in a village."""
    if school.village.level != Level.VILLAGE:
        raise ValidationError(_("A school stands in a village."))
    _refuse_namesake(school)
    return _add(school, action="school.added", place=school, by=by)


@transaction.atomic
def correct_school(*, school: School, fields: Iterable[str], by: HasKey | None) -> School:
    """A school's names, code or dates put right."""
    return _correct(school, action="school.corrected", place=school, fields=fields, by=by)


@transaction.atomic
def begin_school_year(
    *,
    school: School,
    year: SchoolYear,
    days_a_week: int,
    scheme: GradeScheme,
    classes: Sequence[ClassName],
    language: str,
    by: HasKey | None,
) -> list[SchoolClass]:
    """How the school lives through the year, and its classes. Adds those that are missing, takes none away; returns
    the new ones. A class that was there last year, one grade lower, keeps its language of lessons."""
    _check_grades(classes, scheme)
    _keep_calendar(school, year, days_a_week, scheme, by)
    there = {(found.grade, found.letter.upper()) for found in school.classes.filter(year=year)}
    before = {(old.grade + 1, old.letter.upper()): old.language for old in _classes_before(school, year)}
    new = [
        SchoolClass(
            school=school, year=year, grade=one.grade, letter=one.letter,
            language=before.get((one.grade, one.letter), language),
        )
        for one in classes
        if (one.grade, one.letter) not in there
    ]  # fmt: skip
    for found in new:
        found.full_clean()
    SchoolClass.objects.bulk_create(new)
    record_many(by=by, entries=[Entry("class.added", found, place=school) for found in new])
    return new


@transaction.atomic
def correct_class(*, school_class: SchoolClass, fields: Iterable[str], by: HasKey | None) -> SchoolClass:
    """A class's grade, letter, language or dates put right."""
    return _correct(school_class, action="class.corrected", place=school_class.school, fields=fields, by=by)


@transaction.atomic
def remove_class(*, school_class: SchoolClass, by: HasKey | None) -> None:
    """Take back a class that was added by mistake. Once anything is recorded about it, it can only end."""
    record(by=by, action="class.removed", subject=school_class, place=school_class.school)
    try:
        school_class.delete()
    except ProtectedError as why:
        raise ValidationError(
            _("Pupils, staff or registers belong to this class, so it stays. Give it a last day instead.")
        ) from why


@transaction.atomic
def keep_year(*, year: SchoolYear, terms: Sequence[Span], by: HasKey | None, although_kept: bool = False) -> SchoolYear:
    """Add a school year with its terms, or change its dates and terms, also in the middle of the year. Raises
    `SomethingKept` if registers would fall out of every term and `although_kept` is not said."""
    _check_year(year, terms)
    is_new = year._state.adding
    if not is_new and not although_kept and queries.something_kept_outside(year, terms):
        raise SomethingKept
    year.full_clean(validate_unique=is_new)
    year.save()
    for number, (starts, ends) in enumerate(terms, start=1):
        Term.objects.update_or_create(year=year, number=number, defaults={"starts": starts, "ends": ends})
    year.terms.filter(number__gt=len(terms)).delete()
    action = "school_year.added" if is_new else "school_year.changed"
    record(by=by, action=action, subject=_subject("schoolyear", year.code), fields=["starts", "ends", "terms"])
    return year


@transaction.atomic
def change_day(
    *, school: School | None, day: date, kind: str, by: HasKey | None, although_kept: bool = False
) -> DayChange:
    """Make one day different from what the week says, for one school or (None) for all. A later word replaces an
    earlier one. Raises `SomethingKept` if registers of that day exist and `although_kept` is not said."""
    opens = kind == DayChange.Kind.EXTRA
    found = DayChange.objects.select_for_update().filter(school=school, day=day).first()
    change = found or DayChange(school=school, day=day)
    change.kind, change.is_school_day = kind, opens
    _check_day(change, is_new=found is None)
    if not opens and not although_kept and queries.something_kept_on(day, school):
        raise SomethingKept
    change.full_clean()
    change.save()
    fields = ["kind"] if found else ["day", "kind"]
    record(by=by, action="calendar.day_changed", subject=change, place=school, fields=fields, reason=kind)
    return change


@transaction.atomic
def restore_day(*, change: DayChange, by: HasKey | None) -> None:
    """Let a day be again what the week says. Of two touches at the same moment the second finds nothing left to do."""
    kept = DayChange.objects.select_for_update().filter(pk=change.pk).first()
    if kept is None:
        return
    record(by=by, action="calendar.day_restored", subject=kept, place=kept.school, fields=["day"], reason=kept.kind)
    kept.delete()


def _add(kept: Kept, *, action: str, place: Place | School, by: HasKey | None) -> Kept:
    kept.full_clean()
    kept.save(force_insert=True)
    record(by=by, action=action, subject=kept, place=place)
    return kept


def _correct(kept: Kept, *, action: str, place: Place | School, fields: Iterable[str], by: HasKey | None) -> Kept:
    fields = list(fields)
    kept.full_clean()
    if "name_ky" in fields and not isinstance(kept, SchoolClass):
        _refuse_namesake(kept)
    if "valid_until" in fields and kept.valid_until:
        _refuse_end(kept, kept.valid_until)
    kept.save(force_update=True)
    record(by=by, action=action, subject=kept, place=place, fields=fields)
    return kept


def _subject(kind: str, key: str) -> tuple[str, UUID]:
    # The trail knows records by a UUID; a school year and a scheme are known by their code.
    return f"places.{kind}", derived_key(kind, key)


def _check_place(place: Place) -> None:
    level = Level(place.level)
    above = place.parent
    if (above.level if above else None) != rules.parent_level(level):
        raise ValidationError(_("A village lies in a municipality, that in a district, that in an oblast."))
    if above and not rules.soate_fits(place.soate, level=level, above=above.soate):
        words = _("The SOATE code of a place in %(above)s begins with %(digits)s.")
        digits = above.soate[: rules.DIGITS_FROM_ABOVE[level]]
        raise ValidationError({"soate": words % {"above": above.name, "digits": digits}})


def _refuse_namesake(named: Place | School) -> None:
    other = queries.namesake_of(named)
    if other is None:
        return
    if isinstance(other, School):
        words = _("There is a school of this name in %(above)s already: %(name)s, %(code)s.")
        said = {"above": other.village.name, "name": other.name, "code": other.code}
    else:
        words = _("There is a place of this name beside it already: %(name)s (%(level)s).")
        said = {"name": other.name, "level": str(other.get_level_display())}
    raise ValidationError({"name_ky": words % said})


def _refuse_end(kept: Place | School | SchoolClass, last: date) -> None:
    if isinstance(kept, SchoolClass):
        _refuse_end_of_class(kept, last)
    elif isinstance(kept, School):
        _refuse_end_of_school(kept, last)
    else:
        _refuse_end_of_place(kept, last)


def _refuse_end_of_class(school_class: SchoolClass, last: date) -> None:
    """A class that has ended asks for no register, so a child still on its roll would be asked about by nobody."""
    if last >= school_class.year.ends:
        return
    register = queries.last_day_kept(school_class)
    count = queries.children_after(school_class, last)
    if count and (last < clock.today() or (register is not None and last < register)):
        words = ngettext(
            "%(count)s child is on the roll of this class after this day. Move the child to another class first, or "
            "choose a later day.",
            "%(count)s children are on the roll of this class after this day. Move them to another class first, or "
            "choose a later day.",
            count,
        )
        raise ValidationError({"valid_until": words % {"count": count}})


def _refuse_end_of_school(school: School, last: date) -> None:
    count = queries.classes_after(school, last)
    if count:
        words = ngettext(
            "%(count)s class of this school goes on after this day. Give it a last day first.",
            "%(count)s classes of this school go on after this day. Give each of them a last day first.",
            count,
        )
        raise ValidationError({"valid_until": words % {"count": count}})


def _refuse_end_of_place(place: Place, last: date) -> None:
    schools = queries.schools_after(place, last)
    if schools:
        words = _("Schools here go on after this day: %(schools)s. Give them a last day first.")
        raise ValidationError({"valid_until": words % {"schools": ", ".join(school.name for school in schools)}})


def _check_grades(classes: Sequence[ClassName], scheme: GradeScheme) -> None:
    # A preparatory class, grade 0, stands below every scheme.
    wrong = [one for one in classes if one.grade and not scheme.first_grade <= one.grade <= scheme.last_grade]
    if wrong:
        raise ValidationError(
            {
                "classes": _("A school with %(last)s grades has no class %(classes)s.")
                % {"last": scheme.last_grade, "classes": ", ".join(map(str, wrong))}
            }
        )


def _keep_calendar(school: School, year: SchoolYear, days_a_week: int, scheme: GradeScheme, by: HasKey | None) -> None:
    found = SchoolCalendar.objects.filter(school=school, year=year).first() or SchoolCalendar(school=school, year=year)
    if not found._state.adding and (found.days_a_week, found.scheme_id) == (days_a_week, scheme.pk):
        return
    found.days_a_week, found.scheme = days_a_week, scheme
    found.full_clean()
    found.save()
    subject = _subject("schoolcalendar", f"{school.pk}/{year.pk}")
    record(by=by, action="calendar.kept", subject=subject, place=school, fields=["days_a_week", "scheme"])


def _classes_before(school: School, year: SchoolYear) -> Iterable[SchoolClass]:
    before = SchoolYear.objects.filter(starts__lt=year.starts).order_by("-starts").first()
    return school.classes.filter(year=before) if before else []


def _check_year(year: SchoolYear, terms: Sequence[Span]) -> None:
    other = SchoolYear.objects.exclude(pk=year.pk).filter(starts__lte=year.ends, ends__gte=year.starts).first()
    if other:
        raise ValidationError(_("These dates overlap with the school year %(code)s.") % {"code": other.code})
    if not terms:
        raise ValidationError(_("A school year has at least one term."))
    words = {
        TermFault.BACKWARDS: _("Term %(number)s ends before it begins."),
        TermFault.OUTSIDE: _("Term %(number)s lies outside the school year."),
        TermFault.OVERLAP: _("Term %(number)s begins before the term before it has ended."),
    }
    faults = rules.term_faults((year.starts, year.ends), terms)
    if faults:
        raise ValidationError([words[fault] % {"number": number} for number, fault in faults])


def _check_day(change: DayChange, *, is_new: bool) -> None:
    if not SchoolYear.objects.filter(starts__lte=change.day, ends__gte=change.day).exists():
        raise ValidationError({"day": _("This day lies in no school year.")})
    if not is_new or change.school is None:
        return
    if queries.is_school_day(change.school, change.day) == change.is_school_day:
        opens, closes = _("There is school on this day anyway."), _("There is no school on this day anyway.")
        raise ValidationError({"day": opens if change.is_school_day else closes})
