"""Template tags of watch."""
