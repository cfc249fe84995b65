"""Adding and correcting places, school years and calendars; what cannot be true is refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mektepke.attendance.models import Register
from mektepke.places import actions
from mektepke.places.models import DayChange, GradeScheme, Place, School, SchoolCalendar, SchoolClass, SchoolYear
from mektepke.places.queries import is_school_day, school_days
from mektepke.sheets.classes import SchoolClass as ClassName
from mektepke.trail.models import Change
from tests.cast import Cast

TUESDAY = date(2014, 11, 18)
SUNDAY = date(2014, 11, 23)
NEXT = (date(2015, 9, 1), date(2016, 5, 25))


def next_year() -> SchoolYear:
    return SchoolYear(code="2015-16", starts=NEXT[0], ends=NEXT[1])


def test_a_place_is_added_below_its_own_level_and_leaves_a_line_in_the_trail(cast: Cast) -> None:
    village = Place(level="village", parent=cast.here.municipality, name_ky="Жаңы-Айыл")
    actions.add_place(place=village, by=cast.administrator)
    line = Change.objects.get(action="place.added")
    assert (line.subject_key, line.by_key) == (village.pk, cast.administrator.pk)
    with pytest.raises(ValidationError, match="lies in a municipality"):
        actions.add_place(place=Place(level="village", parent=cast.district, name_ky="Бекер"), by=cast.administrator)


def test_a_soate_code_must_fit_the_place_above_and_be_alone(cast: Cast) -> None:
    cast.district.soate = "41705236000000"
    actions.correct_place(place=cast.district, fields=["soate"], by=cast.administrator)
    here, there = cast.here.municipality, cast.there.municipality
    here.parent = there.parent = cast.district
    here.soate = "41706236804000"
    with pytest.raises(ValidationError, match="begins with 41705236"):
        actions.correct_place(place=here, fields=["soate"], by=cast.administrator)
    here.soate = "41705236804000"
    actions.correct_place(place=here, fields=["soate"], by=cast.administrator)
    there.soate = "41705236804000"
    with pytest.raises(ValidationError, match="Another place"):
        actions.correct_place(place=there, fields=["soate"], by=cast.administrator)
    there.soate = "4170523680400"
    with pytest.raises(ValidationError, match="14 digits"):
        actions.correct_place(place=there, fields=["soate"], by=cast.administrator)


def test_a_place_does_not_end_before_it_begins(cast: Cast) -> None:
    village = cast.here.village
    village.valid_from, village.valid_until = date(2014, 1, 2), date(2014, 1, 1)
    with pytest.raises(ValidationError, match="last day lies before"):
        actions.correct_place(place=village, fields=["valid_until"], by=cast.administrator)


def test_a_school_stands_in_a_village_and_has_a_code_of_its_own(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="stands in a village"):
        actions.add_school(school=School(village=cast.district, code="X-1", name_ky="X"), by=cast.administrator)
    with pytest.raises(ValidationError, match="Another school already has this code"):
        actions.add_school(school=School(village=cast.here.village, code="TER-01", name_ky="X"), by=cast.administrator)


def test_grade_schemes_are_made_once(db: None) -> None:
    actions.grade_schemes(by=None)
    made = actions.grade_schemes(by=None)
    assert {code: scheme.last_grade for code, scheme in made.items()} == {"11": 11, "12": 12}
    assert Change.objects.filter(action="grade_scheme.added").count() == 2


def test_a_year_with_bad_terms_is_refused_in_words_and_nothing_is_written(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.keep_year(year=next_year(), terms=[(NEXT[0], date(2016, 6, 1)), (NEXT[1], NEXT[0])], by=None)
    assert refused.value.messages == ["Term 1 lies outside the school year.", "Term 2 ends before it begins."]
    with pytest.raises(ValidationError, match="overlap with the school year 2014-15"):
        actions.keep_year(
            year=SchoolYear(code="x", starts=date(2015, 5, 1), ends=date(2015, 8, 1)), terms=[NEXT], by=None
        )
    with pytest.raises(ValidationError, match="at least one term"):
        actions.keep_year(year=next_year(), terms=[], by=None)
    assert SchoolYear.objects.count() == 1


def test_the_terms_of_a_year_change_in_the_middle_of_it(cast: Cast) -> None:
    terms = [(date(2014, 9, 1), date(2014, 11, 17)), (date(2014, 12, 1), date(2015, 5, 25))]
    actions.keep_year(year=cast.year, terms=terms, by=cast.administrator)
    assert [(term.starts, term.ends) for term in cast.year.terms.order_by("number")] == terms
    assert not is_school_day(cast.here.school, TUESDAY)


def test_a_new_year_adds_missing_classes_and_keeps_the_language_of_the_class_below(cast: Cast) -> None:
    SchoolClass.objects.filter(pk=cast.here.school_class.pk).update(language="ru")
    year = actions.keep_year(year=next_year(), terms=[NEXT], by=None)
    scheme = GradeScheme.objects.get(code="11")
    given = {"school": cast.here.school, "year": year, "days_a_week": 5, "scheme": scheme, "language": "ky", "by": None}
    classes = [ClassName(1, "А"), ClassName(7, "А")]
    new = actions.begin_school_year(classes=classes, **given)
    assert [(one.name, one.language) for one in new] == [("1-А", "ky"), ("7-А", "ru")]
    assert actions.begin_school_year(classes=classes, **given) == []
    assert SchoolCalendar.objects.get(school=cast.here.school, year=year).days_a_week == 5
    with pytest.raises(ValidationError, match="no class 12"):
        actions.begin_school_year(classes=[ClassName(12)], **given)


def test_a_class_goes_only_as_long_as_nothing_belongs_to_it(cast: Cast) -> None:
    empty = SchoolClass.objects.create(school=cast.here.school, year=cast.year, grade=9, letter="Я")
    actions.remove_class(school_class=empty, by=cast.here.head)
    assert not SchoolClass.objects.filter(grade=9).exists()
    with pytest.raises(ValidationError, match="belong to this class"):
        actions.remove_class(school_class=cast.here.school_class, by=cast.here.head)
    assert Change.objects.filter(action="class.removed").count() == 1


def test_a_snow_day_closes_one_school_and_no_other(cast: Cast) -> None:
    actions.change_day(school=cast.here.school, day=TUESDAY, kind="snow", by=cast.here.head)
    assert not is_school_day(cast.here.school, TUESDAY)
    assert is_school_day(cast.there.school, TUESDAY)
    line = Change.objects.get(action="calendar.day_changed")
    assert (line.place_key, line.reason) == (cast.here.school.pk, "snow")


def test_a_day_is_taken_back_in_the_middle_of_the_year(cast: Cast) -> None:
    change = actions.change_day(school=cast.here.school, day=SUNDAY, kind="extra", by=cast.here.head)
    assert SUNDAY in school_days(cast.here.school, first=SUNDAY, last=SUNDAY)
    actions.restore_day(change=change, by=cast.here.head)
    assert not is_school_day(cast.here.school, SUNDAY)
    assert Change.objects.filter(action="calendar.day_restored").exists()


def test_a_holiday_of_all_schools_is_overruled_by_one_school(cast: Cast) -> None:
    actions.change_day(school=None, day=TUESDAY, kind="holiday", by=None)
    actions.change_day(school=cast.here.school, day=TUESDAY, kind="extra", by=cast.here.head)
    assert is_school_day(cast.here.school, TUESDAY)
    assert not is_school_day(cast.there.school, TUESDAY)


def test_a_later_word_about_a_day_replaces_the_earlier_one(cast: Cast) -> None:
    actions.change_day(school=cast.here.school, day=TUESDAY, kind="snow", by=cast.here.head)
    actions.change_day(school=cast.here.school, day=TUESDAY, kind="closure", by=cast.here.head)
    assert DayChange.objects.get(school=cast.here.school).kind == "closure"


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (date(2014, 7, 1), "snow", "lies in no school year"),
        (SUNDAY, "closure", "no school on this day anyway"),
        (TUESDAY, "extra", "school on this day anyway"),
    ],
)
def test_a_change_that_changes_nothing_is_refused(cast: Cast, day: date, kind: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        actions.change_day(school=cast.here.school, day=day, kind=kind, by=cast.here.head)
    assert not DayChange.objects.exists()


def test_closing_a_day_with_registers_asks_first(cast: Cast) -> None:
    Register.objects.create(
        id=Register.key_of(cast.here.school_class.pk, TUESDAY), school_class=cast.here.school_class, day=TUESDAY,
        change_number=1, taken_by=cast.here.teacher,
    )  # fmt: skip
    actions.change_day(school=cast.there.school, day=TUESDAY, kind="snow", by=cast.there.head)
    closing = {"school": cast.here.school, "day": TUESDAY, "kind": "snow", "by": cast.here.head}
    with pytest.raises(actions.SomethingKept):
        actions.change_day(**closing)
    assert not DayChange.objects.filter(school=cast.here.school).exists()
    actions.change_day(**closing, although_kept=True)
    assert not is_school_day(cast.here.school, TUESDAY)
    assert Register.objects.exists()
