"""Addresses of cases, calls and visits."""

from __future__ import annotations

from django.urls import include, path

from mektepke.casework.views import (
    approving,
    assessing,
    cases,
    closing,
    contacts,
    following_up,
    opening,
    planning,
    reviewing,
)

urlpatterns = [
    path("volunteers/", include("mektepke.casework.volunteers.urls")),
    path("referrals/", include("mektepke.casework.referrals.urls")),
    path("caseload/", include("mektepke.casework.caseload.urls")),
    path("rights/", include("mektepke.casework.rights.urls")),
    path("protection/", include("mektepke.casework.protection.urls")),
    path("", cases.cases, name="cases"),
    path("open/<uuid:child>/", opening.open_case, name="open_case"),
    path("reopen/<uuid:child>/", opening.reopen_case, name="reopen_case"),
    path("call/<uuid:child>/", contacts.call, name="call"),
    path("visit/<uuid:child>/", contacts.visit, name="visit"),
    path("meeting/<uuid:child>/", contacts.meeting, name="meeting"),
    path("causes/<uuid:cause>/end/", assessing.end_cause, name="end_cause"),
    path("actions/<uuid:action>/", following_up.action, name="case_action"),
    path("actions/<uuid:action>/done/", following_up.finish_action, name="finish_action"),
    path("actions/<uuid:action>/drop/", following_up.drop_action, name="drop_action"),
    path("actions/<uuid:action>/aid/", following_up.aid, name="case_aid"),
    path("approvals/", approving.approvals, name="approvals"),
    path("approvals/<uuid:approval>/", approving.approval, name="approval"),
    path("capacity/", contacts.capacity, name="capacity"),
    path("capacity/<int:hours>/remove/", contacts.remove_capacity, name="remove_capacity"),
    path("<uuid:case>/", cases.case, name="case"),
    path("<uuid:case>/go-on/", cases.go_on, name="go_on"),
    path("<uuid:case>/back/", cases.go_back, name="go_back"),
    path("<uuid:case>/risk/", assessing.risk, name="case_risk"),
    path("<uuid:case>/assessment/", assessing.assessment, name="case_assessment"),
    path("<uuid:case>/causes/", assessing.add_cause, name="add_cause"),
    path("<uuid:case>/plan/", planning.plan, name="case_plan"),
    path("<uuid:case>/plan/agreed/", planning.agree, name="agree"),
    path("<uuid:case>/plan/approval/", planning.ask_approval, name="ask_approval"),
    path("<uuid:case>/actions/", planning.add_action, name="add_action"),
    path("<uuid:case>/follow-up/", following_up.follow_up, name="case_follow_up"),
    path("<uuid:case>/review/", reviewing.review, name="case_review"),
    path("<uuid:case>/close/", closing.close_case, name="close_case"),
]
