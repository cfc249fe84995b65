"""Small things that need no Django: the one clock, identities, names as a Kyrgyz reader sorts them, phone numbers."""
