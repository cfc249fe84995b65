"""What must hold everywhere, found from the code itself, so that a new page or table cannot be forgotten.

A package, so that one full house can stand for all of its files.
"""
