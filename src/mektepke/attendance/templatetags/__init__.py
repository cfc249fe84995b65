"""`{% load attendance %}`."""
