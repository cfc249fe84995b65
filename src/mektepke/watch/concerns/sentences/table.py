"""The sentences that every language has to have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from mektepke.watch.concerns.rules import Noticed


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """All of one language. `{helpline}` and `{police}` become the numbers; `{most}` is a number of letters."""

    name: str
    """The language, as its speakers call it."""
    other_languages: str
    back: str
    trial: str

    ask: str
    lead: str
    danger: str
    danger_call: str
    helpline: str
    police: str

    which_district: str
    which_village: str
    village: str
    other_village: str
    not_found: str
    which_of_these: str
    nowhere: str
    nobody_reads: str

    noticed: str
    noticed_help: str
    codes: Mapping[Noticed, str]
    urgent: str
    urgent_help: str
    words: str
    words_help: str
    worker: str
    worker_help: str
    no_officer: str
    reach: str
    reach_help: str
    optional: str
    send: str
    read_by_school: str
    read_by_school_or_officer: str
    read_by_officer: str
    trap: str

    not_sent: str
    say_something: str
    too_long: str
    bad_sign: str
    choose: str
    read_again: str
    trapped: str
    many_from_here: str
    many_about_village: str

    thanks: str
    then_call: str
    next: str
    next_school: str
    next_school_urgent: str
    next_officer: str
    next_worker: str
    no_answer: str
    if_worse: str
    another: str

    notice_write: str
    notice_print: str


def filled(table: Sentences, **numbers: str) -> dict[str, Any]:
    """Those sentences of a table that say a number to call, with the number in its place."""
    texts = {field.name: getattr(table, field.name) for field in fields(table) if field.name != "codes"}
    changed = {name: _said(text, numbers) for name, text in texts.items()}
    return {name: text for name, text in changed.items() if text != texts[name]}


def _said(text: str, numbers: Mapping[str, str]) -> str:
    for name, number in numbers.items():
        text = text.replace(f"{{{name}}}", number)
    return text
