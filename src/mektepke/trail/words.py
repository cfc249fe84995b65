"""The trail's codes in people's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mektepke.trail.models import Change
from mektepke.trail.rules import Kind, Problem, ProblemKind

NamesOf = Callable[[Iterable[UUID]], Mapping[UUID, str]]
"""Names of staff by their keys; keys of nobody known are left out."""

_actions: dict[str, str | Promise] = {}
_names_of: list[NamesOf] = []
_fields: dict[tuple[str, str], str | Promise] = {}


def name_actions(names: Mapping[str, str | Promise]) -> None:
    """Teach the trail the words for a folder's own actions; called from that folder's `apps.py`."""
    _actions.update(names)


def name_fields(subject_kind: str, names: Mapping[str, str | Promise]) -> None:
    """Teach the trail what a folder calls fields that the record itself does not name: a register's marks."""
    _fields.update({(subject_kind, field): words for field, words in names.items()})


def name_staff(names_of: NamesOf) -> None:
    """Teach the trail how staff are called: it holds keys and knows nobody. Children are not named here, to nobody."""
    _names_of[:] = [names_of]


def names_by_key(keys: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """The names of staff with these keys; empty as long as no folder has taught them."""
    wanted = {key for key in keys if key}
    return _names_of[0](wanted) if _names_of and wanted else {}


def action_words(action: str) -> str:
    """The action in the reader's language, or its code if no folder has named it."""
    return str(_actions.get(action, action))


def kind_words(subject_kind: str) -> str:
    """The kind of record in the reader's language: its model's own name, or the code if there is no such model."""
    if subject_kind == "house":
        return _("the whole house")
    try:
        return str(apps.get_model(subject_kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_kind


def field_words(change: Change) -> str:
    """The names of a change's fields, as the record's own forms call them, or their codes."""
    return ", ".join(_field(change.subject_kind, field) for field in change.fields)


def _field(kind: str, name: str) -> str:
    if (kind, name) in _fields:
        return str(_fields[kind, name])
    try:
        field = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
    return str(getattr(field, "verbose_name", name))


def problem_words(problem: Problem) -> str:
    """One sentence that says what is wrong and where."""
    return _sentences(problem)[problem.kind] % {
        "row": _row_words(problem.entry_kind),
        "key": problem.entry_key,
        "seal": problem.seal,
        "position": problem.position,
    }


def _row_words(kind: Kind | None) -> str:
    return pgettext("row of the trail", "look") if kind == Kind.LOOK else pgettext("row of the trail", "change")


def _sentences(problem: Problem) -> dict[ProblemKind, str]:
    return {
        ProblemKind.ALTERED_ROW: _("A row was altered: %(row)s %(key)s, at position %(position)s of seal %(seal)s."),
        ProblemKind.MISSING_ROW: (
            _("A row is missing: %(row)s %(key)s, at position %(position)s of seal %(seal)s.")
            if problem.seal
            else _("A row is missing: %(row)s %(key)s, which was waiting for its seal.")
        ),
        ProblemKind.NEVER_SEALED: _("A row stands in no seal and does not wait for one: %(row)s %(key)s."),
        ProblemKind.ALTERED_SEAL: _("Seal %(seal)s was altered."),
        ProblemKind.MISSING_SEAL: _("Seal %(seal)s is missing."),
        ProblemKind.BROKEN_CHAIN: _("The chain is broken: seal %(seal)s does not follow the one before it."),
        ProblemKind.REORDERED: _("Seals were put in another order, from seal %(seal)s on."),
        ProblemKind.CUT_TAIL: _("The end of the trail is cut off: seal %(seal)s and what came after it are gone."),
        ProblemKind.REWRITTEN: _("The trail was rewritten: seal %(seal)s is not the one that was written down."),
    }
