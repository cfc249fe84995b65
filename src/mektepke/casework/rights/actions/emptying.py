"""Words are taken out of the tables for good; keys, codes, dates and outcomes stay."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet

from mektepke.base import clock
from mektepke.casework.models import Case, Contact
from mektepke.casework.rights.rules.erasure import EMPTIED, REMOVED, Emptied
from mektepke.people.models import Person
from mektepke.pupils.actions import REMOVED as DASH
from mektepke.pupils.models import Child
from mektepke.trail.actions import Entry, record_many


@transaction.atomic
def empty_words_of(child: Child) -> None:
    """All words about one child in casework and in what was noticed, wherever they stand."""
    for label, table in REMOVED.items():
        _rows(label, {table.child: child.pk}).delete()
    for label, table in EMPTIED.items():
        empty(_rows(label, {table.child: child.pk}), table)
    # Brothers and sisters may still be called under the same number.
    Contact.objects.filter(child=child).update(guardian=None)
    Case.objects.filter(child=child, emptied_on__isnull=True).update(emptied_on=clock.today())


@transaction.atomic
def empty_cases(*, cases: Collection[UUID], by: Person) -> int:
    """All words of these cases. Returns how many cases they are."""
    for label, table in REMOVED.items():
        if table.case:
            _rows(label, {f"{table.case}__in": cases}).delete()
    for label, table in EMPTIED.items():
        if table.case:
            empty(_rows(label, {f"{table.case}__in": cases}), table)
    emptied = list(Case.objects.filter(pk__in=cases))
    Case.objects.filter(pk__in=cases).update(emptied_on=clock.today())
    entries = [Entry("case.emptied", case, child=case.child_id, place=case.school_id) for case in emptied]
    return record_many(by=by, entries=entries)


def empty(rows: QuerySet[Model], table: Emptied) -> int:
    """Empty the fields of these rows; a dash where the database asks for a word and there was one."""
    for name in table.asked_for:
        rows.exclude(**{name: ""}).update(**{name: DASH})
    plain = [name for name in table.fields if name not in table.asked_for]
    return rows.update(**dict.fromkeys(plain, "")) if plain else 0


def _rows(label: str, where: dict[str, object]) -> QuerySet[Model]:
    rows: QuerySet[Model] = apps.get_model(label)._base_manager.filter(**where)
    return rows
