"""Registers and marks: who came."""
