"""A school's own list of staff becomes accounts and roles: read, shown, confirmed, then all of it or none."""
