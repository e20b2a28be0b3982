"""What the parts of a version are called in its own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from engine.condition_words import words
from engine.conditions import Condition
from engine.difference.change import Pair
from engine.difference.placed import Placed
from engine.difference.wording import both, in_quotes, joined, quoted
from engine.language.expression.wording import OTHERWISE, worded
from engine.routine import Gateway, Routine
from engine.stored.routine import Canonical


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
        self._conditions: dict[str, Pair] = {}
        self._labels: dict[str, Mapping[str, str]] = {}
        for each in _conditions(routine):
            text = rewritten(each.text)
            self._conditions[text] = (words(each.tree, routine.facts), words(each.tree, routine.facts, "en"))
            self._labels[text] = {
                language: worded(each, routine.facts, language) for language in routine.languages
            }

    def state(self, id: str) -> Pair:
        """A state's title in quotes."""
        placed = self._states.get(id)
        return quoted(placed.body["title"]) if placed else in_quotes(both(id))

    def role(self, id: str) -> Pair:
        """A role's title."""
        return self._titled("roles", id)

    def contact(self, id: str) -> Pair:
        """A contact's title."""
        return self._titled("contacts", id)

    def fact(self, id: str) -> Pair:
        """A fact's title in quotes."""
        return in_quotes(self._titled("facts", id))

    def roles(self, ids: Iterable[str]) -> Pair:
        """Several roles' titles."""
        return joined((self.role(id) for id in ids), (" eller ", " or "))

    def condition(self, text: str) -> Pair:
        """A condition in words, in quotes."""
        return in_quotes(self._conditions.get(text, both(text)))

    def label_of_way(self, condition: str | None) -> Mapping[str, str] | None:
        """What is written at a gateway's way where its owner wrote nothing."""
        return OTHERWISE if condition is None else self._labels.get(condition)

    def _titled(self, group: str, id: str) -> Pair:
        body = self._document.get(group, {}).get(id)
        text: Any = body.get("title", {}) if body else {}
        sv, en = next(iter(text.values()), id), next(iter(text.values()), id)
        return text.get("sv", sv), text.get("en", en)


def _conditions(routine: Routine) -> Iterator[Condition]:
    for state in routine.states.values():
        if isinstance(state, Gateway):
            yield from (branch.when for branch in state.branches if branch.when)
    yield from (choice.when for choice in routine.choices() if choice.when)
