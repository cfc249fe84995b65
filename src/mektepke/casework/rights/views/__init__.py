"""Pages about a family's rights, and about how long things are kept."""
