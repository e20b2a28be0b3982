"""What the proofs say of a made-up routine, held against all of its plays through the real engine."""

from __future__ import annotations

import json

from hypothesis import assume, event, note

from engine.language.compile import Compiled
from engine.language.proof.prove import Proofs, prove
from engine.language.proof.tracked_facts import Depth
from engine.language.rules.findings import Finding
from tests.generated.brute import Played, TooMany, play_all
from tests.generated.unsound import CHILD, PARENT

COMMANDS = 3_000
"""How many commands a made-up routine is played with."""

REFUSED = ("no-way-to-end", "goes-round", "branch-cannot-end", "endless-loop")
STUCK = (*REFUSED, "perhaps-no-way-to-end")
"""What is told of a routine that gets stuck. The last one is told where the check can't know whether one comes there."""


def compare(parent: Compiled, child: Compiled) -> None:
    """The first of the two routines is refused where a play gets stuck and only there; what can be come to is the same in both."""
    for each in (parent, child):
        note(json.dumps(each.canonical, ensure_ascii=False))
    found = prove((parent, child), {parent.file, child.file})
    assume(not any(each.rule in STUCK for each in found[child.file]))
    findings = found[parent.file]
    note("\n".join(f"{each.rule} {each.line}:{each.column} {each.said.en} {each.path}" for each in findings))
    try:
        played = play_all(parent, child, COMMANDS)
    except TooMany:
        assume(False)
    told = [each for each in findings if each.rule in STUCK]
    event("stuck" if told else "never stuck")
    _same_refusals(told, played)
    if (
        not played.incidents
    ):  # a step into a loop is refused by the engine: the state before it, where it is told, is the last one
        _same_reach(parent, child, played)


def _same_refusals(told: list[Finding], played: Played) -> None:
    stuck = played.stuck()
    if stuck or played.incidents or played.rounds():
        assert told, list(stuck)[:1]
    for each in told:
        if each.rule == "endless-loop":
            assert played.incidents or played.rounds()
        elif each.rule in REFUSED:
            assert played.shows(each.path, stuck), (each.rule, each.path)


def _same_reach(parent: Compiled, child: Compiled, played: Played) -> None:
    proofs = Proofs({PARENT: parent, CHILD: child}, 10_000)
    proofs.of(CHILD, ())
    assert parent.routine is not None
    exploration, depth = proofs.explored(parent.routine)
    assert exploration is not None
    assert depth == Depth.ALL
    assert exploration.walk.entered == played.entered
    own = {
        transition.id
        for transition in exploration.model.transitions.all()
        if transition.kind == "choice" and transition.state != "*"
    }
    assert own & exploration.walk.taken == own & played.chosen
