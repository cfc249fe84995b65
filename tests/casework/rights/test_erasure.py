"""Everything about one child is removed: by two people, for good, and no figure of a group changes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from mektepke.attendance.actions import take_register
from mektepke.attendance.models import Mark
from mektepke.attendance.rules import MarkGiven, MarkKind
from mektepke.base import clock
from mektepke.casework.actions import close_case
from mektepke.casework.models import Case, CaseCause, Contact, Erasure
from mektepke.casework.rights import actions, queries
from mektepke.casework.rights.actions import NotYet, ProposedAlready, SamePerson
from mektepke.casework.rights.rules.erasure import EMPTIED, REMOVED, Held
from mektepke.people.actions import DoneBefore
from mektepke.people.models import Person
from mektepke.pupils import queries as pupils
from mektepke.pupils.actions import leave
from mektepke.pupils.actions.erasing import OF_CHILD, OF_HOUSEHOLD
from mektepke.pupils.models import Child, Enrolment, Guardian
from mektepke.results.command import figures
from mektepke.rounds import on_postgresql
from mektepke.rounds.backup import back_up
from mektepke.sealed.actions import make_sure
from mektepke.sealed.resealing import sealed_fields
from mektepke.trail.actions import check, seal
from mektepke.trail.models import Change
from mektepke.watch.models import Concern
from tests.casework.rights.everything import NUMBER, everything_about
from tests.casework.story import in_care
from tests.cast import Cast
from tests.promises.personal_fields import TABLES

NAME = "Айпери"


@pytest.fixture
def child(cast: Cast) -> Child:
    """A girl about whom everything was written, who has left; her case of protection is over too."""
    everything_about(cast.here, cast.here.pupils[0])
    Case.objects.filter(track="protection").update(step="closed", outcome="finished", closed_on=clock.today())
    return Child.objects.select_related("household").get(pk=cast.here.pupils[0].pk)


def _proposed(cast: Cast, child: Child) -> Erasure:
    school, by = cast.here.school, cast.here.pedagogue
    return actions.propose_erasure(child=child, school=school, why="asked", asked_by="mother", words="Please", by=by)


def _erased(cast: Cast, child: Child) -> Erasure:
    erasure = _proposed(cast, child)
    actions.confirm_erasure(erasure=erasure, by=cast.here.head)
    erasure.refresh_from_db()
    return erasure


def _signed_in(who: Person) -> Client:
    Person.objects.filter(pk=who.pk).update(language="en")
    client = Client()
    client.force_login(who)
    return client


def _all_words() -> Iterator[str]:
    """Every text in the house, opened."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("mektepke."):
            for row in model._base_manager.values_list():
                yield from (value for value in row if isinstance(value, str))


@pytest.mark.django_db
def test_not_a_word_is_left_and_the_trail_still_verifies(cast: Cast, child: Child, today: date) -> None:
    assert any("«" in text for text in _all_words())
    seal()
    erasure = _erased(cast, child)
    left = {text for text in _all_words() if "«" in text or NUMBER in text}
    assert left == set()
    assert check().ok
    seal()
    assert check().ok
    assert (erasure.done_on, erasure.words) == (today, "")
    stored = Child.everything.get(pk=child.pk)
    assert (stored.erased_on, stored.birth_date, stored.birth_year, stored.sex) == (today, None, 2002, "girl")
    assert stored.disability == "not_known"
    assert not Guardian.objects.filter(household=stored.household_id).exists()
    assert not Concern.objects.exists()
    assert not CaseCause.objects.exists()
    assert Case.objects.filter(child=child, closed_on__isnull=False).exclude(outcome="").count() == 2


