"""From one school to another: sent, on the way, received. Who is on the way is still the sender's to ask about."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mektepke.base import clock
from mektepke.people.models import Person
from mektepke.places.models import School, SchoolClass
from mektepke.pupils.actions.enrolment import end, enrol, goes_on, in_words, lock
from mektepke.pupils.models import Enrolment, OutOfSchool, Transfer
from mektepke.pupils.rules import TRANSFER_TIME
from mektepke.trail.actions import record


@transaction.atomic
def send(
    *,
    enrolment: Enrolment,
    sent_on: date,
    to_school: School | None = None,
    to_elsewhere: str = "",
    due_on: date | None = None,
    by: Person,
) -> Transfer:
    """Off the roll with `sent_on` as the last day, and on the way to a school of the house or, by name, to another."""
    due_on = due_on or sent_on + TRANSFER_TIME
    _check_destination(enrolment, to_school, to_elsewhere)
    if due_on < sent_on:
        raise ValidationError({"due_on": _("The child cannot be expected there before it has left here.")})
    try:
        end(enrolment, on=sent_on, reason=Enrolment.Leaving.TRANSFERRED)
    except ValidationError as refused:
        raise _about(refused, {"on": "sent_on"}) from refused
    transfer = Transfer.objects.create(
        child=enrolment.child, from_enrolment=enrolment, to_school=to_school, to_elsewhere=to_elsewhere,
        sent_on=sent_on, due_on=due_on, sent_by=by,
    )  # fmt: skip
    place = enrolment.school_class.school_id
    record(by=by, action="transfer.sent", subject=transfer, child=enrolment.child_id, place=place)
    return transfer


@transaction.atomic
def receive(
    *,
    transfer: Transfer,
    school_class: SchoolClass,
    starts: date,
    mode: str = Enrolment.Mode.SCHOOL,
    by: Person,
) -> Enrolment:
    """Into a class of the school to which the child was sent."""
    _still_open(transfer)
    if starts <= transfer.sent_on:
        words = _("The child's last day at the other school was %(day)s. Choose a later day.")
        raise ValidationError({"starts": words % {"day": in_words(transfer.sent_on)}})
    return enrol(child=transfer.child, school_class=school_class, starts=starts, mode=mode, by=by)


@transaction.atomic
def arrived(*, transfer: Transfer, on: date, by: Person) -> Transfer:
    """The sender has heard that the child goes to the school outside the house: nobody there can receive it here."""
    _still_open(transfer)
    if transfer.to_school_id is not None:
        raise ValidationError(_("The other school itself receives this child."))
    if on < transfer.sent_on:
        words = _("The child's last day with you was %(day)s. Choose that day or a later one.")
        raise ValidationError({"on": words % {"day": in_words(transfer.sent_on)}})
    if on > clock.today():
        raise ValidationError({"on": _("This day has not come yet.")})
    transfer.received_on, transfer.received_by = on, by
    transfer.save(update_fields=["received_on", "received_by"])
    place = transfer.from_enrolment.school_class.school_id
    record(by=by, action="transfer.arrived", subject=transfer, child=transfer.child_id, place=place)
    return transfer


@transaction.atomic
def not_arrived(*, transfer: Transfer, by: Person) -> Transfer:
    """Take back that a child has arrived outside the house: it is on the way again, and the sender asks about it."""
    lock(transfer.child)
    transfer.refresh_from_db(fields=["received_on", "withdrawn_on"])
    if transfer.to_school_id is not None:
        raise ValidationError(_("The other school itself receives this child."))
    if transfer.received_on is None or _is_somewhere_since(transfer):
        raise ValidationError(_("Somebody has written this child down elsewhere meanwhile. Nothing was changed."))
    transfer.received_on = transfer.received_by = None
    transfer.save(update_fields=["received_on", "received_by"])
    place = transfer.from_enrolment.school_class.school_id
    record(by=by, action="transfer.not_arrived", subject=transfer, child=transfer.child_id, place=place)
    return transfer


@transaction.atomic
def withdraw(*, transfer: Transfer, by: Person) -> Enrolment:
    """Take back a transfer that was a mistake: the child goes on in its class from today."""
    _still_open(transfer)
    transfer.withdrawn_on = clock.today()
    transfer.save(update_fields=["withdrawn_on"])
    place = transfer.from_enrolment.school_class.school_id
    record(by=by, action="transfer.withdrawn", subject=transfer, child=transfer.child_id, place=place)
    return goes_on(transfer.from_enrolment, by=by)


def _check_destination(enrolment: Enrolment, to_school: School | None, to_elsewhere: str) -> None:
    if to_school is None and not to_elsewhere:
        raise ValidationError({"to_school": _("Choose a school, or write the name of one that is not in the list.")})
    if to_school is not None and to_elsewhere:
        raise ValidationError({"to_elsewhere": _("Either choose a school or write a name, not both.")})
    if to_school is not None and to_school.pk == enrolment.school_class.school_id:
        raise ValidationError({"to_school": _("This is the child's own school. Choose another class instead.")})


def _still_open(transfer: Transfer) -> None:
    lock(transfer.child)
    transfer.refresh_from_db(fields=["received_on", "withdrawn_on"])
    if transfer.received_on is not None or transfer.withdrawn_on is not None:
        raise ValidationError(_("Somebody has received this child or taken the transfer back meanwhile."))


def _is_somewhere_since(transfer: Transfer) -> bool:
    child, before = transfer.child_id, transfer.from_enrolment
    later = Enrolment.objects.held().filter(child=child, starts__gte=before.starts).exclude(pk=before.pk)
    on_the_way = Transfer.objects.filter(child=child, received_on__isnull=True)
    in_no_school = OutOfSchool.objects.filter(child=child, ended_on__isnull=True)
    return later.exists() or on_the_way.exists() or in_no_school.exists()


def _about(refused: ValidationError, names: dict[str, str]) -> ValidationError:
    """The same words at the field that this action calls differently."""
    if not hasattr(refused, "error_dict"):
        return refused
    return ValidationError({names.get(name, name): words for name, words in refused.error_dict.items()})
