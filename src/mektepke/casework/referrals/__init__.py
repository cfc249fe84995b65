"""Consent, referrals to another body, and a case handed to another school."""
