"""What is wrong with a staff list, in words: the file, a row, a cell."""

from __future__ import annotations

from collections import defaultdict

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mektepke.people.importing.planning import Plan
from mektepke.sheets.faults import Problem, Unreadable
from mektepke.sheets.putting_right import Wrong, rows_to_put_right

COLUMNS: dict[str, Promise] = {
    "full_name": gettext_lazy("Full name"),
    "family_name": gettext_lazy("Family name"),
    "given_name": gettext_lazy("Given name"),
    "patronymic": gettext_lazy("Patronymic"),
    "role": gettext_lazy("Role"),
    "school_class": gettext_lazy("Class"),
    "phone": gettext_lazy("Phone"),
    "language": gettext_lazy("Language"),
}


def unreadable_words(why: Unreadable) -> str:
    """Why the whole file cannot be read, and what to do."""
    sentences = {
        "unknown_ending": _("This is not a list: only .xlsx, .xls and .csv files can be loaded."),
        "empty": _("The file is empty."),
        "too_big": _("The file has %(megabytes)s MB. A list of staff is never larger than %(most)s MB."),
        "password": _("The file is locked with a password. Save it without one and try again."),
        "damaged": _("The file is damaged. Open it, save it again as .xlsx and try once more."),
        "bomb": _("The file unpacks to %(megabytes)s MB. That is no list of staff."),
        "not_a_workbook": _("The file is named %(ending)s but is none. Save the list as .xlsx and try again."),
        "web_page": _("The file is named %(ending)s but is a web page. Save the list as .xlsx and try again."),
        "not_text": _("The file is named like a text, but is none. Save the list as .xlsx and try again."),
        "too_much": _("The sheet is larger than %(rows)s rows or %(columns)s columns. Delete what is not the list."),
    }
    return sentences.get(why.code, sentences["damaged"]) % why.parameters


def problem_words(problem: Problem, *, gives_head: bool) -> str:
    """Why one row cannot be loaded, and what to write instead. A head is told only the roles that heads give."""
    sentences = (_role_words_of_administrators() if gives_head else _role_words_of_heads()) | {
        "name_one_word": _("The name needs a family name and a given name."),
        "name_initials": _("Write the given name in full, not only its first letter."),
        "letters_lost": _(
            "Here “?” stands for a letter that was lost: this kind of CSV file cannot hold ө, ү, ң. Save the list as "
            ".xlsx or as “CSV UTF-8” and load it again."
        ),
        "name_signs": _("“%(sign)s” does not belong in a name."),
        "name_alphabets": _("One word mixes Cyrillic and Latin letters. Type it once more."),
        "name_long": _("The name is longer than %(most)s letters."),
        "name_twice": _("Two people of this school have this name. Add the patronymic or the phone."),
        "class_unclear": _("This is not the name of a class. Write 5-А."),
        "class_grade": _("There is no grade %(grade)s. The highest is %(highest)s."),
        "class_unknown": _(
            "The school does not have this class this year: %(classes)s. Enter the classes of the school first, "
            "then load the list again."
        ),
        "role_missing": _("Neither a role nor a class stands here."),
        "teacher_without_class": _("A class teacher needs a class."),
        "role_not_yours": _("You cannot give this role. Ask an administrator."),
        "person_not_yours": _("You cannot change this person. Ask an administrator."),
        "phone_unclear": _("This number cannot be dialled. Write it like 0777 123 456."),
        "phone_more": _("There is more than one number. Only %(phone)s is kept."),
        "phone_several": _("There is more than one number."),
        "language_unclear": _("Write Kyrgyz, Russian or English."),
    }
    return sentences[problem.code] % problem.parameters


def _role_words_of_administrators() -> dict[str, str]:
    return {
        "role_unclear": _("Write class teacher, social pedagogue or head of the school."),
        "role_deputy": _(
            "A deputy has no role of their own here and is not given the head's. Write the role in which this person "
            "will work here: class teacher, social pedagogue or head of the school."
        ),
    }


def _role_words_of_heads() -> dict[str, str]:
    return {
        "role_unclear": _("Write class teacher or social pedagogue."),
        "role_deputy": _(
            "A deputy has no role of their own here and is not given the head's. Write the role in which this person "
            "will work here: class teacher or social pedagogue."
        ),
    }


def problem_rows(plan: Plan) -> bytes:
    """The rows that are left out as a workbook, each with what is wrong, to be put right and loaded again."""
    said: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for problem in plan.problems:
        words = problem_words(problem, gives_head=plan.gives_head)
        said[problem.sheet][problem.row].append(f"{problem.cell}: {words}" if problem.column else words)
    sheets = [Wrong(table, plan.lines.get(table.sheet, ()), said[table.sheet]) for table in plan.tables]
    return rows_to_put_right(sheets, COLUMNS, wrong=_("What is wrong"))