@pytest.mark.django_db
def test_every_field_with_words_about_a_child_is_emptied_or_its_row_goes() -> None:
    """Whoever adds a field says in casework/rights/rules/erasure.py what becomes of it."""
    of_pupils = {
        "pupils.Child": set(OF_CHILD),
        "pupils.Household": set(OF_HOUSEHOLD),
        "pupils.Transfer": {"to_elsewhere"},
        "pupils.OutOfSchool": {"goes_to"},
    }
    emptied = of_pupils | {label: set(table.fields) for label, table in EMPTIED.items()}
    whole = {*REMOVED, "pupils.Guardian", "trail.Change"}  # the trail holds no words: see the test of its rules
    missing = {
        f"{label}.{name}"
        for label, table in TABLES.items()
        if table.about in {"child", "family"} and label not in whole
        for name, kind, _why in table.fields()
        if kind != "keep" and name not in emptied.get(label, set())
    }
    assert missing == set()
    with_person = {label for label, table in TABLES.items() if table.about == "staff" and label.startswith("casework")}
    assert with_person - set(EMPTIED) == {"casework.Barred"}
    assert not Change.objects.filter(sealed_values__isnull=False).exists()


@pytest.mark.django_db
def test_group_figures_are_the_same_before_and_after(
    cast: Cast, today: date, capsys: pytest.CaptureFixture[str]
) -> None:
    child = cast.here.pupils[0]
    for day in (date(2014, 9, 2), date(2014, 9, 3)):
        absent = {child.pk: MarkGiven(MarkKind.ABSENT)}
        take_register(school_class=cast.here.school_class, day=day, marks=absent, by=cast.here.teacher)
    case = in_care(cast.here, child, due=today)
    close_case(case=case, outcome="at_school", words="Boots", despite_registers="x", by=cast.here.pedagogue)
    leave(enrolment=Enrolment.objects.get(child=child), on=today - timedelta(1), reason="moved_away", by=cast.here.head)
    before = _figures(cast, capsys)
    _erased(cast, child)
    assert _figures(cast, capsys) == before
    assert Mark.objects.filter(child=child).count() == 2
    assert Enrolment.objects.get(child=child).reason_of_leaving == "moved_away"


def _figures(cast: Cast, capsys: pytest.CaptureFixture[str]) -> list[object]:
    """Of a day on which the child was there and of today, the class's month, and the school's page of figures."""
    found: list[object] = []
    for day in (date(2014, 9, 3), clock.today()):
        figures(echo=print, form="json", on=day)
        found.append(json.loads(capsys.readouterr().out))
    client = _signed_in(cast.here.head)
    report = client.get(reverse("class_report", args=[cast.here.school_class.pk, date(2014, 9, 1)]))
    found.append(report.context["found"].counts)
    found.append(Case.objects.filter(school=cast.here.school).values_list("outcome", "opened_on", "closed_on").get())
    return found


