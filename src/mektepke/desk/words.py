"""Counts of the desk as sentences."""

from __future__ import annotations

from django.utils.translation import ngettext

from mektepke.casework.queries import Steps


def in_words(steps: Steps) -> list[tuple[str, int]]:
    """The steps from a signal to a return as (sentence, count), for the funnel."""
    said = [
        (ngettext("%(count)d child was noticed", "%(count)d children were noticed", steps.noticed), steps.noticed),
        (
            ngettext("Spoke with %(count)d family", "Spoke with the families of %(count)d children", steps.spoken_with),
            steps.spoken_with,
        ),
        (
            ngettext("%(count)d child taken into care", "%(count)d children taken into care", steps.in_care),
            steps.in_care,
        ),
        (ngettext("%(count)d child came back", "%(count)d children came back", steps.came_back), steps.came_back),
    ]
    return [(sentence % {"count": count}, count) for sentence, count in said]
