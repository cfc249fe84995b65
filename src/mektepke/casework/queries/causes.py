"""Causes by their code: those of the house's own list, and those that the programme added to it."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import get_language

from mektepke.casework.causes import GROUPS, Barrier, Cause, group_of
from mektepke.casework.models import OwnCause

Choices = list[tuple[str, list[tuple[str, str]]]]


def cause_choices() -> Choices:
    """The causes to choose from by group, those of the programme after the house's own; ended ones are left out.
    One query."""
    own = list(OwnCause.objects.filter(ended_on__isnull=True))
    return [
        (
            str(group.label),
            [(cause.value, str(cause.label)) for cause in causes]
            + [(one.code, name_of(one)) for one in own if one.group == group],
        )
        for group, causes in GROUPS.items()
    ]


def cause_label(code: str) -> str:
    """What one cause is called in the reader's language. No query for a cause of the house's list."""
    return cause_labels([code])[code]


def cause_labels(codes: Collection[str]) -> dict[str, str]:
    """What these causes are called, ended ones too. One query at most, and none where all are of the house's list."""
    known = {code: str(Cause(code).label) for code in codes if code in Cause.values}
    names = {one.code: name_of(one) for one in _own(codes)}
    return {code: known.get(code) or names.get(code, code) for code in codes}


def cause_groups(codes: Collection[str]) -> dict[str, Barrier]:
    """The group of barriers that each of these causes belongs to. One query at most, as for their names."""
    groups = {one.code: Barrier(one.group) for one in _own(codes)}
    for code in codes:
        if group := group_of(code):
            groups[code] = group
    return groups


def name_of(cause: OwnCause) -> str:
    """The name of a cause that the programme added, in the reader's language."""
    language = (get_language() or "ky")[:2]
    return str(getattr(cause, f"name_{language}", "") or cause.name_ky)


def _own(codes: Collection[str]) -> list[OwnCause]:
    wanted = [code for code in codes if code not in Cause.values]
    return list(OwnCause.objects.filter(code__in=wanted)) if wanted else []
