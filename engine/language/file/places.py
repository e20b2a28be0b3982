"""Where in its file each part of a routine stands, by the names that the proofs give them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.language.file import document as doc
from engine.language.file.reading import Word
from engine.language.rules.findings import NOWHERE, Position

ROUTINE = ""


class Places:
    """Places by name: a state's id, `state.choice` (`*.choice` for any time), `state.choice.when`, `state.exit.0`, `state.timer.0`,
    `state.outcome.lost`, `state.call`, a branch's `state.branch`, and ROUTINE. `not_by` and `same_as` as `state..not_by` and
    `state.choice.not_by`.
    """

    def __init__(self, document: doc.Document) -> None:
        self._places = dict(_all(document))

    def of(self, name: str) -> Position:
        """The place of the part, or of the nearest part around it."""
        while name not in self._places and "." in name:
            name = name.rpartition(".")[0]
        return self._places.get(name, self._places[ROUTINE])


def _all(document: doc.Document) -> Iterator[tuple[str, Position]]:
    yield ROUTINE, document.routine.place if document.routine else NOWHERE
    yield from _of_choices("*", document.anytime)
    yield from _of_states(document.states)


def _of_states(states: Mapping[Word, doc.State]) -> Iterator[tuple[str, Position]]:
    for id, state in states.items():
        yield str(id), id.place
        yield from _of_duties(f"{id}.", state)
        yield from _of_choices(id, state.choices)
        for number, timer in enumerate(state.timers):
            yield f"{id}.timer.{number}", timer.place
        for number, exit in enumerate(state.choose):
            yield f"{id}.exit.{number}", exit.place
        for outcome in state.outcomes:
            yield f"{id}.outcome.{outcome}", outcome.place
        yield f"{id}.call", state.at("call")
        for branch_id, branch in state.together.items():
            yield f"{id}.{branch_id}", branch_id.place
            yield from _of_states(branch.states)


def _of_choices(state: str, choices: Mapping[Word, doc.Choice]) -> Iterator[tuple[str, Position]]:
    for id, choice in choices.items():
        yield f"{state}.{id}", id.place
        yield f"{state}.{id}.when", choice.at("when")
        yield from _of_duties(f"{state}.{id}", choice)


def _of_duties(name: str, part: doc.State | doc.Choice) -> Iterator[tuple[str, Position]]:
    for key in ("not_by", "same_as"):
        if key in part.given():
            yield f"{name}.{key}", part.at(key)
