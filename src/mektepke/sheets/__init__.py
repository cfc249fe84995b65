"""Lists as schools really keep them: opened safely, headings found, cells read, and written back. No Django."""
