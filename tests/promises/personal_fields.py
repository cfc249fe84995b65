"""What is personal: each field of each table, and what has to happen to it. Kept by hand; a test finds what is missing.

`python -m tests.promises.personal_fields` writes it as docs/personal-data.md.
"""

from __future__ import annotations

from pathlib import Path

from tests.promises.personal_casework import CASEWORK
from tests.promises.personal_table import (
    CLASSES,
    CODE,
    DATES,
    KEY,
    MADE_FROM_NAME,
    MADE_UP,
    NAME,
    NARRATIVE,
    ORDER,
    PHONE,
    PLACE,
    WHEN,
    WORDS,
    Table,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "personal-data.md"
TABLES: dict[str, Table] = {
    "pupils.Child": Table(
        "child",
        keep={
            "id household": KEY,
            "birth_year": "figures by age need it, and it names nobody",
            "sex": "half of all children; figures by girls and boys need it",
            "made_up": MADE_UP,
            "added_at": WHEN,
            "erased_on": DATES,
        },
        scrub={
            "family_name given_name patronymic": NAME,
            "search_key sort_key": MADE_FROM_NAME,
            "birth_date": "with a village it finds one child",
            "languages": "in a small school it finds a family",
        },
        encrypt={
            "disability helps_in_class": "health",
            "documents_missing": "a child without documents has no protection from who knows it",
        },
    ),
    "pupils.Household": Table(
        "family",
        keep={"id village": KEY},
        scrub={"street house": "where a child lives"},
        encrypt={"migrant_parent": "a child who is alone at home", "poor_register_number": "a family's poverty"},
    ),
    "pupils.Guardian": Table(
        "family",
        keep={"id household": KEY, "relation language call_first": CODE},
        scrub={"full_name": NAME, "phone": PHONE},
    ),
    "pupils.Enrolment": Table(
        "child", keep={"id child school_class": KEY, "mode reason_of_leaving": CODE, "starts ends listed_at": DATES}
    ),
    "pupils.Transfer": Table(
        "child",
        keep={
            "id child from_enrolment to_school sent_by received_by": KEY,
            "sent_on due_on received_on withdrawn_on": DATES,
        },
        scrub={"to_elsewhere": WORDS},
    ),
    "pupils.OutOfSchool": Table(
        "child",
        keep={"id child found_by": KEY, "kind ending": CODE, "found_on enters_on ended_on": DATES},
        scrub={"goes_to": WORDS},
    ),
    "attendance.Register": Table(
        "nobody",
        keep={
            "id school_class taken_by": KEY,
            "session": CODE,
            "version change_number": ORDER,
            "day taken_at device_time": DATES,
        },
    ),
    "attendance.Mark": Table(
        "child",
        keep={
            "id register child": KEY,
            "kind excused lessons_missed": CODE,
            "reason": "one of a few codes; what a family tells in confidence belongs to a case",
        },
    ),
    "attendance.RegisterVersion": Table(
        "child",
        keep={
            "id register by": KEY,
            "version": ORDER,
            "outcome": CODE,
            "marks": "children's keys and codes, as in the marks",
            "at": WHEN,
        },
    ),
    "watch.Signal": Table(
        "child",
        keep={
            "id child school_class school village": KEY,
            "rule audience next_step level answered_level state": CODE,
            "due_on raised_on last_seen_on ended_on": DATES,
            "evidence": "days and counts from which the sentence is made; no words",
        },
    ),
    "watch.Answer": Table(
        "child",
        keep={"id signal by": KEY, "kind result level": CODE, "at": WHEN},
        encrypt={"words": NARRATIVE},
    ),
    "watch.Concern": Table(
        "child",
        keep={
            "id village child signal answered_by": KEY,
            "language urgent about_school_worker goes_to state because": CODE,
            "at answered_at": WHEN,
        },
        encrypt={
            "codes": "what threatens a child or a family",
            "words answer_words": NARRATIVE,
            "reach": "who has told it: a neighbour, a relative, a child",
        },
    ),
    "watch.Concern_schools": Table("nobody", keep={"id concern school": KEY}),
    "watch.ConcernSender": Table(
        "nobody",
        keep={"id": KEY, "at": WHEN},
        scrub={"number": "made from the address of a phone; gone after a day"},
    ),
    "watch.Threshold": Table("nobody", keep={"id programme set_by": KEY, "name value": CODE, "set_at": WHEN}),
    **CASEWORK,
    "people.Person": Table(
        "staff",
        keep={"id": KEY, "language is_active": CODE, "made_up": MADE_UP},
        scrub={
            "username family_name given_name patronymic": NAME,
            "sort_key": MADE_FROM_NAME,
            "phone email": PHONE,
            "password": "of no use elsewhere, and dangerous everywhere",
            "last_login": "when somebody works",
        },
    ),
    "people.Assignment": Table(
        "staff",
        keep={
            "id person place school school_class granted_by": KEY,
            "role": CODE,
            "starts ends": DATES,
            "hours_a_week": "a number",
        },
    ),
    "people.OneTimeCode": Table(
        "staff",
        keep={"id person made_by": KEY, "expires used_at made_at": WHEN, "tries": "a number"},
        scrub={"code_hash": "opens an account"},
    ),
    "people.StaffSheet": Table(
        "staff",
        keep={"id school uploaded_by": KEY, "uploaded_at": WHEN},
        scrub={"name": WORDS, "content": "a whole list of staff", "chosen": "what the columns of that list are"},
    ),
    "places.Place": Table(
        "nobody",
        keep={
            "id parent": KEY,
            "name_ky name_ru name_en level soate": PLACE,
            "valid_from valid_until": DATES,
        },
    ),
    "places.School": Table(
        "nobody",
        keep={"id village": KEY, "name_ky name_ru name_en code": PLACE, "valid_from valid_until": DATES},
    ),
    "places.SchoolClass": Table(
        "nobody",
        keep={"id school year": KEY, "grade letter language": CODE, "valid_from valid_until": DATES},
    ),
    "places.GradeScheme": Table(
        "nobody",
        keep={"code": KEY, "first_grade last_grade starts_at_age school_age_until": "a setting"},
    ),
    "places.SchoolYear": Table("nobody", keep={"code": KEY, "starts ends": DATES}),
    "places.Term": Table("nobody", keep={"id year": KEY, "number": ORDER, "starts ends": DATES}),
    "places.SchoolCalendar": Table("nobody", keep={"id school year scheme": KEY, "days_a_week": "a setting"}),
    "places.DayChange": Table("nobody", keep={"id school": KEY, "day": DATES, "is_school_day kind": CODE}),
    "places.Programme": Table(
        "nobody",
        keep={"code": KEY, "name_ky name_ru name_en": "a programme, not a person", "starts ends baseline_on": DATES},
    ),
    "places.Programme_municipalities": Table("nobody", keep={"id programme place": KEY}),
    "places.Sequence": Table("nobody", keep={"school": KEY, "last": ORDER}),
    "trail.Change": Table(
        "child",
        keep={
            "id by_key subject_key child_key place_key": KEY,
            "action subject_kind reason": CODE,
            "fields": "names of fields, never what stands in them",
            "at": WHEN,
        },
        encrypt={"sealed_values": "what stood there before"},
    ),
    "trail.Look": Table("child", keep={"id by_key child_key": KEY, "page reason": CODE, "at": WHEN}),
    "trail.Unsealed": Table("nobody", keep={"entry_key": KEY, "kind": CODE}),
    "trail.Seal": Table(
        "nobody",
        keep={"number": ORDER, "by_key": KEY, "count members previous hash": "keys and hashes", "at": WHEN},
    ),
    "trail.Verification": Table(
        "nobody",
        keep={
            "id by_key problem_entry_key": KEY,
            "entries seals unsealed": "a sum",
            "head": "a hash",
            "problem problem_seal problem_position problem_entry_kind": CODE,
            "at": WHEN,
        },
    ),
    "sealed.Proof": Table(
        "nobody",
        keep={"number word": "a known word, sealed: whether the key is the right one", "since finished_at": WHEN},
    ),
    "rounds.MorningRun": Table(
        "nobody",
        keep={
            "id": KEY,
            "day at": WHEN,
            "seconds schools new_signals children_waiting": "a sum",
            "trail_head": "a hash",
        },
    ),
    "pilot.Built": Table("nobody", keep={"seed until rounds_until": "how far the made-up pilot is built"}),
    "sessions.Session": Table(
        "staff",
        keep={"expire_date": WHEN},
        scrub={"session_key session_data": "opens an account that is signed in"},
    ),
    "account.EmailAddress": Table(
        "staff", keep={"id user": KEY, "verified primary": CODE}, scrub={"email": "finds a person"}
    ),
    "account.EmailConfirmation": Table(
        "staff", keep={"id email_address": KEY, "created sent": WHEN}, scrub={"key": "opens an account"}
    ),
    "auth.Permission": Table("nobody", keep={"id content_type": KEY, "name codename": CODE}),
    "auth.Group": Table("nobody", keep={"id": KEY, "name": CODE}),
    "auth.Group_permissions": Table("nobody", keep={"id group permission": KEY}),
    "contenttypes.ContentType": Table("nobody", keep={"id": KEY, "app_label model": CODE}),
}

ABOUT = {"child": "a child", "family": "a family", "staff": "a member of staff", "nobody": "nobody"}
HEAD = """# What is personal

Every field of every table has one of three classes. A test fails when a field has none, and when one is named here
that is gone. `python -m tests.promises.personal_fields` writes this page from `tests/promises/personal_fields.py`.

"""


def page() -> str:
    """The whole classification as a page to read."""
    classes = "\n".join(f"- **{name}**: {words}." for name, words in CLASSES.items())
    return f"{HEAD}{classes}\n" + "".join(_section(name, table) for name, table in TABLES.items())


def _section(name: str, table: Table) -> str:
    rows = "\n".join(f"| `{one}` | {kind} | {why} |" for one, kind, why in table.fields())
    return f"\n## {name}\n\nAbout {ABOUT[table.about]}.\n\n| field | class | why |\n| --- | --- | --- |\n{rows}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
