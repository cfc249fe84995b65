"""Trail: who changed what, and who looked at which child. Rows are only added, and sealed."""
