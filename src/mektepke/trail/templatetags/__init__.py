"""`{% load trail %}`."""
