"""Scenarios of a routine file: lines read, and names checked as far as the file alone tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.language.build.scope import Scope
from engine.language.file.reading import ID, Word, place_of
from engine.language.file.stories import Line
from engine.language.file.stories import Scenario as WrittenScenario
from engine.language.rules.findings import Position
from engine.model import facts as values
from engine.model.facts import Fact
from engine.model.routine import REASON, Choice, End, State, Step, Wait
from engine.model.scenario import MORNING, Scenario, ScenarioLine, Written
from engine.problems import Problem
from engine.said import QUOTED, Said
from engine.values.moments import by_the_wall
from engine.values.texts import Text

_WHAT = ("wait", "message", "cancel")
_BY_SOMEBODY = {"message", "cancel"}


class Scenarios:
    """Builds the scenarios against the routine's built states. `now` is what the clock shows at the line that is read, as far as the
    lines above say.
    """

    def __init__(
        self, scope: Scope, states: Mapping[str, State], anytime: Sequence[Choice], outcomes: Sequence[str]
    ) -> None:
        self.scope = scope
        self.steps = {id: state for id, state in states.items() if isinstance(state, Step)}
        self.anytime = [choice.id for choice in anytime]
        self.messages = [
            state.message for state in states.values() if isinstance(state, Wait) and state.message
        ]
        self.outcomes = outcomes
        self.now = MORNING
        self.ends = [id for id, state in states.items() if isinstance(state, End)]

    def build(self, parts: Sequence[WrittenScenario]) -> tuple[Scenario, ...]:
        """All scenarios."""
        return tuple(self._scenario(part) for part in parts)

    def _scenario(self, part: WrittenScenario) -> Scenario:
        known = self.outcomes if all(map(ID.fullmatch, self.outcomes)) else ()  # a wrong end is told already
        if part.ends and known and part.ends not in known:
            routine = self.scope.document.routine or ""
            self.scope.unknown("unknown-outcome", part.ends, self.outcomes, routine=routine)
        self.now = MORNING
        facts = self._facts(part.facts)  # as it begins: the lines take the clock on
        return Scenario(
            title=self.scope.text(part.title) or Text((("sv", ""),)),
            play=tuple(self._line(line) for line in part.play),
            ends=str(part.ends) if part.ends else None,
            by=next(iter(self.scope.roles([part.by])), None) if part.by else None,
            facts=facts,
            written=_written(part),
        )

    def _line(self, part: Line) -> ScenarioLine:
        given = part.given()
        found = [key for key in _WHAT if key in given]
        if "choice" in given or ("by" in given and not _BY_SOMEBODY.intersection(given)):
            found.append("by")
        if given and len(found) != 1:
            example = f"{next(iter(self.scope.document.roles), 'medarbetare')}: klar"
            chosen = f"{part.by}: {part.choice}" if part.choice else "by"
            shown = [chosen if key == "by" else key for key in given if key != "choice"]
            said = Said(" och ".join(shown), " and ".join(shown))
            self.scope.findings.add("scenario-line", part.place, example=example, found=said)
        elif found == ["by"] and "choice" not in given:
            self.scope.findings.add("missing-key", part.place, key="choice", what=Said("raden", "the line"))
        if part.routine is None:
            self._check(part)
        else:
            self.scope.routine(part.routine)
        if part.cancel:
            self.scope.routine(part.cancel)
        if part.wait:
            self.now += part.wait
        elsewhere = part.routine or part.cancel
        role = part.by if elsewhere else next(iter(self.scope.roles([part.by])), None) if part.by else None
        return ScenarioLine(
            actor=str(role) if role else None,
            choice=str(part.choice) if part.choice else None,
            state=str(part.in_) if part.in_ else None,
            routine=str(part.routine) if part.routine else None,
            facts=self._facts(part.facts) if part.routine is None else self._texts(part.facts),
            checked=part.checked is not False,
            delivered=part.delivered is not False,
            wait=part.wait,
            message=str(part.message) if part.message else None,
            cancel=str(part.cancel) if part.cancel else None,
            refused=part.refused is True,
            same=self._same(part),
            written=_written(part),
        )

    def _same(self, part: Line) -> str | None:
        """Whose doer chooses: a step of the routine that the line is about."""
        if part.as_ is None:
            return None
        if not part.choice:
            kind = Said("en rad utan val", "a line without a choice")
            allowed = "by, facts, routine, delivered, refused"
            self.scope.findings.add("key-not-here", part.at("as"), key="as", kind=kind, allowed=allowed)
        return str(part.as_) if part.routine else self.scope.doer(part.as_)

    def _check(self, part: Line) -> None:
        scope = self.scope
        if part.in_ and part.in_ not in scope.flow_of:
            scope.unknown("unknown-state", part.in_, self.steps)
        elif part.choice:
            steps = [self.steps[part.in_]] if part.in_ in self.steps else list(self.steps.values())
            known = [*dict.fromkeys(choice.id for step in steps for choice in step.choices), *self.anytime]
            if part.choice not in known:
                where = QUOTED.fill(words=part.in_) if part.in_ else Said("rutinen", "the routine")
                scope.unknown("unknown-choice", part.choice, known, where=where)
        if part.message and part.message not in self.messages:
            scope.unknown("unknown-message", part.message, self.messages)

    def _facts(self, written: Mapping[Word, Any]) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for name, value in written.items():
            if name == REASON:
                read[REASON] = str(value)
                continue
            id = self.scope.fact(name)
            fact = self.scope.facts.get(id) if id else None
            if fact is not None and value is not None:
                read[fact.id] = self._value(fact, value, name.place)
        return read

    def _value(self, fact: Fact, written: Word | tuple[Word, ...], place: Position) -> Any:
        if isinstance(written, Word):
            place = written.place
            value = values.from_text(fact, by_the_wall(written, self.scope.zone), now=self.now)
        else:
            value = values.parse(fact, [str(word) for word in written])
        if isinstance(value, Problem):
            self.scope.findings.add_problem(value, place)
            return None
        return values.wire(value)

    def _texts(self, facts: Mapping[Word, Any]) -> dict[str, Any]:
        """The texts as they stand: the other routine says what they mean."""
        return {
            str(name): by_the_wall(str(value), self.scope.zone)
            if isinstance(value, Word)
            else [str(word) for word in value]
            for name, value in facts.items()
            if value is not None
        }


def _written(part: WrittenScenario | Line) -> Written:
    keys = {key: place_of(at).line for key, at in part.places.keys.items()}
    keys |= {f"facts.{name}": name.line for name in part.facts}
    return Written(line=part.place.line, keys=keys)
