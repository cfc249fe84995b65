"""What is wrong with a staff list, in words: the file, a row, a cell."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mektepke.sheets.faults import Problem, Unreadable
from mektepke.sheets.grid import column_letter
from mektepke.sheets.tables import Table


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


def column_words(tables: list[Table]) -> list[tuple[str, str, str]]:
    """How the columns were understood: letter, heading, meaning; each once, however many sheets there are."""
    meanings = {
        "full_name": _("full name"),
        "family_name": _("family name"),
        "given_name": _("given name"),
        "patronymic": _("patronymic"),
        "role": _("role"),
        "school_class": _("class"),
        "phone": _("phone"),
        "language": _("language"),
    }
    found = [
        (column_letter(index), table.heading.texts[index], meanings[code])
        for table in tables
        for index, code in sorted(table.columns.items())
        if code in meanings
    ]
    return list(dict.fromkeys(found))


def problem_words(problem: Problem) -> str:
    """Why one row cannot be loaded, and what to write instead."""
    sentences = {
        "name_one_word": _("The name needs a family name and a given name."),
        "name_initials": _("Write the given name in full, not only its first letter."),
        "name_signs": _("“%(sign)s” does not belong in a name."),
        "name_alphabets": _("One word mixes Cyrillic and Latin letters. Type it once more."),
        "name_long": _("The name is longer than %(most)s letters."),
        "name_twice": _("Two people of this school have this name. Add the patronymic or the phone."),
        "class_unclear": _("This is not the name of a class. Write 5-А."),
        "class_grade": _("There is no grade %(grade)s. The highest is %(highest)s."),
        "class_unknown": _("The school does not have this class this year: %(classes)s."),
        "role_unclear": _("Write class teacher, social pedagogue or head of the school."),
        "role_missing": _("Neither a role nor a class stands here."),
        "teacher_without_class": _("A class teacher needs a class."),
        "role_not_yours": _("You cannot give this role. Ask an administrator."),
        "person_not_yours": _("You cannot change this person. Ask an administrator."),
        "phone_unclear": _("This number cannot be dialled. Write it like 0777 123 456."),
        "language_unclear": _("Write Kyrgyz, Russian or English."),
    }
    return sentences[problem.code] % problem.parameters
