"""Addresses of children, classes, transfers and children in no school."""

from __future__ import annotations

from django.urls import path

from mektepke.pupils.views import adding, correcting, enrolment, lists, out_of_school, transfers

urlpatterns = [
    path("", lists.children, name="children"),
    path("classes/", lists.classes, name="classes"),
    path("classes/<uuid:school_class>/", lists.class_list, name="class_list"),
    path("add/", adding.add_child, name="add_child"),
    path("left/", enrolment.left_school, name="left_school"),
    path("enrolments/<uuid:enrolment>/stays/", enrolment.child_stays, name="child_stays"),
    path("transfers/", transfers.transfers, name="transfers"),
    path("transfers/<uuid:transfer>/receive/", transfers.receive_child, name="receive_child"),
    path("transfers/<uuid:transfer>/arrived/", transfers.child_arrived, name="child_arrived"),
    path("transfers/<uuid:transfer>/withdraw/", transfers.withdraw_transfer, name="withdraw_transfer"),
    path("out-of-school/", out_of_school.out_of_school, name="out_of_school"),
    path("out-of-school/add/", out_of_school.register_out_of_school, name="register_out_of_school"),
    path("out-of-school/<uuid:record>/", out_of_school.edit_out_of_school, name="edit_out_of_school"),
    path("out-of-school/<uuid:record>/end/", out_of_school.end_out_of_school, name="end_out_of_school"),
    path("out-of-school/<uuid:record>/again/", out_of_school.again_out_of_school, name="again_out_of_school"),
    path("door-to-door/", out_of_school.door_to_door, name="door_to_door"),
    path("door-to-door/<uuid:place>/", out_of_school.door_to_door_sheet, name="door_to_door_sheet"),
    path("<uuid:child>/edit/", correcting.edit_child, name="edit_child"),
    path("<uuid:child>/sibling/", adding.add_sibling, name="add_sibling"),
    path("<uuid:child>/enrol/", enrolment.enrol_child, name="enrol_child"),
    path("<uuid:child>/leave/", enrolment.leave_school, name="leave_school"),
    path("<uuid:child>/send/", transfers.send_child, name="send_child"),
    path("<uuid:child>/guardians/", correcting.guardians, name="guardians"),
    path("<uuid:child>/guardians/add/", correcting.add_guardian, name="add_guardian"),
    path("<uuid:child>/guardians/<uuid:guardian>/", correcting.edit_guardian, name="edit_guardian"),
    path("<uuid:child>/guardians/<uuid:guardian>/remove/", correcting.remove_guardian, name="remove_guardian"),
]
