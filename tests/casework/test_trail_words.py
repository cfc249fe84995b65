"""What an auditor reads of a case in the trail: every action and field in words, and nothing of what stands in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from mektepke.base import clock
from mektepke.casework import actions
from mektepke.casework.caseload.actions import give_case
from mektepke.people.roles import Role
from mektepke.trail.models import Change
from mektepke.trail.words import _actions, _fields
from tests.casework.test_six_steps import in_action
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db


def _is_named(change: Change, field: str) -> bool:
    if (change.subject_kind, field) in _fields:
        return True
    try:
        found = apps.get_model(change.subject_kind)._meta.get_field(field)
    except FieldDoesNotExist:
        return False
    return str(getattr(found, "verbose_name", field)) != field.replace("_", " ")


def test_every_change_of_a_case_stands_there_in_words(cast: Cast) -> None:
    side = cast.here
    case = in_action(side)
    actions.finish_action(action=case.actions.all()[0], by=side.pedagogue)
    actions.drop_action(action=case.actions.all()[1], by=side.pedagogue)
    actions.end_cause(cause=case.causes.all()[0], by=side.pedagogue)
    next_on = clock.today() + timedelta(days=30)
    actions.review(case=case, decision="ended", words="", next_on=next_on, by=side.pedagogue)
    second = person("second", "Исакова Гүлай", Role.PEDAGOGUE, school=side.school)
    give_case(case=case, to=second, by=side.head)
    actions.close_case(case=case, outcome="moved", words="", by=second)
    actions.reopen_case(case=case, by=second)

    changes = list(Change.objects.filter(child_key=case.child_id))
    assert len({change.action for change in changes}) > 12
    assert [change.action for change in changes if change.action not in _actions] == []
    bare = {(change.action, one) for change in changes for one in change.fields if not _is_named(change, one)}
    assert bare == set()
