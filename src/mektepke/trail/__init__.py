"""Trail: who changed what, and who looked at which child. Rows are only added; sealed batches show if one was touched."""
