"""The made-up pilot: the poster's figures and places, with children, staff and days that nobody lived."""
