"""Where: oblast, district, municipality, village, school, class; and when: school years, terms, the calendar."""
