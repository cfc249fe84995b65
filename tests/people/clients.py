"""A browser in which somebody is signed in, and what a one-time code looks like on its pages."""

from __future__ import annotations

import re

from django.test import Client

from mektepke.people.models import Person

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


def signed_in(person: Person, language: str = "en") -> Client:
    """The person reads this language from now on."""
    Person.objects.filter(pk=person.pk).update(language=language)
    client = Client()
    client.force_login(person)
    return client
