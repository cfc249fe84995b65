"""A child's name and home are taken out of the house for good. Its key stays, and with it every count of days."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.pupils.models import Child, Guardian, Household, KnownOrNot, OutOfSchool, Transfer
from mektepke.trail.actions import record

# Stands where the database asks for a word and none may be left.
REMOVED = "–"
OF_CHILD: dict[str, Any] = {
    **dict.fromkeys(["family_name", "given_name", "patronymic", "search_key", "sort_key"], ""),
    "birth_date": None,
    "languages": "",
    "helps_in_class": "",
    "disability": KnownOrNot.NOT_KNOWN,
    "documents_missing": KnownOrNot.NOT_KNOWN,
}
OF_HOUSEHOLD: dict[str, Any] = {
    **dict.fromkeys(["street", "house", "poor_register_number"], ""),
    "migrant_parent": KnownOrNot.NOT_KNOWN,
}


@transaction.atomic
def take_off_every_list(*, child: Child, by: Person) -> None:
    """From now on the child stands on no list and is found by no search."""
    child.erased_on = clock.today()
    Child.everything.filter(pk=child.pk).update(erased_on=child.erased_on)
    record(by=by, action="child.off_lists", subject=child, child=child.pk, fields=["erased_on"])


@transaction.atomic
def empty_child(*, child: Child, by: Person | None) -> None:
    """The name, the day of birth, the home and the adults are gone; the year of birth, the village, and where and when
    the child was enrolled stay under its key. `by` None: the house finishes what two people have decided."""
    _empty_home(child)
    Child.everything.filter(pk=child.pk).update(**OF_CHILD)
    Transfer.everything.filter(child=child).exclude(to_elsewhere="").update(to_elsewhere=REMOVED)
    OutOfSchool.objects.filter(child=child).update(goes_to="")
    record(by=by, action="child.erased", subject=child, child=child.pk, fields=sorted([*OF_CHILD, "household"]))
    child.refresh_from_db()


def _empty_home(child: Child) -> None:
    """Brothers and sisters whose names are still there keep their home: the erased child gets another one, of which
    only the village is known."""
    home = child.household
    if Child.everything.filter(household=home).exclude(pk=child.pk).exclude(family_name="").exists():
        elsewhere = Household.objects.create(village_id=home.village_id)
        Child.everything.filter(pk=child.pk).update(household=elsewhere)
        return
    Guardian.objects.filter(household=home).delete()
    Household.objects.filter(pk=home.pk).update(**OF_HOUSEHOLD)
