"""A family's rights: the whole record, correction, erasure; and how long things are kept."""
