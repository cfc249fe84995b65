"""Cases: why a child misses school, what is done about it, by whom and until when; the call list."""
