"""Signals and concerns: who needs attention, why, and who answered."""
