"""Comma, semicolon or tab between the cells, in whichever encoding the machine had."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from itertools import islice

from mektepke.sheets.excel import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.grid import Book, Row, Sheet

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = ";\t,"
_LONGEST = 1_000
_LOOKED_AT = 60


def read(content: bytes) -> Book:
    """One sheet, named nothing. Raises `Unreadable` for what is no text."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip().lower().startswith(("<html", "<!doctype", "<table")):
        raise Unreadable("web_page", ending=".csv")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= len("sep=;"):
        return Book([Sheet("", _rows(rest, first.strip()[4:] or "\t"))])
    return Book([Sheet("", _rows(text, _delimiter(text)))])


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _text(content[len(mark) :], encoding)
    sample = content[:4000]
    zeros = sample[1::2].count(0), sample[::2].count(0)
    if max(zeros) > len(sample) // 10:
        return _text(content, "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be")
    try:
        return _text(content, "utf-8")
    except Unreadable:
        # A spreadsheet set to Russian writes cp1251; nothing else is met in schools.
        return _text(content, "cp1251")


def _text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as why:
        raise Unreadable("not_text") from why
    strange = sum(1 for letter in text[:20_000] if ord(letter) < 32 and letter not in "\t\r\n\f\x1a")
    if strange or "\x00" in text:
        raise Unreadable("not_text")
    return text


def _delimiter(text: str) -> str:
    """The one that cuts the most lines into the same number of cells."""

    def alike(delimiter: str) -> int:
        widths = Counter(len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=delimiter), _LOOKED_AT))
        return max((times * (width - 1) for width, times in widths.items()), default=0)

    return max(_DELIMITERS, key=alike)


def _rows(text: str, delimiter: str) -> list[Row]:
    rows: list[Row] = []
    cells = 0
    try:
        for line in csv.reader(io.StringIO(text), delimiter=delimiter):
            rows.append([cell.strip()[:_LONGEST] or None for cell in line])
            cells += len(line)
            if len(rows) > MOST_ROWS or len(line) > MOST_COLUMNS or cells > MOST_CELLS:
                raise Unreadable("too_much", rows=MOST_ROWS, columns=MOST_COLUMNS)
    except csv.Error as why:
        raise Unreadable("damaged") from why
    width = max((len(row) for row in rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows]
