"""`{% load look %}`."""
