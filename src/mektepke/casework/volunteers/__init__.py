"""Peers who walk together: a whole class in pairs, and what they tell."""
