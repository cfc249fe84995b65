"""A text field that is sealed in the database and open in the program."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import lookups

from mektepke.sealed import keys
from mektepke.sealed.rules import seal


class SealedText(models.TextField):  # type: ignore[type-arg]
    """Free words, or a code of which nobody may read who holds only the database.

    Nothing at all ("") stays nothing, so that a constraint can ask for words; with `even_nothing` it is sealed too,
    where already to have something says it all (a number in the register of poor families). It cannot be searched or
    sorted by: each sealing looks different.
    """

    def __init__(self, *args: Any, even_nothing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.even_nothing = even_nothing
        if self.max_length is not None:
            # The database sees only what is sealed, so it is here that the words are counted.
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"even_nothing": True} if self.even_nothing else {})

    @property
    def place(self) -> str:
        """What the sealed text is bound to: its table and column, as the first program named them."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        """Sealed, on the way to the database."""
        text = super().get_prep_value(value)
        return seal(text, keys.ring(), self.place) if text or (text == "" and self.even_nothing) else text

    def from_db_value(self, value: str | None, *_others: Any) -> str | None:
        """Open, on the way from the database."""
        return keys.opened(value, self.place) if value else value

    def get_lookup(self, name: str) -> Any:
        """Only whether there is anything can be asked."""
        if name not in {"exact", "isnull"} or (name == "exact" and self.even_nothing):
            raise FieldError(f"{self.place} is sealed: it cannot be searched by {name}")
        return super().get_lookup(name)


@SealedText.register_lookup
class OnlyNothing(lookups.Exact):
    """`words=""` asks whether there is nothing; any other text would never be found, so it is an error."""

    prepare_rhs = False

    def get_prep_lookup(self) -> Any:
        """Refuse whatever is not nothing."""
        if self.rhs != "":
            raise FieldError("A sealed field can only be compared with nothing.")
        return self.rhs

    def get_db_prep_lookup(self, value: Any, _connection: Any) -> Any:
        """Nothing is not sealed."""
        return "%s", [value]


def sealed_names(model: type[models.Model], path: str = "") -> list[str]:
    """The sealed fields of a table, for `defer`: a list of names need not open what it does not show."""
    return [f"{path}{field.name}" for field in model._meta.local_fields if isinstance(field, SealedText)]
