"""An .xlsx is a zip: its table of contents is read before anything in it is unpacked."""

from __future__ import annotations

import io
import zipfile

from mektepke.sheets.faults import Unreadable

# 10 000 rows of 25 cells unpack to about 15 MB; a bomb of 40 kB unpacks to gigabytes.
MOST_UNPACKED = 150_000_000
MOST_PARTS = 2_000
MOST_RATIO = 300
_RATIO_MATTERS_FROM = 5_000_000
_ENCRYPTED = 0x1


def checked(content: bytes, ending: str) -> bytes:
    """The same bytes, if this is a workbook of a size that a school's list can have; else `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check(packed.infolist(), ending)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as why:
        raise Unreadable("damaged") from why
    return content


def _check(parts: list[zipfile.ZipInfo], ending: str) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Unreadable("password")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unreadable("bomb", megabytes=unpacked // 1_000_000)
    if unpacked > _RATIO_MATTERS_FROM and unpacked > MOST_RATIO * max(packed, 1):
        raise Unreadable("bomb", megabytes=unpacked // 1_000_000)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable("not_a_workbook", ending=ending)
