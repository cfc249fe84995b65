"""Making sure of the keys when the house starts, and changing them while people work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mektepke.sealed import keys, resealing, rules
from mektepke.sealed.models import Proof
from mektepke.sealed.resealing import Progress, Resealed

# A page that was sent just before another key took over may still be on its way into the database.
ON_THE_WAY = timedelta(hours=1)


class NotForgotten(Exception):
    """A key cannot be forgotten; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """The number of the key that seals from now on, and what became of the older texts."""

    number: str
    texts: Resealed


def bring_forward() -> None:
    """Bring the database to what this program expects; a new one is made. Without its keys nobody works in it."""
    call_command("migrate", "sealed", verbosity=0, interactive=False)
    make_sure()
    call_command("migrate", verbosity=0, interactive=False)


def make_sure() -> None:
    """A new house gets its first key. Raises `KeysRefused` where a key of this house is missing or another one's."""
    proven = proofs()
    if not proven:
        keys.begin()
    check()
    _prove_new_ones(proven)
    # Of two that begin at once on two machines, the later one finds here that the house has a key already.
    check()


def check() -> None:
    """Raises `KeysRefused` where a key of this house is missing from the file or is another one's."""
    known = proofs()
    if known:
        for number in rules.not_opened(known, keys.ring(anew=True).keys):
            raise keys.KeysRefused(_refusal(number))


def proofs(using: str = DEFAULT_DB_ALIAS) -> dict[str, str]:
    """What is sealed with each key of the house, by its number. Nothing in a house that knows of no keys yet."""
    if Proof._meta.db_table not in connections[using].introspection.table_names():
        return {}
    return dict(Proof.objects.using(using).values_list("number", "word"))


def rotate(progress: Progress | None = None) -> Rotated:
    """A new key, and every sealed text sealed anew with it.

    People may go on working. Stopped half way, it goes on where it was when it is called again: nothing is lost, since
    every key stays on the ring until it is forgotten.
    """
    make_sure()
    if not Proof.objects.filter(number=keys.ring().current, finished_at=None).exists():
        keys.add()
        make_sure()
    number = keys.ring().current
    texts = resealing.reseal(progress)
    if not texts.held:
        Proof.objects.filter(number=number).update(finished_at=Now())
    return Rotated(number, texts)


def forget(number: str) -> None:
    """Take an old key off the ring. Raises `NotForgotten` where there is none, or where it is still needed."""
    make_sure()
    reason = _still_needed(number)
    if reason:
        raise NotForgotten(reason)
    # In this order: a house that remembers a key that is nowhere would not start any more.
    Proof.objects.filter(number=number).delete()
    keys.forget(number)


def _still_needed(number: str) -> str:
    """Why this key cannot be forgotten, in a sentence; nothing if it can."""
    ring, words, texts = keys.ring(), "", 0
    if number not in ring.keys:
        words = _("There is no key %(number)s in %(file)s.")
    elif number == ring.current:
        words = _("Key %(number)s seals what is written now. Make a new one first: mektepke keys rotate")
    elif texts := resealing.sealed_with(number):
        words = ngettext(
            "Key %(number)s is still needed: %(count)d text is sealed with it. Run first: mektepke keys rotate",
            "Key %(number)s is still needed: %(count)d texts are sealed with it. Run first: mektepke keys rotate",
            texts,
        )
    elif Proof.objects.filter(number=ring.current, since__gt=Now() - ON_THE_WAY).exists():
        words = _(
            "Key %(number)s was in use a moment ago, and something sealed with it may still be on its way. Try again "
            "in an hour."
        )
    return words % {"number": number, "file": keys.file(), "count": texts}


def _prove_new_ones(proven: Mapping[str, str]) -> None:
    """Leave a proof for each key that came after those that have one. An older one without was being forgotten."""
    ring, newest = keys.ring(), max(map(int, proven), default=0)
    finished_at = None if proven else Now()
    Proof.objects.bulk_create(
        [
            Proof(number=number, word=rules.proof(number, ring), finished_at=finished_at)
            for number in ring.keys
            if int(number) > newest
        ],
        ignore_conflicts=True,
    )


def _refusal(number: str) -> str:
    if number in keys.ring().keys:
        words = _("Key %(number)s in %(file)s is not the key of this house. Put its own file of keys in its place.")
    else:
        words = _("This house needs key %(number)s, which is not in %(file)s. Put the newest copy of that file there.")
    return words % {"number": number, "file": keys.file()}
