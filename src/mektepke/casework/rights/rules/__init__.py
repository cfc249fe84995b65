"""What decides about a family's rights, and about how long what is kept. No Django."""
