"""A routine's texts as a picture says them: in one language, with the names in braces filled in, and other routines by their titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.routine import Call, End, Routine
from engine.values.texts import Text


def spoken(routine: Routine, language: str) -> str:
    """The language in which the routine is told to whoever asks for `language`: its own first one where it is not written in that."""
    return language if language in routine.languages else routine.languages[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """The language of a picture. `routines` are those whose titles are known; `settings` the organisation's values by name.

    `values`: what names in braces stand for, where an instance gives them values.
    """

    routine: Routine
    language: str
    routines: Mapping[str, Routine] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: Text) -> str:
        """The text with facts as their titles in brackets, where no instance gives them values."""
        facts = {fact.id: f"[{fact.title.say(self.language)}]" for fact in self.routine.facts.values()}
        settings = {f"settings.{name}": value for name, value in self.settings.items()}
        return text.fill({**facts, **settings, **self.values}, self.language)

    def title(self, state: str) -> str:
        """The state's title."""
        return self.text(self.routine.states[state].title)

    def roles(self, roles: tuple[str, ...]) -> str:
        """The roles' titles, «Administratör, Enhetschef»."""
        return ", ".join(self.routine.roles[role].title.say(self.language) for role in roles)

    def other(self, routine: str) -> str:
        """Another routine's title, or its id as words where it is not known."""
        known = self.routines.get(routine)
        return known.title.say(self.language) if known else _words(routine)

    def outcome(self, routine: str, outcome: str) -> str:
        """The title of the end with which another routine has that outcome, or the outcome as words."""
        titles = (end.title.say(self.language) for end in self._ends(routine) if end.outcome == outcome)
        return next(titles, _words(outcome))

    def other_outcomes(self, call: Call) -> tuple[str, ...]:
        """The titles of the ends that the call gives no outcome of its own; none where the called routine is not known."""
        rest = [end.outcome for end in self._ends(call.routine) if end.outcome not in call.outcomes]
        return tuple(self.outcome(call.routine, outcome) for outcome in dict.fromkeys(rest))

    def _ends(self, routine: str) -> tuple[End, ...]:
        known = self.routines.get(routine)
        return known.ends() if known else ()


def _words(id: str) -> str:
    return id.replace("_", " ").capitalize()
