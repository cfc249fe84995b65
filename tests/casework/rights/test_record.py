"""A child's whole record: what goes, what stays, and in which language."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mektepke.casework.models import Case, RecordRequest
from mektepke.casework.rights.record import as_text, record_of
from mektepke.casework.rights.rules.record import WORDS, Words, words_of
from mektepke.pupils.models import Child
from mektepke.trail.models import Look
from tests.casework.rights.everything import MET, NUMBER, SAID_BY, everything_about, mark
from tests.cast import Cast
from tests.promises.personal_fields import TABLES

pytestmark = pytest.mark.django_db

MARK = re.compile("«[^»]*»")
ALWAYS = {
    *(mark(f"pupils.Child.{name}") for name in ("family_name", "given_name", "patronymic", "helps_in_class")),
    mark("pupils.Child.languages"),
    mark("pupils.Guardian.full_name"),
    mark("casework.Case.closing_words"),
    mark("casework.Ending.closing_words"),
    mark("casework.Assessment.household_needs"),
    mark("casework.Assessment.strengths"),
    mark("casework.Review.words"),
    *(mark("casework.CaseCause.evidence", who) for who in ("parent", "seen", "document")),
    mark("casework.Action.words", "plain"),
    mark("casework.Action.shown_by", "plain"),
    mark("casework.Agreement.who", "parent"),
    mark("casework.Consent.with_whom", "mother"),
    *(mark(f"casework.Referral.{name}", body) for name in ("need", "addressee") for body in ("health", "aid")),
    *(mark("casework.Contact.words", who) for who in ("mother", "father", "guardian", "dialled")),
    mark("casework.Correction.words", "mother"),
    mark("casework.Correction.answer_words", "mother"),
}
AT_HOME = {
    mark("pupils.Household.street"),
    mark("pupils.Household.poor_register_number"),
    mark("pupils.Transfer.to_elsewhere"),
    mark("pupils.OutOfSchool.goes_to"),
}


def _request(cast: Cast, child: Child, **other: object) -> RecordRequest:
    made = {"asked_by": "mother", "lives_together": True, "language": "ky"} | other
    return RecordRequest(
        child=child, school=cast.here.school, how="spoken", asked_on=date(2014, 11, 17), due_on=date(2014, 11, 24),
        recorded_by=cast.here.pedagogue, **made,
    )  # fmt: skip


def _text(cast: Cast, child: Child, today: date, **other: object) -> str:
    return as_text(record_of(_request(cast, child, **other), today=today))


@pytest.fixture
def child(cast: Cast) -> Child:
    everything_about(cast.here, cast.here.pupils[0])
    return Child.objects.select_related("household__village").get(pk=cast.here.pupils[0].pk)


def test_what_may_go_goes_and_not_one_word_more(cast: Cast, child: Child, today: date) -> None:
    assert set(MARK.findall(_text(cast, child, today))) == ALWAYS | AT_HOME


def test_who_lives_elsewhere_learns_neither_the_home_nor_the_numbers_of_others(
    cast: Cast, child: Child, today: date
) -> None:
    text = _text(cast, child, today, asked_by="father", lives_together=False)
    assert set(MARK.findall(text)) & AT_HOME == set()
    assert NUMBER not in text
    assert "дом-7" not in text
    for name in (cast.here.school.name, cast.here.village.name):
        assert name not in text.split("\r\n\r\n", 3)[-1], "but in the head of the paper, where whoever asks came to"
    of_others = {mark("casework.Contact.words", who) for who in ("mother", "guardian", "dialled")}
    of_others |= {mark("casework.Consent.with_whom", "mother"), mark("casework.CaseCause.evidence", "parent")}
    of_others |= {mark("casework.Agreement.who", "parent")}
    assert set(MARK.findall(text)) & of_others == set()
    assert mark("casework.Contact.words", "father") in text
    assert NUMBER in _text(cast, child, today)
    assert NUMBER in _text(cast, child, today, asked_by="mother", lives_together=False)


def test_one_parent_does_not_learn_that_the_other_has_asked(cast: Cast, child: Child, today: date) -> None:
    text = _text(cast, child, today, asked_by="father")
    assert mark("casework.Correction.words", "father") in text
    assert mark("casework.Correction.words", "mother") not in text


def test_the_paper_is_the_same_byte_for_byte_with_and_without_a_case_of_protection(
    cast: Cast, child: Child, today: date
) -> None:
    made = _text(cast, child, today)
    of_protection = Case.objects.get(track="protection")
    for model in ("steps_taken", "endings", "causes", "agreements", "approvals", "reviews", "referrals", "consents"):
        getattr(of_protection, model).all().delete()
    of_protection.actions.all().delete()
    of_protection.readers.all().delete()
    of_protection.assessment.delete()
    of_protection.report.delete()
    of_protection.delete()
    assert _text(cast, child, today) == made


def test_nobody_is_named_who_looked_and_nobody_counted_who_protects(cast: Cast, child: Child, today: date) -> None:
    text = _text(cast, child, today, language="en")
    assert "Class teacher: on 1 day, last on 17 November 2014." in text
    assert "protection" not in text.lower()
    for person in cast.people():
        assert person.family_name not in text
    assert Look.objects.filter(reason="protection_officer").exists()


def test_what_others_said_leaves_no_trace_of_who_they_are(cast: Cast, child: Child, today: date) -> None:
    """Neither by name nor as a role: a line less would tell as much as a name."""
    text = _text(cast, child, today, language="en").lower()
    for word in ("neighbour", "peer", "relative", "concern", "violence", "guardianship"):
        assert word not in text, word
    assert text.count("who was met") == len({"mother", "father", "guardian"})
    assert text.count("who said so") == 1
    assert len(SAID_BY) + len(MET) == 15


@pytest.mark.parametrize(
    ("language", "words"), [("ky", "Мектепте болгон күндөрү"), ("ru", "Дни в школе"), ("en", "Days at school")]
)
def test_it_speaks_the_language_of_the_family(cast: Cast, child: Child, today: date, language: str, words: str) -> None:
    assert words in _text(cast, child, today, language=language)


def test_a_child_about_whom_nothing_was_written_has_a_sentence_for_every_part(cast: Cast, today: date) -> None:
    child = cast.here.pupils[1]
    child.household.village  # noqa: B018 - fetched here, so that the record's own sentences are compared
    record = record_of(_request(cast, child, language="en"), today=today)
    empty = [section.title for section in record.sections if not section.entries]
    assert len(empty) == len(record.sections) - 2  # the child and the roll
    assert all(section.entries or section.nothing for section in record.sections)


def test_the_text_holds_no_formula_and_no_markup(cast: Cast, today: date) -> None:
    child = cast.here.pupils[1]
    child.helps_in_class = '=HYPERLINK("http://evil")\n<script>x</script>'
    child.save()
    lines = _text(cast, child, today).split("\r\n")
    assert not any(line.startswith(("=", "+", "-", "@")) for line in lines if set(line) - set("=-"))


def test_every_field_with_words_about_a_child_is_decided_about() -> None:
    """A field that somebody adds stays out until it is named; this says so to whoever adds it."""
    unread = {"watch.Concern", "trail.Change", "casework.Report", "casework.Reader", "casework.Erasure"}
    kept_to_ourselves = {
        "watch.Answer.words", "casework.Case.risk_reason", "casework.Case.despite_registers",
        "casework.StepTaken.words", "casework.Assessment.child_says", "casework.Assessment.health",
        "casework.Approval.words",
        "casework.Contact.seen", "casework.Contact.number", "casework.Referral.without_consent",
        "casework.Referral.answer_words", "pupils.Child.search_key", "pupils.Child.sort_key",
    }  # fmt: skip
    fields = {
        f"{label}.{name}"
        for label, table in TABLES.items()
        if table.about in {"child", "family"} and label not in unread
        for name, kind, _why in table.fields()
        if kind != "keep"
    }
    undecided = fields - set(WORDS) - kept_to_ourselves
    assert undecided == set(), "say in casework/rights/rules/record.py whether it goes into the family's record"
    assert {field for field in kept_to_ourselves if words_of(field) != Words.STAY} == set()
    assert set(WORDS) <= fields
