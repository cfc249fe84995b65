"""A school's own list becomes children on its roll: read, shown, confirmed, then all of it or none."""
