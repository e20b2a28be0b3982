"""Made-up routines that ask who has done what: `not_by` and `same_as` at steps and choices, and people of the same role."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from engine.model.routine import Choice
from engine.run.commands import Choose
from engine.run.instance import Instance, Person
from tests.generated.driving import WORKER, Drive
from tests.generated.routines import Document, Made, flows, made, routines

COLLEAGUE = Person("m2", WORKER.grants)


@st.composite
def bound(draw: st.DrawFn) -> tuple[Made, Made]:
    """A routine and the one that it may call, with who may do what in about every other step."""
    documents = [deepcopy(each.document) for each in draw(routines())]
    for document in documents:
        states = {id: state for states in flows(document).values() for id, state in states.items()}
        steps = [id for id, state in states.items() if "choices" in state]
        for id in steps:
            _bind(draw, states[id], [each for each in [*steps, "start"] if each != id])
            for choice in states[id]["choices"].values():
                if draw(st.integers(0, 5)) == 0:
                    _bind(draw, choice, [*steps, "start"])
        for choice in document.get("anytime", {}).values():
            _bind(draw, choice, [*steps, "start"])
    return made(documents[0]), made(documents[1])


def _bind(draw: st.DrawFn, part: Document, names: list[str]) -> None:
    key: Any = draw(st.sampled_from(["", "", "not_by", "not_by", "same_as"]))
    if key:
        part[key] = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))


class Shared(Drive):
    """A case that a colleague of the owner works in too."""

    def choosing(self, instance: Instance, state: str, choice: Choice, which: int) -> Choose:
        """As `Drive` does, every third time by the colleague."""
        chosen = super().choosing(instance, state, choice, which)
        return replace(chosen, by=COLLEAGUE) if which % 3 == 1 else chosen
