"""Writing a list that was confirmed: once, whoever clicks how often, and with its progress told."""

from __future__ import annotations

import logging
import threading
from typing import Any

from django.db import DatabaseError, connections
from django.utils import translation

from mektepke.people.models import Person
from mektepke.places.models import School
from mektepke.pupils.importing.actions import Changed, load
from mektepke.pupils.importing.planning import Plan
from mektepke.pupils.importing.problem_rows import problem_rows
from mektepke.pupils.importing.uploads import Upload
from mektepke.sheets.opening import open_file

# A list of one school is written while the page waits; a longer one beside it, and the page shows how far it is.
MOST_AT_ONCE = 1_000
log = logging.getLogger(__name__)


def confirm(upload: Upload, *, seen: str, rows: int, school: School, by: Person) -> None:
    """Write the list if nobody has begun to. What came of it stands in the upload's `result`."""
    if not upload.claim():
        return
    language = translation.get_language() or "ky"
    if rows <= MOST_AT_ONCE:
        _write(upload, seen, school, by, language)
    else:
        threading.Thread(target=_beside, args=(upload, seen, school, by, language), name="list").start()


def _beside(upload: Upload, seen: str, school: School, by: Person, language: str) -> None:
    try:
        _write(upload, seen, school, by, language)
    finally:
        connections.close_all()


def _write(upload: Upload, seen: str, school: School, by: Person, language: str) -> None:
    try:
        book = open_file(upload.file, name=upload.name)
        plan = load(book=book, school=school, by=by, chosen=upload.chosen, seen=seen, progress=upload.tell)
    except Changed:
        upload.give_back("changed")
    except (DatabaseError, OSError):
        log.exception("a list was not stored")
        upload.give_back("failed")
    else:
        with translation.override(language):
            upload.finish(_result(upload, plan))


def _result(upload: Upload, plan: Plan) -> dict[str, Any]:
    if plan.problems:
        upload.problem_rows.write_bytes(problem_rows(plan))
    return {
        "added": len(plan.of("added")),
        "changed": len(plan.of("changed")),
        "same": len(plan.of("same")),
        "left_out": len(plan.reading.left_out),
        "classes": [str(name) for name in plan.new_classes],
    }
