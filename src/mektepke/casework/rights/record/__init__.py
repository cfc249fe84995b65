"""A child's whole record in words, for the family: the same for the printed page and for the file."""

from mektepke.casework.rights.record.making import record_of
from mektepke.casework.rights.record.parts import Entry, Record, Section, as_text

__all__ = ["Entry", "Record", "Section", "as_text", "record_of"]
