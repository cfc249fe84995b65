"""Addresses: A family's rights: the whole record, correction, erasure; and how long things are kept."""

from __future__ import annotations

from django.urls import path

from mektepke.casework.rights.views import erasures, requests, retention

urlpatterns = [
    path("", requests.family_requests, name="family_requests"),
    path("children/<uuid:child>/", requests.family_rights, name="family_rights"),
    path("children/<uuid:child>/ask/", requests.ask_for_record, name="ask_for_record"),
    path("children/<uuid:child>/erase/", erasures.propose_erasure, name="propose_erasure"),
    path("requests/<uuid:record_request>/", requests.record_request, name="record_request"),
    path("requests/<uuid:record_request>/record/", requests.family_record, name="family_record"),
    path("requests/<uuid:record_request>/file/", requests.family_record_file, name="family_record_file"),
    path("requests/<uuid:record_request>/handed/", requests.hand_over_record, name="hand_over_record"),
    path("requests/<uuid:record_request>/wrong/", requests.add_correction, name="add_correction"),
    path("corrections/<uuid:correction>/", requests.answer_correction, name="answer_correction"),
    path("erasures/<uuid:erasure>/", erasures.decide_erasure, name="decide_erasure"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<uuid:proposal>/", retention.decide_proposal, name="decide_proposal"),
    path("periods/", retention.retention_periods, name="retention_periods"),
]
