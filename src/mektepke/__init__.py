"""Mektepke: keeps children in school."""