@pytest.mark.django_db
def test_the_child_is_on_no_list_and_found_by_no_search(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    leave(enrolment=Enrolment.objects.get(child=child), on=today - timedelta(1), reason="moved_away", by=cast.here.head)
    head, pedagogue = _signed_in(cast.here.head), _signed_in(cast.here.pedagogue)
    assert NAME in head.get(reverse("left_school")).content.decode()
    _erased(cast, child)
    for client in (head, pedagogue):
        for address in (reverse("left_school"), reverse("children") + f"?name={NAME}", reverse("classes")):
            assert NAME not in client.get(address).content.decode(), address
        assert client.get(reverse("child", args=[child.pk])).status_code == 404
    assert not pupils.enrolments_visible_to(cast.here.head).filter(child=child).exists()
    assert not queries.children_of(cast.here.pedagogue).filter(pk=child.pk).exists()
    sheet = reverse("class_grid", args=[cast.here.school_class.pk])
    assert NAME not in head.get(sheet).content.decode()


@pytest.mark.django_db
def test_a_brother_keeps_his_home_and_his_mother(cast: Cast, child: Child) -> None:
    brother = cast.here.pupils[1]
    Child.objects.filter(pk=brother.pk).update(household=child.household)
    home = child.household_id
    _erased(cast, child)
    stored = Child.everything.select_related("household").get(pk=child.pk)
    assert stored.household_id != home
    assert (stored.household.village, stored.household.street) == (cast.here.village, "")
    brother.refresh_from_db()
    assert brother.household_id == home
    assert brother.household.street
    assert brother.household.guardians.exists()
    assert not Contact.objects.filter(child=child, guardian__isnull=False).exists()


@pytest.mark.django_db
def test_nothing_is_removed_of_a_child_that_is_somewhere(cast: Cast, today: date) -> None:
    child = cast.here.pupils[0]
    with pytest.raises(NotYet) as refused:
        _proposed(cast, child)
    assert refused.value.why == [Held.ON_ROLL]
    case = in_care(cast.here, child, due=today)
    leave(enrolment=Enrolment.objects.get(child=child), on=today - timedelta(1), reason="moved_away", by=cast.here.head)
    with pytest.raises(NotYet) as refused:
        _proposed(cast, child)
    assert refused.value.why == [Held.IN_CARE]
    close_case(case=case, outcome="moved", words="", by=cast.here.pedagogue)
    erasure = _proposed(cast, child)
    # Between the two decisions the child came back.
    Enrolment.objects.filter(child=child).update(ends=None, reason_of_leaving="")
    with pytest.raises(NotYet):
        actions.confirm_erasure(erasure=erasure, by=cast.here.head)
    assert Child.objects.get(pk=child.pk).given_name == NAME


@pytest.mark.django_db
def test_two_people_are_needed_and_each_decides_once(cast: Cast, child: Child) -> None:
    erasure = _proposed(cast, child)
    with pytest.raises(ProposedAlready):
        _proposed(cast, child)
    with pytest.raises(SamePerson):
        actions.confirm_erasure(erasure=erasure, by=cast.here.pedagogue)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=erasure.pk).update(
            decision="confirmed", decided_by=cast.here.pedagogue, decided_on=clock.today()
        )
    actions.refuse_erasure(erasure=erasure, words="A court has asked", by=cast.here.head)
    with pytest.raises(DoneBefore):
        actions.confirm_erasure(erasure=erasure, by=cast.here.head)
    assert Child.objects.filter(pk=child.pk).exists()
    actions.confirm_erasure(erasure=_proposed(cast, child), by=cast.here.head)
    assert not Child.objects.filter(pk=child.pk).exists()


@pytest.mark.django_db
def test_an_open_case_of_protection_keeps_the_name_and_nobody_at_school_is_told(cast: Cast, child: Child) -> None:
    """Whoever hurts a child may ask to have everything removed: the answer is the same, and the officer still knows."""
    municipality, officer = cast.here.municipality, cast.here.protection_officer
    Case.objects.filter(track="protection").update(
        municipality=municipality, worker=officer, step="active", outcome="", closed_on=None
    )
    erasure = _proposed(cast, child)
    page = _signed_in(cast.here.head).post(
        reverse("decide_erasure", args=[erasure.pk]), {"decision": "yes"}, follow=True
    )
    assert "Confirmed. The child is on no list any more" in page.content.decode()
    stored = Child.everything.get(pk=child.pk)
    assert stored.erased_on == clock.today()
    assert stored.family_name
    assert not queries.children_of(cast.here.pedagogue).filter(pk=child.pk).exists()
    assert actions.finish_erasures() == 0

    Case.objects.filter(track="protection").update(step="closed", outcome="finished", closed_on=clock.today())
    assert actions.finish_erasures() == 1
    assert not any("«" in text for text in _all_words())
    assert actions.finish_erasures() == 0


