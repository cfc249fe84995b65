"""The codes of an import in the reader's words: why a file is refused, what is wrong in a cell, names of fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.look import dates
from mektepke.look.words import language
from mektepke.places.models import Place as Village
from mektepke.pupils.importing.rules import Difference, Step, Value
from mektepke.pupils.models import LANGUAGES, Child, Enrolment, Guardian, KnownOrNot
from mektepke.sheets.faults import Problem, Unreadable

Words = str | Promise

_FILES: dict[str, Words] = {
    "empty": gettext_lazy("The file is empty."),
    "too_big": gettext_lazy(
        "The file has %(megabytes)s MB; at most %(most)s MB can be read. A list of pupils is much smaller: "
        "is this the right file?"
    ),
    "bomb": gettext_lazy("This file unpacks to far more than a list of pupils can be. It was not opened."),
    "too_much": gettext_lazy(
        "The sheet has more than %(rows)s rows or %(columns)s columns. A list of pupils is smaller: "
        "is this the right file?"
    ),
    "password": gettext_lazy("The file is locked with a password. Save it without one and choose it again."),
    "web_page": gettext_lazy(
        "This is a web page that was saved as %(ending)s. Open it in Excel, save it as .xlsx and choose that file."
    ),
    "not_a_workbook": gettext_lazy(
        "The file's name ends in %(ending)s, but inside it is something else. "
        "Open your list in Excel and save it as .xlsx."
    ),
    "not_text": gettext_lazy("The file's name says that it is a .csv, but inside it is no text."),
    "unknown_ending": gettext_lazy("A file named “%(ending)s” cannot be read. Save the list as .xlsx or .csv."),
    "damaged": gettext_lazy(
        "The file is damaged and cannot be opened. Open it in Excel, save it again as .xlsx and choose that file."
    ),
}

OF_STAFF: Words = gettext_lazy(
    "This looks like a list of staff, so nothing of it is loaded: a list of pupils has no column with posts, and it "
    "has dates of birth. Staff are loaded from the page “Staff”."
)

_PROBLEMS: dict[str, Words] = {
    "name_missing": gettext_lazy("There is no name."),
    "family_name_missing": gettext_lazy("There is no family name."),
    "given_name_missing": gettext_lazy("There is no given name."),
    "marked_left": gettext_lazy(
        "This child is marked as left. Whoever is still on the roll here is taken off on their own page."
    ),
    "name_one_word": gettext_lazy("There is only one word: write the family name and the given name."),
    "name_initials": gettext_lazy("Write the name out: under an initial a child is not found again."),
    "letters_lost": gettext_lazy(
        "Here “?” stands for a letter that was lost: this kind of CSV file cannot hold ө, ү, ң. Save the list as "
        ".xlsx or as “CSV UTF-8” and load it again."
    ),
    "name_signs": gettext_lazy("“%(sign)s” does not belong into a name."),
    "name_alphabets": gettext_lazy("One word has letters of two alphabets. Type it again."),
    "name_long": gettext_lazy("The name is longer than %(most)s letters."),
    "class_missing": gettext_lazy("There is no class: neither in the row nor in a title nor as the sheet's name."),
    "class_unclear": gettext_lazy("This is no class. Write it like this: 5-А."),
    "class_grade": gettext_lazy("There is no grade %(grade)s: the highest is %(highest)s."),
    "class_letter": gettext_lazy("The letter of a class is one letter."),
    "class_letter_missing": gettext_lazy("There are several classes of this grade: %(classes)s. Which one is it?"),
    "date_unclear": gettext_lazy("This is no date. Write it like this: 12.03.2011."),
    "date_impossible": gettext_lazy("There is no such date. The day stands before the month: 12.03.2011."),
    "date_early": gettext_lazy("This date is too long ago."),
    "date_late": gettext_lazy("This date is too late."),
    "born_otherwise": gettext_lazy(
        "%(name)s, born %(born)s, is in this class already. If it is the same child, put the date right on their page. "
        "If it is another child, add them on the page “Add a child”."
    ),
    "class_of_one": gettext_lazy("One row alone opens the new class %(name)s. Is the class right?"),
    "age_doubtful": gettext_lazy(
        "In class %(name)s children are usually about %(usual)s years old. This child is %(age)s. Is the date right?"
    ),
    "birth_year_conflict": gettext_lazy("The year differs from the date of birth on record. Write the whole date."),
    "sex_unclear": gettext_lazy("Write girl or boy."),
    "yes_no_unclear": gettext_lazy("Write yes or no."),
    "poor_number_missing": gettext_lazy("Write the number in the register, not only yes."),
    "village_unknown": gettext_lazy("There is no village “%(village)s” in this district. Check how it is written."),
    "phone_unclear": gettext_lazy("This number cannot be dialled. Write it like this: 0777 123456."),
    "phone_more": gettext_lazy("There is more than one number."),
    "phone_rest": gettext_lazy("“%(rest)s” in this cell was not understood."),
    "relation_unclear": gettext_lazy("Write who they are to the child: mother, father, grandmother, another relative."),
    "language_unclear": gettext_lazy("This language is not known here."),
    "mode_unclear": gettext_lazy(
        "Write how the child learns: in school, at home, in a special school, in the evening."
    ),
    "too_long": gettext_lazy("This is longer than %(most)s letters."),
    "household_differs": gettext_lazy("Row %(earlier)s says something else about the same family."),
    "twice": gettext_lazy("This child is in the list twice: see row %(earlier)s of “%(sheet)s”."),
    "two_match": gettext_lazy(
        "Several children on record could be this one (%(count)s). Write the date of birth and the father's name."
    ),
    "enrolled_elsewhere": gettext_lazy(
        "This child left for another school and is on its roll or on the way. "
        "Ask that school to transfer the child back."
    ),
    "on_the_way": gettext_lazy(
        "This child is on the way from another school. Receive the child first, then load the list again."
    ),
}

# What becomes of a child whose row has the problem and is loaded all the same.
_OUTCOMES: dict[str, Words] = {
    "phone_more": gettext_lazy("The child is loaded with the first one, %(phone)s."),
    "household_differs": gettext_lazy("The child is loaded with what row %(earlier)s says."),
    "class_of_one": gettext_lazy("The child is loaded into this new class."),
    "age_doubtful": gettext_lazy("The child is loaded with this date."),
}

COLUMNS: dict[str, Words] = {
    "full_name": gettext_lazy("Full name"),
    "family_name": gettext_lazy("Family name"),
    "given_name": gettext_lazy("Given name"),
    "patronymic": gettext_lazy("Patronymic"),
    "birth_date": gettext_lazy("Date or year of birth"),
    "sex": gettext_lazy("Girl or boy"),
    "school_class": gettext_lazy("Class"),
    "class_letter": gettext_lazy("Letter of the class"),
    "village": gettext_lazy("Village"),
    "street": gettext_lazy("Street"),
    "house": gettext_lazy("House"),
    "address": gettext_lazy("Address"),
    "guardian_name": gettext_lazy("Parent or guardian"),
    "guardian_relation": gettext_lazy("Who they are to the child"),
    "guardian_phone": gettext_lazy("Phone"),
    "guardian_language": gettext_lazy("Language to call in"),
    "mother_name": gettext_lazy("Mother"),
    "mother_phone": gettext_lazy("Mother's phone"),
    "father_name": gettext_lazy("Father"),
    "father_phone": gettext_lazy("Father's phone"),
    "home_language": gettext_lazy("Language at home"),
    "disability": gettext_lazy("Disability"),
    "documents_missing": gettext_lazy("Documents missing"),
    "mode": gettext_lazy("How the child learns"),
    "enrolled_on": gettext_lazy("Enrolled on"),
    "migrant_parent": gettext_lazy("A parent works away from home"),
    "poor_family_number": gettext_lazy("Number in the register of poor families"),
}

# Fields on record that are called otherwise than the column which tells them.
_FIELDS: dict[str, Words] = {
    "birth_date": gettext_lazy("Date of birth"),
    "birth_year": gettext_lazy("Year of birth"),
    "languages": COLUMNS["home_language"],
    "poor_register_number": COLUMNS["poor_family_number"],
    "guardian": gettext_lazy("New parent or guardian"),
}

LEFT_OUT: dict[str, Words] = {
    "total": gettext_lazy("a total"),
    "heading": gettext_lazy("the heading again"),
    "title": gettext_lazy("a title"),
    "signature": gettext_lazy("a signature"),
    "numbers": gettext_lazy("the numbers of the columns"),
}

_CHOICES: dict[str, dict[str, Words]] = {
    "sex": dict(Child.Sex.choices),
    "disability": dict(KnownOrNot.choices),
    "documents_missing": dict(KnownOrNot.choices),
    "migrant_parent": dict(KnownOrNot.choices),
    "mode": dict(Enrolment.Mode.choices),
    "guardian_relation": dict(Guardian.Relation.choices),
    # An adult of whom the list says only who they are to the child.
    "guardian": dict(Guardian.Relation.choices),
    "guardian_language": dict(LANGUAGES),
    "languages": dict(LANGUAGES),
}


def file_words(refused: Unreadable) -> str:
    """One sentence that says why a file is not read, and what to do."""
    return str(_FILES[refused.code]) % refused.parameters


def problem_words(problem: Problem) -> str:
    """One sentence that says what is wrong in a cell or a row."""
    return str(_PROBLEMS[problem.code]) % problem.parameters


def outcome_words(problem: Problem, *, lost: bool) -> str:
    """One sentence that says what becomes of the row."""
    if lost:
        return _("This row is not loaded.")
    return str(_OUTCOMES.get(problem.code, _("The child is loaded without it."))) % problem.parameters


def field_name(code: str) -> str:
    """What a field on record is called."""
    return str(_FIELDS.get(code) or COLUMNS[code])


def field_words(difference: Difference) -> str:
    """What a field is called; with the guardian's name where it is a guardian's."""
    name = field_name(difference.field)
    if difference.about and difference.field != "guardian":
        return _("%(field)s (%(guardian)s)") % {"field": name, "guardian": difference.about}
    return name


class Values:
    """Values as a reader sees them; the names of villages are looked up once for a whole page."""

    def __init__(self, steps: Sequence[Step]) -> None:
        shown = [value for step in steps for found in step.differences for value in (found.before, found.after)]
        shown += [value for step in steps for value in step.row.said.values()]
        keys = {value for value in shown if isinstance(value, UUID)}
        self.villages = {village.pk: village.name for village in Village.objects.filter(pk__in=keys)} if keys else {}

    def words(self, field: str, value: Value | None) -> str:
        """A date in the reader's language, a code by its words, a village by its name; a dash for nothing."""
        if value is None:
            return "–"
        if isinstance(value, date):
            return dates.day_full(value, language())
        if isinstance(value, UUID):
            return self.villages.get(value, "–")
        choices = _CHOICES.get(field)
        if choices is None:
            return str(value)
        return ", ".join(str(choices.get(code, code)) for code in str(value).split(","))
