"""Group figures only: the programme's totals, later the poster and the statements."""
