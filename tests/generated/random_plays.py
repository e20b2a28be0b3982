"""Plays in which each command is picked at random among those that come to something."""

from __future__ import annotations

from random import Random

from engine.errors.root import Refusal
from engine.errors.step import Incident
from engine.language.compile import Compiled
from engine.model.scenario import MORNING
from engine.run.case import advance
from engine.run.commands import StartCase
from engine.run.context import Library
from engine.run.instance import Case
from engine.scenarios.player import ROOT, UNIT
from tests.generated.brute import WORKER, TooMany, can_end, commands, filled

LONGEST = 60
"""After so many commands a play that goes on is looked at for whether it can still end."""

MOST = 2_000


def play_at_random(parent: Compiled, child: Compiled, seed: int) -> str:
    """Play once: "ended", "went on" (and could have ended), or "not told" where that was too much to find out.

    Raises AssertionError with the seed and what was done, where the play gets stuck.
    """
    random = Random(seed)
    routine = parent.routine
    assert routine is not None
    shelf = Library.of([each.routine for each in (parent, child) if each.routine])
    case, now = Case(id=ROOT), MORNING
    facts = random.choice(list(filled(routine.begin.ask)))
    begin = StartCase(
        at=now, by=WORKER, instance=ROOT, routine=routine.id, digest=routine.digest, unit=UNIT, facts=facts
    )
    outcome = advance(case, begin, shelf)
    assert not isinstance(outcome, Refusal), outcome
    case, done = outcome.case, [str(begin.facts)]
    for _ in range(LONGEST):
        if case.instances[ROOT].status == "ended":
            return "ended"
        ahead = list(commands(case, shelf, now))
        random.shuffle(ahead)
        for command in ahead:
            try:
                outcome = advance(case, command, shelf)
            except Incident:
                continue
            if not isinstance(outcome, Refusal):
                case, now = outcome.case, command.at
                done.append(str(command))
                break
        else:
            raise AssertionError(f"stuck with seed {seed} after {done}")
    try:
        assert can_end(parent, child, case, MOST), f"no end can be reached with seed {seed} after {done}"
    except TooMany:
        return "not told"
    return "went on"
