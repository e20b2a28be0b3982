"""What the parts of a version are called in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from engine.difference.placed import MAIN, Placed
from engine.difference.quoting import in_quotes, joined, quoted, said
from engine.language.expression.wording import OTHERWISE, worded
from engine.model.condition_words import words
from engine.model.conditions import Condition
from engine.model.routine import Gateway, Routine
from engine.said import Said, both
from engine.stored.canonical import Canonical

_OR = Said(" eller ", " or ")


class Names:
    """The names of one version. `rewritten` gives a condition's text as it stands in `document`."""

    def __init__(
        self,
        document: Canonical,
        states: Mapping[str, Placed],
        routine: Routine,
        rewritten: Callable[[str], str] = lambda text: text,
    ) -> None:
        self._document = document
        self._states = states
        self._conditions: dict[str, Said] = {}
        self._labels: dict[str, Mapping[str, str]] = {}
        for each in _conditions(routine):
            text = rewritten(each.text)
            self._conditions[text] = Said(
                words(each.tree, routine.facts), words(each.tree, routine.facts, "en")
            )
            self._labels[text] = {
                language: worded(each, routine.facts, language) for language in routine.languages
            }

    def state(self, id: str) -> Said:
        """A state's title in quotes."""
        placed = self._states.get(id)
        return quoted(placed.body["title"]) if placed else in_quotes(both(id))

    def title(self, id: str) -> Said:
        """A state's title; its name where there is no such state."""
        placed = self._states.get(id)
        return said(placed.body["title"]) if placed else both(id)

    def standing(self, id: str) -> Said:
        """Where a state stands among those of its flow."""
        placed = self._states[id]
        if placed.previous is not None:
            before = self.state(placed.previous)
            return Said(f"efter {before.sv}", f"after {before.en}")
        return (
            Said("först", "first") if placed.flow == MAIN else Said("först i sin gren", "first in its branch")
        )

    def role(self, id: str) -> Said:
        """A role's title."""
        return self._titled("roles", id)

    def roles(self, ids: Iterable[str]) -> Said:
        """Several roles' titles."""
        return joined((self.role(id) for id in ids), _OR)

    def contact(self, id: str) -> Said:
        """A contact's title."""
        return self._titled("contacts", id)

    def link(self, id: str) -> Said:
        """A link's title."""
        return self._titled("links", id)

    def document(self, id: str) -> Said:
        """A document's title."""
        return self._titled("documents", id)

    def fact(self, id: str) -> Said:
        """A fact's title in quotes."""
        return in_quotes(self._titled("facts", id))

    def condition(self, text: str) -> Said:
        """A condition in words, in quotes."""
        return in_quotes(self._conditions.get(text, both(text)))

    def label_of_way(self, condition: str | None) -> Mapping[str, str] | None:
        """What is written at a gateway's way where its owner wrote nothing."""
        return OTHERWISE._asdict() if condition is None else self._labels.get(condition)

    def _titled(self, group: str, id: str) -> Said:
        body: Mapping[str, Any] | None = self._document.get(group, {}).get(id)
        return said(body["title"]) if body else both(id)


def _conditions(routine: Routine) -> Iterator[Condition]:
    for state in routine.states.values():
        if isinstance(state, Gateway):
            yield from (branch.when for branch in state.branches if branch.when)
    yield from (choice.when for choice in routine.choices() if choice.when)
