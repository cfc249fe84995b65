"""Staff, their roles at a place and for a time, who has which permission where, and what each may see."""
