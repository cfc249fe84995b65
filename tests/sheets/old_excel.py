"""A workbook of Excel 97, byte by byte: nothing that is installed writes one any more, and schools still send them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST_STREAM = 4096


def xls(rows: Sequence[Sequence[str | int]], *, sheet: str = "Лист1") -> bytes:
    """One sheet of texts and numbers."""
    return _container(_stream(rows, sheet))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _stream(rows: Sequence[Sequence[str | int]], sheet: str) -> bytes:
    begins = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    ends = _record(0x0A, b"")
    name = sheet.encode("utf-16-le")
    size = len(begins) + 4 + 8 + len(name) + len(ends)
    named = _record(0x85, struct.pack("<IBBBB", size, 0, 0, len(sheet), 1) + name)
    cells = b"".join(_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line))
    page = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + ends
    return (begins + named + ends + page).ljust(_LEAST_STREAM, b"\x00")


def _cell(row: int, column: int, value: str | int) -> bytes:
    if isinstance(value, int):
        return _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    text = value.encode("utf-16-le")
    return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)


def _container(stream: bytes) -> bytes:
    sectors = -(-len(stream) // _SECTOR)
    chain = [_FAT, _END, *range(3, 2 + sectors), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    directory = (
        _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + _entry("", 0, 0, 0) * 2
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + fat + directory + stream.ljust(sectors * _SECTOR, b"\x00")


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE) -> bytes:
    text = (name + "\x00").encode("utf-16-le") if name else b""
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        text.ljust(64, b"\x00")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
