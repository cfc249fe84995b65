"""Opening a file from a stranger's machine: what it is by its bytes, not its name, and never more than it may be."""

from __future__ import annotations

from pathlib import Path

from mektepke.sheets import archive, delimited, excel
from mektepke.sheets.faults import Unreadable
from mektepke.sheets.grid import Book

# A list of 10 000 pupils with 25 columns is under 3 MB packed; photographs pasted into a sheet make it ten times that.
MOST_BYTES = 20_000_000
MEGABYTE = 1_000_000

_ENDINGS = {".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt"}
_PLAIN = {".csv", ".tsv", ".txt"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def open_file(file: Path, *, name: str = "") -> Book:
    """The sheets of a file on disk. Raises `Unreadable`; a file that is too big is not even read."""
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise _too_big(size)
    return open_book(file.read_bytes(), name=name or file.name)


def open_book(content: bytes, *, name: str) -> Book:
    """The sheets of an .xlsx, .xls or .csv file. Raises `Unreadable`."""
    ending = Path(name).suffix.lower()
    if ending not in _ENDINGS:
        raise Unreadable("unknown_ending", ending=ending or name[-20:])
    if not content.strip(b"\x00\r\n\t ;,"):
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise _too_big(len(content))
    book = delimited.read(content) if ending in _PLAIN else _workbook(content, ending)
    if not any(any(row) for sheet in book.sheets for row in sheet.rows):
        raise Unreadable("empty")
    return book


def _workbook(content: bytes, ending: str) -> Book:
    if content.startswith(_ZIP):
        return excel.read(archive.checked(content, ending))
    if content.startswith(_OLD_OFFICE):
        if _LOCKED in content:
            raise Unreadable("password")
        return excel.read(content)
    start = content[:2000].lower()
    if b"<html" in start or b"<table" in start or b"<!doctype" in start:
        raise Unreadable("web_page", ending=ending)
    raise Unreadable("not_a_workbook", ending=ending)


def _too_big(size: int) -> Unreadable:
    return Unreadable("too_big", megabytes=-(-size // MEGABYTE), most=MOST_BYTES // MEGABYTE)