@pytest.mark.django_db
def test_the_pedagogue_proposes_and_the_head_confirms_on_their_pages(cast: Cast, child: Child) -> None:
    pedagogue, head = _signed_in(cast.here.pedagogue), _signed_in(cast.here.head)
    address = reverse("propose_erasure", args=[child.pk])
    assert "Please choose who asks." in pedagogue.post(address, {"words": "x"}).content.decode()
    pedagogue.post(address, {"asked_by": "mother", "words": "We live in another country now"})
    erasure = Erasure.objects.get()
    decide = reverse("decide_erasure", args=[erasure.pk])
    assert decide in head.get(reverse("retention")).content.decode()
    assert "We live in another country now" in head.get(decide).content.decode()
    refused = head.post(decide, {"decision": "no", "words": " "}).content.decode()
    assert "Please say in a sentence why not now." in refused
    head.post(decide, {"decision": "yes"})
    assert not Child.objects.filter(pk=child.pk).exists()
    assert "This was decided already." in head.get(decide, follow=True).content.decode()


@pytest.mark.django_db
def test_nobody_else_opens_the_page_of_the_decision(cast: Cast, child: Child) -> None:
    address = reverse("decide_erasure", args=[_proposed(cast, child).pk])
    for stranger in (cast.there.head, cast.administrator):
        assert _signed_in(stranger).get(address).status_code == 404
        assert _signed_in(stranger).post(address, {"decision": "yes"}).status_code == 404
    for stranger in (cast.here.pedagogue, cast.here.teacher, cast.here.deputy):
        assert _signed_in(stranger).get(address).status_code == 403
    assert Child.objects.filter(pk=child.pk).exists()


@pytest.mark.django_db
def test_who_left_five_years_ago_is_offered_to_the_pedagogue(cast: Cast, today: date) -> None:
    child, other = cast.here.pupils[:2]
    leave(enrolment=Enrolment.objects.get(child=child), on=today, reason="finished", by=cast.here.head)
    clock.set_today(today + timedelta(5 * 365))
    assert list(queries.time_is_over(cast.here.pedagogue)) == []
    clock.set_today(today + timedelta(5 * 365 + 3))
    assert list(queries.time_is_over(cast.here.pedagogue)) == [child]
    assert list(queries.time_is_over(cast.there.pedagogue)) == []
    client = _signed_in(cast.here.pedagogue)
    assert reverse("propose_erasure", args=[child.pk]) in client.get(reverse("family_requests")).content.decode()
    client.post(reverse("propose_erasure", args=[child.pk]), {"over": "1"})
    assert Erasure.objects.get().why == "over"
    assert list(queries.time_is_over(cast.here.pedagogue)) == []
    client.post(reverse("propose_erasure", args=[other.pk]), {"over": "1"})
    assert Erasure.objects.count() == 1


def test_a_copy_of_the_house_has_none_of_the_words(
    transactional_db: None, cast: Cast, child: Child, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "home" / "uploads"
    settings.MEDIA_ROOT.mkdir(parents=True)
    make_sure()
    sealed_before = set(_sealed_texts())
    before = _dumped(back_up(tmp_path / "before.zip").file, tmp_path / "one")
    assert "«pupils.Child.given_name»".encode() in before
    assert any(text.encode() in before for text in sealed_before)
    _erased(cast, child)
    gone = sealed_before - set(_sealed_texts())
    assert len(gone) > 50
    after = _dumped(back_up(tmp_path / "after.zip").file, tmp_path / "two")
    assert "«".encode() not in after
    assert NUMBER.encode() not in after
    assert not [text for text in gone if text.encode() in after]


def _sealed_texts() -> Iterator[str]:
    """What stands sealed in the tables, as it stands there."""
    quoted = connection.ops.quote_name
    for field in sealed_fields():
        with connection.cursor() as cursor:
            table = field.model._meta.db_table
            cursor.execute(f"SELECT {quoted(field.column)} FROM {quoted(table)} WHERE {quoted(field.column)} <> ''")
            yield from (text for (text,) in cursor.fetchall())


def _dumped(copy: Path, folder: Path) -> bytes:
    """The database in a copy of the house, as anybody could read it."""
    with zipfile.ZipFile(copy) as archive:
        [name] = [name for name in archive.namelist() if "database" in name or name.endswith("sqlite3")]
        file = Path(archive.extract(name, folder))
    if connection.vendor == "postgresql":
        file = on_postgresql._script(file)
    return file.read_bytes()
