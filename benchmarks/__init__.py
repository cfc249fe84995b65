"""Measuring: `make bench`. Each part runs in a process and a house of its own and says its figures as JSON."""
