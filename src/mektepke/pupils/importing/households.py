"""Which children live together, and what the list says of their household. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mektepke.pupils.importing.rules import (
    HOUSEHOLD,
    Difference,
    GuardianPlanned,
    GuardianSaid,
    Home,
    Known,
    Place,
    Row,
    Value,
    differing,
)

# Tells that a row says something else of a household than an earlier row: its column, the earlier row.
Ask = Callable[[str, Place], None]

_COLUMNS = {"poor_register_number": "poor_family_number"}


class Households:
    """All households of one list: those on record and those that it begins."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.fields: dict[Home, dict[str, Value]] = {}
        self.new: set[Home] = set()
        self.guardians: dict[Home, list[GuardianPlanned]] = {}
        self._said: dict[tuple[Home, str], Place] = {}
        self._by_guardian: dict[tuple[str, str], Home] = {}
        for child in known:
            if child.household not in self.fields:
                self._keep(child)

    def _keep(self, child: Known) -> None:
        home = child.household
        self.fields[home] = {name: child.has[name] for name in HOUSEHOLD if name in child.has}
        self.guardians[home] = [
            GuardianPlanned(found.name, found.folded, found.relation, found.phone, found.language, found.key)
            for found in child.guardians
        ]
        for found in child.guardians:
            self._by_guardian.setdefault((found.folded, found.phone), home)

    def of_new_child(self, row: Row) -> Home:
        """The household of a child not on record: brothers and sisters have the same parent with the same phone."""
        pairs = [(guardian.key, guardian.phone) for guardian in row.guardians if guardian.name and guardian.phone]
        home = next((self._by_guardian[pair] for pair in pairs if pair in self._by_guardian), None)
        if home is None:
            home = row.at
            self.fields[home], self.guardians[home] = {}, []
            self.new.add(home)
        for pair in pairs:
            self._by_guardian.setdefault(pair, home)
        return home

    def take(self, home: Home, row: Row, ask: Ask) -> list[Difference]:
        """Take over what a row says of its household; what becomes different about one on record."""
        said = {name: row.said[name] for name in HOUSEHOLD if name in row.said and self._first(home, name, row, ask)}
        found = differing(self.fields[home], said, HOUSEHOLD)
        self.fields[home].update({difference.field: difference.after for difference in found})
        for guardian in row.guardians:
            found += self._take_guardian(home, guardian, row.at, ask)
        return [] if home in self.new else found

    def _first(self, home: Home, name: str, row: Row, ask: Ask) -> bool:
        """Whether no earlier row said something else: else every loading of the list would change it to and fro."""
        earlier = self._said.setdefault((home, name), row.at)
        if earlier == row.at or self.fields[home].get(name) == row.said[name]:
            return True
        ask(_COLUMNS.get(name, name), earlier)
        return False

    def _take_guardian(self, home: Home, said: GuardianSaid, at: Place, ask: Ask) -> list[Difference]:
        planned = self._same_guardian(home, said)
        if planned is None:
            return [self._add_guardian(home, said, at)]
        found = []
        for name in ("name", "relation", "phone", "language"):
            before, after = getattr(planned, name), getattr(said, name)
            if not after or (name == "name" and before):
                continue
            earlier = planned.said_at.setdefault(name, at)
            if after == before:
                continue
            if earlier != at:
                ask(said.column, earlier)
                continue
            found.append(Difference(f"guardian_{name}", before or None, after, planned.name or said.name))
            setattr(planned, name, after)
            planned.folded = planned.folded or (said.key if said.name else "")
            planned.changes[name] = after
        return found

    def _same_guardian(self, home: Home, said: GuardianSaid) -> GuardianPlanned | None:
        there = self.guardians[home]
        if not said.name and not said.phone:
            return next((found for found in there if found.relation == said.relation), None)
        if said.name:
            named = next((found for found in there if found.folded == said.key), None)
            nameless = (found for found in there if not found.name and found.phone == said.phone)
            return named or next((found for found in nameless if found.phone or found.relation == said.relation), None)
        with_phone = next((found for found in there if found.phone == said.phone), None)
        without = [found for found in there if not found.phone]
        return with_phone or (without[0] if len(there) == 1 and without else None)

    def _add_guardian(self, home: Home, said: GuardianSaid, at: Place) -> Difference:
        planned = GuardianPlanned(said.name, said.key if said.name else "", said.relation, said.phone, said.language)
        planned.said_at = {name: at for name in ("relation", "phone", "language") if getattr(said, name)}
        self.guardians[home].append(planned)
        words = " ".join(filter(None, [said.name, said.phone])) or said.relation
        return Difference("guardian", None, words, said.name)
