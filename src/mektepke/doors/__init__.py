"""Doors: the list of permissions, what an address declares, and what is refused before any work is done."""
