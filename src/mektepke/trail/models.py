"""Changes, looks, and the seals that hold them in place. No foreign keys: whatever is deleted, its history stays."""

from __future__ import annotations

from django.db import models

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.trail import rules


class Change(models.Model):
    """Somebody changed something. Keys, codes and names of fields only; no `by_key` where the house itself did it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(default=clock.now)
    by_key = models.UUIDField(null=True)
    action = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64)
    subject_key = models.UUIDField(db_index=True)
    child_key = models.UUIDField(null=True, db_index=True)
    place_key = models.UUIDField(null=True)
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=64, blank=True)
    sealed_values = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="trail_change_at")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind} {self.subject_key}"

    def digest(self) -> bytes:
        """What a seal remembers of this row."""
        return rules.digest(
            rules.change_bytes(
                key=self.id,
                at=self.at,
                by=self.by_key,
                action=self.action,
                subject_kind=self.subject_kind,
                subject_key=self.subject_key,
                child=self.child_key,
                place=self.place_key,
                fields=self.fields,
                reason=self.reason,
                sealed=None if self.sealed_values is None else bytes(self.sealed_values),
            )
        )


class Look(models.Model):
    """Somebody looked at a page about one child, and why they may."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(default=clock.now)
    by_key = models.UUIDField(null=True)
    child_key = models.UUIDField()
    page = models.CharField(max_length=64)
    reason = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["child_key", "at"], name="trail_look_child")]

    def __str__(self) -> str:
        return f"{self.page} {self.child_key}"

    def digest(self) -> bytes:
        """What a seal remembers of this row."""
        return rules.digest(
            rules.look_bytes(
                key=self.id, at=self.at, by=self.by_key, child=self.child_key, page=self.page, reason=self.reason
            )
        )


class Unsealed(models.Model):
    """The queue of entries that no seal holds yet: the only rows here that go away, once they are sealed.

    `kind` is one of `rules.Kind`.
    """

    entry_key = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=1)

    def __str__(self) -> str:
        return f"{self.kind} {self.entry_key}"


class Seal(models.Model):
    """A batch of entries, closed. `members` holds their keys and digests, `previous` the hash of the seal before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    by_key = models.UUIDField(null=True)
    count = models.PositiveIntegerField()
    members = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.head)

    @property
    def head(self) -> rules.Head:
        """This seal as the end of the chain."""
        return rules.Head(self.number, bytes(self.hash).hex())

    def expected_hash(self) -> bytes:
        """The hash that the other columns give."""
        return rules.seal_hash(
            number=self.number, previous=bytes(self.previous), at=self.at, by=self.by_key, count=self.count,
            members=bytes(self.members),
        )  # fmt: skip


class Verification(models.Model):
    """That somebody verified the trail, and what they found. The codes of `problem` are `rules.ProblemKind`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    at = models.DateTimeField(default=clock.now)
    by_key = models.UUIDField(null=True)
    entries = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    unsealed = models.PositiveBigIntegerField()
    head = models.CharField(max_length=90)
    problem = models.CharField(max_length=20, blank=True)
    problem_seal = models.BigIntegerField(null=True)
    problem_position = models.PositiveIntegerField(null=True)
    problem_entry_kind = models.CharField(max_length=1, blank=True)
    problem_entry_key = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.problem or "ok"

    @property
    def found(self) -> rules.Problem | None:
        """The problem as it was found, or None."""
        if not self.problem:
            return None
        return rules.Problem(
            rules.ProblemKind(self.problem),
            self.problem_seal,
            self.problem_position,
            rules.Kind(self.problem_entry_kind) if self.problem_entry_kind else None,
            self.problem_entry_key,
        )
