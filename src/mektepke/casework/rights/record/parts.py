"""What a record is made of: sections with a heading, entries with lines. Nothing but plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mektepke.look import dates
from mektepke.look.words import language

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is kept: a case, a call, a month. The title may be missing."""

    title: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Section:
    """One heading, and what stands below it; a sentence of its own where nothing does."""

    title: str
    entries: list[Entry]
    nothing: str


@dataclass(frozen=True, slots=True)
class Record:
    """The whole paper."""

    title: str
    lead: list[str]
    sections: list[Section]
    closing: list[str]


def lines(*given: str | None) -> list[str]:
    """The lines that say something."""
    return [line for line in given if line]


def told(model: type[Model], name: str, value: object) -> str:
    """«Date of birth: 12 March 2002»: a field under its own name; nothing for nothing."""
    if value in (None, ""):
        return ""
    label = capfirst(str(getattr(model._meta.get_field(name), "verbose_name", name)))
    return said(label, value)


def said(label: str, value: object) -> str:
    """A label and what stands there; a day in words."""
    shown = day(value) if isinstance(value, date) else str(value)
    return _("{label}: {value}").format(label=label, value=shown)


def day(on: date) -> str:
    """A day with its year: the paper lies in a drawer for years."""
    return dates.day_full(on, language())


def as_text(record: Record) -> str:
    """The record as plain text, in lines that fit on a phone turned sideways and on paper. No program runs in it."""
    return "\r\n".join(_text(record)) + "\r\n"


def _text(record: Record) -> Iterator[str]:
    yield from (record.title, "=" * min(len(record.title), WIDTH), "", *record.lead)
    for section in record.sections:
        yield from ("", "", section.title, "-" * min(len(section.title), WIDTH))
        yield from _entries(section.entries) if section.entries else [section.nothing]
    yield from ("", "", *record.closing)


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.title:
            yield from ("", entry.title)
        for line in entry.lines:
            indent = "  " if entry.title else ""
            yield indent + line.replace("\r\n", "\n").replace("\n", f"\r\n{indent}")
