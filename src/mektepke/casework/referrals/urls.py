"""Addresses: Consent, referrals to another body, and a case handed to another school."""

from __future__ import annotations

from django.urls import path

from mektepke.casework.referrals import views

urlpatterns = [
    path("", views.referrals, name="referrals"),
    path("<uuid:case>/consents/", views.consents, name="consents"),
    path("<uuid:case>/refer/", views.refer, name="refer"),
    path("consents/<uuid:consent>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path("letters/<uuid:referral>/", views.referral, name="referral"),
    path("letters/<uuid:referral>/print/", views.letter, name="referral_letter"),
    path("letters/<uuid:referral>/answer/", views.answer, name="answer_referral"),
    path("letters/<uuid:referral>/recall/", views.recall, name="recall_referral"),
    path("incoming/<uuid:referral>/", views.incoming, name="incoming_referral"),
]
