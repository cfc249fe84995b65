"""Concerns from anyone: a page without an account, and what the social pedagogue does with what was written there."""
