"""Children and those around them; where each child is enrolled, since when and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.base.identity import new_key
from mektepke.base.names import search_key, sort_key
from mektepke.people.models import Person
from mektepke.places.models import LESSON_LANGUAGES, Place, School, SchoolClass
from mektepke.pupils.rules import age_on
from mektepke.sealed.fields import SealedText, sealed_names

# What is spoken at home here: the languages of lessons, and those that families bring back from work abroad.
LANGUAGES = [*LESSON_LANGUAGES, ("kk", _("Kazakh")), ("tr", _("Turkish")), ("en", _("English"))]


class KnownOrNot(models.TextChoices):
    """Not asked yet is not the same as no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_KNOWN = "not_known", _("Not known")


class Household(models.Model):
    """Where a child lives and what the office knows about the household."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    village = models.ForeignKey(Place, models.PROTECT, related_name="households", verbose_name=_("village"))
    street = models.CharField(_("street"), max_length=120, blank=True)
    house = models.CharField(_("house"), max_length=20, blank=True)
    migrant_parent = SealedText(_("a parent works away from home"), choices=KnownOrNot, default=KnownOrNot.NOT_KNOWN)
    poor_register_number = SealedText(
        _("number in the register of poor families"), max_length=40, blank=True, even_nothing=True
    )

    class Meta:
        verbose_name = _("household")

    def __str__(self) -> str:
        return f"{self.street} {self.house}".strip()


class Guardian(models.Model):
    """An adult whom the school can call about the children of a household."""

    class Relation(models.TextChoices):
        """Who the adult is to the children."""

        MOTHER = "mother", _("Mother")
        FATHER = "father", _("Father")
        GRANDMOTHER = "grandmother", _("Grandmother")
        GRANDFATHER = "grandfather", _("Grandfather")
        RELATIVE = "relative", _("Another relative")
        OTHER = "other", _("Another adult")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(Household, models.CASCADE, related_name="guardians")
    full_name = models.CharField(_("name"), max_length=180)
    relation = models.CharField(_("who they are to the child"), max_length=12, choices=Relation, default=Relation.OTHER)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language they prefer"), max_length=3, default="ky")
    call_first = models.BooleanField(_("call this one first"), default=False)

    class Meta:
        verbose_name = _("guardian")
        ordering = ["-call_first", "relation", "id"]

    def __str__(self) -> str:
        return self.full_name


class KnownChildren(models.Manager["Child"]):
    """The children whose names the house still has: whoever was erased is on no list and found by no search."""

    def get_queryset(self) -> models.QuerySet[Child]:
        """All but the erased ones."""
        return super().get_queryset().filter(erased_on__isnull=True)


class Child(models.Model):
    """A child, in a school or in none. An erased one keeps its key, so that counts of days and of children stay."""

    class Sex(models.TextChoices):
        """As in the school's list."""

        GIRL = "girl", _("Girl")
        BOY = "boy", _("Boy")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    family_name = models.CharField(_("family name"), max_length=60)
    given_name = models.CharField(_("given name"), max_length=60)
    patronymic = models.CharField(_("patronymic"), max_length=60, blank=True)
    search_key = models.CharField(max_length=600, editable=False, db_index=True)
    sort_key = models.CharField(max_length=600, editable=False)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=4, choices=Sex, blank=True)
    household = models.ForeignKey(Household, models.PROTECT, related_name="children", verbose_name=_("household"))
    languages = models.CharField(_("languages at home"), max_length=40, blank=True)
    disability = SealedText(_("disability"), choices=KnownOrNot, default=KnownOrNot.NOT_KNOWN)
    helps_in_class = SealedText(_("what helps in class"), blank=True, even_nothing=True)
    documents_missing = SealedText(_("documents missing"), choices=KnownOrNot, default=KnownOrNot.NOT_KNOWN)
    made_up = models.BooleanField(default=False, editable=False)
    added_at = models.DateTimeField(default=clock.now, editable=False)
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)

    everything = models.Manager["Child"]()
    objects = KnownChildren()

    class Meta:
        verbose_name = _("child")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(birth_year=F("birth_date__year")),
                name="child_birth_year_agrees",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1980, 2100)),
                name="child_birth_year_possible",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the stored keys with the name, and the year with the date."""
        self.keep_keys()
        super().save(*args, **kwargs)

    def keep_keys(self) -> None:
        """Fill in what follows from the name and the date of birth; bulk writers call this themselves."""
        written = " ".join([self.family_name, self.given_name, self.patronymic])
        self.search_key, self.sort_key = search_key(written), sort_key(written)
        if self.birth_date is not None:
            self.birth_year = self.birth_date.year

    @property
    def name(self) -> str:
        """As a class list has it: family name, given name. A row of an old register says that the name was removed."""
        written = f"{self.family_name} {self.given_name}".strip()
        return written or (gettext("name removed") if self.erased_on else "")

    @property
    def full_name(self) -> str:
        """With the patronymic."""
        return f"{self.name} {self.patronymic}".strip()

    def age_on(self, day: date) -> int | None:
        """Full years on this day, or None."""
        return age_on(day, birth_date=self.birth_date, birth_year=self.birth_year)


# What lists of names do not show need not be opened for them: `.select_related("child").defer(*SEALED_OF_CHILD)`.
SEALED_OF_CHILD = sealed_names(Child, "child__")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Which enrolments hold when."""

    def on(self, day: date) -> EnrolmentQuerySet:
        """Those that hold on this day. The last day of an enrolment is still a day of it; a mistake never held."""
        return self.not_over(day).filter(starts__lte=day)

    def not_over(self, day: date) -> EnrolmentQuerySet:
        """Those that hold on this day or will: a child enrolled in August for the first of September."""
        return self.held().filter(Q(ends__isnull=True) | Q(ends__gte=day))

    def held(self) -> EnrolmentQuerySet:
        """All but the mistakes: whoever counts days by rows begins here."""
        return self.exclude(reason_of_leaving=Enrolment.Leaving.MISTAKE)


