"""Codes in people's words, in three languages."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mektepke.trail import words
from mektepke.trail.models import Change
from mektepke.trail.rules import Kind, Problem, ProblemKind


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_is_a_whole_sentence(kind: ProblemKind, language: str) -> None:
    problem = Problem(kind, 12, 34, Kind.LOOK, UUID(int=5))
    with translation.override(language):
        said = words.problem_words(problem)
    assert "%" not in said
    assert said.endswith(".")
    assert "12" in said or str(UUID(int=5)) in said


def test_a_row_that_waited_has_no_seal() -> None:
    with translation.override("en"):
        said = words.problem_words(Problem(ProblemKind.MISSING_ROW, None, None, Kind.CHANGE, UUID(int=5)))
    assert said == f"A row is missing: change {UUID(int=5)}, which was waiting for its seal."


def test_a_folder_can_name_its_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_actions", {})
    assert words.action_words("harvest.begun") == "harvest.begun"
    words.name_actions({"harvest.begun": _("The trail is whole")})
    with translation.override("ru"):
        assert words.action_words("harvest.begun") == "След действий цел"


def test_a_kind_of_record_has_its_models_name() -> None:
    assert words.kind_words("pupils.child") != "pupils.child"
    assert words.kind_words("fund.unknown") == "fund.unknown"
    assert words.kind_words("nonsense") == "nonsense"


def test_a_field_is_called_as_on_its_form_and_an_unknown_one_by_its_code() -> None:
    change = Change(subject_kind="pupils.child", fields=["family_name", "no_such_field"])
    with translation.override("en"):
        assert words.field_words(change) == "family name, no_such_field"
    assert words.field_words(Change(subject_kind="fund.unknown", fields=["x"])) == "x"


def test_a_field_that_the_record_does_not_name_is_named_by_its_folder() -> None:
    with translation.override("ky"):
        change = Change(subject_kind="attendance.register", fields=["marks", "excused"])
        assert words.field_words(change) == "белгилер, себептүү"


@pytest.mark.parametrize(
    ("language", "kind", "terms"),
    [("ky", "кызматкерлердин тизмеси", "чейректер"), ("ru", "список сотрудников", "четверти")],
)
def test_lists_of_staff_and_terms_are_said_in_the_readers_language(language: str, kind: str, terms: str) -> None:
    with translation.override(language):
        assert words.kind_words("people.staffsheet") == kind
        assert words.field_words(Change(subject_kind="places.schoolyear", fields=["terms"])) == terms
