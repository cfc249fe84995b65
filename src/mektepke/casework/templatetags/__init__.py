"""`{% load casework %}`."""