class Enrolment(models.Model):
    """A child on the roll of a class, from a day and perhaps until a day. History stays: a move is a new row."""

    class Mode(models.TextChoices):
        """How the child learns. Only `school` raises signals about attendance."""

        SCHOOL = "school", _("In school")
        HOME = "home", _("At home")
        SPECIAL = "special", _("Special school or class")
        EVENING = "evening", _("Evening or correspondence")

    class Leaving(models.TextChoices):
        """Why an enrolment ended."""

        MOVED_CLASS = "moved_class", _("Moved to another class")
        CHANGED_MODE = "changed_mode", _("Learns in another way now")
        TRANSFERRED = "transferred", _("Transferred to another school")
        FINISHED = "finished", _("Finished school")
        LEFT = "left", _("Left school")
        MOVED_AWAY = "moved_away", _("Moved away with the family")
        DIED = "died", _("Died")
        MISTAKE = "mistake", _("Was on the list by mistake")
        STAYED = "stayed", _("Stayed after all")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="enrolments", verbose_name=_("child"))
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="enrolments", verbose_name=_("class"))
    mode = models.CharField(_("how the child learns"), max_length=8, choices=Mode, default=Mode.SCHOOL)
    starts = models.DateField(_("enrolled on"))
    ends = models.DateField(_("until"), null=True, blank=True)
    reason_of_leaving = models.CharField(_("reason of leaving"), max_length=12, choices=Leaving, blank=True)
    # A register that was stored before this moment could not name the child, and says nothing about it.
    listed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="enrolment_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True, reason_of_leaving="")
                | (Q(ends__isnull=False) & ~Q(reason_of_leaving="")),
                name="enrolment_end_has_reason",
            ),
            models.UniqueConstraint(fields=["child"], condition=Q(ends__isnull=True), name="enrolment_one_open"),
        ]
        indexes = [models.Index(fields=["school_class", "starts"])]
        ordering = ["-starts"]

    def __str__(self) -> str:
        return f"{self.school_class_id} {self.starts}"


