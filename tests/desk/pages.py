"""Pages of the desk as somebody reads them."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from mektepke.people.models import Person


def today_of(client: Client, person: Person, language: str = "en") -> str:
    """This person's Today in their language."""
    Person.objects.filter(pk=person.pk).update(language=language)
    client.force_login(person)
    answer = client.get(reverse("today"))
    assert answer.status_code == 200
    return answer.content.decode()