class StandingTransfers(models.Manager["Transfer"]):
    """The transfers that nobody has withdrawn: a mistaken one must not be asked about."""

    def get_queryset(self) -> models.QuerySet[Transfer]:
        """All but the withdrawn ones."""
        return super().get_queryset().filter(withdrawn_on__isnull=True)


class Transfer(models.Model):
    """A child on the way from one school to another: not yet received, so still somebody's to ask about."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="transfers")
    from_enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="transfer_out")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="transfers_in")
    to_elsewhere = models.CharField(_("another school, by name"), max_length=160, blank=True)
    sent_on = models.DateField(_("left on"))
    due_on = models.DateField(_("expected there by"))
    received_on = models.DateField(_("received on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    everything = models.Manager["Transfer"]()
    objects = StandingTransfers()

    class Meta:
        verbose_name = _("transfer")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_school__isnull=False, to_elsewhere="")
                | (Q(to_school__isnull=True) & ~Q(to_elsewhere="")),
                name="transfer_goes_somewhere",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("sent_on")), name="transfer_dates_in_order"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="transfer_received_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(withdrawn_on__isnull=True),
                name="transfer_received_or_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(received_on__isnull=True, withdrawn_on__isnull=True),
                name="transfer_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.sent_on}"


class OutOfSchoolQuerySet(models.QuerySet["OutOfSchool"]):
    """Which records still ask for somebody."""

    def on_no_list(self) -> OutOfSchoolQuerySet:
        """Those that ended because the child goes to a school, named, though no roll has had it since, and nobody has
        found it again. A roll that ended on that very day was the one before."""
        return self.filter(_on_no_list())

    def in_sight(self) -> OutOfSchoolQuerySet:
        """The open ones, and those of whom no school's list has borne out that they go to school."""
        return self.filter(Q(ended_on__isnull=True) | _on_no_list())


def _on_no_list() -> Q:
    rolls = Enrolment.objects.held().filter(child=OuterRef("child"))
    since = Q(ends__isnull=True) | Q(ends__gt=OuterRef("ended_on")) | Q(starts__gte=OuterRef("ended_on"))
    again = OutOfSchool.objects.filter(child=OuterRef("child"), found_on__gte=OuterRef("ended_on"))
    found_again = Exists(again.exclude(pk=OuterRef("pk")).exclude(ending=OutOfSchool.Ending.MISTAKE))
    named = Q(ending=OutOfSchool.Ending.ENROLLED) & ~Q(goes_to="")
    return named & ~Q(Exists(rolls.filter(since))) & ~Q(found_again)


class OutOfSchool(models.Model):
    """A child of school age who is in no school, as somebody found: never enrolled, left, or will enter late."""

    class Kind(models.TextChoices):
        """How it came about."""

        NEVER_ENROLLED = "never", _("Never enrolled")
        LEFT = "left", _("Left school")
        ENTERS_LATE = "late", _("Will enter late")

    class Ending(models.TextChoices):
        """Why the record ended."""

        ENROLLED = "enrolled", _("Goes to school now")
        MOVED = "moved", _("Moved away from the village")
        MISTAKE = "mistake", _("Was put down by mistake")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="out_of_school")
    kind = models.CharField(_("how it came about"), max_length=6, choices=Kind)
    found_on = models.DateField(_("found on"))
    found_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    enters_on = models.DateField(_("expected to enter on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ending = models.CharField(_("why it ended"), max_length=8, choices=Ending, blank=True)
    goes_to = models.CharField(_("the school it goes to now, by name"), max_length=160, blank=True)

    objects = OutOfSchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("child in no school")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
                name="out_of_school_end_has_reason",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_on__isnull=True), name="out_of_school_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("found_on")), name="out_of_school_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind}"
